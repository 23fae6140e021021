//! The text of a command in colours; what has a reason says it under the pointer, in focus, and to screen readers.

use yew::prelude::*;

use super::Shared;
use crate::command::{Command, Part, Reason, Token};

#[derive(Properties, PartialEq)]
pub struct CodeProps {
    /// The block's name: unique in the shadow root.
    pub name: AttrValue,
    pub command: Shared<Command>,
    /// The element that holds exactly the command.
    pub code: NodeRef,
}

/// The command. The reasons are attributes and stand outside of it, so that a selection of it is the command alone.
#[component]
pub fn Code(props: &CodeProps) -> Html {
    let Command { text, parts: written, reasons, .. } = &*props.command;
    let dismissed = use_state_eq(|| false);
    let onkeydown = {
        let dismissed = dismissed.setter();
        Callback::from(move |event: KeyboardEvent| dismissed.set(event.key() == "Escape"))
    };
    let again = {
        let dismissed = dismissed.setter();
        Callback::from(move |()| dismissed.set(false))
    };
    let id = |at: usize| format!("why-{}-{at}", props.name);
    let mut parts: Vec<(Option<usize>, Vec<Html>)> = Vec::new();
    for Part { token, bytes, reason } in written {
        let part = coloured(*token, text.get(bytes.clone()).unwrap_or_default());
        match parts.last_mut() {
            // All that one reason covers is one part.
            Some((last, pieces)) if last == reason => pieces.push(part),
            _ => parts.push((*reason, vec![part])),
        }
    }
    html! {
        <>
            <pre
                class={classes!(dismissed.then_some("dismissed"))}
                {onkeydown}
                onfocusin={again.reform(|_: FocusEvent| ())}
                onmouseleave={again.reform(|_: MouseEvent| ())}
            ><code ref={&props.code}>
                for (at, pieces) in parts {
                    { match at.and_then(|at| Some((id(at), reasons.get(at)?))) {
                        Some((id, reason)) => explained_part(id, reason, pieces.into_iter().collect()),
                        None => pieces.into_iter().collect(),
                    } }
                }
            </code></pre>
            for (at, reason) in reasons.iter().enumerate() {
                <span key={at} id={id(at)} hidden=true>{ &reason.why }</span>
            }
        </>
    }
}

/// A part of the command that a reason covers.
fn explained_part(id: String, Reason { why, chosen, .. }: &Reason, pieces: Html) -> Html {
    let why = why.clone();
    if *chosen {
        html! { <mark class="reason" tabindex="0" data-why={why} aria-describedby={id}>{ pieces }</mark> }
    } else {
        html! { <span class="reason" tabindex="0" data-why={why} aria-describedby={id}>{ pieces }</span> }
    }
}

fn coloured(token: Token, text: &str) -> Html {
    let class = match token {
        Token::Plain => return html! { <>{ text }</> },
        Token::Program => "program",
        Token::Option => "option",
        Token::Key => "key",
        Token::Quoted => "quoted",
        Token::Continuation => "continuation",
    };
    html! { <span {class}>{ text }</span> }
}
