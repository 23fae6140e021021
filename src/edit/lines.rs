//! Two texts held line against line: what stands only in the one, and what in its place in the other.

use std::ops::Range;

/// The most lines that are sought to go or come; of texts that differ by more, all that lies between what they begin and
/// end with alike is one change. The search takes this number's square, in steps and in places.
const MOST_STEPS: usize = 600;

/// Lines of one text that stand in the place of lines of another; either may be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedLines {
    /// The lines of the old text, counted from 0.
    pub old: Range<usize>,
    /// The lines of the new text, counted from 0.
    pub new: Range<usize>,
}

/// Returns where two texts differ, in order, with at least one line that both have between any two.
pub fn changed_lines(old: &str, new: &str) -> Vec<ChangedLines> {
    let (old, new): (Vec<&str>, Vec<&str>) = (lines(old).collect(), lines(new).collect());
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[before..], &new[before..]);
    let after = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old_rest[..old_rest.len() - after], &new_rest[..new_rest.len() - after]);
    let mut changes: Vec<ChangedLines> = Vec::new();
    for (x, y) in apart(a, b) {
        let (old, new) = (before + x.start..before + x.end, before + y.start..before + y.end);
        match changes.last_mut().filter(|last| last.old.end == old.start && last.new.end == new.start) {
            Some(last) => (last.old.end, last.new.end) = (old.end, new.end),
            None => changes.push(ChangedLines { old, new }),
        }
    }
    changes
}

/// Returns the lines of a text with their breaks, so that joined they are the text.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
}

/// Returns the pieces that two lists do not share, by the shortest script of Myers ('An O(ND) difference algorithm', 1986).
fn apart(a: &[&str], b: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    if a.is_empty() && b.is_empty() {
        return Vec::new();
    }
    let Some(trace) = trace(a, b) else { return vec![(0..a.len(), 0..b.len())] };
    let (mut x, mut y) = (a.len(), b.len());
    let mut steps = Vec::new();
    for (d, reached) in trace.iter().enumerate().skip(1).rev() {
        // From the diagonal that is reached with one step fewer, a line comes or goes.
        let k = x as isize - y as isize;
        let comes = is_down(reached, d, k);
        let from = if comes { k + 1 } else { k - 1 };
        x = reached[(from + d as isize) as usize];
        y = (x as isize - from) as usize;
        steps.push(if comes { (x..x, y..y + 1) } else { (x..x + 1, y..y) });
    }
    steps.reverse();
    steps
}

/// Returns, for each number of steps, how far each diagonal was reached before the last of them; `None` if it takes too many.
fn trace(a: &[&str], b: &[&str]) -> Option<Vec<Vec<usize>>> {
    let mut trace = Vec::new();
    let mut reached = vec![0_usize; 2];
    for d in 0..=MOST_STEPS.min(a.len() + b.len()) {
        // The diagonals from -d to d; `reached` has those from -d to d of the round before, with one more at either side.
        let mut next = vec![0; 2 * d + 3];
        for k in (-(d as isize)..=d as isize).step_by(2) {
            let mut x = if d == 0 {
                0
            } else if is_down(&reached, d, k) {
                reached[(k + 1 + d as isize) as usize]
            } else {
                reached[(k - 1 + d as isize) as usize] + 1
            };
            let mut y = (x as isize - k) as usize;
            while x < a.len() && y < b.len() && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            next[(k + d as isize + 1) as usize] = x;
            if x >= a.len() && y >= b.len() {
                trace.push(reached);
                return Some(trace);
            }
        }
        trace.push(std::mem::replace(&mut reached, next));
    }
    None
}

/// Returns true if the furthest way to a diagonal ends with a line that comes, and not with one that goes.
fn is_down(reached: &[usize], d: usize, k: isize) -> bool {
    let at = |k: isize| reached[(k + d as isize) as usize];
    k == -(d as isize) || (k != d as isize && at(k - 1) < at(k + 1))
}
