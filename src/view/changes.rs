//! What the reader changed of the page's template, line against line.

use std::ops::Range;

use yew::prelude::*;

use super::{Shared, icons};
use crate::edit::{ChangedLines, lines};
use crate::session::{Action, Session, TextAction};

/// The number of lines shown before and after a change.
const AROUND: usize = 3;

/// The most lines of one change that are shown.
const MOST_SHOWN: usize = 400;

#[derive(Properties, PartialEq)]
pub struct ChangesProps {
    /// The session; another `Rc` after every change.
    pub session: Shared<Session>,
    /// True if the text may be changed.
    pub editable: bool,
    pub dispatch: Callback<Action>,
}

/// The changes, each with a button that takes it back.
#[component]
pub fn Changes(props: &ChangesProps) -> Html {
    let session = &props.session;
    let (Some(page), Some(now)) = (session.page_text(), session.text()) else { return Html::default() };
    let (page, now): (Vec<&str>, Vec<&str>) = (lines(page).collect(), lines(now).collect());
    let changes = session.changed_lines();
    html! {
        <div class="changes" role="region" aria-label="Changes against the post’s template" tabindex="0">
            if changes.is_empty() {
                <p class="empty">{ "The template is the post’s." }</p>
            }
            for (index, change) in changes.iter().enumerate() {
                <div key={index} class="change">
                    <div class="change-head">
                        <span>{ words(change) }</span>
                        if props.editable {
                            <button
                                type="button"
                                class="quiet"
                                aria-label={format!("Take back: {}", words(change))}
                                onclick={{
                                    let change = change.clone();
                                    props.dispatch.reform(move |_: MouseEvent| Action::Text(TextAction::TakeLinesBack(change.clone())))
                                }}
                            >
                                { icons::icon(icons::RESET) }{ "Take back" }
                            </button>
                        }
                    </div>
                    <pre>
                        { rows("same", " ", &page, before(change, index.checked_sub(1).and_then(|at| changes.get(at)))) }
                        { rows("gone", "−", &page, change.old.clone()) }
                        { rows("come", "+", &now, change.new.clone()) }
                        { rows("same", " ", &page, after(change, changes.get(index + 1), page.len())) }
                    </pre>
                </div>
            }
        </div>
    }
}

/// Returns the lines of the page's text that are shown before a change: none that belong to the change before.
fn before(change: &ChangedLines, last: Option<&ChangedLines>) -> Range<usize> {
    let start = last.map_or(0, |last| (last.old.end + AROUND).min(change.old.start));
    change.old.start.saturating_sub(AROUND).max(start)..change.old.start
}

fn after(change: &ChangedLines, next: Option<&ChangedLines>, len: usize) -> Range<usize> {
    change.old.end..(change.old.end + AROUND).min(next.map_or(len, |next| next.old.start))
}

fn rows(class: &'static str, sign: &'static str, of: &[&str], range: Range<usize>) -> Html {
    let left_out = range.len().saturating_sub(MOST_SHOWN);
    let shown = of.get(range.start..range.end - left_out).unwrap_or_default();
    let row = |line: &&str| {
        let text = line.trim_end_matches(['\n', '\r']).to_owned();
        html! { <span class={classes!("row", class)}><span class="sign">{ sign }</span>{ text }{ "\n" }</span> }
    };
    html! {
        <>
            for line in shown { { row(line) } }
            if left_out > 0 {
                <span class="row same">{ format!("  … {left_out} more lines\n") }</span>
            }
        </>
    }
}

/// Returns a change in words, with lines counted from 1 as the text has them now.
fn words(change: &ChangedLines) -> String {
    let at = |range: &Range<usize>| match range.len() {
        1 => format!("line {}", range.start + 1),
        _ => format!("lines {} to {}", range.start + 1, range.end),
    };
    match (change.old.len(), change.new.len()) {
        (0, _) => format!("Added: {}", at(&change.new)),
        (1, 0) => format!("Removed: 1 line before line {}", change.new.start + 1),
        (gone, 0) => format!("Removed: {gone} lines before line {}", change.new.start + 1),
        _ => format!("Changed: {}", at(&change.new)),
    }
}
