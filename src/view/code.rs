//! The text of a command in colours; what has a reason says it under the pointer, in focus, and to screen readers.

use yew::prelude::*;

use super::Shared;
use crate::command::{Command, Reason};
use crate::session::highlight::{Token, explained};

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
    let Command { text, reasons, .. } = &*props.command;
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
    for (token, text, reason) in explained(text, reasons) {
        let part = coloured(token, text);
        match parts.last_mut() {
            // All that one reason covers is one part.
            Some((last, pieces)) if *last == reason => pieces.push(part),
            _ => parts.push((reason, vec![part])),
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
                for (index, (at, pieces)) in parts.into_iter().enumerate() {
                    <ExplainedPart key={index} id={at.map(id)} reason={at.and_then(|at| reasons.get(at)).cloned()}>
                        { for pieces }
                    </ExplainedPart>
                }
            </code></pre>
            for (at, reason) in reasons.iter().enumerate() {
                <span key={at} id={id(at)} hidden=true>{ &reason.why }</span>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct PartProps {
    id: Option<String>,
    reason: Option<Reason>,
    children: Html,
}

#[component]
fn ExplainedPart(props: &PartProps) -> Html {
    match &props.reason {
        None => props.children.clone(),
        Some(Reason { why, chosen, .. }) => html! {
            <@{if *chosen { "mark" } else { "span" }}
                class="reason"
                tabindex="0"
                data-why={why.clone()}
                aria-describedby={props.id.clone()}
            >
                { props.children.clone() }
            </@>
        },
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
