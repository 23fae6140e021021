//! The explorer: the session, and which part of it stands where.

use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::bar::Bar;
use super::begin::{Begin, SourceProp, drawn_first, source_action, visit_action};
use super::open::{self, Open, Wanted};
use super::page::Page;
use super::panels::{About, Commands};
use super::parts::{self, Part};
use super::problems::{place, sentence};
use super::prose::{prose, shown};
use super::save::Save;
use super::search::SearchProps;
use super::stage::Stage;
use super::stand_in::{missing, stand_in, use_part};
use super::store::{Store, Waiting};
use super::table::TableProps;
use super::tabs::{Tab, TabList};
use super::template_pane::{GoTo, TemplatePaneProps};
use super::visit::{self, Share};
use super::{Shared, icons};
use crate::diagnostic::Severity;
use crate::facts::TypeFacts;
use crate::scene::Lens;
use crate::session::{Action, Check, FlightAction, Pairs, Session, TextAction};

/// The facts about resource types, or why there are none, in words for the reader.
pub type FactsAnswer = Result<Rc<TypeFacts>, Rc<str>>;

/// The properties that the page gives an explorer.
#[derive(Debug, Clone, Properties, PartialEq)]
pub struct AppProps {
    /// The things that it shows first, each with an effect later when it changes.
    pub begin: Begin,
    /// The other settings of the page.
    pub page: Page,
    /// The reader wants the template to be fetched again.
    pub onretry: Callback<()>,
    /// The reader wants the template to be checked: gets the facts about resource types, and calls back with them.
    pub load_facts: Callback<Callback<FactsAnswer>>,
    /// The reader wants the picture as a file.
    pub onsave: Option<Callback<Save>>,
    /// The reader wants to open a template of their own; `None` where the page has no way.
    pub onopen: Option<Callback<Open>>,
    /// Gets all that the reader made of the explorer, after every change of it.
    pub onvisit: Callback<Rc<Pairs>>,
    /// The reader wants a link to it; `None` where the page makes none.
    pub onshare: Option<Callback<Share>>,
    /// The reader wants the whole screen for the explorer, or no more.
    pub onfullscreen: Option<Callback<()>>,
    /// The state after every change of what a page is told of: the commands and what was noticed.
    pub onchange: Callback<Rc<Session>>,
}

