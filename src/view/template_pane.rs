//! The template's text beside its picture: coloured, numbered, editable. The text is a field of the browser's own, with its
//! undo, its keyboard and its reading aloud; what is coloured lies behind it, and only those lines that are in sight are there.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlDocument, HtmlTextAreaElement};
use yew::prelude::*;

use super::changes::Changes;
use super::colours::painted;
use super::open::Wanted;
use super::problems::sentence;
use super::prose::{prose, shown as shown_name};
use super::styles::use_styles;
use super::template_tools::TemplateTools;
use super::{Shared, icons};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edit::ChangedLines;
use crate::session::{Action, FoldedText, Session, SourceLines, TextAction, still_closed};

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
    let text = use_memo(session.text().cloned(), |text| in_field(text.clone().unwrap_or_default()));
    let text: Rc<str> = (*text).clone();
    let field = use_node_ref();
    let typing = use_mut_ref(Typing::default);
    let sight = use_state_eq(Sight::default);
    // The text that the field has, with what is folded away in it, and the lines whose blocks are.
    let shown = use_state(|| (Rc::clone(&text), Vec::<usize>::new()));
    let view = use_memo(shown.clone(), |shown| {
        let lines = SourceLines::of(Rc::clone(&shown.0));
        let folded = FoldedText::of(&lines, &shown.1);
        (lines, folded)
    });
    let (lines, folded) = &*view;
    let fold = {
        let (shown, view, field) = (shown.clone(), view.clone(), field.clone());
        Callback::from(move |closed: Vec<usize>| {
            let (lines, before) = &*view;
            let after = FoldedText::of(lines, &closed);
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                // The caret and what is in sight stay at their lines.
                let caret = before.byte_in(lines, byte_of(before.text(), caret_of(&field)));
                let top = field.scroll_top() as usize / LINE as usize;
                put(&field, after.text(), after.byte_of(lines, caret));
                let line = before.rows().get(top).copied().unwrap_or_default();
                field.set_scroll_top(after.row_of(line) as i32 * LINE as i32);
            }
            shown.set((Rc::clone(&shown.0), closed));
        })
    };
    let selected = session.selected_bytes().map(|bytes| {
        let place = |byte| lines.line_at(session.byte_in_field(byte));
        place(bytes.start)..place(bytes.end.saturating_sub(1)) + 1
    });

    {
        // What others changed comes into the field; what was typed in it is there.
        let (field, typing, shown, view) = (field.clone(), typing.clone(), shown.clone(), view.clone());
        use_effect_with(text.clone(), move |text| {
            let mut typing = typing.borrow_mut();
            if typing.text != *text && typing.wait.is_none() {
                let lines = SourceLines::of(text.clone());
                let closed = still_closed(&shown.1, &view.0, &lines);
                if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                    let (before, after) = (&view.1, FoldedText::of(&lines, &closed));
                    let caret = before.byte_in(&view.0, byte_of(before.text(), caret_of(&field)));
                    put(&field, after.text(), after.byte_of(&lines, caret.min(text.len())));
                }
                typing.text = text.clone();
                shown.set((text.clone(), closed));
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
                dispatch.emit(Action::Text(TextAction::Write(text)));
            }
        })
    };
    {
        // What is typed when the pane goes is not lost.
        let hand_on = hand_on.clone();
        use_effect_with((), move |()| move || hand_on.emit(()));
    }
    let oninput = {
        let (typing, shown, view, hand_on) = (typing.clone(), shown.clone(), view.clone(), hand_on.clone());
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            let (before, folded) = &*view;
            let typed = field.value();
            let caret = byte_of(&typed, caret_of(&field));
            let Some(text) = folded.typed(before, &typed) else {
                // What it would be joined with comes into sight first.
                put(&field, before.text(), folded.byte_in(before, caret));
                return shown.set((Rc::clone(&shown.0), Vec::new()));
            };
            let text: Rc<str> = text.into();
            let lines = SourceLines::of(text.clone());
            let closed = still_closed(&shown.1, before, &lines);
            let after = FoldedText::of(&lines, &closed);
            if **after.text() != *typed {
                // The block of a line that is typed in is in sight again.
                let behind = typed.len() - caret;
                let caret = folded.byte_in(before, folded.text().len().saturating_sub(behind)) + text.len();
                put(&field, after.text(), after.byte_of(&lines, caret.saturating_sub(before.text().len())));
            }
            shown.set((text.clone(), closed));
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
        let (typing, field, view, dispatch) =
            (typing.clone(), field.clone(), view.clone(), props.dispatch.clone());
        Callback::from(move |()| {
            let (Some(field), typing) = (field.cast::<HtmlTextAreaElement>(), typing.borrow()) else {
                return;
            };
            if let (Ok(Some(caret)), None) = (field.selection_start(), &typing.wait) {
                drop(typing);
                let byte = view.1.byte_in(&view.0, byte_of(view.1.text(), caret as usize));
                dispatch.emit(Action::Text(TextAction::PutCaret(byte)));
            }
        })
    };
    {
        // The line that is asked for; what it is folded away in opens first.
        let (field, view, shown, fold) = (field.clone(), view.clone(), shown.clone(), fold.clone());
        let gone = use_mut_ref(|| 0);
        use_effect_with((props.goto, shown.clone()), move |(goto, _)| {
            let (lines, folded) = &*view;
            if goto.line == 0 || *gone.borrow() == goto.turn {
                return;
            }
            if folded.hides(goto.line - 1) {
                let around =
                    |line: &usize| !lines.block(*line).is_some_and(|block| block.contains(&(goto.line - 1)));
                return fold.emit(shown.1.iter().copied().filter(around).collect());
            }
            gone.replace(goto.turn);
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                go_to(&field, folded, folded.row_of(goto.line - 1), true);
            }
        });
    }
    {
        // The selection's lines when it was made elsewhere.
        let (field, view) = (field.clone(), view.clone());
        use_effect_with(selected.clone(), move |selected| {
            let (Some(field), Some(selected)) = (field.cast::<HtmlTextAreaElement>(), selected) else {
                return;
            };
            let (lines, folded) = &*view;
            let is_here = lines.line_at(folded.byte_in(lines, byte_of(folded.text(), caret_of(&field))));
            if !selected.contains(&is_here) {
                go_to(&field, folded, folded.row_of(selected.start), false);
            }
        });
    }
    let onkeydown = {
        let (field, view, shown, fold) = (field.clone(), view.clone(), shown.clone(), fold.clone());
        Callback::from(move |event: KeyboardEvent| {
            let is_ours = (event.ctrl_key() || event.meta_key()) && event.shift_key() && !event.alt_key();
            let (lines, folded) = &*view;
            let Some(field) = field.cast::<HtmlTextAreaElement>().filter(|_| is_ours) else { return };
            let line = lines.line_at(folded.byte_in(lines, byte_of(folded.text(), caret_of(&field))));
            let closed = match event.code().as_str() {
                "BracketLeft" => lines.block_around(line).map(|line| with(&shown.1, line)),
                "BracketRight" => Some(shown.1.iter().copied().filter(|closed| *closed != line).collect()),
                _ => return,
            };
            event.prevent_default();
            if let Some(closed) = closed {
                fold.emit(closed);
            }
        })
    };
    // What is folded belongs to what is copied or cut.
    let oncopy = {
        let view = view.clone();
        Callback::from(move |event: Event| {
            let _ = copy_whole(&event, &view.0, &view.1);
        })
    };
    let oncut = {
        let view = view.clone();
        Callback::from(move |event: Event| {
            if copy_whole(&event, &view.0, &view.1) {
                // The browser's own deletion, which its undo takes back.
                let document = gloo::utils::document().dyn_into::<HtmlDocument>();
                let _ = document.map(|document| document.exec_command("delete"));
            }
        })
    };
    let onfold = fold.reform({
        let view = view.clone();
        move |closes: bool| if closes { view.0.entries() } else { Vec::new() }
    });

    let comparing = use_state_eq(|| false);
    let is_comparing = *comparing && session.is_edited();
    let oncompare = Callback::from(move |compare| comparing.set(compare));
    let changed = use_memo((text.clone(), session.page_text().cloned()), {
        let session = session.clone();
        move |_| if session.is_edited() { session.changed_lines() } else { Vec::new() }
    });

    let source = use_node_ref();
    use_styles(&source);
    let first = ((sight.top / LINE) as usize).saturating_sub(BEYOND).min(folded.rows().len());
    let last = (first + (sight.height / LINE) as usize + 2 * BEYOND + 2).min(folded.rows().len());
    let rows = folded.rows().get(first..last).unwrap_or_default();
    let above = first as f64 * LINE - sight.top;
    let findings = if typing.borrow().text == text { &**session.diagnostics } else { &[] };
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
                folded={!shown.1.is_empty()}
                {onfold}
                dispatch={&props.dispatch}
            />
            if is_comparing {
                <Changes session={&props.session} editable={!is_fixed} dispatch={&props.dispatch} />
            }
            // It stays: what is typed in it, and where, must last.
            <div ref={source} class="source" hidden={is_comparing} data-style={format!("--digits: {digits}ch")}>
                <div class="lines" aria-hidden="true" data-style={format!("transform: translateY({above}px)")}>
                    for line in rows.iter().copied() {
                        <div
                            key={line}
                            class={classes!(
                                "line-row",
                                folded.hides(line + 1).then_some("closed"),
                                selected.as_ref().is_some_and(|lines| lines.contains(&line)).then_some("selected"),
                                worst_of(findings, line).map(Severity::name),
                                sign_of(&changed, line),
                            )}
                        ><span class="number">{ line + 1 }</span></div>
                    }
                </div>
                <div class="painted" aria-hidden="true">
                    <pre data-style={format!("transform: translate({}px,{above}px)", -sight.left)}>
                        for line in rows.iter().copied() {
                            <div key={line} class="line-text">
                                for (at, (colour, part)) in lines.colours(line).into_iter().enumerate() {
                                    { painted(at, colour, part) }
                                }
                            </div>
                        }
                    </pre>
                </div>
                <textarea
                    ref={field}
                    aria-label="Text of the template"
                    aria-describedby="template-finding"
                    aria-keyshortcuts="Control+Shift+[ Control+Shift+]"
                    readonly={is_fixed}
                    wrap="off"
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    {oninput}
                    {onscroll}
                    {onkeydown}
                    {oncopy}
                    {oncut}
                    onblur={hand_on.reform(|_: FocusEvent| ())}
                    onkeyup={oncaret.reform(|_: KeyboardEvent| ())}
                    onclick={oncaret.reform(|_: MouseEvent| ())}
                />
                <div class="folds" data-style={format!("transform: translateY({above}px)")}>
                    for (row, line) in rows.iter().copied().enumerate() {
                        if lines.begins_block(line) {
                            { fold_button(row, line, lines, &shown.1, &fold) }
                        }
                    }
                </div>
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

