//! What an eye would object to, counted over every template at hand: the figures of `layout::quality`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use cfn_explorer::eval::Inputs;
use cfn_explorer::layout::{self, Drawing, Quality};
use cfn_explorer::pipeline;
use cfn_explorer::scene::{ComposeOptions, Lens, Shape};

const LENSES: [Lens; 3] = [Lens::Architecture, Lens::AllResources, Lens::References];

#[test]
fn icons_never_overlap_and_no_link_runs_through_one() {
    let folders = ["www/templates", "tests/scenes", "../shared/corpus/good"];
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| templates(folder)).collect();
    assert!(files.len() > 40, "the templates were not found");
    let mut wrong = Vec::new();
    for file in &files {
        for lens in LENSES {
            let Some(drawing) = drawn(file, lens) else { continue };
            let Quality { overlaps, through_nodes, drawn_links, links, .. } = layout::quality(&drawing);
            if overlaps + through_nodes > 0 || drawn_links != links {
                let name = file.display();
                wrong.push(format!(
                    "{name} {lens:?}: {overlaps} overlaps, {through_nodes} through icons, {drawn_links} of {links} drawn"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn links_have_corners_of_right_angles_only_and_stay_in_the_drawing() {
    for file in templates("www/templates").iter().chain(&templates("tests/scenes")) {
        for lens in LENSES {
            let Some(drawing) = drawn(file, lens) else { continue };
            for link in &drawing.links {
                for pair in link.points.windows(2) {
                    let straight = pair[0].x == pair[1].x || pair[0].y == pair[1].y;
                    assert!(straight, "{} {lens:?}: {pair:?}", file.display());
                }
                for point in &link.points {
                    let inside =
                        (0.0..=drawing.width).contains(&point.x) && (0.0..=drawing.height).contains(&point.y);
                    assert!(inside, "{} {lens:?}: {point:?}", file.display());
                }
            }
        }
    }
}

#[test]
fn the_same_template_is_routed_the_same_way() {
    for file in templates("tests/scenes").iter().take(20) {
        let (first, second) = (drawn(file, Lens::References), drawn(file, Lens::References));
        assert_eq!(first.map(|drawing| drawing.links), second.map(|drawing| drawing.links));
    }
}

fn drawn(file: &Path, lens: Lens) -> Option<Drawing> {
    let text = std::fs::read_to_string(file).ok()?;
    let source = pipeline::read(Rc::from(text.as_str())).ok()?;
    let deployment = pipeline::deploy(&source, &Inputs::default());
    let options = ComposeOptions { lens, ..ComposeOptions::default() };
    Some(pipeline::draw(&source, &deployment.stack, &options).drawing)
}

fn templates(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let known = |path: &PathBuf| {
        let extension = path.extension().unwrap_or_default();
        path.is_file() && ["yaml", "yml", "json", "template"].iter().any(|known| extension == *known)
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(known).collect();
    files.sort();
    files
}

/// Figures of another judge, when it is there: it must find the same in the same drawing.
#[test]
fn another_judge_finds_the_same() {
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/quality.mjs");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenes/http_api_with_authorizer.yaml");
    let drawing = drawn(&file, Lens::References).expect("the template is valid");
    let ours = layout::quality(&drawing);
    let script = format!(
        "import({:?}).then(m => console.log(JSON.stringify(m.quality(JSON.parse(process.argv[1])))))",
        judge.display().to_string()
    );
    if !judge.is_file() {
        return;
    }
    let Ok(run) = Command::new("node").args(["-e", &script, &neutral(&drawing)]).output() else { return };
    let theirs: serde_json::Value = serde_json::from_slice(&run.stdout).expect("the judge speaks JSON");
    let theirs = |name: &str| theirs[name].as_u64().expect("a count") as usize;
    assert_eq!(theirs("edges"), ours.links);
    assert_eq!(theirs("drawnEdges"), ours.drawn_links);
    assert_eq!(theirs("overlaps"), ours.overlaps);
    assert_eq!(theirs("containerOverlaps"), ours.container_overlaps);
    assert_eq!(theirs("containment"), ours.containment);
    assert_eq!(theirs("crossings"), ours.crossings);
    assert_eq!(theirs("edgeOverlaps"), ours.link_overlaps);
    assert_eq!(theirs("edgeThroughNode"), ours.through_nodes);
    assert_eq!(theirs("edgeThroughBox"), ours.through_boxes);
}

/// A drawing as plain rectangles and points.
fn neutral(drawing: &Drawing) -> String {
    let scene = &drawing.scene;
    let nodes = scene.nodes.iter().zip(&drawing.nodes).map(|(node, at)| {
        let parent = node.parent.map(|parent| &*scene.nodes[parent].id);
        let container = matches!(node.shape, Shape::Box(_));
        serde_json::json!({
            "id": &*node.id, "parent": parent, "container": container,
            "x": at.rect.x, "y": at.rect.y, "w": at.rect.w, "h": at.rect.h,
        })
    });
    let edges = scene.links.iter().zip(&drawing.links).map(|(link, at)| {
        let points: Vec<[f64; 2]> = at.points.iter().map(|point| [point.x, point.y]).collect();
        let id = |node: usize| &*scene.nodes[node].id;
        serde_json::json!({ "source": id(link.source), "target": id(link.target), "points": points })
    });
    let (nodes, edges): (Vec<_>, Vec<_>) = (nodes.collect(), edges.collect());
    serde_json::json!({ "nodes": nodes, "edges": edges }).to_string()
}
