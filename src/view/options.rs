//! The stack's options, behind a disclosure: region, tags, role and whatever else the command can carry.

use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::Shared;
use super::icons;
use super::problems::sentence;
use super::prose::prose;
use crate::command::{Action as CommandAction, CommandOptions, PARAMETER_FILE};
use crate::session::{Action, EXPRESS, FieldView, Form, NOT_TAKEN, ON_FAILURE, Setting, TagView};

#[derive(Properties, PartialEq)]
pub struct OptionsProps {
    pub options: CommandOptions,
    pub form: Shared<Form>,
    pub dispatch: Callback<Action>,
}

/// All options of the stack.
#[component]
pub fn Options(props: &OptionsProps) -> Html {
    let OptionsProps { options, form, dispatch } = props;
    let set: Callback<Setting> = dispatch.reform(Action::SetOption);
    let creates = options.action == CommandAction::CreateStack;
    html! {
        <details class="more options">
            <summary>
                { "Options" }
                if form.set > 0 {
                    <span class="quiet-count">{ format!("{} set", form.set) }</span>
                }
            </summary>
            <div class="fields">
                for field in &form.fields {
                    { option_field(field, &set) }
                }
                { choice("When it fails", form.on_failure_help, &ON_FAILURE, options.on_failure, &set, Setting::OnFailure) }
                { choice("Express mode", form.express_help, &EXPRESS, options.express, &set, Setting::Express) }
            </div>
            <Tags tags={form.tags.clone()} problem={form.tags_problem.clone()} set={&set} />
            <div class="switches">
                { switch("Termination protection", not_taken(creates), options.termination_protection, &set,
                    Setting::TerminationProtection) }
                { switch("Without validation before it begins", form.validation_help, options.disable_validation, &set,
                    Setting::DisableValidation) }
                if options.action == CommandAction::CreateChangeSet {
                    { switch("The change set makes a new stack", "", options.change_set_makes_stack, &set,
                        Setting::ChangeSetMakesStack) }
                }
                if form.can_revert {
                    { switch("Undo what others changed about the stack's resources",
                        "The change set then shows that, too.", options.revert_drift, &set, Setting::RevertDrift) }
                }
                if form.can_keep {
                    { switch("Keep the stack's values of untouched parameters",
                        "Otherwise they go back to the template's defaults.", options.use_previous_values, &set,
                        Setting::UsePreviousValues) }
                }
                if form.has_parameters {
                    { switch(&format!("Parameters in a file, {PARAMETER_FILE}"), "", options.parameter_file.is_some(),
                        &set, Setting::ParameterFile) }
                }
                if form.has_url {
                    { switch("Template from its public URL", "Otherwise from the file beside you.",
                        options.template_url.is_some(), &set, Setting::FromUrl) }
                }
                { switch("In one line", "", options.one_line, &set, Setting::OneLine) }
            </div>
        </details>
    }
}

fn not_taken(taken: bool) -> &'static str {
    if taken { "" } else { NOT_TAKEN }
}

fn option_field(view: &FieldView, set: &Callback<Setting>) -> Html {
    let FieldView { field, label, help, text, problems, taken } = view;
    let id = format!("option-{}", label.to_ascii_lowercase().replace(' ', "-"));
    let (help_id, problem_id) = (format!("{id}-help"), format!("{id}-problem"));
    let oninput = {
        let field = *field;
        set.reform(move |event: InputEvent| Setting::Text(field, typed(&event)))
    };
    html! {
        <div key={*label} class={classes!("field", (!text.is_empty()).then_some("changed"))} data-option={*label}>
            <div class="label"><label for={id.clone()}>{ *label }</label></div>
            <input
                {id}
                type="text"
                value={text.clone()}
                {oninput}
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                aria-describedby={format!("{help_id} {problem_id}")}
                aria-invalid={(!problems.is_empty()).then_some("true")}
            />
            <p class="help" id={help_id}>{ *help }{ if *taken { "" } else { ". " } }{ not_taken(*taken) }</p>
            { wrong(&problem_id, problems) }
        </div>
    }
}