/// The explorer.
#[component]
pub fn App(props: &AppProps) -> Html {
    let store = use_reducer(|| drawn_first(&props.begin));
    let session = store.session.clone();
    // One for all renders: with a new one in each, all that dispatches would be rendered anew.
    let missed = use_state_eq(|| None);
    let dispatch = use_memo((), |()| with_parts(store.dispatcher(), missed.setter()));
    let dispatch = &*dispatch;
    let onthere = dispatch.reform(|()| Action::Arrived);
    let panels = use_part(Part::Panels, true, onthere.clone());
    let references = use_part(Part::References, session.lens == Lens::References, onthere);
    use_needs(store.waiting.as_ref(), dispatch, &missed);
    use_following(props, dispatch);
    use_facts(props, &session, dispatch);
    {
        let commands = session.model.as_ref().map(|model| Shared::of(&model.commands));
        let told = (commands, Shared::of(&session.diagnostics), session.stale);
        let (session, onchange) = (session.clone(), props.onchange.clone());
        use_effect_with(told, move |_| onchange.emit(session));
    }

    let tab = use_state_eq(|| Tab::Parameters);
    let printing = use_printing();
    let editing = use_part(Part::Editing, *tab == Tab::Template, Callback::noop());
    let forms = use_part(Part::Forms, *tab == Tab::Table, Callback::noop());
    {
        // What was pressed is what the reader wants to read about.
        let (tab, tab_now) = (tab.setter(), tab.clone());
        let current = *tab_now;
        use_effect_with(
            (session.selection.clone(), session.inspected.clone()),
            move |(selection, inspected)| {
                // Who reads the text or the table sees the selection there.
                if inspected.is_some()
                    || selection.is_some() && !matches!(current, Tab::Template | Tab::Table)
                {
                    tab.set(Tab::Details);
                }
            },
        );
    }
    let goto = use_state_eq(GoTo::default);
    let ongo = {
        let (tab, goto) = (tab.setter(), goto.clone());
        Callback::from(move |line| {
            tab.set(Tab::Template);
            goto.set(GoTo { line, turn: goto.turn + 1 });
        })
    };
    let onchoose = {
        let tab = tab.setter();
        use_callback((), move |chosen, ()| tab.set(chosen))
    };

    // What had the focus when the search began, and the tab that was open.
    let from = use_mut_ref(|| None::<(Element, Tab)>);
    let onsearch = use_callback(*tab, {
        let (dispatch, from) = (dispatch.clone(), from.clone());
        move |event: Event, tab| {
            let pressed = event.target_dyn_into::<Element>();
            let focused =
                pressed.and_then(|pressed| pressed.closest("button, [tabindex], input, a").ok().flatten());
            from.replace(focused.map(|focused| (focused, *tab)));
            dispatch.emit(Action::Fly(FlightAction::Search(Some("".into()))));
        }
    });
    let over = use_node_ref();
    {
        let over = over.clone();
        use_effect_with(session.search.as_ref().map(Shared::of), move |search| {
            if let (Some(over), Some(_)) = (over.cast::<Element>(), search) {
                parts::follow_search(&over);
            }
        });
    }
    let onslash = {
        let onsearch = onsearch.clone();
        Callback::from(move |event: KeyboardEvent| {
            let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
            if event.key() == "/" && is_plain && !is_typed(&event) {
                event.prevent_default();
                onsearch.emit(event.into());
            }
        })
    };
    let onreturn = {
        let from = from.clone();
        Callback::from(move |()| {
            if let Some((focused, _)) = &*from.borrow() {
                focus(focused);
            }
        })
    };
    {
        let tab = tab.setter();
        use_effect_with(session.returns, move |_| {
            if let Some((focused, shown)) = from.take() {
                tab.set(shown);
                focus(&focused);
            }
        });
    }

    let unopened = use_state_eq(|| None::<AttrValue>);
    let onopen = use_callback((props.onopen.clone(), dispatch.clone()), {
        let (unopened, tab) = (unopened.setter(), tab.setter());
        move |wanted: Wanted, (onopen, dispatch): &(Option<Callback<Open>>, Callback<Action>)| {
            let Some(onopen) = onopen else { return };
            tab.set(Tab::Template);
            unopened.set(None);
            let (unopened, dispatch) = (unopened.clone(), dispatch.clone());
            let answer = Callback::from(move |answer| match answer {
                Ok((name, text)) => dispatch.emit(Action::Text(TextAction::Open(name, text))),
                Err(why) => unopened.set(Some(why)),
            });
            onopen.emit(Open { wanted, answer });
        }
    });
    let onopen = (props.page.editable && props.onopen.is_some()).then_some(onopen);
    let is_over = use_state_eq(|| false);
    let drag = |over: bool| {
        let (is_over, may) = (is_over.setter(), onopen.is_some());
        Callback::from(move |event: DragEvent| {
            if may && open::is_of_files(&event) {
                event.prevent_default();
                is_over.set(over);
            }
        })
    };
    let ondrop = {
        let (is_over, onopen) = (is_over.setter(), onopen.clone());
        Callback::from(move |event: DragEvent| {
            is_over.set(false);
            if let (Some(onopen), Some(wanted)) = (&onopen, open::dropped(&event)) {
                event.prevent_default();
                onopen.emit(wanted);
            }
        })
    };

    let latest = use_mut_ref(|| session.clone());
    latest.replace(session.clone());
    let shared = latest.clone();
    let save =
        use_callback(props.onsave.clone(), move |(format, answer), onsave: &Option<Callback<Save>>| {
            if let Some(onsave) = onsave {
                let session = latest.borrow().clone();
                onsave.emit(Save { session, format, answer });
            }
        });

    use_visit(&session, &props.onvisit);
    let onshare =
        use_callback(props.onshare.clone(), move |(form, said), onshare: &Option<Callback<Share>>| {
            if let Some(onshare) = onshare {
                let pairs = Rc::new(shared.borrow().visit());
                onshare.emit(Share { form, pairs, said });
            }
        });

    // Without a picture the page shows what it has instead: see `embed::change`.
    let Some(model) = &session.model else { return Html::default() };
    let has_errors = session.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let tabs = vec![
        (Tab::Parameters, 0),
        (Tab::Details, 0),
        (Tab::Problems, session.diagnostics.len()),
        (Tab::Template, 0),
        (Tab::Table, 0),
        (Tab::Command, 0),
    ];
    let active = if printing { Tab::Parameters } else { *tab };
    let editable = props.page.editable;
    let about = About { tab: active, session: &session, model, editable, ongo: &ongo, dispatch };
    let pane = TemplatePaneProps {
        session: Shared::of(&session),
        goto: *goto,
        editable,
        onopen: onopen.clone(),
        unopened: (*unopened).clone(),
        dispatch: dispatch.clone(),
    };
    let table = TableProps {
        model: Shared::of(model),
        selection: session.selection.clone(),
        dispatch: dispatch.clone(),
    };
    let missed = match (&*missed, references.retry().filter(|_| session.lens == Lens::References)) {
        (Some((part, action)), _) => {
            let action = action.clone();
            Some((*part, dispatch.reform(move |_: MouseEvent| action.clone())))
        }
        (None, retry) => retry.map(|retry| (Part::References, retry)),
    };
    let found = SearchProps {
        session: Shared::of(&session),
        reading: active == Tab::Template,
        onreturn,
        ongo: ongo.clone(),
        dispatch: dispatch.clone(),
    };
    let commands = Commands { session: &session, model, dispatch };
    let file = shown(&session.file());
    let description = model.source.template.description.as_deref().map(shown);
    html! {
        <ContextProvider<Page> context={props.page.clone()}>
        <div
            class={classes!(
                "frame",
                is_over.then_some("takes"),
                (active == Tab::Command).then_some("of-command"),
                matches!(active, Tab::Template | Tab::Table).then_some("of-text"),
                session.linked.is_some().then_some("of-link"),
            )}
            ondragover={drag(true)}
            ondragleave={drag(false)}
            {ondrop}
            onkeydown={onslash}
            lang="en" role="group" aria-label={format!("Explorer of {file}")}>
            <Bar
                file_name={file.clone()}
                description={description}
                {onsearch}
                onsave={props.onsave.as_ref().map(|_| save)}
                onshare={props.onshare.as_ref().map(|_| onshare)}
            />
            <div class={classes!("picture-area", session.linked.is_some().then_some("of-link"))}>
                if let Some(linked) = &session.linked {
                    { visit::linked(linked, dispatch) }
                }
                <Stage
                    figure={Shared::of(&model.picture.figure)}
                    drawing={Shared::of(&model.picture.drawing)}
                    selection={session.selection.clone()}
                    related={Shared::of(&session.related)}
                    labels={Shared::of(&session.labels)}
                    lens={session.lens}
                    printing={printing}
                    file={session.options.template_file.clone()}
                    flight={session.flight.as_ref().map(Shared::of)}
                    returns={session.returns}
                    left_out={model.left_out()}
                    ghosts={session.ghosts}
                    onfullscreen={props.onfullscreen.clone()}
                    {dispatch}
                />
                { banner(props, &session, missed, &onchoose) }
                // In an element of its own: Yew loses the place of a component that shows nothing at first.
                <div class="over" ref={over}>{ parts::search(found) }</div>
                <p class="visually-hidden told" role="status">{ session.said.as_deref().unwrap_or_default() }</p>
            </div>
            <div class="about">
                <TabList {tabs} alarm={has_errors} {active} {onchoose} />
                <div class={classes!("panel", (active == Tab::Template).then_some("of-template"))} id="panel" role="tabpanel" tabindex="0" aria-labelledby={format!("tab-{}", if active == Tab::Command { Tab::Parameters } else { active }.id())}>
                    if active == Tab::Template {
                        { parts::template_pane(pane).unwrap_or_else(|| stand_in(Part::Editing, &editing)) }
                    } else if active == Tab::Table {
                        { parts::table(table).unwrap_or_else(|| stand_in(Part::Forms, &forms)) }
                    } else {
                        { parts::about(&about).unwrap_or_else(|| stand_in(Part::Panels, &panels)) }
                    }
                </div>
            </div>
            <div class="deploy" id="deploy" role="group" aria-label="Deploy">
                { parts::commands(&commands).unwrap_or_else(|| stand_in(Part::Panels, &panels)) }
            </div>
        </div>
        </ContextProvider<Page>>
    }
}

