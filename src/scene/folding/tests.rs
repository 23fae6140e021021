//! Rules of folding, on scenes that are made by hand; those of templates are in `tests/scenes`.

use super::common_names::{common_name, common_words};
use super::*;
use crate::scene::{Anchor, Extent, Ink, Label, Link, Node, NodeIndex, outline};

#[test]
fn names_alike_are_called_by_what_they_share() {
    for (names, expected) in [
        (&["Worker1", "Worker2", "Worker12"][..], "Worker"),
        (&["WorkerA", "WorkerB"], "Worker"),
        (&["queue-1-dlq", "queue-2-dlq"], "queue-dlq"),
        (&["Ec2Host1", "Ec2Host2"], "Ec2Host"),
        (&["1", "2"], ""),
    ] {
        assert_eq!(common_name(&icons(names), &all(names)), expected, "{names:?}");
    }
    for (names, expected) in [
        (&["OrdersDeadLetterQueue", "BillingDeadLetterQueue"][..], "DeadLetterQueue"),
        (&["orders-topic", "billing-topic"], "topic"),
        (&["JobsOld", "JobsNew"], "Jobs"),
        (&["Orders", "Billing"], ""),
    ] {
        assert_eq!(common_words(&icons(names), &all(names)), expected, "{names:?}");
    }
}

#[test]
fn a_small_drawing_shows_everything() {
    check(&icons(&["W1", "W2", "W3", "W4", "W5"]), Folding::default(), "W1 W2 W3 W4 W5");
}

