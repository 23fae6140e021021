//! What the stack gives when it is there.

use yew::prelude::*;

use super::Shared;
use crate::eval::Existence;
use crate::session::Panel;

#[derive(Properties, PartialEq)]
pub struct OutputsProps {
    pub panel: Shared<Panel>,
}

/// Every output with its value.
#[component]
pub fn Outputs(props: &OutputsProps) -> Html {
    if props.panel.outputs.is_empty() {
        return html! { <p class="empty">{ "This template has no outputs." }</p> };
    }
    html! {
        <dl class="outputs">
            for output in &props.panel.outputs {
                <div
                    key={output.id.as_str()}
                    class={classes!((output.exists == Existence::No).then_some("absent"))}
                    data-output={output.id.to_string()}
                >
                    <dt>{ output.id.as_str() }</dt>
                    if let Some(description) = &output.description {
                        <dd class="help">{ description.clone() }</dd>
                    }
                    <dd class="value">{ deferred(&output.text) }</dd>
                    if let Some(export) = &output.export {
                        <dd class="help">{ "Exported as " }<code>{ export }</code></dd>
                    }
                    if output.exists == Existence::No {
                        <dd class="help">{ "Its condition is false: the stack will not have it." }</dd>
                    }
                </div>
            }
        </dl>
    }
}

/// A value with what only AWS will know (`‹Ec2WebHost.PublicIp›`) set apart.
pub fn deferred(text: &str) -> Html {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('‹') {
        let Some(length) = rest[start..].find('›') else { break };
        let end = start + length + '›'.len_utf8();
        parts.push(html! { <>{ &rest[..start] }</> });
        parts.push(
            html! { <span class="deferred" title="Known when AWS has made it">{ &rest[start..end] }</span> },
        );
        rest = &rest[end..];
    }
    html! { <>{ for parts }{ rest }</> }
}