fn focus(element: &Element) {
    // SVG elements have `focus` as HTML elements do; a focus that fails leaves it where it was.
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}

/// Returns true if a key that is pressed types something.
fn is_typed(event: &KeyboardEvent) -> bool {
    let fields = "input:not([type=radio]):not([type=checkbox]), textarea, select";
    let pressed = event.target_dyn_into::<Element>();
    pressed.is_some_and(|pressed| pressed.matches(fields).unwrap_or_default())
}

/// Takes what the reader does: at once, or when the part has come that does it. Where that does not come, `missed` gets the part
/// and what was to be done.
fn with_parts(
    store: UseReducerDispatcher<Store>,
    missed: UseStateSetter<Option<(Part, Action)>>,
) -> Callback<Action> {
    Callback::from(move |action: Action| {
        let Some(part) = parts::part_of(&action).filter(|part| !part.is_there()) else {
            return store.dispatch(action);
        };
        let (store, missed) = (store.clone(), missed.clone());
        spawn_local(async move {
            match part.get().await {
                Ok(()) => {
                    missed.set(None);
                    store.dispatch(action);
                }
                Err(_) => missed.set(Some((part, action))),
            }
        });
    })
}

/// Fetches what actions wait for, and takes them when it is there. Where it does not come, `missed` gets the part and the first of
/// them.
#[hook]
fn use_needs(
    waiting: Option<&Rc<Waiting>>,
    dispatch: &Callback<Action>,
    missed: &UseStateHandle<Option<(Part, Action)>>,
) {
    let (dispatch, missed) = (dispatch.clone(), missed.setter());
    use_effect_with(waiting.cloned(), move |waiting| {
        let Some(waiting) = waiting.clone() else { return };
        spawn_local(async move {
            for part in waiting.needs.iter().copied().map(Part::For) {
                if part.get().await.is_err() {
                    missed.set(waiting.actions.first().map(|action| (part, action.clone())));
                    return;
                }
            }
            missed.set(None);
            waiting.actions.iter().for_each(|action| dispatch.emit(action.clone()));
        });
    });
}

