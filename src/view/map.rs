//! The map of a picture of which little is in view: the whole in small, with a frame around what is seen. For pointers alone:
//! keys go through the resources, and screen readers have all of it.

use web_sys::{Element, PointerEvent};
use yew::prelude::*;

use super::Shared;
use super::paint::number;
use super::styles::use_own_style;
use crate::layout::{Drawing, Point, Rect};
use crate::scene::Shape;

/// The drawing of the map, and what happens on it.
#[derive(Properties, PartialEq, Clone)]
pub struct MapProps {
    pub drawing: Shared<Drawing>,
    /// The part that is in view.
    pub seen: Rect,
    /// This is to be the middle of what is seen.
    pub onmove: Callback<Point>,
}

/// Shows the map.
pub fn map(props: MapProps) -> Html {
    html! { <Map ..props /> }
}

#[component]
fn Map(props: &MapProps) -> Html {
    let map = use_node_ref();
    use_own_style(&map);
    let (w, h) = (props.drawing.width, props.drawing.height);
    let moved = {
        let onmove = props.onmove.clone();
        move |event: &PointerEvent| {
            let Some(map) = map_of(event) else { return };
            let shown = map.get_bounding_client_rect();
            let along = |at: i32, start: f64, size: f64| (f64::from(at) - start) / size.max(1.0);
            onmove.emit(Point {
                x: along(event.client_x(), shown.left(), shown.width()) * w,
                y: along(event.client_y(), shown.top(), shown.height()) * h,
            });
        }
    };
    let onpointerdown = {
        let moved = moved.clone();
        Callback::from(move |event: PointerEvent| {
            event.prevent_default();
            if let Some(map) = map_of(&event) {
                // Without it a drag ends at the edge of the map.
                let _ = map.set_pointer_capture(event.pointer_id());
            }
            moved(&event);
        })
    };
    let onpointermove = Callback::from(move |event: PointerEvent| {
        if event.buttons() != 0 {
            moved(&event);
        }
    });
    html! {
        <svg ref={map} class="map" aria-hidden="true" viewBox={format!("0 0 {} {}", number(w), number(h))}
            data-style={format!("--form: {}", number(w / h.max(1.0)))} {onpointerdown} {onpointermove}>
            <Things drawing={&props.drawing} />
            { rect("seen", props.seen) }
        </svg>
    }
}

/// The map that an event is on: what it met may be a thing in it.
fn map_of(event: &PointerEvent) -> Option<Element> {
    event.target_dyn_into::<Element>()?.closest(".map").ok()?
}

#[derive(Properties, PartialEq)]
struct ThingsProps {
    drawing: Shared<Drawing>,
}

/// Boxes and icons, which do not move with the view.
#[component]
fn Things(props: &ThingsProps) -> Html {
    let nodes = props.drawing.scene.nodes.iter().zip(&props.drawing.nodes);
    html! {
        for (node, placed) in nodes {
            { rect(if matches!(node.shape, Shape::Box(_)) { "box" } else { "thing" }, placed.rect) }
        }
    }
}

fn rect(class: &'static str, rect: Rect) -> Html {
    html! { <rect {class} x={number(rect.x)} y={number(rect.y)} width={number(rect.w)} height={number(rect.h)} /> }
}
