//! Prints how good the drawings are: every template of the given files or folders, in every lens.
//!
//! `cargo run --release --example quality -- www/templates ../shared/corpus/good /tmp/gen500.yaml`; without arguments
//! the series' templates, the scenes of the tests and the corpus, where they lie. With `--json FOLDER` each drawing is
//! written as neutral JSON, too, for other judges; with `--everything` no box is collapsed and nothing stacked.

mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cfn_explorer::eval::Inputs;
use cfn_explorer::layout::{self, Drawing, Quality, Rect, SansMetrics};
use cfn_explorer::pipeline;
use cfn_explorer::scene::{ComposeOptions, Folding, Lens, Place, Shape, Start};
use serde_json::json;

const LENSES: [(Lens, &str); 3] =
    [(Lens::Architecture, "architecture"), (Lens::AllResources, "all"), (Lens::References, "references")];

fn main() -> std::io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = arguments.iter().position(|argument| argument == "--json").map(|at| {
        let taken: Vec<String> = arguments.drain(at..arguments.len().min(at + 2)).skip(1).collect();
        PathBuf::from(taken.first().map_or(".", String::as_str))
    });
    let everything = arguments.iter().any(|argument| argument == "--everything");
    arguments.retain(|argument| argument != "--everything");
    let start = if everything { Start::Everything } else { Start::Fitting };
    if arguments.is_empty() {
        arguments = support::USUAL.map(str::to_owned).to_vec();
    }
    let heads = [
        "lens", "nodes", "links", "drawn", "overlap", "boxes", "outside", "cross", "on-top", "through",
        "thr-box", "thr-txt", "labels", "same", "borders", "long", "shape", "aspect", "density", "icons",
        "ms", "template",
    ];
    println!("{}", heads.map(|head| format!("{head:>8}")).join(" "));
    for name in &arguments {
        let files = support::files(Path::new(name));
        for (lens, lens_name) in LENSES {
            let mut total = Quality::default();
            let mut slowest = Duration::ZERO;
            for file in &files {
                let Some((drawing, time)) = drawing(file, lens, start) else { continue };
                let quality = layout::quality(&drawing);
                slowest = slowest.max(time);
                let bad = faults(&quality);
                if files.len() == 1 || bad > 0 {
                    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
                    print(lens_name, &quality, time, &stem);
                }
                add(&mut total, &quality);
                if let Some(folder) = &folder {
                    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
                    std::fs::create_dir_all(folder)?;
                    std::fs::write(folder.join(format!("{stem}.{lens_name}.json")), neutral(&drawing))?;
                }
            }
            if files.len() > 1 {
                let count = files.len() as f64;
                total.aspect /= count;
                total.density /= count;
                total.icon_density /= count;
                print(lens_name, &total, slowest, &format!("all {} in {name}", files.len()));
            }
        }
    }
    Ok(())
}

/// The drawing of a template, and the fastest of a few layouts; nothing when it cannot be read.
fn drawing(file: &Path, lens: Lens, start: Start) -> Option<(Drawing, Duration)> {
    /// The first layouts of a process are slow.
    const ROUNDS: usize = 5;
    let text = std::fs::read_to_string(file).ok()?;
    let source = pipeline::read(text.into()).ok()?;
    let deployment = pipeline::deploy(&source, &Inputs::default());
    let folding = Folding { start, ..Folding::default() };
    let options = ComposeOptions { lens, folding, ..ComposeOptions::default() };
    let scene = std::rc::Rc::new(pipeline::compose(&source, &deployment, &options));
    let mut best: Option<(Drawing, Duration)> = None;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let drawing = layout::arrange(scene.clone(), &SansMetrics);
        let time = start.elapsed();
        if best.as_ref().is_none_or(|(_, fastest)| time < *fastest) {
            best = Some((drawing, time));
        }
    }
    best
}

/// What must be 0.
fn faults(quality: &Quality) -> usize {
    let Quality {
        overlaps,
        through_nodes,
        label_collisions,
        same_labels,
        across_borders,
        long_lines,
        out_of_proportion,
        ..
    } = quality;
    overlaps
        + through_nodes
        + label_collisions
        + same_labels
        + across_borders
        + long_lines
        + out_of_proportion
}

