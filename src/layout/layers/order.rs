//! The order of items in their layers, so that few lines cross: everybody near their neighbours, then each where it is
//! crossed least.

use super::cross::{Bundle, Table};
use super::lists::Lists;
use super::nest::Nest;
use super::rows::{End, Row, Rows};
use crate::sorting;

/// The number of times that layers adapt to those before and after them, there and back.
const SWEEPS: usize = 8;
/// So many sweeps in a row that help nothing are the last.
const MOST_IN_VAIN: usize = 2;
/// The number of times that every item looks for the place where it is crossed least.
const SIFTS: usize = 6;
/// In a layer of more items none looks at all places.
const MOST_SIFTED: usize = 80;
/// The number of vertices that are visited before sweeps end.
const MOST_VISITS: usize = 400_000;
/// The number of orders that are begun with at most.
const MOST_BEGINNINGS: usize = 12;
/// The number of vertices that all beginnings of a module have together.
const MOST_TRIED: usize = 1_200;

/// Orders all layers of a module: the best of several beginnings, as many as its size allows. Gives the crossings.
pub fn order(nest: &mut Nest) -> usize {
    let visits = nest.vertices.len() + nest.segments.len();
    let mut search = Search::new(Rows::new(nest));
    let beginnings = (MOST_TRIED / visits.max(1)).clamp(1, MOST_BEGINNINGS);
    let mut best: Option<(usize, Vec<usize>)> = None;
    let template = search.rows.order.all.clone();
    for beginning in 0..beginnings {
        search.begin(&template, beginning);
        let crossings = search.improve(visits);
        if best.as_ref().is_none_or(|(least, _)| crossings < *least) {
            best = Some((crossings, search.rows.order.all.clone()));
        }
        if crossings == 0 {
            break;
        }
    }
    let (crossings, order) = best.unwrap_or((0, template));
    search.rows.restore(&order);
    search.rows.found().put(nest);
    crossings
}

struct Search<'a> {
    rows: Rows<'a>,
    /// The layers that start, and that end, at each column, outer ones first.
    starts: Lists<Row>,
    ends: Lists<Row>,
    /// The number of changes that there had been when a layer was last sifted in vain.
    sifted: Vec<Option<usize>>,
    /// The items that are sorted, and their keys.
    keyed: Vec<(f64, usize)>,
}

impl<'a> Search<'a> {
    fn new(rows: Rows<'a>) -> Self {
        let (mut starts, mut ends) = (vec![Vec::new(); rows.columns()], vec![Vec::new(); rows.columns()]);
        for (row, layer) in rows.layers.iter().enumerate() {
            starts[layer.first].push(row);
            ends[layer.last].push(row);
        }
        let sifted = vec![None; rows.layers.len()];
        let lists = |of: Vec<Vec<Row>>| of.into_iter().collect();
        Self { starts: lists(starts), ends: lists(ends), sifted, keyed: Vec::new(), rows }
    }

    /// Begins with the order of the template, then each time in another disorder.
    fn begin(&mut self, template: &[usize], beginning: usize) {
        let rows = &mut self.rows;
        rows.order.all.copy_from_slice(template);
        let mut state = beginning as u64;
        for layer in 0..rows.layers.len() {
            let items = if beginning == 0 { &mut [] } else { rows.order.of_mut(layer) };
            for at in (1..items.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let other = (state >> 33) as usize % (at + 1);
                items.swap(at, other);
            }
        }
        rows.number_all();
    }

    /// Sweeps and sifts until nothing helps any more; gives the crossings that are left.
    fn improve(&mut self, visits: usize) -> usize {
        let mut least = self.rows.crossings();
        let mut best = self.rows.order.all.clone();
        let sweeps = SWEEPS.min(MOST_VISITS / visits.max(1));
        let mut in_vain = 0;
        for round in 0..sweeps {
            self.sweep(round % 2 == 0);
            let crossings = self.rows.crossings();
            if crossings < least {
                least = crossings;
                best.copy_from_slice(&self.rows.order.all);
                in_vain = 0;
            } else {
                in_vain += 1;
            }
            if in_vain == MOST_IN_VAIN || least == 0 {
                break;
            }
        }
        self.rows.restore(&best);
        for round in 0..SIFTS {
            if least == 0 || sweeps < SWEEPS {
                break;
            }
            self.sift(round % 2 == 0);
            let crossings = self.rows.crossings();
            if crossings >= least {
                self.rows.restore(&best);
                break;
            }
            least = crossings;
            best.copy_from_slice(&self.rows.order.all);
        }
        least
    }

