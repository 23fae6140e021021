//! The inspector: everything about the selected node.

use yew::prelude::*;

use super::inspected::inspected;
use super::left_out::left_out;
use super::outputs::deferred;
use super::prose::{breakable, name, shown as text};
use super::written::Written;
use super::{Headings, Page, Shared};
use crate::diagnostic::Position;
use crate::eval::MarkedText;
use crate::scene::{Extent, NodeKind};
use crate::session::{Action, Details as Shown, FlightAction, FoldedResource, Listed, Refused, Relation};
use crate::template::Element;

#[derive(Properties, PartialEq)]
pub struct DetailsProps {
    /// The last edit, where it was not made.
    pub refused: Option<Shared<Refused>>,
    /// True if the template may be changed.
    pub editable: bool,
    pub details: Option<Shared<Shown>>,
    /// The reader wants to see a line of the template, counted from 1.
    pub ongo: Callback<usize>,
    pub dispatch: Callback<Action>,
}

/// Returns what is known about the selection, or how to select.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    let Page { headings, .. } = use_context().unwrap_or_default();
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
                { headings.title(shown.title.clone()) }
                { folding(shown, &props.dispatch) }
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
                    { row("Type", type_link(type_name, shown.inspected.page.as_deref())) }
                }
                if let Some(resource) = &shown.resource {
                    { row("Logical ID", html! { <><code>{ text(resource.as_str()) }</code>{ line(shown.position) }</> }) }
                }
                // Rules are said in words below.
                for (index, fact) in shown.facts.iter().enumerate().filter(|_| shown.inspected.rules.is_empty()) {
                    <Property key={format!("fact-{index}")} name={fact_name(shown.kind)} value={fact.clone()} />
                }
                for (index, property) in shown.properties.iter().enumerate() {
                    <Property key={format!("property-{index}")} name={property.name.clone()} value={property.value.clone()} />
                }
            </dl>
            { inspected(headings, shown) }
            if props.editable {
                // In an element of its own: Yew loses the place of a component that shows nothing at first.
                <div>
                    <Written details={shown} refused={props.refused.clone()} dispatch={&props.dispatch} />
                </div>
            }
            { relations(headings, "Refers to", &shown.refers_to, &props.dispatch) }
            { relations(headings, if shown.inspected.is_parameter { "Changes" } else { "Is referred to by" }, &shown.referred_by, &props.dispatch) }
            if !shown.folded.is_empty() {
                { headings.subtitle(folded_title(&shown.extent)) }
                <ul class="folded">
                    for resource in &shown.folded {
                        <li key={resource.id.as_str()}>
                            <button type="button" class="link" onclick={to_folded(resource, &shown.extent, props)}>
                                { text(resource.id.as_str()) }
                            </button>
                            <span class="help">{ breakable(&resource.type_name) }{ line(resource.position) }</span>
                        </li>
                    }
                </ul>
                { left_out(shown.folded.left_out, "resources") }
            }
        </article>
    }
}

/// Returns what can be done about how much of it is shown.
fn folding(shown: &Shown, dispatch: &Callback<Action>) -> Html {
    let (text, id) = match &shown.extent {
        Extent::Whole => return Html::default(),
        Extent::Expanded => ("Collapse", shown.id.clone()),
        Extent::Collapsed(_) => ("Expand", shown.id.clone()),
        Extent::Stack(_, stack) => ("Expand", stack.clone()),
        Extent::Loose(stack) => ("Show all alike as one", stack.clone()),
    };
    let expand = text == "Expand";
    let onclick = dispatch.reform(move |_: MouseEvent| match expand {
        true => Action::Expand(id.clone()),
        false => Action::Collapse(id.clone()),
    });
    html! { <button type="button" class="quiet" {onclick}>{ text }</button> }
}

fn folded_title(extent: &Extent) -> &'static str {
    match extent {
        Extent::Whole | Extent::Expanded | Extent::Loose(_) => "Also made of",
        Extent::Collapsed(_) => "With what is in it",
        Extent::Stack(..) => "Stands for",
    }
}

/// Resources at the other ends of references, each of which can be gone to.
fn relations(
    headings: Headings,
    title: &'static str,
    relations: &Listed<Relation>,
    dispatch: &Callback<Action>,
) -> Html {
    if relations.is_empty() {
        return Html::default();
    }
    html! {
        <>
            { headings.subtitle(title) }
            <ul class="folded">
                for (index, relation) in relations.iter().enumerate() {
                    <li key={index}>
                        <button type="button" class="link" onclick={to(relation, dispatch)}>
                            { name(&relation.other) }
                        </button>
                        <span class="help">{ property(&relation.property) }</span>
                    </li>
                }
            </ul>
            { left_out(relations.left_out, "references") }
        </>
    }
}

/// Leads to the other end of a reference: what has no node of its own may be folded, and has to be opened.
fn to(relation: &Relation, dispatch: &Callback<Action>) -> Callback<MouseEvent> {
    let other = relation.other.clone();
    match (&relation.node, &other) {
        (Some(node), Element::Resource(id)) if **node == *id.as_str() => {
            let node = node.clone();
            dispatch.reform(move |_: MouseEvent| Action::Select(Some(node.clone())))
        }
        _ => dispatch.reform(move |_: MouseEvent| Action::Fly(FlightAction::To(other.clone()))),
    }
}

/// Leads to what is folded into something: that opens for it, or it has a place in the text alone.
fn to_folded(resource: &FoldedResource, owner: &Extent, props: &DetailsProps) -> Callback<MouseEvent> {
    match (owner, resource.position) {
        (Extent::Whole | Extent::Expanded | Extent::Loose(_), Some(at)) => {
            props.ongo.reform(move |_: MouseEvent| at.line)
        }
        _ => {
            let id = resource.id.clone();
            props
                .dispatch
                .reform(move |_: MouseEvent| Action::Fly(FlightAction::To(Element::Resource(id.clone()))))
        }
    }
}

/// Returns what the facts of this kind of node are.
fn fact_name(kind: Option<NodeKind>) -> &'static str {
    if kind == Some(NodeKind::SecurityGroup) { "Rule" } else { "Fact" }
}

#[derive(Properties, PartialEq)]
struct PropertyProps {
    name: AttrValue,
    value: MarkedText,
}

#[component]
fn Property(props: &PropertyProps) -> Html {
    row(&props.name, html! { deferred(&props.value) })
}

/// Where in a resource: `Properties/SubnetId/Ref` reads better without the part that nearly all have.
fn property(path: &str) -> AttrValue {
    text(path.strip_prefix("Properties/").unwrap_or(path))
}

/// A type, as a link to AWS's page about it where there is one.
fn type_link(type_name: &str, page: Option<&str>) -> Html {
    let name = html! { <code>{ breakable(type_name) }</code> };
    match page {
        Some(page) => {
            html! { <a href={page.to_owned()} target="_blank" rel="noopener noreferrer">{ name }</a> }
        }
        None => name,
    }
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
