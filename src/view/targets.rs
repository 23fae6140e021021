//! What can be pressed in the picture: an invisible shape over every node and link, larger ones below smaller.

use std::rc::Rc;

use yew::prelude::*;

use super::Shared;
use super::fold::{Fold, FoldButton, Toggle, fold, roomy};
use super::paint::number;
use crate::hidden::readable;
use crate::layout::{Drawing, PlacedLink, PlacedNode, Rect};
use crate::scene::{LinkId, Node, Shape};
use crate::session::tree::{Item, Tree, Way};
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
    /// The picture as a tree, in which each of the nodes has its place.
    pub tree: Shared<Tree>,
    /// A node or link is selected, or none any more.
    pub onselect: Callback<Option<Rc<str>>>,
    /// A link is pointed at, or no more.
    pub onpoint: Callback<Option<Rc<str>>>,
    /// Units of the drawing a pixel.
    pub unit: f64,
    pub ontoggle: Callback<Toggle>,
}

/// The shapes. Together they are a tree, in which one is in the tab order; the stage moves it by the arrow keys. Links lie in no
/// tree: they are the ways of the nodes at their ends.
#[component]
pub fn Targets(props: &TargetsProps) -> Html {
    let selected = props.selection.as_deref();
    let active = selected.and_then(|id| props.tree.item(id));
    let in_order = active.or(props.tree.items.first()).map(|item| &*item.id);
    let owned = use_memo((props.tree.clone(), active.map(|item| item.id.clone())), |(tree, active)| {
        AttrValue::from(owned(tree, active.as_deref()))
    });
    let mut roomy =
        roomy(props.targets.iter().filter_map(|target| target.fold.as_ref()), props.unit).into_iter();
    let rect = active.and_then(|item| props.targets.iter().find(|target| target.id == item.id));
    html! {
        <g class="targets" role="tree" aria-label="Resources in the picture" aria-owns={&*owned}>
            for target in props.targets.iter() {
                <TargetShape
                    key={target.id.clone()}
                    target={target.clone()}
                    place={props.tree.item(&target.id).map(place)}
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
            if let (Some(item), Some(target)) = (active, rect) {
                for (index, way) in item.ways.iter().enumerate() {
                    <WayItem
                        key={format!("{}/{index}", item.id)}
                        {index}
                        way={way.clone()}
                        level={item.level + 1}
                        position={item.children.len() + index + 1}
                        count={item.children.len() + item.ways.len()}
                        rect={target.rect}
                        onpoint={&props.onpoint}
                    />
                }
            }
        </g>
    }
}

/// The ids of the items of a tree in its order, the ways of one of them among them: shapes lie above each other by their size.
fn owned(tree: &Tree, active: Option<&str>) -> String {
    let mut ids: Vec<String> = Vec::with_capacity(tree.items.len());
    // Those of which not everything that is in them has been said, and the last that was said in each.
    let mut ends: Option<usize> = None;
    for (index, item) in tree.items.iter().enumerate() {
        ids.push(item_id(&item.id));
        if active == Some(&*item.id) {
            let inside = tree.items[index + 1..].iter().take_while(|other| other.level > item.level).count();
            ends = Some(index + inside + 1);
        }
    }
    if let (Some(end), Some(item)) = (ends, active.and_then(|id| tree.item(id))) {
        ids.splice(end..end, (0..item.ways.len()).map(way_id));
    }
    ids.join(" ")
}

/// The id of an element: those of nodes may hold spaces.
fn item_id(node: &str) -> String {
    format!("item-{}", node.replace(char::is_whitespace, "_"))
}

/// The id of the element of a way from the active node.
pub fn way_id(index: usize) -> String {
    format!("way-{index}")
}

/// Level, place and number of those beside it.
type TreePlace = (usize, usize, usize, usize);

fn place(item: &Item) -> TreePlace {
    (item.level, item.position, item.count, item.ways.len())
}

#[derive(Properties, PartialEq)]
struct WayProps {
    index: usize,
    way: Way,
    level: usize,
    position: usize,
    count: usize,
    /// Where the node is that it leads on from.
    rect: Rect,
    onpoint: Callback<Option<Rc<str>>>,
}

/// A way that leads on from the active node: for keys and for who hears the picture; its line shows it.
#[component]
fn WayItem(props: &WayProps) -> Html {
    let onpoint = |link: Option<Rc<str>>| props.onpoint.reform(move |_: FocusEvent| link.clone());
    let Rect { x, y, w, h } = props.rect;
    html! {
        <g
            class="way"
            id={way_id(props.index)}
            data-way={props.index.to_string()}
            role="treeitem"
            aria-level={props.level.to_string()}
            aria-posinset={props.position.to_string()}
            aria-setsize={props.count.to_string()}
            aria-selected="false"
            aria-label={props.way.text.clone()}
            tabindex="-1"
            onfocus={onpoint(props.way.link.clone())}
            onblur={onpoint(None)}
        >
            <rect class="shape" x={number(x)} y={number(y)} width={number(w)} height={number(h)} rx="3" />
        </g>
    }
}

#[derive(Properties, PartialEq)]
struct TargetProps {
    target: Target,
    /// Its place in the tree, for a node.
    place: Option<TreePlace>,
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
        <FoldButton fold={fold.clone()} unit={props.unit} roomy={props.roomy} ontoggle={&props.ontoggle} />
    });
    html! {
        <g class="spot" role="presentation">
        <g
            class={classes!(
                "target",
                target.is_box.then_some("box"),
                target.line.is_some().then_some("line"),
                props.selected.then_some("selected"),
                props.related.then_some("related"),
            )}
            data-target={target.id.clone()}
            id={props.place.map(|_| item_id(&target.id))}
            role={props.place.map(|_| "treeitem")}
            aria-hidden={props.place.is_none().then_some("true")}
            aria-level={props.place.map(|(level, ..)| level.to_string())}
            aria-posinset={props.place.map(|(_, position, ..)| position.to_string())}
            aria-setsize={props.place.map(|(_, _, count, _)| count.to_string())}
            aria-selected={props.place.map(|_| if props.selected { "true" } else { "false" })}
            aria-expanded={target.fold.as_ref().map(|fold| if fold.toggle.expand { "false" } else { "true" })}
            aria-label={&target.title}
            aria-description={props.place.filter(|(.., ways)| *ways > 0).map(|(.., ways)| connections(ways))}
            tabindex={props.place.map(|_| if props.reachable { "0" } else { "-1" })}
            {onclick}
        >
            <title>{ &target.tip }</title>
            { shape }
        </g>
        { button }
        </g>
    }
}

fn connections(count: usize) -> String {
    if count == 1 { "1 connection".to_owned() } else { format!("{count} connections") }
}
