//! A drawing in layers, for scenes whose links matter most: every link leads to the right where it can.
//!
//! In order: `hierarchy` (who is in whom), `sizes`, `modules` (what is laid out together). For each module: `build` (its
//! boxes as frames, the items of each in layers), `layers::segments` (links from column to column), `layers::order` (few
//! crossings), `heights` (straight lines), `channels` (where lines turn), `sketch` (coordinates).
//! Then `pack` (modules on shelves) and `between` (links between modules), and all of it once more with `bands` where the
//! whole came out too wide. `layers::nest` is what all of them work on.

mod bands;
mod between;
mod build;
mod channels;
mod heights;
mod hierarchy;
mod modules;
mod pack;
mod sizes;
mod sketch;
#[cfg(test)]
mod tests;

use crate::maps::SortedMap;
use crate::sorting;
use std::rc::Rc;

use crate::scene::{NodeIndex, Scene, Shape};

use super::blocks;
use super::geometry::{Point, Rect, Size};
use super::layers::{order, segments};
use super::node_texts::{self, Texts};
use super::spacing::{ICON, MARGIN};
use super::{Drawing, PlacedLink, PlacedNode, TextMeasure, captions, proportions, route};

use between::Crossing;
use build::{Ends, Task};
use hierarchy::Hierarchy;
use modules::Module;
use pack::Parcel;
use sizes::Sizes;
use sketch::Sketch;

/// With more nodes or links than these nobody follows a line by eye: nodes stand in rows, and lines lead straight.
const MOST_LAYERED: usize = 4_000;

/// With so many links a module is drawn in several proportions.
const MOST_TRIED: usize = 80;
/// The height that layers of a module may have at first, by that of a square that holds it: low layers pack well.
const FIRST: f64 = 0.8;
/// The same for a large module, which becomes too wide with lower ones.
const FIRST_LARGE: f64 = 1.6;
/// The room beyond the usual that two icons of a column may have between them: with more they no longer stand together.
const AIRY: [f64; 3] = [16.0, 32.0, 56.0];
/// Width by height between which a module is in proportion.
const HIGHEST: f64 = 0.5;
const WIDEST: f64 = 2.2;

/// Places a scene in layers.
pub fn arrange(scene: Rc<Scene>, text: &dyn TextMeasure) -> Drawing {
    let mut hierarchy = hierarchy::hierarchy(&scene);
    let texts = node_texts::wrap(&scene, text);
    let tree = blocks::plain(&scene);
    let sizes = sizes(&hierarchy, &scene, &texts, |rects| captions::caption(&scene, &tree, &texts, rects));
    let is_too_large = hierarchy.parent.len() > MOST_LAYERED || hierarchy.wires.len() > MOST_LAYERED;
    let drawn = if is_too_large { None } else { lay_out(&hierarchy, &sizes, &scene) };
    let (mut wires, mut laid) = (Vec::new(), drawn);
    if laid.is_none() {
        wires = std::mem::take(&mut hierarchy.wires);
        laid = lay_out(&hierarchy, &sizes, &scene);
    }
    let Laid { whole, rects, mut links, .. } = laid.unwrap_or_default();
    links.resize(scene.links.len(), PlacedLink::default());
    let mut placed = vec![Rect::default(); scene.nodes.len()];
    for (node, rect) in rects {
        placed[node] = rect;
    }
    for wire in &wires {
        let rect = |node: NodeIndex| placed[node];
        links[wire.link].points = route::plain(rect(wire.source), rect(wire.target));
    }
    let nodes = captions::caption(&scene, &tree, &texts, &placed);
    Drawing { scene, width: whole.w, height: whole.h, nodes, links, notes: Vec::new() }
}

/// The places of everything, and the modules that were laid out together.
#[derive(Default)]
struct Laid {
    /// The room that it takes, without the margins around its outermost icons.
    size: Size,
    /// The size of the drawing.
    whole: Size,
    rects: Vec<(NodeIndex, Rect)>,
    links: Vec<PlacedLink>,
    modules: Vec<Module>,
    sketches: Vec<Sketch>,
}

/// Lays the modules out; where the whole comes out of proportion, once more with more air, and what is much too wide in
/// several bands below each other, as a text is broken into lines. None where links would be a tangle.
fn lay_out(hierarchy: &Hierarchy, sizes: &Sizes, scene: &Scene) -> Option<Laid> {
    let mut best = lay_out_modules(hierarchy, sizes, scene, modules::modules(hierarchy))?;
    let is_out = |laid: &Laid| laid.size.w > laid.size.h && proportions::misfit(laid.size) > 1.0;
    if !proportions::matters(scene) || !is_out(&best) {
        return Some(best);
    }
    for gap in AIRY {
        let airier = lay_out_modules(hierarchy, &sizes.airier(gap), scene, modules::modules(hierarchy));
        let Some(other) = airier else { continue };
        if !is_out(&other) {
            return Some(other);
        }
    }
    for count in bands::counts(best.size) {
        let Some(bands) = bands::divide(&best.modules, &best.sketches, count) else { continue };
        let Some(other) = lay_out_modules(hierarchy, sizes, scene, bands) else { continue };
        if proportions::misfit(other.size) < proportions::misfit(best.size) {
            best = other;
        }
        if !is_out(&best) {
            break;
        }
    }
    Some(best)
}

