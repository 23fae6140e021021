//! The template's text beside its picture: coloured, numbered, editable. The text is a field of the browser's own, with its
//! undo, its keyboard and its reading aloud; what is coloured lies behind it, and only those lines that are in sight are there.

use std::ops::Range;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::changes::Changes;
use super::open::Wanted;
use super::problems::sentence;
use super::prose::prose;
use super::template_tools::TemplateTools;
use super::{Shared, icons};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edit::ChangedLines;
use crate::session::{Action, Colour, Session, SourceLines};

/// The height of a line, in pixels; the style sheet has it, too.
const LINE: f64 = 20.0;

/// The number of lines painted beyond those in sight, so that a fast scroll meets no blank.
const BEYOND: usize = 12;

/// The longest wait before what was typed is drawn, in milliseconds.
const LONGEST_WAIT: u32 = 600;

/// A line that the pane is asked to show, and how often it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GoTo {
    /// The line, counted from 1.
    pub line: usize,
    /// Another number for each time that it is asked.
    pub turn: usize,
}

#[derive(Clone, Properties, PartialEq)]
pub struct TemplatePaneProps {
    /// The session; another `Rc` after every change.
    pub session: Shared<Session>,
    /// The line to show.
    pub goto: GoTo,
    /// True if the page lets its readers change the template.
    pub editable: bool,
    /// The reader wants to open a template; `None` where they may not.
    pub onopen: Option<Callback<Wanted>>,
    /// Why the last one could not be opened.
    pub unopened: Option<AttrValue>,
    pub dispatch: Callback<Action>,
}

/// The text that was typed and not yet drawn, and the cost of drawing what was typed before.
#[derive(Default)]
struct Typing {
    /// The text of the field.
    text: Rc<str>,
    /// Draws it after a moment.
    wait: Option<Timeout>,
    /// When it was handed on, in milliseconds.
    handed_on: Option<f64>,
    /// The time until it was drawn, in milliseconds.
    cost: f64,
}

/// The part of the text that is in sight, in pixels.
#[derive(Clone, Copy, PartialEq, Default)]
struct Sight {
    left: f64,
    top: f64,
    height: f64,
}

/// Shows the text and what can be done with it.
pub fn pane(props: TemplatePaneProps) -> Html {
    html! { <TemplatePane ..props /> }
}

