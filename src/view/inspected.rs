//! What the inspector says of a resource beyond its picture: why it is there, what its hosts do, where its values come from.

use yew::prelude::*;

use super::Headings;
use super::colours::painted;
use super::left_out::left_out;
use super::outputs::deferred;
use super::prose::shown;
use crate::session::{Details, Inspected, Reason, ScriptPiece};

/// Returns all of it. No component: it has no state of its own.
pub fn inspected(headings: Headings, details: &Details) -> Html {
    let Inspected { is_parameter, page: _, reasons, rules, evaluated, script, init, outputs } =
        &details.inspected;
    html! {
        <>
            if !reasons.is_empty() {
                { headings.subtitle(if *is_parameter { "Conditions" } else { "Condition" }) }
                <ul class="folded">
                    for (index, reason) in reasons.iter().enumerate() {
                        <li key={index}>{ because(reason) }</li>
                    }
                </ul>
            }
            if !rules.is_empty() {
                { headings.subtitle("Rules") }
                <ul class="folded">
                    for (index, rule) in rules.iter().enumerate() {
                        <li key={index}>{ deferred(rule) }</li>
                    }
                </ul>
            }
            if !script.is_empty() {
                { headings.subtitle("Start script (UserData)") }
                <pre class="script" role="group" tabindex="0" aria-label="Start script">
                    for (index, piece) in script.iter().enumerate() {
                        <ScriptText key={index} piece={piece.clone()} />
                    }
                </pre>
            }
            if !init.is_empty() {
                { headings.subtitle("What cfn-init does") }
                <ol class="folded">
                    for (index, step) in init.iter().enumerate() {
                        <li key={index}>
                            { format!("{} ", step.kind) }<code>{ &step.name }</code>
                            <span class="help">{ format!("{}: ", step.config) }{ deferred(&step.detail) }</span>
                        </li>
                    }
                </ol>
                { left_out(init.left_out, "steps") }
            }
            if !evaluated.is_empty() {
                <details class="more">
                    <summary>{ "As written, and as it evaluates" }</summary>
                    <dl>
                        for (index, one) in evaluated.iter().enumerate() {
                            <div key={index}>
                                <dt>{ &one.name }</dt>
                                <dd><code>{ &one.written }</code><br />{ deferred(&one.value) }</dd>
                            </div>
                        }
                    </dl>
                    { left_out(evaluated.left_out, "values") }
                </details>
            }
            if !outputs.is_empty() {
                { headings.subtitle("Outputs that use it") }
                <ul class="folded">
                    for (id, value) in outputs.iter() {
                        <li key={id.as_str()}>
                            <code>{ shown(id.as_str()) }</code>
                            <span class="help">{ deferred(value) }</span>
                        </li>
                    }
                </ul>
                { left_out(outputs.left_out, "outputs") }
            }
        </>
    }
}

/// 'HasKeyName is true, because KeyName is not empty'.
fn because(reason: &Reason) -> Html {
    let truth = match reason.truth {
        Some(true) => " is true",
        Some(false) => " is false",
        None => " is not known yet",
    };
    html! {
        <>
            <code>{ shown(reason.condition.as_str()) }</code>
            { truth }
            if !reason.because.is_empty() {
                { format!(", because {}", reason.because) }
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ScriptTextProps {
    piece: ScriptPiece,
}

/// A piece of a script: what is put in is marked, and says where it comes from.
#[component]
fn ScriptText(props: &ScriptTextProps) -> Html {
    let ScriptPiece { text, from, colours } = &props.piece;
    match from {
        None => {
            let letters = text.letters();
            let mut at = 0;
            let mut parts = Vec::new();
            for (colour, range) in colours {
                parts.push(html! { { letters.get(at..range.start).unwrap_or_default() } });
                parts.push(painted(range.start, *colour, letters.get(range.clone()).unwrap_or_default()));
                at = range.end;
            }
            parts.push(html! { { letters.get(at..).unwrap_or_default() } });
            parts.into_iter().collect()
        }
        Some(from) => {
            let text = deferred(text);
            let title = format!("From {from}");
            html! { <mark title={title.clone()}>{ text }<span class="visually-hidden">{ format!(" ({title})") }</span></mark> }
        }
    }
}
