//! What the stack gives when it is there.

use yew::prelude::*;

use super::Shared;
use super::left_out::left_out;
use super::prose::shown;
use crate::eval::{Existence, MarkedText, Piece};
use crate::session::{OutputView, Panel};

#[derive(Properties, PartialEq)]
pub struct OutputsProps {
    pub panel: Shared<Panel>,
}

/// Every output: its name, its value as it evaluates, what it is.
#[component]
pub fn Outputs(props: &OutputsProps) -> Html {
    html! {
        <>
            <dl class="outputs" aria-label="Outputs">
                for output in &props.panel.outputs {
                    <div
                        key={output.id.as_str()}
                        class={classes!((output.exists == Existence::No).then_some("absent"))}
                        data-output={output.id.to_string()}
                    >
                        <dt>{ shown(output.id.as_str()) }</dt>
                        <dd class="value">{ deferred(&output.text) }</dd>
                        if let Some(remark) = remark(output) {
                            <dd class="help">{ remark }</dd>
                        }
                    </div>
                }
            </dl>
            { left_out(props.panel.outputs.left_out, "outputs") }
        </>
    }
}

/// Returns what there is to say about an output beside its value.
fn remark(output: &OutputView) -> Option<String> {
    if output.exists == Existence::No {
        return Some("Its condition is false: the stack will not have it".into());
    }
    let exported = output.export.as_ref().map(|name| format!("exported as {name}"));
    match (&output.description, exported) {
        (Some(description), Some(exported)) => Some(format!("{description}; {exported}")),
        (Some(description), None) => Some(description.to_string()),
        (None, exported) => exported,
    }
}

/// A value with what only AWS will know (`‹Ec2WebHost.PublicIp›`) set apart.
pub fn deferred(text: &MarkedText) -> Html {
    let piece = |piece: &Piece| match piece {
        Piece::Known(text) => html! { <>{ *text }</> },
        Piece::Unknown(text) => {
            html! { <span class="deferred" title="Known when AWS has made it">{ *text }</span> }
        }
    };
    text.marked().pieces().iter().map(piece).collect()
}
