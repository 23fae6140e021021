//! Linked items of neighbouring lines face each other, as far as their own neighbours allow.

use super::super::ascending::ascending;
use super::super::measures::Measured;
use super::super::room::{Line, Room};
use super::items::{distance, middle_of};
use crate::sorting;

/// The number of times that lines adapt to each other, there and back.
const SWEEPS: usize = 4;

/// Moves items along their lines.
pub fn straighten(measured: &Measured, room: &mut Room) {
    let mut tied: Vec<Vec<Vec<(usize, usize)>>> =
        room.lines.iter().map(|line| vec![Vec::new(); line.items.len()]).collect();
    for &(a, b) in &room.ties {
        if let Some(list) = tied.get_mut(a.0).and_then(|line| line.get_mut(a.1)) {
            list.push(b);
        }
        if let Some(list) = tied.get_mut(b.0).and_then(|line| line.get_mut(b.1)) {
            list.push(a);
        }
    }
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 0;
        let order: Vec<usize> =
            if forward { (0..room.lines.len()).collect() } else { (0..room.lines.len()).rev().collect() };
        for l in order {
            let wanted: Vec<(f64, f64)> = (0..room.lines[l].items.len())
                .map(|i| {
                    let own = middle_of(measured, room.axis, &room.lines[l], i);
                    let of = |&(line, at): &(usize, usize)| {
                        let line = room.lines.get(line)?;
                        Some(middle_of(measured, room.axis, line, at))
                    };
                    let sides: Vec<f64> = tied[l][i]
                        .iter()
                        .filter(|(line, _)| if forward { *line < l } else { *line > l })
                        .filter_map(of)
                        .collect();
                    if sides.is_empty() { (own, 0.1) } else { (median(sides), 1.0) }
                })
                .collect();
            place_near(measured, room, l, &wanted);
        }
    }
    let least = room
        .lines
        .iter()
        .flat_map(|line| line.starts.iter().map(|start| start - line.gaps.first().copied().unwrap_or(0.0)))
        .fold(f64::INFINITY, f64::min);
    if least.is_finite() {
        room.lines.iter_mut().flat_map(|line| line.starts.iter_mut()).for_each(|start| *start -= least);
    }
}

/// Returns the middle one, or the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> f64 {
    sorting::by(&mut values, f64::total_cmp);
    let upper = values.get(values.len() / 2).copied().unwrap_or(0.0);
    let lower = values.get((values.len() - 1) / 2).copied().unwrap_or(upper);
    (lower + upper) / 2.0
}

/// Puts the items of a line as near to where they want to be as their order and their distances allow: neighbours
/// that would overlap form a cluster, which goes where its members want to be on average.
pub fn place_near(measured: &Measured, room: &mut Room, l: usize, wanted: &[(f64, f64)]) {
    let axis = room.axis;
    let Some(line) = room.lines.get(l) else { return };
    let offsets = offsets(measured, room, line);
    let shifts: Vec<(f64, f64)> =
        wanted.iter().zip(&offsets).map(|(&(want, weight), offset)| (want - offset, weight)).collect();
    let middles: Vec<f64> =
        ascending(&shifts).iter().zip(&offsets).map(|(shift, offset)| shift + offset).collect();
    let now: Vec<f64> = (0..middles.len()).map(|i| middle_of(measured, axis, line, i)).collect();
    let Some(line) = room.lines.get_mut(l) else { return };
    for ((start, middle), now) in line.starts.iter_mut().zip(middles).zip(now) {
        *start += middle - now;
    }
}

/// Returns where the middles of a line's items are when they stand as close as they may.
fn offsets(measured: &Measured, room: &Room, line: &Line) -> Vec<f64> {
    let mut end = 0.0;
    let mut offsets = Vec::new();
    for (i, &item) in line.items.iter().enumerate() {
        if let Some(&last) = i.checked_sub(1).and_then(|last| line.items.get(last)) {
            end += distance(measured, room.axis, line, i, last);
        }
        let own = line.starts.get(i).copied().unwrap_or(0.0);
        offsets.push(end + middle_of(measured, room.axis, line, i) - own);
        end += room.axis.along(measured.footprint(item));
    }
    offsets
}
