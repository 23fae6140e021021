//! The marks of a figure as SVG elements.

use yew::prelude::*;

use crate::svg::{FAINT, Mark, Paint, css_color};

pub use crate::svg::number;

/// One mark.
pub fn mark(mark: &Mark) -> Html {
    match mark {
        Mark::Path { d, frame, fill, stroke, width, dash } => html! {
            <path
                d={AttrValue::from(d.clone())}
                transform={frame.transform()}
                fill={css_color(*fill)}
                stroke={css_color(*stroke)}
                stroke-width={(*stroke != Paint::None).then(|| number(*width))}
                stroke-dasharray={*dash}
            />
        },
        Mark::Text { text, x, y, size, middle, fill, halo, faint } => html! {
            <text
                x={number(*x)}
                y={number(*y)}
                font-size={number(*size)}
                text-anchor={middle.then_some("middle")}
                fill={css_color(*fill)}
                stroke={halo.then(|| css_color(Paint::Paper))}
                stroke-width={halo.then_some("3")}
                stroke-linejoin={halo.then_some("round")}
                paint-order={halo.then_some("stroke")}
                opacity={faint.then_some(FAINT)}
            >
                { text }
            </text>
        },
    }
}