/// The button beside a line that begins a block. The keyboard has keys for it, in the field.
fn fold_button(
    row: usize,
    line: usize,
    lines: &SourceLines,
    closed: &[usize],
    fold: &Callback<Vec<usize>>,
) -> Html {
    let is_closed = closed.contains(&line);
    let next: Vec<usize> = if is_closed {
        closed.iter().copied().filter(|one| *one != line).collect()
    } else {
        with(closed, line)
    };
    let name = shown_name(lines.line(line).trim().trim_end_matches(':'));
    let label = format!("{} {name}", if is_closed { "Unfold" } else { "Fold" });
    html! {
        <button
            key={line}
            type="button"
            class={classes!("fold-line", is_closed.then_some("closed"))}
            tabindex="-1"
            aria-label={label.clone()}
            aria-expanded={if is_closed { "false" } else { "true" }}
            title={label}
            data-style={format!("top: {}px", row as f64 * LINE)}
            onclick={fold.reform(move |_: MouseEvent| next.clone())}
        />
    }
}

/// Returns lines with one more, in order.
fn with(lines: &[usize], line: usize) -> Vec<usize> {
    let mut lines = lines.to_vec();
    if let Err(at) = lines.binary_search(&line) {
        lines.insert(at, line);
    }
    lines
}