fn add(total: &mut Quality, one: &Quality) {
    total.nodes += one.nodes;
    total.links += one.links;
    total.drawn_links += one.drawn_links;
    total.overlaps += one.overlaps;
    total.container_overlaps += one.container_overlaps;
    total.containment += one.containment;
    total.crossings += one.crossings;
    total.link_overlaps += one.link_overlaps;
    total.through_nodes += one.through_nodes;
    total.through_boxes += one.through_boxes;
    total.through_labels += one.through_labels;
    total.label_collisions += one.label_collisions;
    total.across_borders += one.across_borders;
    total.long_lines += one.long_lines;
    total.out_of_proportion += one.out_of_proportion;
    total.same_labels += one.same_labels;
    total.aspect += one.aspect;
    total.density += one.density;
    total.icon_density += one.icon_density;
}

fn print(lens: &str, quality: &Quality, time: Duration, name: &str) {
    let Quality { nodes, links, drawn_links, overlaps, container_overlaps, containment, crossings, .. } =
        quality;
    let Quality { link_overlaps, through_nodes, through_boxes, through_labels, label_collisions, .. } =
        quality;
    let Quality { across_borders, long_lines, out_of_proportion, .. } = quality;
    let same_labels = &quality.same_labels;
    let counts = [
        nodes,
        links,
        drawn_links,
        overlaps,
        container_overlaps,
        containment,
        crossings,
        link_overlaps,
        through_nodes,
        through_boxes,
        through_labels,
        label_collisions,
        same_labels,
        across_borders,
        long_lines,
        out_of_proportion,
    ];
    let counts = counts.map(|count| format!("{count:>8}")).join(" ");
    let time = time.as_secs_f64() * 1000.0;
    println!(
        "{:>8} {counts} {:>8.2} {:>8.3} {:>8.3} {time:>8.2} {name}",
        &lens[..lens.len().min(8)],
        quality.aspect,
        quality.density,
        quality.icon_density
    );
}

/// Nodes, edges and texts as plain rectangles and points, and the figures that only we count; spanning boxes are no part
/// of the tree and are left out.
fn neutral(drawing: &Drawing) -> String {
    let scene = &drawing.scene;
    let mut nodes = Vec::new();
    for (node, at) in scene.nodes.iter().zip(&drawing.nodes).filter(|(node, _)| node.place != Place::Around) {
        // What sits on a border is beside its box for those who know no borders.
        let parent = if matches!(node.place, Place::Border(_)) {
            node.parent.and_then(|p| scene.nodes[p].parent)
        } else {
            node.parent
        };
        nodes.push(json!({
            "id": &*node.id, "parent": parent.map(|p| &*scene.nodes[p].id), "container": matches!(node.shape, Shape::Box(_)),
            "x": at.rect.x, "y": at.rect.y, "w": at.rect.w, "h": at.rect.h,
        }));
    }
    let mut edges = Vec::new();
    for (link, at) in scene.links.iter().zip(&drawing.links) {
        let points: Vec<[f64; 2]> = at.points.iter().map(|p| [p.x, p.y]).collect();
        edges.push(json!({
            "source": &*scene.nodes[link.source].id, "target": &*scene.nodes[link.target].id, "points": points,
        }));
    }
    let mut texts = Vec::new();
    for (node, at) in scene.nodes.iter().zip(&drawing.nodes) {
        let label = at.label.iter().map(|text| ("label", text));
        for (kind, text) in label.chain(at.facts.iter().map(|text| ("fact", text))) {
            let Rect { x, y, w, h } = text.rect;
            texts.push(json!({ "of": &*node.id, "kind": kind, "x": x, "y": y, "w": w, "h": h }));
        }
    }
    let Quality { across_borders, long_lines, out_of_proportion, .. } = layout::quality(drawing);
    let figures = json!({
        "textsAcrossBorders": across_borders, "longLines": long_lines, "outOfProportion": out_of_proportion,
    });
    json!({ "nodes": nodes, "edges": edges, "texts": texts, "figures": figures }).to_string()
}
