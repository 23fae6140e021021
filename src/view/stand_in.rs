//! What stands where a part of the explorer is to be, until it has come.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::parts::Part;

/// The progress of a part.
pub struct Progress {
    /// True if it did not come.
    failed: bool,
    /// The reader wants another try.
    onretry: Callback<MouseEvent>,
}

impl Progress {
    /// Returns what tries it again, where it did not come.
    pub fn retry(&self) -> Option<Callback<MouseEvent>> {
        self.failed.then(|| self.onretry.clone())
    }
}

/// Fetches a part once it is wanted, and renders again when it has come; `onthere` is told first.
#[hook]
pub fn use_part(part: Part, wanted: bool, onthere: Callback<()>) -> Progress {
    let there = use_state_eq(|| part.is_there());
    let failed = use_state_eq(|| false);
    let tries = use_state_eq(|| 0_u32);
    {
        let (was_there, there, failed) = (*there, there.setter(), failed.setter());
        use_effect_with((wanted, *tries), move |(wanted, _)| {
            if was_there || !wanted {
                return;
            }
            failed.set(false);
            spawn_local(async move {
                let came = part.get().await.is_ok();
                if came {
                    onthere.emit(());
                }
                there.set(came);
                failed.set(!came);
            });
        });
    }
    let onretry = {
        let (tries, next) = (tries.setter(), *tries + 1);
        Callback::from(move |_: MouseEvent| tries.set(next))
    };
    Progress { failed: *failed, onretry }
}

/// Shows how far a part is, in its place; nothing in the first moment, for most readers wait no longer.
pub fn stand_in(part: Part, progress: &Progress) -> Html {
    if let Some(onretry) = progress.retry() {
        html! {
            <div class="stand-in" role="alert">
                <p>{ missing(part) }</p>
                <button type="button" onclick={onretry}>{ "Try again" }</button>
            </div>
        }
    } else {
        html! { <p class="stand-in on-its-way" role="status">{ "Loading…" }</p> }
    }
}

/// Says that a part did not come, and what a reader can do.
pub fn missing(part: Part) -> String {
    let title = part.title();
    format!(
        "{title} could not be loaded. If you are online, reload the page: there may be a newer version of it."
    )
}
