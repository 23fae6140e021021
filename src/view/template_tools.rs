//! What can be done with the template's text: back, forth, into a file, to the page's own.

use yew::prelude::*;

use super::download::Download;
use super::open::{self, Wanted};
use super::prose::shown;
use super::{Page, Shared, icons};
use crate::session::{Action, Session, TextAction};

#[derive(Properties, PartialEq)]
pub struct TemplateToolsProps {
    pub session: Shared<Session>,
    /// True if the text may be changed.
    pub editable: bool,
    /// The reader wants to open a template; `None` where they may not.
    pub onopen: Option<Callback<Wanted>>,
    /// Why the last one could not be opened.
    pub unopened: Option<AttrValue>,
    /// True if something is folded away.
    pub folded: bool,
    /// All that can be is to be folded away, or nothing any more.
    pub onfold: Callback<bool>,
    /// True if the changes are shown in place of the text.
    pub comparing: bool,
    /// The changes are to be shown, or no more.
    pub oncompare: Callback<bool>,
    pub dispatch: Callback<Action>,
}

/// The buttons above the text, and what became of it.
#[component]
pub fn TemplateTools(props: &TemplateToolsProps) -> Html {
    let session = &props.session;
    let page: Page = use_context().unwrap_or_default();
    let name = shown(&session.file());
    let text = session.text().cloned().unwrap_or_default();
    let onsave = props.dispatch.reform(|_: MouseEvent| Action::Text(TextAction::Saved));
    html! {
        <div class="template-tools">
            if props.editable {
                { step("Undo", session.undo_words(), icons::UNDO, Action::Text(TextAction::Undo), &props.dispatch) }
                { step("Redo", session.redo_words(), icons::REDO, Action::Text(TextAction::Redo), &props.dispatch) }
            }
            <span class="save-text" onclick={onsave}>
                <Download {name} text={AttrValue::from(text)}>{ icons::icon(icons::DOWNLOAD) }{ "Save" }</Download>
            </span>
            if let Some(onopen) = &props.onopen {
                { open::button(onopen) }
            }
            <button
                type="button"
                class="quiet"
                title="Ctrl, Shift and [ folds the block at the caret, with ] it opens"
                onclick={{
                    let folds = !props.folded;
                    props.onfold.reform(move |_: MouseEvent| folds)
                }}
            >
                { icons::icon(if props.folded { icons::EXPAND } else { icons::COLLAPSE }) }
                { if props.folded { "Unfold all" } else { "Fold" } }
            </button>
            if session.is_edited() {
                <button
                    type="button"
                    class="quiet"
                    aria-pressed={if props.comparing { "true" } else { "false" }}
                    title="What differs from the post’s template"
                    onclick={{
                        let comparing = props.comparing;
                        props.oncompare.reform(move |_: MouseEvent| !comparing)
                    }}
                >
                    { icons::icon(icons::COMPARE) }
                    { "Changes" }
                </button>
                <button
                    type="button"
                    class="quiet"
                    title="Back to the post’s template, in a step that can be undone"
                    onclick={props.dispatch.reform(|_: MouseEvent| Action::Text(TextAction::Restore))}
                >
                    { icons::icon(icons::RESET) }
                    { "Reset" }
                </button>
            }
            <span class="said" role="status">{ said(session, props.editable) }</span>
            if let Some(why) = &props.unopened {
                <p class="problem" role="alert">{ icons::icon(icons::ALERT) }<span>{ why }</span></p>
            }
            if let (Some(onopen), true) = (&props.onopen, page.open_addresses) {
                { open::address(onopen) }
            }
        </div>
    }
}

/// A button for a step, which says in words what it would change.
fn step(
    label: &'static str,
    words: Option<&str>,
    sign: &'static str,
    action: Action,
    dispatch: &Callback<Action>,
) -> Html {
    let title = words.map(|words| format!("{label}: {}", shown(words)));
    let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
    html! {
        // Not `disabled`: the focus would be lost with the last step.
        <button
            type="button"
            aria-label={title.clone().unwrap_or_else(|| label.to_owned())}
            {title}
            aria-disabled={words.is_none().then_some("true")}
            {onclick}
        >
            { icons::icon(sign) }
        </button>
    }
}

fn said(session: &Session, editable: bool) -> &'static str {
    match (editable, session.is_edited(), session.is_unsaved()) {
        _ if !session.can_edit() => "Some bytes of this file are no text: it can be read, and not changed.",
        (false, ..) => "",
        (_, true, true) => "Edited, not saved",
        (_, true, false) if session.is_opened() => "Your file",
        (_, true, false) => "Edited, saved",
        (_, false, _) => "",
    }
}
