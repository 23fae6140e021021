//! What was noticed about the template: what is wrong, where, and what to do.

use yew::prelude::*;

use super::prose::prose;
use super::{Shared, icons};
use crate::diagnostic::{Diagnostic, Severity};
use crate::words;

#[derive(Properties, PartialEq)]
pub struct ProblemsProps {
    pub diagnostics: Shared<Vec<Diagnostic>>,
    /// The reader wants to see a line of the template, counted from 1.
    pub ongo: Callback<usize>,
}

/// Every finding.
#[component]
pub fn Problems(props: &ProblemsProps) -> Html {
    html! {
        <ul class="problems">
            for (index, diagnostic) in props.diagnostics.iter().enumerate() {
                <li key={index} class={diagnostic.severity.name()}>
                    { icons::icon(sign(diagnostic.severity)) }
                    <div>
                        <p class="message">{ prose(&sentence(&diagnostic.message)) }</p>
                        for (index, hint) in diagnostic.hints.iter().enumerate() {
                            <p key={index} class="hint">{ prose(&sentence(hint)) }</p>
                        }
                        <p class="where">
                            <span class="severity">{ word(diagnostic.severity) }</span>
                            if let (Some(place), Some(at)) = (place(diagnostic), diagnostic.position) {
                                <button type="button" class="link" onclick={props.ongo.reform(move |_: MouseEvent| at.line)}>
                                    { place }
                                </button>
                            }
                            <code>{ diagnostic.code }</code>
                        </p>
                    </div>
                </li>
            }
        </ul>
    }
}

/// A finding in one line of plain text: where it is, what is wrong, and what to do.
pub fn told(diagnostic: &Diagnostic) -> String {
    let sentences =
        place(diagnostic).into_iter().chain([diagnostic.message.clone()]).chain(diagnostic.hints.clone());
    sentences.map(|part| sentence(&part)).collect::<Vec<_>>().join(" ")
}

/// `line 12, column 3`.
pub fn place(diagnostic: &Diagnostic) -> Option<String> {
    diagnostic.position.map(|at| format!("line {}, column {}", at.line, at.column))
}

/// A message as a sentence: they start lower case and have no final dot, as compilers write them. A file's name that
/// comes first keeps its own case.
pub fn sentence(message: &str) -> String {
    let file = message.split(' ').next().is_some_and(|word| word.contains('.') && !word.ends_with('.'));
    let mut text = if file { message.to_owned() } else { words::capitalized(message) };
    if !message.ends_with(['.', '?', '!', ':']) {
        text.push('.');
    }
    text
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Note",
    }
}

fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error | Severity::Warning => icons::ALERT,
        Severity::Info => icons::INFO,
    }
}
