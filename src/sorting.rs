//! Stable sorting in little code: each copy of the standard library's sort would be some 6 KB more of the page's WASM.

use std::cmp::Ordering;

/// Up to so many items are sorted by moving each to its place among those before it.
const FEW: usize = 16;

/// Sorts by a comparison.
pub fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = {
        let items = &*items;
        let compare_at = |a: usize, b: usize| match (items.get(a), items.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        };
        order(items.len(), &compare_at)
    };
    arrange(items, order);
}

/// Sorts by a key.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts by the items' own order.
pub fn plain<T: Ord>(items: &mut [T]) {
    by(items, T::cmp);
}

/// Sorts items that are as easily moved as their numbers, where it counts how long that takes: each kind of item has code
/// of its own.
pub fn quickly<T: Copy>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    merge(items, &mut Vec::new(), &compare);
}

/// Where each item of the sorted list was before.
#[inline(never)]
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    quickly(&mut order, |a, b| compare(*a, *b));
    order
}

/// Sorts both halves, and merges them.
fn merge<T: Copy>(items: &mut [T], spare: &mut Vec<T>, compare: &impl Fn(&T, &T) -> Ordering) {
    if items.len() <= FEW {
        return insert(items, compare);
    }
    let (low, high) = items.split_at_mut(items.len() / 2);
    merge(low, spare, compare);
    merge(high, spare, compare);
    match (low.last(), high.first()) {
        (Some(a), Some(b)) if compare(a, b) == Ordering::Greater => {}
        _ => return,
    }
    spare.clear();
    spare.extend_from_slice(low);
    let (mut from, mut next) = (spare.iter().peekable(), low.len());
    for at in 0..items.len() {
        let Some(a) = from.peek() else { break };
        match items.get(next).filter(|b| compare(b, a) == Ordering::Less) {
            Some(&b) => (items[at], next) = (b, next + 1),
            None => {
                items[at] = **a;
                from.next();
            }
        }
    }
}

/// Moves each item to its place among those before it.
fn insert<T: Copy>(items: &mut [T], compare: &impl Fn(&T, &T) -> Ordering) {
    for end in 1..items.len() {
        let item = items[end];
        let mut at = end;
        while at > 0 && compare(&item, &items[at - 1]) == Ordering::Less {
            items[at] = items[at - 1];
            at -= 1;
        }
        items[at] = item;
    }
}

/// Puts items where an order says, along its cycles.
fn arrange<T>(items: &mut [T], mut order: Vec<usize>) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at)) {
            // The last of a cycle: what was here has come along.
            if from == start || from == at {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn items_are_sorted_as_the_standard_library_sorts_them() {
        let mut seed = 7_u64;
        for count in [0, 1, 2, 3, 10, 100, 1000] {
            let mut items: Vec<(u64, usize)> = Vec::new();
            for index in 0..count {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                items.push((seed >> 60, index));
            }
            let (mut ours, mut theirs) = (items.clone(), items);
            super::by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            assert_eq!(ours, theirs, "{count}");
            super::by(&mut ours, |a, b| b.cmp(a));
            theirs.sort_by(|a, b| b.cmp(a));
            assert_eq!(ours, theirs, "{count}");
            super::plain(&mut ours);
            theirs.sort();
            assert_eq!(ours, theirs, "{count}");
            super::quickly(&mut ours, |a, b| (b.0 % 5).cmp(&(a.0 % 5)));
            theirs.sort_by_key(|item| std::cmp::Reverse(item.0 % 5));
            assert_eq!(ours, theirs, "{count}");
        }
    }
}
