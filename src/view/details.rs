//! The inspector: everything about the selected node.

use yew::prelude::*;

use super::Shared;
use super::outputs::deferred;
use crate::diagnostic::Position;
use crate::session::{Action, Details as Shown};

#[derive(Properties, PartialEq)]
pub struct DetailsProps {
    pub details: Option<Shared<Shown>>,
    pub dispatch: Callback<Action>,
}

/// What is known about the selection, or how to select.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    let Some(shown) = &props.details else {
        return html! {
            <p class="empty">
                { "Select something in the picture to see its type, its properties and what belongs to it. " }
                { "With the keyboard: Tab to the picture, then the arrow keys." }
            </p>
        };
    };
    let onclose = props.dispatch.reform(|_: MouseEvent| Action::Select(None));
    html! {
        <article class="details">
            <header>
                <h3>{ shown.title.clone() }</h3>
                <button type="button" class="quiet" onclick={onclose}>{ "Clear" }</button>
            </header>
            if !shown.inside.is_empty() {
                <p class="help">{ "In " }{ shown.inside.join(" › ") }</p>
            }
            if shown.ghost {
                <p class="help">{ "Its condition is false under these parameters: the stack will not have it." }</p>
            }
            <dl>
                if let Some(type_name) = &shown.type_name {
                    { row("Type", html! { <code>{ type_name.clone() }</code> }) }
                }
                if let Some(resource) = &shown.resource {
                    { row("Logical ID", html! { <><code>{ resource.as_str() }</code>{ line(shown.position) }</> }) }
                }
                for (index, fact) in shown.facts.iter().enumerate() {
                    <Fact key={format!("fact-{index}")} text={fact.clone()} />
                }
                for (index, property) in shown.properties.iter().enumerate() {
                    <Property key={format!("property-{index}")} name={property.name.clone()} value={property.value.clone()} />
                }
            </dl>
            if !shown.folded.is_empty() {
                <h4>{ "Also made of" }</h4>
                <ul class="folded">
                    for resource in &shown.folded {
                        <li key={resource.id.as_str()}>
                            <code>{ resource.id.as_str() }</code>
                            <span class="help">{ resource.type_name.clone() }{ line(resource.position) }</span>
                        </li>
                    }
                </ul>
            }
        </article>
    }
}

#[derive(Properties, PartialEq)]
struct FactProps {
    text: AttrValue,
}

#[component]
fn Fact(props: &FactProps) -> Html {
    row("Rule", html! { deferred(&props.text) })
}

#[derive(Properties, PartialEq)]
struct PropertyProps {
    name: AttrValue,
    value: AttrValue,
}

#[component]
fn Property(props: &PropertyProps) -> Html {
    row(&props.name, html! { deferred(&props.value) })
}

fn row(name: &str, value: Html) -> Html {
    html! { <div><dt>{ name.to_owned() }</dt><dd>{ value }</dd></div> }
}

fn line(position: Option<Position>) -> Html {
    match position {
        Some(at) => html! { <span class="help">{ format!(" line {}", at.line) }</span> },
        None => Html::default(),
    }
}
