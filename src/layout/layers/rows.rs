//! The order of everything in a module while it is sought: rows of items and of lines, and where vertices are by them.

use super::cross;
use super::lists::Lists;
use super::nest::{Core, FrameIndex, ItemIndex, Nest, SegmentIndex, VertexIndex};
use crate::sorting;

/// A position in [`Rows::order`]: a layer, or the lines at one side of an item.
pub type Row = usize;

/// The other end of a segment, and how many links run there.
pub type End = (VertexIndex, usize);

/// The order while it is sought, and all that it is judged by; the nest itself waits for the result.
pub struct Rows<'a> {
    nest: &'a Nest,
    /// The items of every layer, then, for each item, the vertices at its left and those at its right.
    pub order: Lists<usize>,
    /// The layers, in the order of the frames.
    pub layers: Vec<Layer>,
    /// The first layer of each frame.
    base: Vec<usize>,
    /// The lines to each item and from it, then those to each vertex and from it.
    ends: Lists<End>,
    /// The vertices of each column, from the top.
    columns: Vec<Vec<VertexIndex>>,
    /// The position of each vertex in its first column, and in its last.
    position: Vec<(usize, usize)>,
    /// The number of changes when each column last changed.
    changed: Vec<usize>,
    /// The number of changes of columns.
    pub changes: usize,
    /// The crossings after each column, where they are known.
    crossed: Vec<Option<usize>>,
    /// The sums of [`cross::inversions`].
    sums: Vec<usize>,
}

/// A layer by its columns.
#[derive(Debug, Clone, Copy)]
pub struct Layer {
    /// Its first column.
    pub first: usize,
    /// Its last.
    pub last: usize,
}

impl<'a> Rows<'a> {
    /// Returns the order that a nest has.
    pub fn new(nest: &'a Nest) -> Self {
        let (mut order, mut layers, mut base) = (Lists::default(), Vec::new(), Vec::new());
        for frame in &nest.frames {
            base.push(layers.len());
            for layer in &frame.layers {
                layers.push(Layer { first: layer.first, last: layer.last });
                order.push(layer.items.iter().copied());
            }
        }
        let mut ends = Lists::default();
        let from = |&segment: &SegmentIndex| (nest.segments[segment].from, nest.segments[segment].weight);
        let to = |&segment: &SegmentIndex| (nest.segments[segment].to, nest.segments[segment].weight);
        for item in &nest.items {
            order.push(item.left.iter().copied());
            order.push(item.right.iter().copied());
            ends.push(item.ins.iter().map(from));
            ends.push(item.outs.iter().map(to));
        }
        for vertex in &nest.vertices {
            ends.push(vertex.ins.iter().map(from));
            ends.push(vertex.outs.iter().map(to));
        }
        let mut rows = Self {
            nest,
            order,
            layers,
            base,
            ends,
            columns: vec![Vec::new(); nest.columns],
            position: vec![(0, 0); nest.vertices.len()],
            changed: vec![0; nest.columns],
            changes: 0,
            crossed: vec![None; nest.columns],
            sums: Vec::new(),
        };
        rows.number_all();
        rows
    }

    /// Returns the order that was found; the nest is free again.
    pub fn found(self) -> Found {
        Found { order: self.order, position: self.position }
    }

    /// Returns how many columns there are.
    pub fn columns(&self) -> usize {
        self.columns.len()
    }

    /// Returns the lines at one side of an item.
    pub fn beside(&self, item: ItemIndex, at_left: bool) -> Row {
        self.layers.len() + 2 * item + usize::from(!at_left)
    }

    /// Returns whether an item is a box.
    pub fn is_box(&self, item: ItemIndex) -> bool {
        matches!(self.nest.items[item].core, Core::Frame(_))
    }

    /// Returns what leads to an item, or from it.
    pub fn of_item(&self, item: ItemIndex, ins: bool) -> &[End] {
        self.ends.of(2 * item + usize::from(!ins))
    }

    /// Returns what leads to a vertex, or from it.
    pub fn of_vertex(&self, vertex: VertexIndex, ins: bool) -> &[End] {
        self.ends.of(2 * (self.nest.items.len() + vertex) + usize::from(!ins))
    }