/// The text and what can be done with it.
#[component]
fn TemplatePane(props: &TemplatePaneProps) -> Html {
    let session = &props.session;
    let text = session.text().cloned().unwrap_or_default();
    let field = use_node_ref();
    let typing = use_mut_ref(Typing::default);
    let sight = use_state_eq(Sight::default);
    let shown = use_state(|| text.clone());
    let lines = use_memo(shown.clone(), |shown| SourceLines::of((**shown).clone()));
    let selected = session.selected_bytes().map(|bytes| lines_of(&lines, &bytes));

    {
        // What others changed comes into the field; what was typed in it is there.
        let (field, typing, shown) = (field.clone(), typing.clone(), shown.setter());
        use_effect_with(text.clone(), move |text| {
            let mut typing = typing.borrow_mut();
            if !is_alike(&typing.text, text) && typing.wait.is_none() {
                if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                    let caret = field.selection_start().ok().flatten();
                    field.set_value(text);
                    if let Some(caret) = caret {
                        // A caret that cannot be set stands at the end.
                        let _ = field.set_selection_range(caret, caret);
                    }
                }
                typing.text = text.clone();
                shown.set(text.clone());
            }
            // A text that nobody typed here says nothing of what typing costs.
            if let Some(handed_on) = typing.handed_on.take() {
                typing.cost = now() - handed_on;
            }
        });
    }
    let hand_on = {
        let (typing, dispatch) = (typing.clone(), props.dispatch.clone());
        Callback::from(move |()| {
            let mut typing = typing.borrow_mut();
            if typing.wait.take().is_some() {
                typing.handed_on = Some(now());
                let text = typing.text.clone();
                drop(typing);
                dispatch.emit(Action::Write(text));
            }
        })
    };
    {
        // What is typed when the pane goes is not lost.
        let hand_on = hand_on.clone();
        use_effect_with((), move |()| move || hand_on.emit(()));
    }
    let oninput = {
        let (typing, shown, hand_on) = (typing.clone(), shown.setter(), hand_on.clone());
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            let text: Rc<str> = field.value().into();
            shown.set(text.clone());
            let mut typing = typing.borrow_mut();
            typing.text = text;
            let wait =
                if typing.cost < 16.0 { 0 } else { (typing.cost * 2.0).min(f64::from(LONGEST_WAIT)) as u32 };
            let hand_on = hand_on.clone();
            typing.wait = Some(Timeout::new(wait, move || hand_on.emit(())));
        })
    };
    let onscroll = {
        let sight = sight.setter();
        Callback::from(move |event: Event| sight.set(in_sight(&event.target_unchecked_into())))
    };
    {
        let (field, sight) = (field.clone(), sight.setter());
        use_effect(move || {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                sight.set(in_sight(&field));
            }
        });
    }
    let oncaret = {
        let (typing, field, dispatch) = (typing.clone(), field.clone(), props.dispatch.clone());
        Callback::from(move |()| {
            let (Some(field), typing) = (field.cast::<HtmlTextAreaElement>(), typing.borrow()) else {
                return;
            };
            if let (Ok(Some(caret)), None) = (field.selection_start(), &typing.wait) {
                let byte = byte_of(&typing.text, caret as usize);
                drop(typing);
                dispatch.emit(Action::PutCaret(byte));
            }
        })
    };
    {
        // The line that is asked for, and the selection's when it was made elsewhere.
        let (field, lines) = (field.clone(), lines.clone());
        use_effect_with(props.goto, move |goto| {
            if goto.line > 0
                && let Some(field) = field.cast::<HtmlTextAreaElement>()
            {
                go_to(&field, &lines, goto.line - 1, true);
            }
        });
    }
    {
        let (field, lines) = (field.clone(), lines.clone());
        use_effect_with(selected.clone(), move |selected| {
            let (Some(field), Some(selected)) = (field.cast::<HtmlTextAreaElement>(), selected) else {
                return;
            };
            let is_here = lines.line_at(byte_of(lines.text(), caret_of(&field)));
            if !selected.contains(&is_here) {
                go_to(&field, &lines, selected.start, false);
            }
        });
    }

    let comparing = use_state_eq(|| false);
    let is_comparing = *comparing && session.is_edited();
    let oncompare = Callback::from(move |compare| comparing.set(compare));
    let changed = use_memo((text.clone(), session.page_text().cloned()), {
        let session = session.clone();
        move |_| if session.is_edited() { session.changed_lines() } else { Vec::new() }
    });

    let first = ((sight.top / LINE) as usize).saturating_sub(BEYOND).min(lines.len());
    let last = (first + (sight.height / LINE) as usize + 2 * BEYOND + 2).min(lines.len());
    let above = first as f64 * LINE - sight.top;
    let findings = if is_alike(&typing.borrow().text, &text) { &**session.diagnostics } else { &[] };
    let digits = lines.len().to_string().len().max(2);
    let is_fixed = !props.editable || !session.can_edit();
    html! {
        <div class="template-pane">
            <TemplateTools
                session={&props.session}
                editable={!is_fixed}
                onopen={props.onopen.clone()}
                unopened={props.unopened.clone()}
                comparing={is_comparing}
                {oncompare}
                dispatch={&props.dispatch}
            />
            if is_comparing {
                <Changes session={&props.session} editable={!is_fixed} dispatch={&props.dispatch} />
            }
            // It stays: what is typed in it, and where, must last.
            <div class="source" hidden={is_comparing} style={format!("--digits:{digits}ch")}>
                <div class="lines" aria-hidden="true" style={format!("transform:translateY({above}px)")}>
                    for line in first..last {
                        <div
                            key={line}
                            class={classes!(
                                "line-row",
                                selected.as_ref().is_some_and(|lines| lines.contains(&line)).then_some("selected"),
                                worst_of(findings, line).map(Severity::name),
                                sign_of(&changed, line),
                            )}
                        ><span class="number">{ line + 1 }</span></div>
                    }
                </div>
                <div class="painted" aria-hidden="true">
                    <pre style={format!("transform:translate({}px,{above}px)", -sight.left)}>
                        for line in first..last {
                            <div key={line} class="line-text">
                                for (at, (colour, part)) in lines.colours(line).into_iter().enumerate() {
                                    { coloured(at, colour, part) }
                                }
                            </div>
                        }
                    </pre>
                </div>
                <textarea
                    ref={field}
                    aria-label="Text of the template"
                    aria-describedby="template-finding"
                    readonly={is_fixed}
                    wrap="off"
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    {oninput}
                    {onscroll}
                    onblur={hand_on.reform(|_: FocusEvent| ())}
                    onkeyup={oncaret.reform(|_: KeyboardEvent| ())}
                    onclick={oncaret.reform(|_: MouseEvent| ())}
                />
            </div>
            <p class="finding" id="template-finding">{ finding(findings) }</p>
        </div>
    }
}

