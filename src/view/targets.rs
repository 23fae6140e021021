//! What can be pressed in the picture: an invisible shape over every node and link, larger ones below smaller.

use std::rc::Rc;

use yew::prelude::*;

use super::Shared;
use super::fold::{Fold, FoldButton, Toggle, fold, roomy};
use super::paint::number;
use crate::hidden::readable;
use crate::layout::{Drawing, PlacedLink, PlacedNode, Rect};
use crate::scene::{LinkId, Node, Shape};
use crate::sorting;

/// One node or link that can be selected.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The id of its group in the figure.
    pub id: Rc<str>,
    /// Its description in words.
    title: AttrValue,
    /// The same with its first details and its signs, a line each: what shows under the pointer.
    tip: AttrValue,
    /// The box of its target.
    pub rect: Rect,
    /// True if others are in it.
    is_box: bool,
    /// Its ends and its line, for a link.
    line: Option<(LinkId, AttrValue)>,
    /// Its button, when it can be folded.
    pub fold: Option<Fold>,
}

impl Target {
    /// Returns true if it is a link from or to the node with this id.
    fn ends_at(&self, id: &str) -> bool {
        self.line.as_ref().is_some_and(|(link, _)| link.joins(id))
    }
}

/// Room around an icon, so that its target is easy to hit.
const ROOM: f64 = 4.0;

/// Everything that can be selected, the largest first: what lies on top is the smallest at that place.
pub fn targets(drawing: &Drawing) -> Vec<Target> {
    let scene = &drawing.scene;
    let mut targets: Vec<Target> = scene
        .nodes
        .iter()
        .zip(&drawing.nodes)
        .map(|(node, placed)| {
            let label = node.label.as_ref().map_or(&*node.id, |label| &*label.text);
            let title = if node.title.is_empty() { label.to_owned() } else { node.title.clone() };
            let fold = fold(node, placed, &title);
            let tip = node.badges.iter().fold(node.tooltip(), |tip, badge| tip + "\nWith " + &badge.title);
            let rect = extent(node, placed);
            Target {
                id: node.id.clone(),
                title: title.into(),
                tip: tip.into(),
                rect,
                is_box: matches!(node.shape, Shape::Box(_)),
                line: None,
                fold,
            }
        })
        .collect();
    sorting::by(&mut targets, |a, b| (b.rect.w * b.rect.h).total_cmp(&(a.rect.w * a.rect.h)));
    targets.extend(scene.links.iter().zip(&drawing.links).filter_map(|(link, placed)| {
        let id = scene.link_id(link)?;
        let title = AttrValue::from(format!("{} to {}", readable(&id.source), readable(&id.target)));
        Some(Target {
            id: id.to_string().into(),
            tip: if link.title.is_empty() { title.clone() } else { link.title.clone().into() },
            title,
            rect: bounds(placed)?,
            is_box: false,
            line: Some((id, line(placed).into())),
            fold: None,
        })
    }));
    targets
}

/// A node with its texts: they are pressed as one. Those of a box may stand beside it, where others are.
fn extent(node: &Node, placed: &PlacedNode) -> Rect {
    let Shape::Icon(_) = node.shape else { return placed.rect };
    let texts = placed.label.iter().chain(&placed.facts);
    let Rect { x, y, w, h } = placed.rect;
    let (mut left, mut top, mut right, mut bottom) = (x, y, x + w, y + h);
    for Rect { x, y, w, h } in texts.map(|text| text.rect) {
        (left, top) = (left.min(x), top.min(y));
        (right, bottom) = (right.max(x + w), bottom.max(y + h));
    }
    Rect { x: left - ROOM, y: top - ROOM, w: right - left + 2.0 * ROOM, h: bottom - top + 2.0 * ROOM }
}

fn bounds(link: &PlacedLink) -> Option<Rect> {
    let first = link.points.first()?;
    let (mut left, mut top, mut right, mut bottom) = (first.x, first.y, first.x, first.y);
    for point in &link.points {
        (left, right) = (left.min(point.x), right.max(point.x));
        (top, bottom) = (top.min(point.y), bottom.max(point.y));
    }
    Some(Rect { x: left, y: top, w: right - left, h: bottom - top })
}

