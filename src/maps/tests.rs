//! The maps against the plainest that do the same: a list that is looked through, and the standard library's B-tree.

use std::collections::{BTreeMap, BTreeSet};

use super::{IndexMap, IndexSet, SortedMap, SortedSet};

/// Numbers below `below` that look random.
fn numbers(below: u64) -> impl Iterator<Item = u64> {
    let mut seed = 7_u64;
    std::iter::repeat_with(move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % below
    })
}

#[test]
fn a_map_in_insertion_order_does_what_a_list_does() {
    for keys in [3, 9, 40, 700] {
        let mut ours: IndexMap<String, u64> = IndexMap::new();
        let mut list: Vec<(String, u64)> = Vec::new();
        let mut random = numbers(1 << 30);
        for _ in 0..3000 {
            let (what, key, value) =
                (random.next().unwrap() % 16, random.next().unwrap() % keys, random.next().unwrap());
            let key = key.to_string();
            let place = list.iter().position(|(other, _)| *other == key);
            match (what, place) {
                (0..2, _) => {
                    let before = place.map(|place| list.remove(place).1);
                    assert_eq!(ours.shift_remove(&*key), before);
                }
                (2, _) if list.len() > 5 => {
                    list.truncate(5);
                    ours.truncate(5);
                }
                (3, None) => {
                    let place = list.len() / 2;
                    list.insert(place, (key.clone(), value));
                    assert_eq!(ours.shift_insert(place, key, value), None);
                }
                (4, _) if value % 50 == 0 => {
                    list.retain(|(_, value)| value % 2 == 0);
                    ours.retain(|_, value| *value % 2 == 0);
                }
                (5, _) => {
                    match place {
                        Some(place) => list[place].1 += 1,
                        None => list.push((key.clone(), 1)),
                    }
                    *ours.entry(key).or_default() += 1;
                }
                (_, Some(place)) => {
                    let before = std::mem::replace(&mut list[place].1, value);
                    assert_eq!(ours.insert_full(key, value), (place, Some(before)));
                }
                (_, None) => {
                    list.push((key.clone(), value));
                    assert_eq!(ours.insert_full(key, value), (list.len() - 1, None));
                }
            }
            assert!(ours.iter().eq(list.iter().map(|(key, value)| (key, value))));
            for (place, (key, value)) in list.iter().enumerate() {
                assert_eq!(ours.get_full(key), Some((place, key, value)));
            }
        }
    }
}

#[test]
fn a_map_in_the_order_of_its_keys_does_what_a_b_tree_does() {
    let (mut ours, mut theirs) = (SortedMap::new(), BTreeMap::new());
    let mut random = numbers(300);
    for _ in 0..3000 {
        let (what, key, value) = (random.next().unwrap() % 8, random.next().unwrap(), random.next().unwrap());
        match what {
            0 => assert_eq!(ours.remove(&key), theirs.remove(&key)),
            1 => assert_eq!(ours.pop_last(), theirs.pop_last()),
            2 => *ours.entry(key).or_insert(1) += 1,
            _ => assert_eq!(ours.insert(key, value), theirs.insert(key, value)),
        }
        if what == 2 {
            *theirs.entry(key).or_insert(1) += 1;
        }
        assert!(ours.iter().eq(theirs.iter()));
        assert_eq!(ours.get(&value), theirs.get(&value));
    }
}

#[test]
fn sets_do_what_those_of_the_standard_library_do() {
    let list: Vec<u64> = numbers(200).take(150).collect();
    let other: Vec<u64> = numbers(100).take(80).collect();
    let (ours, theirs): (SortedSet<u64>, BTreeSet<u64>) =
        (list.iter().copied().collect(), list.iter().copied().collect());
    let (our_other, their_other): (SortedSet<u64>, BTreeSet<u64>) =
        (other.iter().copied().collect(), other.iter().copied().collect());
    assert!(ours.iter().eq(theirs.iter()));
    assert!(ours.difference(&our_other).eq(theirs.difference(&their_other)));

    let in_order: IndexSet<u64> = list.iter().copied().collect();
    let turned: IndexSet<u64> = in_order.iter().rev().copied().collect();
    assert_eq!(in_order, turned);
    assert_eq!(in_order.first(), list.first());
    assert_eq!(in_order.iter().copied().collect::<BTreeSet<_>>(), theirs);
    assert!((0..200).all(|item| in_order.contains(&item) == theirs.contains(&item)));
}

#[test]
fn keys_that_fall_together_do_not_slow_a_map_down() {
    use super::hashes::Hashing;
    // What somebody would look for who wants a map to be slow: keys whose quick hashes share their lower bits.
    let keys: Vec<u64> = (0..4_000_000).filter(|key| Hashing::Quick.of(key) & 0x3FF == 5).collect();
    assert!(keys.len() > 3000, "{}", keys.len());
    let map: IndexMap<u64, usize> = keys.iter().enumerate().map(|(place, key)| (*key, place)).collect();
    assert!(map.is_hardened(), "their hashes are still the quick ones");
    assert!(keys.iter().enumerate().all(|(place, key)| map.get(key) == Some(&place)));
}