/// The first mistake, below the text.
fn finding(findings: &[Diagnostic]) -> Html {
    let worst = findings.iter().find(|one| one.severity == Severity::Error).or(findings.first());
    match worst {
        Some(found) => html! {
            <span class={found.severity.name()}>
                { icons::icon(icons::ALERT) }
                if let Some(at) = found.position {
                    <strong>{ format!("Line {}: ", at.line) }</strong>
                }
                { prose(&sentence(&found.message)) }
            </span>
        },
        None => Html::default(),
    }
}

fn coloured(at: usize, colour: Colour, part: &str) -> Html {
    let class = match colour {
        Colour::Plain => return html! { <>{ part }</> },
        Colour::Key => "paint-key",
        Colour::Text => "paint-text",
        Colour::Tag => "paint-tag",
        Colour::Constant => "paint-constant",
        Colour::Comment => "paint-comment",
    };
    html! { <span key={at} {class}>{ part }</span> }
}

/// Returns the worst of what was noticed in a line, counted from 0.
fn worst_of(findings: &[Diagnostic], line: usize) -> Option<Severity> {
    let here = findings.iter().filter(|found| found.position.is_some_and(|at| at.line == line + 1));
    here.map(|found| found.severity).max_by_key(|severity| match severity {
        Severity::Error => 2,
        Severity::Warning => 1,
        Severity::Info => 0,
    })
}

/// Returns how a line differs from the page's text, as a class.
fn sign_of(changed: &[ChangedLines], line: usize) -> Option<&'static str> {
    let at = changed.partition_point(|change| change.new.end.max(change.new.start + 1) <= line);
    let change = changed.get(at)?;
    match (change.new.contains(&line), change.old.is_empty()) {
        (true, true) => Some("come"),
        (true, false) => Some("other"),
        (false, _) if change.new.is_empty() && change.new.start == line => Some("gone"),
        _ => None,
    }
}

fn lines_of(lines: &SourceLines, bytes: &Range<usize>) -> Range<usize> {
    lines.line_at(bytes.start)..lines.line_at(bytes.end.saturating_sub(1)) + 1
}

fn in_sight(field: &HtmlTextAreaElement) -> Sight {
    Sight {
        left: f64::from(field.scroll_left()),
        top: f64::from(field.scroll_top()),
        height: f64::from(field.client_height()),
    }
}

/// Scrolls a line into sight, a quarter below the top; with the caret in it when the reader asked for it.
fn go_to(field: &HtmlTextAreaElement, lines: &SourceLines, line: usize, with_caret: bool) {
    if with_caret {
        let at = lines.text().get(..lines.start(line)).unwrap_or_default().encode_utf16().count() as u32;
        let _ = field.set_selection_range(at, at);
        let _ = field.focus();
    }
    let height = f64::from(field.client_height());
    let top = line as f64 * LINE;
    let is_in_sight =
        (f64::from(field.scroll_top())..f64::from(field.scroll_top()) + height - LINE).contains(&top);
    if with_caret || !is_in_sight {
        field.set_scroll_top((top - height / 4.0).max(0.0) as i32);
        field.set_scroll_left(0);
    }
}

/// Returns true if a field shows two texts alike: it has line ends of its own.
fn is_alike(a: &str, b: &str) -> bool {
    a.len() == b.len() && a == b
        || a.bytes().filter(|byte| *byte != b'\r').eq(b.bytes().filter(|byte| *byte != b'\r'))
}

/// Returns the page's clock, in milliseconds.
fn now() -> f64 {
    gloo::utils::window().performance().map_or(0.0, |clock| clock.now())
}

fn caret_of(field: &HtmlTextAreaElement) -> usize {
    field.selection_start().ok().flatten().unwrap_or_default() as usize
}

/// Returns where a place that the browser counts in UTF-16 is in bytes.
fn byte_of(text: &str, units: usize) -> usize {
    let mut left = units;
    for (at, character) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(character.len_utf16());
    }
    text.len()
}
