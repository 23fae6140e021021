//! What holds for every scene, over real templates where they lie beside the repository.

mod support;

use std::collections::BTreeSet;

use cfn_explorer::eval::Inputs;
use cfn_explorer::pipeline;
use cfn_explorer::scene::{ComposeOptions, Extent, Folding, Lens, Place, Scene, Start};
use cfn_explorer::template::Template;

use support::files_in;

#[test]
fn every_resource_of_every_template_is_drawn_or_folded() {
    let mut files = files_in("www/templates");
    files.extend(files_in("../shared/corpus/good"));
    files.extend(files_in("../shared/corpus/bad"));
    let (mut scenes, mut nodes, mut wrong) = (0, 0, Vec::new());
    for file in &files {
        let Ok(text) = std::fs::read_to_string(file) else {
            continue;
        };
        let Ok(source) = pipeline::read(text.into()) else {
            continue;
        };
        let deployment = pipeline::deploy(&source, &Inputs::default());
        for lens in [Lens::Architecture, Lens::AllResources, Lens::References] {
            for (ghosts, start) in [
                (true, Start::Fitting),
                (false, Start::Fitting),
                (true, Start::Everything),
                (true, Start::Overview),
            ] {
                let folding = Folding { start, ..Folding::default() };
                let options = ComposeOptions { lens, ghosts, folding, region: None };
                let scene = pipeline::compose(&source, &deployment, &options);
                scenes += 1;
                nodes += scene.nodes.len();
                let problems = problems(&source.template, &scene, &options);
                wrong.extend(
                    problems.into_iter().map(|problem| format!("{} {options:?}: {problem}", file.display())),
                );
            }
        }
    }
    println!("{} templates, {scenes} scenes, {nodes} nodes, {} problems", files.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn problems(template: &Template, scene: &Scene, options: &ComposeOptions) -> Vec<String> {
    let mut problems = Vec::new();
    let mut ids = BTreeSet::new();
    for (index, node) in scene.nodes.iter().enumerate() {
        if !ids.insert(&node.id) {
            problems.push(format!("two nodes are {}", node.id));
        }
        if node.parent.is_some_and(|parent| parent >= index) {
            problems.push(format!("{} stands before its parent", node.id));
        }
        if node.members.iter().any(|&member| member >= scene.nodes.len()) {
            problems.push(format!("{} goes around nothing", node.id));
        }
        if (node.place == Place::Around) == node.members.is_empty() {
            problems.push(format!(
                "{} goes around {} nodes at {:?}",
                node.id,
                node.members.len(),
                node.place
            ));
        }
    }
    for node in &scene.nodes {
        let folded: BTreeSet<_> = node.folded.iter().collect();
        if let Extent::Stack(count, _) | Extent::Collapsed(count) = node.extent
            && (folded.len() < count || folded.len() != node.folded.len())
        {
            problems.push(format!("{} stands for {count} and lists {:?}", node.id, node.folded));
        }
    }
    for link in &scene.links {
        if link.source >= scene.nodes.len() || link.target >= scene.nodes.len() || link.source == link.target
        {
            problems.push(format!("a link goes from {} to {}", link.source, link.target));
        }
    }
    let of_nodes = scene.nodes.iter().flat_map(|node| node.resource.iter().chain(&node.folded));
    let shown: BTreeSet<&str> =
        of_nodes.chain(scene.links.iter().flat_map(|link| &link.folded)).map(|id| id.as_str()).collect();
    let unplaced: BTreeSet<&str> = scene.unplaced.iter().map(|id| id.as_str()).collect();
    let all: BTreeSet<&str> = template.resources.keys().map(|id| id.as_str()).collect();
    if shown.union(&unplaced).copied().collect::<BTreeSet<_>>() != all {
        problems.push("drawn, folded and unplaced are not all".into());
    }
    if options.ghosts && !unplaced.is_empty() {
        problems.push(format!("nobody shows {unplaced:?}"));
    }
    if options.lens != Lens::Architecture && options.folding.start != Start::Overview {
        let own: BTreeSet<&str> =
            scene.nodes.iter().filter_map(|node| Some(node.resource.as_ref()?.as_str())).collect();
        let missing: Vec<_> = all.difference(&own).filter(|id| !unplaced.contains(*id)).collect();
        if !missing.is_empty() {
            problems.push(format!("no node of their own: {missing:?}"));
        }
    }
    problems
}
