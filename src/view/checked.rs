//! How far the check against AWS's resource types is, above the problems.

use yew::prelude::*;

use super::icons;
use crate::session::{Action, Check};

#[derive(Properties, PartialEq)]
pub struct CheckedProps {
    pub check: Check,
    /// The number of problems that the panel shows.
    pub problems: usize,
    pub dispatch: Callback<Action>,
}

/// Who opens this wants the check: it begins by itself, for its facts are too large for those who only look.
#[component]
pub fn Checked(props: &CheckedProps) -> Html {
    let unwanted = props.check == Check::Unwanted;
    use_effect_with((unwanted, props.dispatch.clone()), |(unwanted, dispatch)| {
        if *unwanted {
            dispatch.emit(Action::Check);
        }
    });
    let failed = matches!(props.check, Check::Failed(_));
    html! {
        <div class={classes!("checked", kind(&props.check))}>
            // The region stays while its text changes: so it is read out.
            <p role="status">
                { icons::icon(sign(&props.check)) }
                <span>{ text(&props.check, props.problems) }</span>
            </p>
            if failed {
                <button type="button" onclick={props.dispatch.reform(|_: MouseEvent| Action::Check)}>
                    { "Try again" }
                </button>
            }
        </div>
    }
}

fn text(check: &Check, problems: usize) -> String {
    match check {
        Check::Unwanted | Check::Waiting => "Checking against AWS’s resource types…".to_owned(),
        Check::Failed(why) => format!("Not checked against AWS’s resource types: {why}."),
        Check::Done(found) => {
            let result = match found {
                0 if problems > 0 => "no further problems found".to_owned(),
                0 => "no problems found".to_owned(),
                1 => "1 problem found".to_owned(),
                _ => format!("{found} problems found"),
            };
            format!("Checked against AWS’s resource types: {result}.")
        }
    }
}

fn kind(check: &Check) -> &'static str {
    match check {
        Check::Unwanted | Check::Waiting => "pending",
        Check::Failed(_) => "failed",
        Check::Done(0) => "good",
        Check::Done(_) => "found",
    }
}

fn sign(check: &Check) -> &'static str {
    match check {
        Check::Unwanted | Check::Waiting => icons::CLOCK,
        Check::Failed(_) => icons::ALERT,
        Check::Done(0) => icons::CHECK,
        Check::Done(_) => icons::INFO,
    }
}
