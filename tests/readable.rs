//! At any width a picture can be read: it folds until it can, or, where it is small, it starts where most of it stands.

use std::path::{Path, PathBuf};
use std::process::Command;

use cfn_explorer::eval::Inputs;
use cfn_explorer::layout::{Drawing, PlacedNode, PlacedText, SansMetrics, TextMeasure};
use cfn_explorer::pipeline::{self, GROWTH, LEAST_TEXT, Room, draw_within, is_readable};
use cfn_explorer::scene::{ComposeOptions, Extent, Folding, Lens, Node, Place, Shape, Start};
use cfn_explorer::session::viewport::{Viewport, units_per_pixel};

#[path = "support/templates.rs"]
mod templates;

/// The rooms of the picture in an explorer of 360, 720 and 1,200 pixels: those that its style sheet leaves.
const ROOMS: [(f64, Room); 3] = [
    (360.0, Room { width: 352.0, height: 272.0 }),
    (720.0, Room { width: 704.0, height: 528.0 }),
    (1_200.0, Room { width: 800.0, height: 416.0 }),
];

/// Drawings with no more icons never fold by themselves.
const FEW: usize = 24;

const LENSES: [Lens; 3] = [Lens::Architecture, Lens::AllResources, Lens::References];

#[test]
fn at_720_and_more_everything_can_be_read_and_at_360_what_is_in_view() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (name, text) in texts() {
        let Some(source) = pipeline::read(text.as_str().into()).ok() else { continue };
        let deployment = pipeline::deploy(&source, &Inputs::default());
        for lens in LENSES {
            let name = format!("{name}, {lens:?}");
            let open = pipeline::draw(&source, &deployment, &everything(lens)).drawing;
            for (width, room) in ROOMS {
                let fitted = draw_within(&source, &deployment, &fitting(lens), room, None);
                let drawing = &fitted.picture.drawing;
                seen += 1;
                let few = icons(&open) <= FEW;
                if few && is_folded_for_room(drawing) {
                    wrong.push(format!("{name} at {width}: {} icons fold", icons(&open)));
                }
                // A small one is shown whole where that is nearly enough, else its start can be read.
                let is_read = is_readable(drawing, room) || starts_readable(drawing, room, 1.15);
                if (!few && width >= 720.0 && !is_readable(drawing, room)) || !is_read {
                    let (w, h, steps) = (drawing.width, drawing.height, fitted.step);
                    wrong.push(format!("{name} at {width}: {w} by {h} units after {steps} steps"));
                }
                wrong.extend(crowded(drawing).map(|id| format!("{name} at {width}: no room in {id}")));
                if !says_what_is_in_boxes(drawing) {
                    wrong.push(format!("{name} at {width}: a collapsed box says nothing"));
                }
            }
        }
    }
    assert!(seen > 100 && wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn more_room_never_folds_more() {
    let mut wrong = Vec::new();
    for (name, text) in texts() {
        let Some(source) = pipeline::read(text.as_str().into()).ok() else { continue };
        let deployment = pipeline::deploy(&source, &Inputs::default());
        for lens in LENSES {
            let step = |room| draw_within(&source, &deployment, &fitting(lens), room, None).step;
            let steps: Vec<usize> = [1.0, 1.4, 2.0, 4.0, 16.0]
                .iter()
                .map(|times| step(Room { width: 704.0 * times, height: 528.0 * times }))
                .collect();
            if !steps.is_sorted_by(|a, b| a >= b) || steps.last() != Some(&0) {
                wrong.push(format!("{name}, {lens:?}: {steps:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn fitting(lens: Lens) -> ComposeOptions {
    ComposeOptions { lens, ..ComposeOptions::default() }
}

fn everything(lens: Lens) -> ComposeOptions {
    let folding = Folding { start: Start::Everything, ..Folding::default() };
    ComposeOptions { lens, folding, ..ComposeOptions::default() }
}

fn icons(drawing: &Drawing) -> usize {
    drawing.scene.nodes.iter().filter(|node| matches!(node.shape, Shape::Icon(_))).count()
}

fn is_folded_for_room(drawing: &Drawing) -> bool {
    let by_type = |id: &str| id.ends_with("/type/stack");
    drawing.scene.nodes.iter().any(|node| match &node.extent {
        Extent::Collapsed(_) => true,
        Extent::Stack(_, id) => by_type(id),
        Extent::Whole | Extent::Expanded | Extent::Loose(_) => false,
    })
}

fn says_what_is_in_boxes(drawing: &Drawing) -> bool {
    let mut nodes = drawing.scene.nodes.iter();
    nodes.all(|node| match node.extent {
        Extent::Collapsed(_) => node.facts.iter().any(|fact| fact.text.to_string().contains("resource")),
        Extent::Whole | Extent::Expanded | Extent::Stack(..) | Extent::Loose(_) => true,
    })
}

/// Returns the collapsed boxes whose texts would, as large as they are shown at the most, leave them, meet each other or the icons
/// below them, or lie under the button that opens them.
fn crowded(drawing: &Drawing) -> impl Iterator<Item = &str> {
    // 20 pixels, where labels of 12 units are just read.
    const BUTTON: f64 = 20.0 * 12.0 * GROWTH / LEAST_TEXT;
    let nodes = drawing.scene.nodes.iter().zip(&drawing.nodes);
    let boxes = nodes.filter(|(node, _)| matches!(node.extent, Extent::Collapsed(_)));
    let is_crowded = |(node, placed): &(&Node, &PlacedNode)| {
        // One that fills its column hangs on how wide that is.
        let is_free = node.place == Place::Flow;
        let shown = |text: &PlacedText| text.size * GROWTH;
        let texts: Vec<&PlacedText> = placed.label.iter().chain(&placed.facts).collect();
        let baseline = |text: &PlacedText| text.lines.first().map_or(0.0, |line| line.baseline);
        let meet = texts.windows(2).any(|pair| {
            let [above, below] = pair else { return false };
            baseline(below) - baseline(above) < shown(below).max(shown(above))
        });
        let leave = texts.iter().enumerate().any(|(line, text)| {
            let width: f64 = text
                .lines
                .iter()
                .map(|line| SansMetrics.width(&line.text.to_string(), text.size))
                .fold(0.0, f64::max);
            let button = if line < 2 { BUTTON } else { 0.0 };
            text.x + width * GROWTH + button > placed.rect.right()
        });
        let last = texts.last().map_or(0.0, |text| baseline(text));
        let covers = placed.badges.iter().any(|icon| icon.y < last || icon.right() > placed.rect.right());
        meet || covers || is_free && leave
    };
    boxes.filter(is_crowded).map(|(node, _)| &*node.id)
}

/// Returns true if the labels of a drawing are at the least so large where a reader starts, but for a little.
fn starts_readable(drawing: &Drawing, room: Room, spared: f64) -> bool {
    let view = Viewport::start(drawing, room);
    let unit = units_per_pixel(view.view_box(drawing.width, drawing.height), room.width, room.height);
    let labels = drawing.nodes.iter().filter_map(|node| node.label.as_ref());
    labels.map(|label| label.size * GROWTH / unit).all(|pixels| pixels * spared >= LEAST_TEXT - 1e-6)
}

/// Every template that there is: ours, the corpus where it is, and generated ones.
fn texts() -> Vec<(String, String)> {
    let folders = ["www/templates", "www/examples", "tests/scenes", "../shared/corpus/good"];
    let files: Vec<PathBuf> = folders.into_iter().flat_map(templates::files_below).collect();
    let read = |file: &PathBuf| Some((file.display().to_string(), std::fs::read_to_string(file).ok()?));
    let mut texts: Vec<(String, String)> = files.iter().filter_map(read).collect();
    texts.extend([50, 200, 500].map(flat));
    texts.extend([2, 6, 20].map(networks));
    texts.extend([50, 200, 500].into_iter().filter_map(generated));
    texts
}

/// As many resources of as many names as there are, in no box: only their types bring them together.
fn flat(count: usize) -> (String, String) {
    const TYPES: [&str; 9] = [
        "SQS::Queue",
        "SNS::Topic",
        "S3::Bucket",
        "DynamoDB::Table",
        "Kinesis::Stream",
        "ECR::Repository",
        "Cognito::UserPool",
        "EFS::FileSystem",
        "Events::EventBus",
    ];
    let word = |i: usize| ["Amber", "Birch", "Coral", "Dune", "Ember", "Fjord", "Grove", "Heath"][i % 8];
    let name = |i: usize| format!("{}{}{}", word(i), word(i / 8), word(i / 64));
    let resources =
        (0..count).map(|i| format!("  {}{i}: {{Type: AWS::{}}}\n", name(i), TYPES[i * 7 % TYPES.len()]));
    (format!("flat {count}"), format!("Resources:\n{}", resources.collect::<String>()))
}

/// Networks of three subnets with eight hosts each.
fn networks(count: usize) -> (String, String) {
    let mut text = "Resources:\n".to_owned();
    for net in 0..count {
        text.push_str(&format!(
            "  Net{net}: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: 10.{net}.0.0/16}}}}\n"
        ));
        for part in 0..3 {
            let subnet = format!("VpcId: !Ref Net{net}, CidrBlock: 10.{net}.{part}.0/24");
            text.push_str(&format!(
                "  Part{net}x{part}: {{Type: AWS::EC2::Subnet, Properties: {{{subnet}}}}}\n"
            ));
            for host in ["Mail", "Shop", "Blog", "Wiki", "Chat", "Docs", "Maps", "News"] {
                let properties = format!("SubnetId: !Ref Part{net}x{part}");
                text.push_str(&format!(
                    "  {host}{net}x{part}: {{Type: AWS::EC2::Instance, Properties: {{{properties}}}}}\n"
                ));
            }
        }
    }
    (format!("{count} networks"), text)
}

/// A template of a number of resources, by the generator beside the project, where it and Python are.
fn generated(count: usize) -> Option<(String, String)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/gen_template.py");
    let run = Command::new("python3").arg(script).arg(count.to_string()).output().ok()?;
    let text = String::from_utf8_lossy(&run.stdout).into_owned();
    run.status.success().then(|| (format!("generated {count}"), text))
}