/// Returns what is wrong, below the picture; nothing while all is well.
fn banner(
    props: &AppProps,
    session: &Session,
    missed: Option<(Part, Callback<MouseEvent>)>,
    onchoose: &Callback<Tab>,
) -> Html {
    if let Some((part, onretry)) = missed {
        return html! {
            <div class="banner" role="status">
                { icons::icon(icons::ALERT) }
                <p>{ missing(part) }</p>
                <button type="button" onclick={onretry}>{ "Try again" }</button>
            </div>
        };
    }
    let worst = session.headline();
    html! {
        <div class="banner" role="status">
            if let Some(worst) = worst {
                { icons::icon(icons::ALERT) }
                <p>
                    if let Some(place) = place(worst) {
                        <strong>{ sentence(&place) }</strong>{ " " }
                    }
                    { prose(&sentence(&worst.message)) }
                    if session.stale {
                        <span class="stale">{ " The picture shows the last version that could be read." }</span>
                    }
                </p>
                if matches!(props.begin.source, SourceProp::Failed(_)) {
                    <button type="button" onclick={props.onretry.reform(|_: MouseEvent| ())}>{ "Try again" }</button>
                } else {
                    <button type="button" onclick={onchoose.reform(|_: MouseEvent| Tab::Problems)}>{ "Details" }</button>
                }
            }
        </div>
    }
}

