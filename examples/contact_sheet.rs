//! A page of thumbnails, to look at many drawings at once: every template of the given files or folders, in one lens.
//!
//! `cargo run --release --example contact_sheet -- [--lens all-resources] [-o sheet.html] www/templates /tmp/gen500.yaml`;
//! without files the series' templates, the scenes of the tests and the corpus, where they lie. Drawings with faults
//! come first, by the metrics of `examples/quality.rs`, then the largest; the same drawing of another file is left out.

mod support;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use cfn_explorer::eval::Inputs;
use cfn_explorer::layout::{self, Quality};
use cfn_explorer::pipeline;
use cfn_explorer::scene::{ComposeOptions, Lens};
use cfn_explorer::svg::{self, Figure, SvgOptions};

/// Beside the drawings, in the page itself: it is looked at from a file.
const STYLE: &str = "body{font:12px/1.4 sans-serif;margin:16px;background:#eceff3}\
    main{display:grid;grid-template-columns:repeat(auto-fill,minmax(420px,1fr));gap:12px}\
    figure{margin:0;padding:8px;background:#fff;border:1px solid #cfd6de}\
    a{display:block;height:320px}svg{width:100%;height:100%;max-width:var(--w);max-height:var(--h);margin:auto;display:block}figcaption{overflow-wrap:anywhere}b{color:#b3261e}";

/// One drawing on the sheet.
struct Thumbnail {
    name: String,
    figure: Rc<Figure>,
    quality: Quality,
}

fn main() -> std::io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let lens = match option(&mut arguments, "--lens").as_deref() {
        Some("all-resources") => Lens::AllResources,
        Some("references") => Lens::References,
        _ => Lens::Architecture,
    };
    let target = option(&mut arguments, "-o").unwrap_or_else(|| "sheet.html".into());
    if arguments.is_empty() {
        arguments = support::USUAL.map(str::to_owned).to_vec();
    }
    let files = arguments.iter().flat_map(|name| support::files(Path::new(name)));
    let mut thumbnails: Vec<Thumbnail> = files.filter_map(|file| thumbnail(&file, lens)).collect();
    thumbnails.dedup_by(|one, before| one.figure == before.figure);
    thumbnails.sort_by_key(|one| std::cmp::Reverse((faults(&one.quality), one.quality.nodes)));
    if let Some(folder) = Path::new(&target).parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&target, page(&thumbnails))?;
    println!("{} drawings in {target}", thumbnails.len());
    Ok(())
}

/// Takes an option with its value out of the arguments.
fn option(arguments: &mut Vec<String>, name: &str) -> Option<String> {
    let at = arguments.iter().position(|argument| argument == name)?;
    arguments.drain(at..arguments.len().min(at + 2)).nth(1)
}

fn thumbnail(file: &Path, lens: Lens) -> Option<Thumbnail> {
    let text = std::fs::read_to_string(file).ok()?;
    let source = pipeline::read(text.into()).ok()?;
    let deployment = pipeline::deploy(&source, &Inputs::default());
    let options = ComposeOptions { lens, ..ComposeOptions::default() };
    let picture = pipeline::draw(&source, &deployment, &options);
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Some(Thumbnail { quality: layout::quality(&picture.drawing), figure: picture.figure, name })
}

fn service_icon(name: &'static str) -> Option<(&'static str, String)> {
    let folder = PathBuf::from("node_modules/aws-icons/icons/architecture-service");
    let text = std::fs::read_to_string(folder.join(name).with_extension("svg")).ok()?;
    Some((name, text))
}

/// What must be 0.
fn faults(quality: &Quality) -> usize {
    quality.overlaps
        + quality.container_overlaps
        + quality.containment
        + quality.through_nodes
        + quality.label_collisions
        + quality.across_borders
        + quality.long_lines
        + quality.out_of_proportion
        + quality.same_labels
}

fn page(thumbnails: &[Thumbnail]) -> String {
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Contact sheet</title><style>{STYLE}</style><main>\n"
    );
    for (index, Thumbnail { name, figure, quality }) in thumbnails.iter().enumerate() {
        let Quality { nodes, links, crossings, aspect, density, .. } = quality;
        let faults = match faults(quality) {
            0 => String::new(),
            count => format!("<b>{count} faults</b>, "),
        };
        let Figure { width, height, .. } = &**figure;
        let images = figure.images().into_iter().filter_map(service_icon).collect();
        // Every drawing has its own ids: they share a page.
        let options = SvgOptions { id_prefix: format!("d{index}-"), images, ..SvgOptions::default() };
        let _ = writeln!(
            page,
            "<figure id=\"{index}\"><a href=\"#{index}\" style=\"--w:{width}px;--h:{height}px\">{}</a><figcaption>{}: {faults}{nodes} nodes, {links} links, \
             {crossings} crossings, aspect {aspect:.2}, density {density:.2}</figcaption></figure>",
            svg::write(figure, &options),
            escaped(name),
        );
    }
    page.push_str("</main></html>\n");
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
