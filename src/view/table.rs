//! All resources as a table: what is seen in the picture, for those who would rather read it.

use std::rc::Rc;

use yew::prelude::*;

use super::Shared;
use super::prose::breakable;
use crate::session::{Action, FlightAction, Model, TableRow, table_rows};
use crate::template::{Element, LogicalId};

/// The resources of the table, and what happens on it.
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
    // Many rows may be shown by one box that is folded: of them the one that was pressed is meant.
    let pressed = use_state_eq(|| None::<LogicalId>);
    let onpress = {
        let pressed = pressed.setter();
        use_callback((), move |id: LogicalId, ()| pressed.set(Some(id)))
    };
    if rows.is_empty() {
        return html! { <p class="empty">{ "This template has no resources." }</p> };
    }
    html! {
        <div class="resources-room">
        <table class="resources" role="table">
            <caption class="visually-hidden">{ "Resources of the template" }</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">{ "Resource" }</th>
                    <th scope="col" role="columnheader">{ "Type" }</th>
                    <th scope="col" role="columnheader">{ "Where" }</th>
                    <th scope="col" role="columnheader">{ "State" }</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                for row in rows.iter() {
                    <Row
                        key={row.id.as_str()}
                        row={row.clone()}
                        selected={is_selected(row, props.selection.as_deref(), pressed.as_ref())}
                        onpress={&onpress}
                        dispatch={&props.dispatch}
                    />
                }
            </tbody>
        </table>
        if rows.left_out > 0 {
            <p class="help">{ format!("And {} more.", rows.left_out) }</p>
        }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    row: TableRow,
    selected: bool,
    onpress: Callback<LogicalId>,
    dispatch: Callback<Action>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let TableRow { id, name, type_name, place, state, shown, is_folded } = &props.row;
    let onclick = shown.clone().map(|shown| {
        let (id, onpress, dispatch) = (id.clone(), props.onpress.clone(), props.dispatch.clone());
        let is_folded = *is_folded;
        Callback::from(move |_: MouseEvent| {
            onpress.emit(id.clone());
            dispatch.emit(match is_folded {
                // What is folded opens for it, and closes again on the way back.
                true => Action::Fly(FlightAction::To(Element::Resource(id.clone()))),
                false => Action::Select(Some(shown.clone())),
            });
        })
    });
    html! {
        <tr role="row" class={classes!(props.selected.then_some("selected"))}>
            <th scope="row" role="rowheader">
                if let Some(onclick) = onclick {
                    <button type="button" class="link" aria-pressed={if props.selected { "true" } else { "false" }} {onclick}>{ breakable(id.as_str()) }</button>
                } else {
                    { breakable(id.as_str()) }
                }
                if let Some(name) = name {
                    <span class="help">{ name }</span>
                }
            </th>
            <td role="cell"><code>{ breakable(type_name) }</code></td>
            <td role="cell">{ place }</td>
            <td role="cell">{ state }</td>
        </tr>
    }
}

/// Returns true if what is selected is a row's resource: what shows it alone, or what was pressed of all that is shown there.
fn is_selected(row: &TableRow, selection: Option<&str>, pressed: Option<&LogicalId>) -> bool {
    let is_own = row.shown.as_deref() == Some(row.id.as_str());
    selection.is_some() && row.shown.as_deref() == selection && (is_own || pressed == Some(&row.id))
}