/// Tells the page what the reader made of the explorer, when that changes: what it begins with is no news.
#[hook]
fn use_visit(session: &Session, onvisit: &Callback<Rc<Pairs>>) {
    let visit = session.visit();
    let (first, onvisit) = (use_mut_ref(|| true), onvisit.clone());
    use_effect_with(visit, move |visit| {
        if !std::mem::take(&mut *first.borrow_mut()) {
            onvisit.emit(Rc::new(visit.clone()));
        }
    });
}

/// Tells when the page is being printed: paper has the parameters, whichever panel shows on the screen.
#[hook]
fn use_printing() -> bool {
    let printing = use_state_eq(|| false);
    let set = printing.setter();
    use_effect_with((), move |()| {
        let window = gloo::utils::window();
        let on = |name: &'static str, to: bool| {
            let set = set.clone();
            EventListener::new(&window, name, move |_| set.set(to))
        };
        let listeners = [on("beforeprint", true), on("afterprint", false)];
        move || drop(listeners)
    });
    *printing
}

/// Follows the element's attributes, each when it changes: what the reader set stays otherwise.
#[hook]
fn use_following(props: &AppProps, dispatch: &Callback<Action>) {
    use_on_change(props.begin.source.clone(), dispatch, source_action);
    use_on_change(props.begin.visit.clone(), dispatch, |visit| visit.as_ref().map(visit_action));
    use_on_change(props.begin.settings.stack_name.clone(), dispatch, |name| {
        Some(Action::SetDefaultStackName(name.to_string()))
    });
    use_on_change(props.begin.settings.region.clone(), dispatch, |region| {
        Some(Action::SetRegion(region.as_deref().map(str::to_owned)))
    });
    use_on_change(props.begin.settings.template_url.clone(), dispatch, |url| {
        Some(Action::SetTemplateUrl(url.as_deref().map(str::to_owned)))
    });
    use_on_change(props.begin.settings.lens, dispatch, |lens| Some(Action::SetLens(*lens)));
    use_on_change(props.begin.settings.ghosts, dispatch, |ghosts| Some(Action::SetGhosts(*ghosts)));
    use_on_change(props.begin.settings.detail, dispatch, |detail| Some(Action::FoldAll(*detail)));
}

/// Gets the facts about resource types as soon as the session waits for them.
#[hook]
fn use_facts(props: &AppProps, session: &Session, dispatch: &Callback<Action>) {
    let (load, dispatch) = (props.load_facts.clone(), dispatch.clone());
    use_effect_with(session.check == Check::Waiting, move |waiting| {
        if *waiting {
            load.emit(dispatch.reform(|answer: FactsAnswer| match answer {
                Ok(facts) => Action::FactsLoaded(facts),
                Err(why) => Action::FactsFailed(why),
            }));
        }
    });
}

/// Does something when a property changes, but not for its first value.
#[hook]
fn use_on_change<T: PartialEq + Clone + 'static>(
    value: T,
    dispatch: &Callback<Action>,
    action: fn(&T) -> Option<Action>,
) {
    let seen = use_mut_ref(|| value.clone());
    let dispatch = dispatch.clone();
    use_effect_with(value, move |value| {
        if *seen.borrow() != *value {
            seen.replace(value.clone());
            if let Some(action) = action(value) {
                dispatch.emit(action);
            }
        }
    });
}
