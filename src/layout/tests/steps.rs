//! Tests of boxes that follow each other, and of what stands around them.

use super::*;

/// Returns a box of steps of as many icons each; gives it, the steps and all icons.
fn steps(draft: &mut Draft, counts: &[usize]) -> (NodeIndex, Vec<NodeIndex>, Vec<Vec<NodeIndex>>) {
    let line = draft.titled("Line", None, Place::Flow);
    let mut icons: Vec<Vec<NodeIndex>> = Vec::new();
    let steps: Vec<NodeIndex> = counts
        .iter()
        .enumerate()
        .map(|(i, &count)| {
            let step = draft.titled(&format!("Step {i}"), Some(line), Place::Flow);
            icons
                .push((0..count).map(|k| draft.icon(&format!("{i}.{k}"), Some(step), Place::Flow)).collect());
            step
        })
        .collect();
    for pair in steps.windows(2) {
        draft.link(pair[0], pair[1]);
    }
    (line, steps, icons)
}

#[test]
fn steps_are_equally_high_and_their_icons_stand_in_one_row() {
    let mut draft = Draft::default();
    let (_, steps, icons) = steps(&mut draft, &[1, 4, 2]);
    let drawing = draft.arranged();
    let rects: Vec<Rect> = steps.iter().map(|&step| drawing.nodes[step].rect).collect();
    assert!(rects.iter().all(|rect| rect.y == rects[0].y && rect.h == rects[0].h), "{rects:?}");
    assert!(rects.windows(2).all(|pair| pair[0].right() < pair[1].x), "{rects:?}");
    let first = icons.iter().map(|icons| drawing.nodes[icons[0]].rect.y);
    assert!(first.clone().all(|y| Some(y) == first.clone().next()));
    for link in &drawing.links {
        assert!(link.points.iter().all(|point| point.y == link.points[0].y), "straight: {:?}", link.points);
    }
}

#[test]
fn many_steps_take_several_rows_rather_than_more_height_than_they_need() {
    let mut draft = Draft::default();
    let (line, steps, _) = steps(&mut draft, &[2, 2, 2, 2, 2, 2]);
    let drawing = draft.arranged();
    let rects: Vec<Rect> = steps.iter().map(|&step| drawing.nodes[step].rect).collect();
    let rows: crate::maps::SortedSet<i64> = rects.iter().map(|rect| rect.y as i64).collect();
    assert!(rows.len() > 1, "{rects:?}");
    assert!(rects.iter().all(|rect| rect.h < 200.0), "{rects:?}");
    // In reading order, each row from the left edge.
    let reads_on =
        |pair: &[Rect]| pair[0].y < pair[1].y && pair[1].x == rects[0].x || pair[0].right() < pair[1].x;
    assert!(rects.windows(2).all(reads_on), "{rects:?}");
    assert!(drawing.nodes[line].rect.w < 3.0 * drawing.nodes[line].rect.h);
}

#[test]
fn what_leads_to_steps_stands_before_them_and_what_one_works_on_below_it() {
    let mut draft = Draft::default();
    let (line, _, icons) = steps(&mut draft, &[1, 1, 1]);
    let [trigger, store, first, last] =
        ["Trigger", "Store", "First", "Last"].map(|id| draft.icon(id, None, Place::Flow));
    draft.link(trigger, line);
    draft.link(line, store);
    draft.link(icons[2][0], last);
    draft.link(icons[0][0], first);
    let drawing = draft.arranged();
    let rect = |node: NodeIndex| drawing.nodes[node].rect;
    assert!(rect(trigger).right() < rect(line).x);
    assert!(rect(line).right() < rect(store).x);
    for (below, above) in [(first, icons[0][0]), (last, icons[2][0])] {
        assert!(rect(below).y > rect(line).bottom());
        assert_eq!(rect(below).x, rect(above).x);
    }
}

#[test]
fn boxes_of_which_one_leads_to_two_are_no_steps() {
    let mut draft = Draft::default();
    let line = draft.titled("Line", None, Place::Flow);
    let boxes = ["a", "b", "c"].map(|id| draft.titled(id, Some(line), Place::Flow));
    for inner in boxes {
        draft.icon("inner", Some(inner), Place::Flow);
    }
    draft.link(boxes[0], boxes[1]);
    draft.link(boxes[0], boxes[2]);
    let drawing = draft.arranged();
    assert_eq!(drawing.nodes[boxes[1]].rect.x, drawing.nodes[boxes[2]].rect.x);
}
