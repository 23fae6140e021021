//! The marks of a figure as SVG elements.

use web_sys::Element;
use yew::prelude::*;

use crate::svg::{IMAGE_SIDE, Mark, Paint, css_color, css_text_color};

pub use crate::svg::number;

/// One mark; pictures come from a folder with this address, a slash at its end.
pub fn mark(mark: &Mark, images: Option<&str>) -> Html {
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
        Mark::Text { text, x, y, size, middle, fill, halo } => html! {
            <text
                x={number(*x)}
                y={number(*y)}
                font-size={number(*size)}
                text-anchor={middle.then_some("middle")}
                fill={css_text_color(*fill)}
                stroke={halo.then(|| css_color(Paint::Paper))}
                stroke-width={halo.then_some("3")}
                stroke-linejoin={halo.then_some("round")}
                paint-order={halo.then_some("stroke")}
            >
                { text }
            </text>
        },
        // What is painted instead stays below: it shows while the picture is on its way, and when it never comes.
        Mark::Image { name, frame, instead } => html! {
            <>
                for below in instead {
                    { self::mark(below, images) }
                }
                if let Some(folder) = images {
                    <image
                        href={format!("{folder}{name}.svg")}
                        width={number(IMAGE_SIDE)}
                        height={number(IMAGE_SIDE)}
                        transform={frame.transform()}
                        onload={seen(true)}
                        onerror={seen(false)}
                    />
                }
            </>
        },
    }
}

/// Hides an image that does not come, where browsers would draw a torn page, and shows it once it does.
fn seen(loaded: bool) -> Callback<Event> {
    Callback::from(move |event: Event| {
        if let Some(image) = event.target_dyn_into::<Element>() {
            let _ = image.set_attribute("visibility", if loaded { "inherit" } else { "hidden" });
        }
    })
}