fn line(link: &PlacedLink) -> String {
    let mut d = String::new();
    for (i, point) in link.points.iter().enumerate() {
        let command = if i == 0 { 'M' } else { 'L' };
        d.push_str(&format!("{command}{} {}", number(point.x), number(point.y)));
    }
    d
}

#[derive(Properties, PartialEq)]
pub struct TargetsProps {
    pub targets: Shared<Vec<Target>>,
    pub selection: Option<Rc<str>>,
    /// The nodes and links that hang on the part of the template that the reader is at.
    pub related: Shared<Vec<Rc<str>>>,
    /// A node or link is selected, or none any more.
    pub onselect: Callback<Option<Rc<str>>>,
    /// A link is pointed at, or no more.
    pub onpoint: Callback<Option<Rc<str>>>,
    /// Units of the drawing a pixel.
    pub unit: f64,
    pub ontoggle: Callback<Toggle>,
}

/// The shapes. One is in the tab order; the stage moves it by the arrow keys.
#[component]
pub fn Targets(props: &TargetsProps) -> Html {
    let selected = props.selection.as_deref();
    let first = props.targets.first().map(|target| &*target.id);
    let in_order = if props.targets.iter().any(|t| Some(&*t.id) == selected) { selected } else { first };
    let mut roomy =
        roomy(props.targets.iter().filter_map(|target| target.fold.as_ref()), props.unit).into_iter();
    html! {
        <g class="targets" role="group" aria-label="Resources in the picture">
            for target in props.targets.iter() {
                <TargetShape
                    key={target.id.clone()}
                    target={target.clone()}
                    selected={selected == Some(&*target.id)}
                    related={selected.is_some_and(|id| target.ends_at(id)) || props.related.contains(&target.id)}
                    reachable={in_order == Some(&*target.id)}
                    onselect={&props.onselect}
                    onpoint={&props.onpoint}
                    // What has no button need not follow the zoom.
                    roomy={target.fold.is_some() && roomy.next().unwrap_or_default()}
                    unit={if target.fold.is_some() { props.unit } else { 1.0 }}
                    ontoggle={&props.ontoggle}
                />
            }
        </g>
    }
}

#[derive(Properties, PartialEq)]
struct TargetProps {
    target: Target,
    selected: bool,
    /// True if it is a link of what is selected.
    related: bool,
    reachable: bool,
    onselect: Callback<Option<Rc<str>>>,
    onpoint: Callback<Option<Rc<str>>>,
    roomy: bool,
    unit: f64,
    ontoggle: Callback<Toggle>,
}

#[component]
fn TargetShape(props: &TargetProps) -> Html {
    let target = &props.target;
    let onclick = {
        let (onselect, id, selected) = (props.onselect.clone(), target.id.clone(), props.selected);
        Callback::from(move |event: MouseEvent| {
            // The second press of a double click, which zooms, does not undo what the first did.
            if event.detail() < 2 {
                onselect.emit((!selected).then(|| id.clone()));
            }
        })
    };
    let onpoint = |on: bool| {
        let id = on.then(|| target.id.clone());
        props.onpoint.reform(move |_: MouseEvent| id.clone())
    };
    let shape = match &target.line {
        Some((_, d)) => html! {
            <path class="shape" {d} onmouseenter={onpoint(true)} onmouseleave={onpoint(false)} />
        },
        None => html! {
            <rect
                class="shape"
                x={number(target.rect.x)}
                y={number(target.rect.y)}
                width={number(target.rect.w)}
                height={number(target.rect.h)}
                rx="3"
            />
        },
    };
    let button = target.fold.as_ref().map(|fold| html! {
        <FoldButton fold={fold.clone()} unit={props.unit} roomy={props.roomy} reachable={props.selected} ontoggle={&props.ontoggle} />
    });
    html! {
        <g class="spot">
        <g
            class={classes!(
                "target",
                target.is_box.then_some("box"),
                target.line.is_some().then_some("line"),
                props.selected.then_some("selected"),
                props.related.then_some("related"),
            )}
            data-target={target.id.clone()}
            role="button"
            aria-pressed={if props.selected { "true" } else { "false" }}
            aria-label={&target.title}
            tabindex={if props.reachable { "0" } else { "-1" }}
            {onclick}
        >
            <title>{ &target.tip }</title>
            { shape }
        </g>
        { button }
        </g>
    }
}