/// Returns what is wrong with a field, beside it; an empty place while nothing is, so that its field can name it.
pub fn wrong<'a>(id: &str, problems: impl IntoIterator<Item = &'a String>) -> Html {
    html! {
        <div id={id.to_owned()}>
            for (index, problem) in problems.into_iter().enumerate() {
                <p key={index} class="problem">{ icons::icon(icons::ALERT) }<span>{ prose(&sentence(problem)) }</span></p>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct TagsProps {
    tags: Vec<TagView>,
    problem: Option<String>,
    set: Callback<Setting>,
}

/// A row for each tag.
#[component]
fn Tags(props: &TagsProps) -> Html {
    let (list, add) = (use_node_ref(), use_node_ref());
    {
        // The focus goes where the hands were: to a new row, or on when its row went.
        let (list, add, before) = (list.clone(), add.clone(), use_mut_ref(|| props.tags.len()));
        use_effect_with(props.tags.len(), move |now| {
            let before = before.replace(*now);
            let last = || list.cast::<Element>()?.query_selector("li:last-child input").ok().flatten();
            let next = match now.cmp(&before) {
                std::cmp::Ordering::Greater => last().map(Into::into),
                std::cmp::Ordering::Less => add.get(),
                std::cmp::Ordering::Equal => None,
            };
            if let Some(next) = next {
                // What cannot be focused is gone.
                let _ = wasm_bindgen::JsCast::unchecked_ref::<HtmlElement>(&next).focus();
            }
        });
    }
    html! {
        <fieldset class="tags">
            <legend>{ "Tags" }</legend>
            <ul ref={list}>
                for (at, tag) in props.tags.iter().enumerate() {
                    { tag_row(at, tag, &props.set) }
                }
            </ul>
            { wrong("tags-problem", &props.problem) }
            <button ref={add} type="button" class="quiet" onclick={props.set.reform(|_: MouseEvent| Setting::AddTag)}>
                { "Add a tag" }
            </button>
        </fieldset>
    }
}

fn tag_row(at: usize, tag: &TagView, set: &Callback<Setting>) -> Html {
    let problem = format!("tag-{at}-problem");
    let input = |what: &str, value: &str, oninput: Callback<InputEvent>| {
        html! {
            <input
                type="text"
                value={value.to_owned()}
                {oninput}
                placeholder={what.to_owned()}
                aria-label={format!("{what} of tag {}", at + 1)}
                aria-describedby={problem.clone()}
                aria-invalid={tag.problem.is_some().then_some("true")}
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
            />
        }
    };
    html! {
        <li key={at}>
            <div class="tag">
                { input("Key", &tag.key, set.reform(move |event: InputEvent| Setting::TagKey(at, typed(&event)))) }
                { input("Value", &tag.value, set.reform(move |event: InputEvent| Setting::TagValue(at, typed(&event)))) }
                <button
                    type="button"
                    class="quiet"
                    aria-label={format!("Remove tag {}", at + 1)}
                    onclick={set.reform(move |_: MouseEvent| Setting::RemoveTag(at))}
                >
                    { icons::icon(icons::CLOSE) }
                </button>
            </div>
            { wrong(&problem, &tag.problem) }
        </li>
    }
}

/// A choice of one of several: what it is called, what there is to say about it, the texts, and what it sets.
fn choice<T: Copy + PartialEq + 'static>(
    label: &str,
    remark: &str,
    choices: &'static [(Option<T>, &'static str)],
    chosen: Option<T>,
    set: &Callback<Setting>,
    setting: fn(Option<T>) -> Setting,
) -> Html {
    let id = label.to_ascii_lowercase().replace(' ', "-");
    let help = format!("{id}-help");
    let onchange = set.reform(move |event: Event| {
        let at = usize::try_from(event.target_unchecked_into::<HtmlSelectElement>().selected_index());
        setting(at.ok().and_then(|at| choices.get(at)).and_then(|(choice, _)| *choice))
    });
    html! {
        <div class="field">
            <div class="label"><label for={id.clone()}>{ label }</label></div>
            <select {id} {onchange} aria-describedby={help.clone()}>
                for (value, text) in choices {
                    <option key={*text} selected={*value == chosen}>{ *text }</option>
                }
            </select>
            <p class="help" id={help}>{ prose(remark) }</p>
        </div>
    }
}

/// A switch: its text, what there is to say about it, and what it sets.
fn switch(text: &str, remark: &str, on: bool, set: &Callback<Setting>, setting: fn(bool) -> Setting) -> Html {
    let onchange =
        set.reform(move |event: Event| setting(event.target_unchecked_into::<HtmlInputElement>().checked()));
    html! {
        <label class="switch">
            <input type="checkbox" role="switch" checked={on} {onchange} />
            <span>{ text }<span class="help">{ " " }{ remark }</span></span>
        </label>
    }
}

fn typed(event: &InputEvent) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}