    /// Everything as near as can be to what leads to it, or to what it leads to.
    fn sweep(&mut self, forward: bool) {
        let columns = self.rows.columns();
        for at in 0..columns {
            let column = if forward { at } else { columns - 1 - at };
            let layers = if forward { &self.starts } else { &self.ends };
            for &layer in layers.of(column) {
                sort_layer(&mut self.rows, &mut self.keyed, layer, forward);
            }
            self.rows.number(column);
        }
    }

    /// Moves each item of each layer to where it is crossed least.
    fn sift(&mut self, forward: bool) {
        let columns = self.rows.columns();
        for at in 0..columns {
            let column = if forward { at } else { columns - 1 - at };
            for &row in self.starts.of(column) {
                let layer = self.rows.layers[row];
                let many = self.rows.order.of(row).len();
                let sifted = self.sifted[row].is_some_and(|then| self.rows.changed_around(layer) <= then);
                if sifted || !(2..=MOST_SIFTED).contains(&many) {
                    continue;
                }
                if sift_layer(&mut self.rows, row) {
                    (layer.first..=layer.last).for_each(|column| self.rows.number(column));
                } else {
                    self.sifted[row] = Some(self.rows.changes);
                }
            }
        }
    }
}

/// Sorts a layer by the mean positions of what leads to its items, or of what they lead to.
fn sort_layer(rows: &mut Rows, keyed: &mut Vec<(f64, usize)>, layer: Row, forward: bool) {
    keyed.clear();
    for &item in rows.order.of(layer) {
        keyed.extend(mean(rows, rows.of_item(item, forward), forward).map(|mean| (mean, item)));
    }
    sorting::quickly(keyed, |a, b| a.0.total_cmp(&b.0));
    let mut sorted = keyed.iter();
    for at in 0..rows.order.of(layer).len() {
        let item = rows.order.of(layer)[at];
        // Whoever has no neighbour there stays where it is.
        if !rows.of_item(item, forward).is_empty()
            && let Some(&(_, next)) = sorted.next()
        {
            rows.order.of_mut(layer)[at] = next;
        }
    }
    for at in 0..rows.order.of(layer).len() {
        let item = rows.order.of(layer)[at];
        for at_left in [true, false] {
            if at_left == forward || rows.is_box(item) {
                sort_beside(rows, keyed, rows.beside(item, at_left), forward);
            }
        }
    }
}

/// Sorts the lines at one side of an item that is narrower than its layer.
fn sort_beside(rows: &mut Rows, keyed: &mut Vec<(f64, usize)>, row: Row, forward: bool) {
    if rows.order.of(row).len() < 2 {
        return;
    }
    keyed.clear();
    for &vertex in rows.order.of(row) {
        keyed.push((mean(rows, rows.of_vertex(vertex, forward), forward).unwrap_or(0.0), vertex));
    }
    sorting::quickly(keyed, |a, b| a.0.total_cmp(&b.0));
    for (vertex, &(_, next)) in rows.order.of_mut(row).iter_mut().zip(&*keyed) {
        *vertex = next;
    }
}

/// Returns the mean position of what lines lead from, or to.
fn mean(rows: &Rows, ends: &[End], from: bool) -> Option<f64> {
    let (mut sum, mut all) = (0, 0);
    for &(vertex, weight) in ends {
        sum += rows.at(vertex, from) * weight;
        all += weight;
    }
    (all > 0).then(|| sum as f64 / all as f64)
}

/// Moves each item of a layer to where it is crossed least; says whether any moved.
fn sift_layer(rows: &mut Rows, layer: Row) -> bool {
    let items = rows.order.of(layer).to_vec();
    let mut lines: Lists<(usize, i64)> = Lists::default();
    for &item in &items {
        for ins in [true, false] {
            let ends = rows.of_item(item, ins).iter();
            lines.push(ends.map(|&(vertex, weight)| (rows.at(vertex, ins), weight as i64)));
        }
    }
    let bundles: Vec<Bundle> = lines.iter_mut().map(Bundle::new).collect();
    let sides: Vec<&[Bundle]> = bundles.chunks(2).collect();
    let more = |a: &[Bundle], b: &[Bundle]| a.iter().zip(b).map(|(a, b)| a.more(b)).sum();
    let table = Table::new(items.len(), |a, b| more(sides[a], sides[b]));
    let mut order: Vec<usize> = (0..items.len()).collect();
    table.sift(&mut order);
    for (item, &at) in rows.order.of_mut(layer).iter_mut().zip(&order) {
        *item = items[at];
    }
    rows.order.of(layer) != items
}