fn lay_out_modules(
    hierarchy: &Hierarchy,
    sizes: &Sizes,
    scene: &Scene,
    modules: Vec<Module>,
) -> Option<Laid> {
    let of_module = module_of(hierarchy, &modules);
    let tasks = tasks(hierarchy, &of_module, modules.len());
    let drawn = modules.iter().zip(&tasks).map(|(module, tasks)| draw(hierarchy, sizes, module, tasks));
    let sketches = drawn.collect::<Option<Vec<Sketch>>>()?;
    let mut laid = Laid {
        size: Size::default(),
        whole: Size::default(),
        rects: Vec::new(),
        links: vec![PlacedLink::default(); scene.links.len()],
        modules,
        sketches,
    };
    assemble(&mut laid, hierarchy, &tasks);
    let Size { w, h } = laid.whole;
    laid.size = Size { w: w - 2.0 * MARGIN, h: h - 2.0 * MARGIN - sizes.gap() };
    Some(laid)
}

/// Measures every node with its texts, as if it stood at the origin.
fn sizes(
    hierarchy: &Hierarchy,
    scene: &Scene,
    texts: &Texts,
    caption: impl Fn(&[Rect]) -> Vec<PlacedNode>,
) -> Sizes {
    let at_origin = Rect { x: 0.0, y: 0.0, w: ICON, h: ICON };
    let placed = caption(&vec![at_origin; scene.nodes.len()]);
    let badge = |node: &crate::scene::Node| matches!(&node.shape, Shape::Box(style) if style.badge.is_some());
    let has_badge: Vec<bool> = scene.nodes.iter().map(badge).collect();
    sizes::sizes(hierarchy, texts, &placed, &has_badge)
}

/// Draws a module: a small one in several proportions, a large one in another where the first is out of proportion. None
/// where its links would be a tangle.
fn draw(hierarchy: &Hierarchy, sizes: &Sizes, module: &Module, tasks: &[Task]) -> Option<Sketch> {
    let mut tried: Vec<Vec<usize>> = Vec::new();
    let mut draw = |higher: f64| {
        let building = build::build(hierarchy, sizes, &module.tops, tasks, higher);
        let layers = building.nest.items.iter().map(|item| item.layer).collect();
        // Other proportions often come out the same.
        if tried.contains(&layers) {
            return None;
        }
        tried.push(layers);
        let mut nest = segments::segments(building.nest, &building.courses)?;
        let crossings = order::order(&mut nest);
        heights::place(&mut nest, sizes);
        let sketch = sketch::sketch(&mut nest, sizes);
        Some((cost(&sketch, crossings, tasks.len()), sketch))
    };
    let first = if tasks.len() <= MOST_TRIED { FIRST } else { FIRST_LARGE };
    let (mut least, mut best) = draw(first)?;
    let aspect = best.size.w / best.size.h.max(1.0);
    let others: &[f64] = match aspect {
        _ if tasks.len() <= MOST_TRIED => &[1.0, 1.35, 1.8],
        _ if aspect > WIDEST => &[2.4],
        _ if aspect < HIGHEST => &[0.6],
        _ => &[],
    };
    for &higher in others {
        if let Some((cost, sketch)) = draw(higher)
            && cost < least
        {
            (least, best) = (cost, sketch);
        }
    }
    Some(best)
}

/// Returns the price of a module for its reader: the room on a page, more with every crossing, most out of proportion.
fn cost(sketch: &Sketch, crossings: usize, links: usize) -> f64 {
    let Size { w, h } = sketch.size;
    let aspect = w / h.max(1.0);
    let out = if (HIGHEST..WIDEST).contains(&aspect) { 1.0 } else { 2.0 };
    let side = (w / pack::ASPECT).max(h);
    side * out * (1.0 + crossings as f64 / links.max(1) as f64)
}

/// Returns the module of every node.
fn module_of(hierarchy: &Hierarchy, modules: &[Module]) -> Vec<usize> {
    let mut of = vec![0; hierarchy.parent.len()];
    for (m, module) in modules.iter().enumerate() {
        for &top in &module.tops {
            of[top] = m;
        }
    }
    (0..of.len()).map(|node| of[hierarchy.top[node]]).collect()
}

/// Returns what each module has to do for each link.
fn tasks(hierarchy: &Hierarchy, of_module: &[usize], count: usize) -> Vec<Vec<Task>> {
    let mut tasks = vec![Vec::new(); count];
    for (number, &wire) in hierarchy.wires.iter().enumerate() {
        let (source, target) = (of_module[wire.source], of_module[wire.target]);
        if source == target {
            tasks[source].push(Task { wire, number, ends: Ends::Both });
        } else {
            tasks[source].push(Task { wire, number, ends: Ends::Source });
            tasks[target].push(Task { wire, number, ends: Ends::Target });
        }
    }
    tasks
}