    /// Returns where the other end of a segment is in its column.
    pub fn at(&self, vertex: VertexIndex, ins: bool) -> usize {
        let (first, last) = self.position[vertex];
        if ins { last } else { first }
    }

    /// Goes back to an order.
    pub fn restore(&mut self, order: &[usize]) {
        self.order.all.copy_from_slice(order);
        self.number_all();
    }

    /// Numbers all columns again.
    pub fn number_all(&mut self) {
        for column in 0..self.columns.len() {
            self.number(column);
        }
    }

    /// Numbers a column again after rows have changed.
    pub fn number(&mut self, column: usize) {
        let mut found = Vec::with_capacity(self.columns[column].len());
        self.walk(0, column, &mut found);
        if found == self.columns[column] {
            return;
        }
        for (position, &vertex) in found.iter().enumerate() {
            let of = &self.nest.vertices[vertex];
            if of.first == column {
                self.position[vertex].0 = position;
            }
            if of.last == column {
                self.position[vertex].1 = position;
            }
        }
        self.columns[column] = found;
        self.changes += 1;
        self.changed[column] = self.changes;
        self.crossed[column] = None;
        if let Some(before) = column.checked_sub(1) {
            self.crossed[before] = None;
        }
    }

    /// Finds the vertices of a column, from the top; no frame is deeper than the tree of the scene.
    fn walk(&self, frame: FrameIndex, column: usize, found: &mut Vec<VertexIndex>) {
        let of = &self.nest.frames[frame];
        let layer = self.base[frame] + of.layer_at[column - of.first];
        for &index in self.order.of(layer) {
            let item = &self.nest.items[index];
            if column < item.first {
                found.extend_from_slice(self.order.of(self.beside(index, true)));
            } else if column > item.last {
                found.extend_from_slice(self.order.of(self.beside(index, false)));
            } else {
                match item.core {
                    Core::Vertex(vertex) => found.push(vertex),
                    Core::Frame(inner) => self.walk(inner, column, found),
                }
            }
        }
    }

    /// Returns when anything last changed that the place of items in a layer depends on.
    pub fn changed_around(&self, layer: Layer) -> usize {
        let around = layer.first.saturating_sub(1)..(layer.last + 2).min(self.changed.len());
        self.changed[around].iter().copied().max().unwrap_or(0)
    }

    /// Returns the crossings of all lines between columns.
    pub fn crossings(&mut self) -> usize {
        (0..self.columns.len()).map(|column| self.crossings_after(column)).sum()
    }

    fn crossings_after(&mut self, column: usize) -> usize {
        if let Some(known) = self.crossed[column] {
            return known;
        }
        let mut sums = std::mem::take(&mut self.sums);
        sums.clear();
        sums.resize(self.columns.get(column + 1).map_or(0, Vec::len) + 1, 0);
        let starts = self.columns[column].iter().filter(|&&vertex| self.nest.vertices[vertex].last == column);
        let groups = starts.map(|&vertex| self.of_vertex(vertex, false));
        let crossed = cross::inversions(groups, |vertex| self.position[vertex].0, &mut sums);
        self.sums = sums;
        self.crossed[column] = Some(crossed);
        crossed
    }
}

/// An order that was found.
pub struct Found {
    order: Lists<usize>,
    position: Vec<(usize, usize)>,
}

impl Found {
    /// Gives it to the nest; segments at each icon then lie by where they lead, so that none cross there.
    pub fn put(&self, nest: &mut Nest) {
        let layers = nest.frames.iter_mut().flat_map(|frame| &mut frame.layers).map(|layer| &mut layer.items);
        let beside = nest.items.iter_mut().flat_map(|item| [&mut item.left, &mut item.right]);
        for (row, list) in layers.chain(beside).enumerate() {
            list.copy_from_slice(self.order.of(row));
        }
        for vertex in &mut nest.vertices {
            sorting::by_key(&mut vertex.ins, |&segment| self.position[nest.segments[segment].from].1);
            sorting::by_key(&mut vertex.outs, |&segment| self.position[nest.segments[segment].to].0);
        }
    }
}
