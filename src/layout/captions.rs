//! Texts: where each label and fact stands, once the boxes have their places.

use crate::scene::{Anchor, NodeIndex, Scene};

use super::content;
use super::geometry::Rect;
use super::node_texts::{NodeText, Texts};
use super::short_names::Names;
use super::spacing::{self, FACT_GAP, FACT_PITCH, SIGN};
use super::text::{ASCENT, DESCENT, LINE_HEIGHT, TextLimits, Wrapped};
use super::tree::{Block, BlockIndex, Role, Tree};
use super::{Align, PlacedNode, PlacedText, TextLine, TextMeasure};

/// The blocks, texts and places that captions are made of.
struct Given<'a> {
    scene: &'a Scene,
    tree: &'a Tree,
    texts: &'a Texts,
    rects: &'a [Rect],
}

/// Places the label, the facts and the badges of every node, whose blocks have these rectangles.
pub fn caption(scene: &Scene, tree: &Tree, texts: &Texts, rects: &[Rect]) -> Vec<PlacedNode> {
    let given = Given { scene, tree, texts, rects };
    (0..scene.nodes.len()).map(|index| placed(&given, index)).collect()
}

/// Breaks the titles at the bottom of boxes anew that were shortened, when the box became wider than they were broken
/// for. Returns whether there are any.
pub fn widen_titles(
    texts: &mut Texts,
    scene: &Scene,
    placed: &[PlacedNode],
    measure: &dyn TextMeasure,
) -> bool {
    let mut names = None;
    let mut any = false;
    for ((node, at), text) in scene.nodes.iter().zip(placed).zip(&mut texts.nodes) {
        let (Some(label), Some(Anchor::Bottom), true) = (&node.label, text.anchor, text.label.shortened)
        else {
            continue;
        };
        let limits = spacing::label_limits(text.anchor, label.size);
        let width = at.parts.first().unwrap_or(&at.rect).w - 2.0 * spacing::SMALL_SIDE;
        if width > limits.width {
            let names = names.get_or_insert_with(|| Names::of(scene));
            text.label = names.wrap(label.text.marked(), TextLimits { width, ..limits }, measure);
            any = true;
        }
    }
    any
}

fn placed(given: &Given, index: NodeIndex) -> PlacedNode {
    let (block, text) = (&given.tree[index], &given.texts.nodes[index]);
    let mut node = PlacedNode { rect: given.rects[index], ..PlacedNode::default() };
    if block.role == Role::Spanning {
        spread(given, index, &mut node);
    }
    let first = node.parts.first().copied().unwrap_or(node.rect);
    node.label = label(given, block, text, first);
    node.facts = facts(given, block, text, node.label.as_ref(), first);
    node.badges = badges(given.scene, index, block, first);
    node
}

/// A spanning box is one rectangle around its parts in each row that it runs through, as long as it takes in nobody
/// else.
fn spread(given: &Given, index: NodeIndex, node: &mut PlacedNode) {
    let parts = given.tree.parts.get(&index).map_or(&[][..], Vec::as_slice);
    let mut rows: Vec<Rect> = Vec::new();
    for &part in parts {
        let rect = given.rects[part];
        match rows.last_mut() {
            Some(row) if is_level(row, &rect) && is_free(given, index, &row.union(&rect)) => {
                *row = row.union(&rect);
            }
            Some(_) | None => rows.push(rect),
        }
    }
    if let Some(&first) = rows.first() {
        node.rect = rows.iter().fold(first, |all, row| all.union(row));
    }
    if rows.len() > 1 {
        node.parts = rows;
    }
}

/// Returns whether two parts are at one height: sums in another order differ in their last digits.
fn is_level(a: &Rect, b: &Rect) -> bool {
    (a.y - b.y).abs() < 0.01 && (a.h - b.h).abs() < 0.01
}

/// Returns whether all icons in a rectangle are in a part of a spanning box.
fn is_free(given: &Given, spanning: NodeIndex, rect: &Rect) -> bool {
    let tree = given.tree;
    let is_inside = |index: BlockIndex| tree.chain(index).any(|at| tree[at].role == Role::Part(spanning));
    let icons = (0..tree.len()).filter(|&index| tree[index].role == Role::Icon);
    icons.filter(|&index| given.rects[index].overlaps(rect)).all(is_inside)
}

fn label(given: &Given, block: &Block, written: &NodeText, rect: Rect) -> Option<PlacedText> {
    let label = given.scene.nodes.get(block.node?)?.label.as_ref()?;
    let anchor = written.anchor?;
    let (x, first, align) = match anchor {
        Anchor::Below => (rect.centre().x, rect.bottom() + spacing::LABEL_BELOW, Align::Middle),
        Anchor::Bottom => (rect.centre().x, rect.bottom() - spacing::LABEL_ABOVE_EDGE, Align::Middle),
        Anchor::TopLeft => {
            let start = if content::has_badge(given.scene, block) { spacing::BADGE } else { 0.0 };
            (rect.x + start + spacing::TITLE_GAP, rect.y + title_baseline(label.size), Align::Start)
        }
    };
    text(&written.label, Standing { x, first, align, anchor, size: label.size })
}

/// Titles of every size are centred on the badge's height.
fn title_baseline(size: f64) -> f64 {
    /// The size that [`spacing::TITLE_BASELINE`] is for.
    const SIZE: f64 = 10.0;
    spacing::TITLE_BASELINE + (size - SIZE) * 0.35
}