#[test]
fn a_larger_one_stacks_what_differs_by_number_only() {
    let names: Vec<String> = (0..20).map(|i| format!("W{i}")).chain(NAMES.map(String::from)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    check(&icons(&names), Folding::default(), "W ×20 Bear Cat Dog Eel");
    let mut folding = Folding::default();
    assert!(folding.expand(&"W7".into()));
    assert_eq!(fold(icons(&names), Lens::Architecture, &folding).nodes.len(), names.len());
    // The members of an expanded stack know it, and it comes back under its own name.
    let scene = fold(icons(&names), Lens::Architecture, &folding);
    let Extent::Loose(stack) = &scene.nodes[3].extent else { panic!("{:?}", scene.nodes[3]) };
    assert!(!folding.expand(&"W7".into()));
    let mut folding = Folding { start: Start::Everything, ..Folding::default() };
    assert!(folding.collapse(stack));
    check(&icons(&names), folding, "W ×20 Bear Cat Dog Eel");
}

#[test]
fn three_are_no_stack() {
    let folding = Folding { start: Start::Overview, ..Folding::default() };
    check(&icons(&["W1", "W2", "W3"]), folding, "W1 W2 W3");
}

#[test]
fn links_tell_siblings_apart() {
    let names = ["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "Bear", "Cat"];
    let folding = Folding { start: Start::Overview, ..Folding::default() };
    let mut scene = icons(&names);
    scene.links = (0..8).map(|source| link(source, if source < 4 { 8 } else { 9 })).collect();
    check(&scene, folding.clone(), "W ×4 W ×4 Bear Cat | W1/stack → Bear, W5/stack → Cat");
    // A chain among them leaves none.
    scene.links = (0..8).map(|source| link(source, source + 1)).collect();
    let folded = fold(scene, Lens::Architecture, &folding);
    assert_eq!(folded.nodes.len(), names.len());
}

#[test]
fn what_a_link_in_a_collapsed_box_is_made_of_is_folded_into_the_box() {
    let mut scene = icons(&["Box", "A", "B", "C"]);
    scene.nodes[0].shape = Shape::Box(crate::scene::BoxStyle {
        stroke: Ink::Ink,
        fill: Ink::None,
        dash: crate::scene::Dash::Solid,
        badge: None,
    });
    scene.nodes[1].parent = Some(0);
    scene.nodes[2].parent = Some(0);
    scene.links = vec![link(1, 2), link(1, 3), link(2, 3)];
    for (link, glue) in scene.links.iter_mut().zip(["Inner", "First", "Second"]) {
        link.folded = vec![glue.into()];
    }
    let mut folding = Folding::default();
    assert!(folding.collapse(&"Box".into()));
    let folded = fold(scene, Lens::References, &folding);
    assert_eq!(folded.nodes[0].folded, ["A".into(), "B".into(), "Inner".into()]);
    assert_eq!(folded.nodes[0].extent, Extent::Collapsed(3));
    assert_eq!(folded.links.len(), 1);
    assert_eq!(folded.links[0].folded, ["First".into(), "Second".into()]);
}

#[test]
fn a_large_drawing_starts_with_its_innermost_boxes_collapsed() {
    let mut scene = icons(&[]);
    for vpc in 0..4 {
        let outer = scene.nodes.len();
        scene.nodes.push(boxed(&format!("Vpc{vpc}"), None));
        for subnet in 0..2 {
            let inner = scene.nodes.len();
            scene.nodes.push(boxed(&format!("Subnet{vpc}{subnet}"), Some(outer)));
            for host in 0..30 {
                let mut node = icon(&format!("Host{vpc}x{subnet}x{host}"));
                // Each has another size, so that none are alike.
                node.facts = vec![crate::scene::Fact::new(format!("{vpc} {subnet} {host}"))];
                node.parent = Some(inner);
                scene.nodes.push(node);
            }
        }
    }
    let folded = fold(scene.clone(), Lens::Architecture, &Folding::default());
    let collapsed: Vec<&str> = folded
        .nodes
        .iter()
        .filter(|node| matches!(node.extent, Extent::Collapsed(_)))
        .map(|node| &*node.id)
        .collect();
    assert_eq!(collapsed.len(), 8, "{collapsed:?}");
    // Opening one leaves the others as they are.
    let mut folding = Folding::default();
    folding.expand(&"Subnet00".into());
    let opened = fold(scene.clone(), Lens::Architecture, &folding);
    assert_eq!(opened.nodes.len(), folded.nodes.len() + 30);
    // The other lenses are asked for to see everything.
    assert_eq!(fold(scene.clone(), Lens::References, &Folding::default()).nodes.len(), scene.nodes.len());
}

const NAMES: [&str; 4] = ["Bear", "Cat", "Dog", "Eel"];

fn check(scene: &Scene, folding: Folding, expected: &str) {
    let scene = fold(scene.clone(), Lens::Architecture, &folding);
    let labels: Vec<&str> =
        scene.nodes.iter().filter_map(|node| node.label.as_ref()).map(|label| &*label.text).collect();
    let end = |node: NodeIndex| &*scene.nodes[node].id;
    let links: Vec<String> =
        scene.links.iter().map(|link| format!("{} → {}", end(link.source), end(link.target))).collect();
    let links = if links.is_empty() { String::new() } else { format!(" | {}", links.join(", ")) };
    assert_eq!(format!("{}{links}", labels.join(" ")), expected, "{}", outline(&scene));
}

fn icons(names: &[&str]) -> Scene {
    Scene { nodes: names.iter().map(|name| icon(name)).collect(), ..Scene::default() }
}

fn icon(name: &str) -> Node {
    Node {
        id: name.into(),
        resource: Some(name.into()),
        type_name: Some("AWS::SQS::Queue".into()),
        label: Some(Label { text: name.into(), anchor: Anchor::Below, size: 12.0, ink: Ink::Ink }),
        title: format!("Queue {name}"),
        ..Node::default()
    }
}

fn boxed(name: &str, parent: Option<NodeIndex>) -> Node {
    let style = crate::scene::BoxStyle {
        stroke: Ink::Ink,
        fill: Ink::None,
        dash: crate::scene::Dash::Solid,
        badge: None,
    };
    Node { parent, shape: Shape::Box(style), ..icon(name) }
}

fn link(source: NodeIndex, target: NodeIndex) -> Link {
    Link { source, target, ..Link::default() }
}

fn all(names: &[&str]) -> Vec<NodeIndex> {
    (0..names.len()).collect()
}

#[test]
fn what_stays_open_is_as_folding_leaves_it() {
    let mut open = 0;
    for folder in ["tests/scenes", "www/templates"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for file in std::fs::read_dir(folder).expect("a folder of templates").flatten() {
            let Some(text) = std::fs::read_to_string(file.path()).ok() else { continue };
            let Ok(template) = crate::template::parse(&text) else { continue };
            let stack = crate::eval::evaluate(&template.value, &crate::eval::Inputs::default()).value;
            let graph = crate::graph::build(&crate::graph::written(&template.value), &stack);
            for (lens, start) in [
                (Lens::Architecture, Start::Fitting),
                (Lens::Architecture, Start::Everything),
                (Lens::AllResources, Start::Fitting),
            ] {
                let options = crate::scene::ComposeOptions { lens, ..Default::default() };
                let unfolded = crate::scene::compose_unfolded(&template.value, &stack, &graph, &options);
                for step in [None, Some(0)] {
                    let folding = Folding { start, step, ..Folding::default() };
                    if opened::is_open(&unfolded.scene, start, &folding) {
                        open += 1;
                        let folded = fold(unfolded.scene.clone(), lens, &folding);
                        assert_eq!(opened::opened(unfolded.scene.clone()), folded, "{:?}", file.path());
                    }
                }
            }
        }
    }
    assert!(open > 100, "{open} stay open");
}
