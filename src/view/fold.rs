//! The button in the corner of a box or a stack that folds it.

use std::rc::Rc;

use yew::prelude::*;

use super::paint::number;
use crate::layout::{PlacedNode, Point};
use crate::scene::{Extent, Node, Shape};

/// The change that pressing a fold button makes: a node, and whether it is expanded then.
#[derive(Debug, Clone, PartialEq)]
pub struct Toggle {
    /// The node.
    pub id: Rc<str>,
    /// True if it is to be expanded.
    pub expand: bool,
}

/// A fold button before it has a size.
#[derive(Debug, Clone, PartialEq)]
pub struct Fold {
    /// Its top right corner.
    corner: Point,
    /// Half of the shorter side of what it folds: it never takes more.
    most: f64,
    /// Its effect.
    pub toggle: Toggle,
    label: AttrValue,
    /// A stack tells by its looks that it can be expanded; its button would cover it.
    stack: bool,
}

/// The button of a node; none for what has nothing to fold.
pub fn fold(node: &Node, placed: &PlacedNode, title: &str) -> Option<Fold> {
    let (expand, verb) = match node.extent {
        Extent::Expanded => (false, "Collapse"),
        Extent::Collapsed(_) | Extent::Stack(..) => (true, "Expand"),
        Extent::Whole | Extent::Loose(_) => return None,
    };
    let rect = placed.parts.first().copied().unwrap_or(placed.rect);
    // Signs stand in the top right corner of a box; a stack's button looks out of its edges.
    let corner = placed.badges.iter().filter(|badge| badge.y <= rect.y);
    let right = corner.fold(rect.x + rect.w, |right, badge| right.min(badge.x));
    let (corner, most) = match node.shape {
        Shape::Box(_) => (Point { x: right, y: rect.y }, rect.w.min(rect.h) / 2.0),
        Shape::Icon(_) => (Point { x: rect.x + rect.w + 8.0, y: rect.y - 8.0 }, rect.w),
    };
    let label = format!("{verb} {title}").into();
    let stack = matches!(node.extent, Extent::Stack(..));
    let id = match &node.extent {
        Extent::Stack(_, id) => id.clone(),
        _ => node.id.clone(),
    };
    Some(Fold { corner, most, stack, toggle: Toggle { id, expand }, label })
}

/// Which of these buttons show where nothing hovers, as on touch screens: those that hide little of what they fold, and
/// no other button. The larger boxes come first.
pub fn roomy<'a>(folds: impl Iterator<Item = &'a Fold>, unit: f64) -> Vec<bool> {
    let mut shown: Vec<Point> = Vec::new();
    let side = SIDE * unit;
    folds
        .map(|fold| {
            let Point { x, y } = fold.corner;
            let roomy = 2.0 * fold.most >= ROOMY * unit
                && !shown.iter().any(|other| (other.x - x).abs() < side && (other.y - y).abs() < side);
            if roomy {
                shown.push(fold.corner);
            }
            roomy
        })
        .collect()
}

#[derive(Properties, PartialEq)]
pub struct FoldButtonProps {
    pub fold: Fold,
    /// Units of the drawing a pixel.
    pub unit: f64,
    /// True if it shows where nothing hovers.
    pub roomy: bool,
    pub ontoggle: Callback<Toggle>,
}

/// The least that a finger hits, in pixels.
const SIDE: f64 = 24.0;

/// The shorter side of a box that has room for a button without a pointer near, in pixels.
const ROOMY: f64 = 96.0;

/// A square with a plus or a minus, of the same size at any zoom.
#[component]
pub fn FoldButton(props: &FoldButtonProps) -> Html {
    let Fold { corner, most, toggle, label, stack } = &props.fold;
    let onclick = {
        let toggle = toggle.clone();
        props.ontoggle.reform(move |event: MouseEvent| {
            event.stop_propagation();
            toggle.clone()
        })
    };
    let side = (SIDE * props.unit).min(most.max(SIDE));
    let scale = (side / SIDE * 1000.0).round() / 1000.0;
    let transform = format!("translate({} {}) scale({scale})", number(corner.x - side), number(corner.y));
    html! {
        <g
            class={classes!("fold", (toggle.expand && !stack).then_some("closed"), props.roomy.then_some("roomy"))}
            data-fold={toggle.id.clone()}
            // For pointers: the item of the tree that it folds says so, and takes the keys.
            aria-hidden="true"
            {transform}
            {onclick}
        >
            <title>{ label }</title>
            <path class="hit" d="M0 0H24V24H0Z" />
            <path class="button" d="M7 4H17A3 3 0 0 1 20 7V17A3 3 0 0 1 17 20H7A3 3 0 0 1 4 17V7A3 3 0 0 1 7 4Z" />
            <path class="sign" d={if toggle.expand { "M8 12H16M12 8V16" } else { "M8 12H16" }} />
        </g>
    }
}
