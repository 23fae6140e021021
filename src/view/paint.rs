//! The marks of a figure as SVG elements.

use yew::prelude::*;

use crate::svg::{Mark, Paint};

/// One mark.
pub fn mark(mark: &Mark) -> Html {
    match mark {
        Mark::Path { d, fill, stroke, width, dash } => html! {
            <path
                d={d.clone()}
                fill={color(*fill)}
                stroke={color(*stroke)}
                stroke-width={(*stroke != Paint::None).then(|| number(*width))}
                stroke-dasharray={*dash}
            />
        },
        Mark::Text { text, x, y, size, middle, fill } => html! {
            <text
                x={number(*x)}
                y={number(*y)}
                font-size={number(*size)}
                text-anchor={middle.then_some("middle")}
                fill={color(*fill)}
            >
                { text }
            </text>
        },
    }
}

/// A number as attributes have it: two decimals are finer than any screen.
pub fn number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // `-0` reads badly and means the same.
    (rounded + 0.0).to_string()
}

fn color(paint: Paint) -> &'static str {
    match paint {
        Paint::None => "none",
        Paint::Green => "var(--cfn-green, #248814)",
        Paint::PaleGreen => "var(--cfn-pale-green, #E9F3E6)",
        Paint::Blue => "var(--cfn-blue, #147EBA)",
        Paint::PaleBlue => "var(--cfn-pale-blue, #E6F2F8)",
        Paint::Red => "var(--cfn-red, #DD3522)",
        Paint::Orange => "var(--cfn-orange, #D86613)",
        Paint::Purple => "var(--cfn-purple, #5A30B5)",
        Paint::DarkGreen => "var(--cfn-dark-green, #277116)",
        Paint::Indigo => "var(--cfn-indigo, #3334B9)",
        Paint::Pink => "var(--cfn-pink, #BC1356)",
        Paint::Ink => "var(--cfn-ink, #232F3E)",
        Paint::Grey => "var(--cfn-grey, #AAB7B8)",
        Paint::Black => "var(--cfn-black, #000000)",
    }
}