/// The two halves of a link between modules.
#[derive(Default)]
struct Halves {
    from: Option<(usize, Vec<Point>)>,
    to: Option<(usize, Vec<Point>)>,
}

/// Puts the modules side by side and gives every node and link its place.
fn assemble(laid: &mut Laid, hierarchy: &Hierarchy, tasks: &[Vec<Task>]) {
    let Laid { rects, links, sketches, .. } = laid;
    let mut halves: SortedMap<usize, Halves> = SortedMap::new();
    for (m, (sketch, tasks)) in sketches.iter().zip(tasks).enumerate() {
        for way in &sketch.ways {
            let task = &tasks[way.task];
            match task.ends {
                Ends::Both => {}
                Ends::Source => halves.entry(task.number).or_default().from = Some((m, way.points.clone())),
                Ends::Target => halves.entry(task.number).or_default().to = Some((m, way.points.clone())),
            }
        }
    }
    let order = shelf_order(sketches, &halves);
    let mut linked = vec![false; sketches.len()];
    for half in halves.values() {
        for (module, _) in half.from.iter().chain(&half.to) {
            linked[*module] = true;
        }
    }
    let parcels: Vec<Parcel> =
        order.iter().map(|&m| Parcel { size: sketches[m].size, linked: linked[m] }).collect();
    let packing = pack::pack(&parcels);
    let mut spots = vec![pack::Spot::default(); sketches.len()];
    for (&m, &spot) in order.iter().zip(&packing.spots) {
        spots[m] = spot;
    }
    let mut crossings: Vec<Crossing> = Vec::new();
    let mut numbers: Vec<usize> = Vec::new();
    for (&number, half) in &halves {
        let (Some((from, out)), Some((to, into))) = (&half.from, &half.to) else { continue };
        let (Some(out), Some(into)) = (out.last(), into.first()) else { continue };
        let target = hierarchy.wires[number].target;
        crossings.push(Crossing { from: spots[*from], from_y: out.y, to: spots[*to], to_y: into.y, target });
        numbers.push(number);
    }
    let ground = between::ground(&packing, &crossings);
    let corner = |m: usize| {
        let spot = spots[m];
        let corner = ground.corners[spot.shelf][spot.stack];
        Point { x: corner.x + spot.at.x + MARGIN, y: corner.y + spot.at.y + MARGIN }
    };
    let moved = |points: &[Point], by: Point| -> Vec<Point> {
        points.iter().map(|point| Point { x: point.x + by.x, y: point.y + by.y }).collect()
    };
    for (m, (sketch, tasks)) in sketches.iter().zip(tasks).enumerate() {
        let by = corner(m);
        for &(node, rect) in &sketch.rects {
            rects.push((node, Rect { x: rect.x + by.x, y: rect.y + by.y, ..rect }));
        }
        for way in sketch.ways.iter().filter(|way| tasks[way.task].ends == Ends::Both) {
            let mut points = moved(&way.points, by);
            if way.back {
                points.reverse();
            }
            links[tasks[way.task].wire.link].points = points;
        }
    }
    let margin = Point { x: MARGIN, y: MARGIN };
    for (number, way) in numbers.iter().zip(&ground.ways) {
        let Some(Halves { from: Some((from, out)), to: Some((to, into)) }) = halves.get(number) else {
            continue;
        };
        let mut points = moved(out, corner(*from));
        points.extend(moved(way, margin));
        points.extend(moved(into, corner(*to)));
        links[hierarchy.wires[*number].link].points = sketch::simple(points);
    }
    laid.whole = Size { w: ground.size.w + 2.0 * MARGIN, h: ground.size.h + 2.0 * MARGIN };
}

/// Modules with links to others first, each next to one that it is linked with; then the others, the highest first.
fn shelf_order(sketches: &[Sketch], halves: &SortedMap<usize, Halves>) -> Vec<usize> {
    let mut together: SortedMap<usize, SortedMap<usize, usize>> = SortedMap::new();
    for half in halves.values() {
        if let (Some((a, _)), Some((b, _))) = (&half.from, &half.to) {
            *together.entry(*a).or_default().entry(*b).or_default() += 1;
            *together.entry(*b).or_default().entry(*a).or_default() += 1;
        }
    }
    let mut order: Vec<usize> = Vec::new();
    let mut near: SortedMap<usize, usize> = SortedMap::new();
    let mut waiting: Vec<usize> = together.keys().copied().collect();
    while !waiting.is_empty() {
        let links = |m: &usize| (near.get(m).copied().unwrap_or(0), std::cmp::Reverse(*m));
        let Some(next) = waiting.iter().copied().max_by_key(links) else { break };
        waiting.retain(|&m| m != next);
        order.push(next);
        for (&other, &weight) in together.get(&next).into_iter().flatten() {
            *near.entry(other).or_default() += weight;
        }
    }
    let mut rest: Vec<usize> = (0..sketches.len()).filter(|m| !together.contains_key(m)).collect();
    sorting::by(&mut rest, |&a, &b| sketches[b].size.h.total_cmp(&sketches[a].size.h));
    order.extend(rest);
    order
}
