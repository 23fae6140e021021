//! All resources as a table: what is seen in the picture, for those who would rather read it.

use std::rc::Rc;

use yew::prelude::*;

use super::Shared;
use crate::session::{Action, Model, TableRow, table_rows};

/// The properties of the table, with what happens on it.
#[derive(Properties, PartialEq, Clone)]
pub struct TableProps {
    pub model: Shared<Model>,
    pub selection: Option<Rc<str>>,
    pub dispatch: Callback<Action>,
}

/// Shows the table.
pub fn table(props: TableProps) -> Html {
    html! { <Table ..props /> }
}

#[component]
fn Table(props: &TableProps) -> Html {
    let rows = use_memo(props.model.clone(), |model| table_rows(model));
    if rows.is_empty() {
        return html! { <p class="empty">{ "This template has no resources." }</p> };
    }
    html! {
        <>
        <table class="resources">
            <caption class="visually-hidden">{ "Resources of the template" }</caption>
            <thead>
                <tr>
                    <th scope="col">{ "Resource" }</th>
                    <th scope="col">{ "Type" }</th>
                    <th scope="col">{ "Where" }</th>
                    <th scope="col">{ "State" }</th>
                </tr>
            </thead>
            <tbody>
                for row in rows.iter() {
                    <Row
                        key={row.id.as_str()}
                        row={row.clone()}
                        selected={row.shown.is_some() && row.shown == props.selection}
                        dispatch={&props.dispatch}
                    />
                }
            </tbody>
        </table>
        if rows.left_out > 0 {
            <p class="help">{ format!("And {} more.", rows.left_out) }</p>
        }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    row: TableRow,
    selected: bool,
    dispatch: Callback<Action>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let TableRow { id, name, type_name, place, state, shown } = &props.row;
    let onclick = shown
        .clone()
        .map(|shown| props.dispatch.reform(move |_: MouseEvent| Action::Select(Some(shown.clone()))));
    html! {
        <tr class={classes!(props.selected.then_some("selected"))}>
            <th scope="row">
                if let Some(onclick) = onclick {
                    <button type="button" class="link" aria-pressed={if props.selected { "true" } else { "false" }} {onclick}>{ id.as_str() }</button>
                } else {
                    { id.as_str() }
                }
                if let Some(name) = name {
                    <span class="help">{ name }</span>
                }
            </th>
            <td><code>{ &**type_name }</code></td>
            <td>{ place }</td>
            <td>{ state }</td>
        </tr>
    }
}