fn facts(
    given: &Given,
    block: &Block,
    written: &NodeText,
    label: Option<&PlacedText>,
    rect: Rect,
) -> Vec<PlacedText> {
    let size = written.fact_size;
    let standing: Vec<Standing> = match (block.role, written.anchor) {
        (Role::Icon, _) => {
            let last = label.and_then(|label| label.lines.last()).map_or(rect.bottom(), |line| line.baseline);
            let x = rect.centre().x;
            let below = |i: usize| last + FACT_PITCH * (i as f64 + 1.0);
            let (align, anchor) = (Align::Middle, Anchor::Below);
            (0..written.facts.len()).map(|i| Standing { x, first: below(i), align, anchor, size }).collect()
        }
        (_, Some(Anchor::TopLeft)) => beside_title(written, label, rect),
        (Role::Root | Role::Frame | Role::Part(_) | Role::Column | Role::Group | Role::Spanning, _) => {
            let first = |i: usize| rect.bottom() + FACT_GAP + FACT_PITCH * i as f64 + size * ASCENT;
            let (align, anchor) = (Align::Start, Anchor::TopLeft);
            // What is longer than its box is wide may reach out of it, but not out of what holds the box.
            let first_part = block.node.and_then(|node| given.tree.parts.get(&node)?.first());
            let holder = holder(given, first_part.map_or(block, |&part| &given.tree[part]));
            let x = rect.x.min(holder.right() - FACT_GAP - written.widest_fact(0.0));
            (0..written.facts.len()).map(|i| Standing { x, first: first(i), align, anchor, size }).collect()
        }
    };
    written.facts.iter().zip(standing).filter_map(|(fact, standing)| text(fact, standing)).collect()
}

/// Returns the box that holds a block, or the whole drawing.
fn holder(given: &Given, block: &Block) -> Rect {
    let tree = given.tree;
    let is_box = |at: &BlockIndex| matches!(tree[*at].role, Role::Frame | Role::Root | Role::Part(_));
    let holder = block.parent.and_then(|parent| tree.chain(parent).find(is_box)).unwrap_or(tree.root);
    given.rects.get(holder).copied().unwrap_or_default()
}

/// Facts follow the title on its line as long as they leave the middle to links and icons, then stand below it; those of a
/// collapsed box have a line each.
fn beside_title(written: &NodeText, label: Option<&PlacedText>, rect: Rect) -> Vec<Standing> {
    /// Between a title and a fact, or two facts, on one line.
    const GAP: f64 = 8.0;
    let start = label.map_or(rect.x + spacing::TITLE_GAP, |label| label.x);
    let mut x = label.map_or(start, |label| label.rect.right() + GAP);
    let mut first = label.and_then(|label| label.lines.first()).map_or(rect.y, |line| line.baseline);
    let mut standing = Vec::new();
    for fact in &written.facts {
        let is_long = x + fact.width + GAP > rect.centre().x - spacing::ICON / 2.0;
        if (is_long || written.is_summary) && x > start {
            x = start;
            first += written.fact_pitch;
        }
        let (align, anchor, size) = (Align::Start, Anchor::TopLeft, written.fact_size);
        standing.push(Standing { x, first, align, anchor, size });
        x += fact.width + GAP;
    }
    standing
}

/// Badges stand one left of the other: at the lower right of an icon, in the top right corner of a box; in a collapsed one in a
/// row at its bottom.
fn badges(scene: &Scene, index: NodeIndex, block: &Block, rect: Rect) -> Vec<Rect> {
    /// The distance by which a badge reaches out of its icon, so that it reads as put on it.
    const OUT: f64 = 4.0;
    let count = scene.nodes.get(index).map_or(0, |node| node.badges.len());
    if scene.nodes.get(index).is_some_and(spacing::has_icon_row) {
        let (side, gap) = (spacing::SUMMARY_ICON, spacing::SUMMARY_GAP);
        let at = |i: usize| Rect {
            x: rect.x + gap + (side + gap) * i as f64,
            y: rect.bottom() - gap - side,
            w: side,
            h: side,
        };
        return (0..count).map(at).collect();
    }
    let (right, y) = match block.role {
        Role::Icon => (rect.right() + OUT, rect.bottom() + OUT - SIGN),
        Role::Root | Role::Frame | Role::Part(_) | Role::Column | Role::Group | Role::Spanning => {
            (rect.right(), rect.y)
        }
    };
    (0..count).map(|i| Rect { x: right - SIGN * (i as f64 + 1.0), y, w: SIGN, h: SIGN }).collect()
}

/// The position of a text.
struct Standing {
    x: f64,
    first: f64,
    align: Align,
    anchor: Anchor,
    size: f64,
}

fn text(wrapped: &Wrapped, standing: Standing) -> Option<PlacedText> {
    if wrapped.lines.is_empty() {
        return None;
    }
    let Standing { x, first, align, anchor, size } = standing;
    let pitch = size * LINE_HEIGHT;
    let lines: Vec<TextLine> = wrapped
        .lines
        .iter()
        .enumerate()
        .map(|(i, text)| TextLine { text: text.clone(), baseline: first + pitch * i as f64 })
        .collect();
    let left = match align {
        Align::Start => x,
        Align::Middle => x - wrapped.width / 2.0,
    };
    let height = size * (ASCENT + DESCENT) + pitch * (lines.len() - 1) as f64;
    let rect = Rect { x: left, y: first - size * ASCENT, w: wrapped.width, h: height };
    Some(PlacedText { rect, lines, align, x, size, shortened: wrapped.shortened, anchor })
}
