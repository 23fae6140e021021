//! What an eye would object to, counted over every template at hand: the figures of `layout::quality`.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use cfn_explorer::eval::Inputs;
use cfn_explorer::layout::{self, Drawing, Quality};
use cfn_explorer::pipeline;
use cfn_explorer::scene::{ComposeOptions, Lens};

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