/// Returns a text as a field has it: with one kind of line end.
fn in_field(text: Rc<str>) -> Rc<str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text }
}

/// Puts a text into the field, with the caret at a byte of it.
fn put(field: &HtmlTextAreaElement, text: &str, caret: usize) {
    field.set_value(text);
    let at = text.get(..caret).unwrap_or(text).encode_utf16().count() as u32;
    // A caret that cannot be set stands at the end.
    let _ = field.set_selection_range(at, at);
}

fn in_sight(field: &HtmlTextAreaElement) -> Sight {
    Sight {
        left: f64::from(field.scroll_left()),
        top: f64::from(field.scroll_top()),
        height: f64::from(field.client_height()),
    }
}

/// Scrolls a row into sight, a quarter below the top; with the caret in it when the reader asked for it.
fn go_to(field: &HtmlTextAreaElement, folded: &FoldedText, row: usize, with_caret: bool) {
    if with_caret {
        let before = folded.text().split_inclusive('\n').take(row);
        let at = before.map(|line| line.encode_utf16().count()).sum::<usize>() as u32;
        let _ = field.set_selection_range(at, at);
        let _ = field.focus();
    }
    let height = f64::from(field.client_height());
    let top = row as f64 * LINE;
    let is_in_sight =
        (f64::from(field.scroll_top())..f64::from(field.scroll_top()) + height - LINE).contains(&top);
    if with_caret || !is_in_sight {
        field.set_scroll_top((top - height / 4.0).max(0.0) as i32);
        field.set_scroll_left(0);
    }
}

/// Puts what is selected on the clipboard, with the lines that are folded in it. Returns false where there are none: the
/// browser does it itself.
fn copy_whole(event: &Event, lines: &SourceLines, folded: &FoldedText) -> bool {
    let Some(field) = event.target_dyn_into::<HtmlTextAreaElement>() else { return false };
    let end = field.selection_end().ok().flatten().unwrap_or_default() as usize;
    let (start, end) = (byte_of(folded.text(), caret_of(&field)), byte_of(folded.text(), end));
    let whole_end = if end == folded.text().len() { lines.text().len() } else { folded.byte_in(lines, end) };
    let Some(whole) = lines.text().get(folded.byte_in(lines, start)..whole_end) else { return false };
    if start == end || whole.len() == end - start {
        return false;
    }
    let clipboard = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
    let is_put = clipboard.is_some_and(|clipboard| clipboard.set_data("text/plain", whole).is_ok());
    if is_put {
        event.prevent_default();
    }
    is_put
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
