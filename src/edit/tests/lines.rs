//! Texts held line against line.

use super::super::{ChangedLines, changed_lines, lines};

#[test]
fn what_goes_and_comes_is_found_where_it_stands() {
    assert_eq!(changed_lines("a\nb\n", "a\nb\n"), []);
    assert_eq!(changed_lines("", "a\n"), [changed(0..0, 0..1)]);
    assert_eq!(changed_lines("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n"), [changed(1..2, 1..2), changed(4..4, 4..5)]);
    assert_eq!(changed_lines("a\nb\nc\nd\n", "a\nd\n"), [changed(1..3, 1..1)]);
    // The break at the end is a part of its line.
    assert_eq!(changed_lines("a\nb", "a\nb\n"), [changed(1..2, 1..2)]);
}

#[test]
fn changes_put_into_the_old_text_give_the_new_one() {
    let mut state = 7_u64;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..3_000 {
        let mut text = |most: u64| (0..random(most)).map(|_| format!("{}\n", random(4))).collect::<String>();
        let (old, new) = (text(12), text(12));
        let changes = changed_lines(&old, &new);
        assert_eq!(put_in(&old, &new, &changes), new, "{old:?} {new:?}");
        for pair in changes.windows(2) {
            let (old, new) = (pair[1].old.start - pair[0].old.end, pair[1].new.start - pair[0].new.end);
            assert!(old == new && old > 0, "lines of both between two changes");
        }
    }
}

#[test]
fn texts_with_little_in_common_are_one_change() {
    let text =
        |from: usize| (0..2_000).map(|line| format!("{}\n", line + from)).collect::<Vec<_>>().join("same\n");
    let (old, new) = (text(0), text(10_000));
    assert_eq!(changed_lines(&old, &new), [changed(0..3_999, 0..3_999)]);
}

fn changed(old: std::ops::Range<usize>, new: std::ops::Range<usize>) -> ChangedLines {
    ChangedLines { old, new }
}

fn put_in(old: &str, new: &str, changes: &[ChangedLines]) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (lines(old).collect(), lines(new).collect());
    let (mut out, mut from) = (String::new(), 0);
    for change in changes {
        out.extend(old[from..change.old.start].iter().chain(&new[change.new.clone()]).copied());
        from = change.old.end;
    }
    out.extend(old[from..].iter().copied());
    out
}
