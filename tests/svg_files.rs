//! Every SVG file is valid XML that stands alone: no script, nothing loaded, ids of its own, a title and a description.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cfn_explorer::eval::Inputs;
use cfn_explorer::pipeline::{self, Picture};
use cfn_explorer::scene::{ComposeOptions, Lens};
use cfn_explorer::svg::{self, SvgOptions, Theme};

/// What a figure is made of.
const ELEMENTS: [&str; 10] =
    ["svg", "title", "desc", "metadata", "defs", "image", "use", "g", "path", "text"];

#[test]
fn files_of_our_templates_stand_alone() {
    let folders = ["www/templates", "tests/scenes"];
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| templates(folder)).collect();
    assert!(files.len() > 40, "the templates were not found");
    for file in files {
        for lens in [Lens::Architecture, Lens::AllResources, Lens::References] {
            check(&file, lens, Theme::Light);
        }
        check(&file, Lens::Architecture, Theme::Dark);
    }
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn files_of_the_corpus_stand_alone() {
    for file in templates("../shared/corpus/good") {
        check(&file, Lens::Architecture, Theme::Light);
    }
}

#[test]
fn titles_have_what_labels_leave_out() {
    let text = "
Parameters: {Net: {Type: String}}
Resources:
  Deep: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://example.com/net.yaml}}
  theonlyteamofthecompanyoriginbucket: {Type: AWS::S3::Bucket}
  theonlyteamofthecompanytargetbucket: {Type: AWS::S3::Bucket}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !ImportValue {'Fn::Sub': '${Net}-SubnetA'}}}
  Inner: {Type: AWS::EC2::Instance, Properties: {SubnetId: !GetAtt Deep.Outputs.Room}}
  Other: {Type: AWS::EC2::Instance, Properties: {SubnetId: '{{resolve:ssm:/team/net/subnet-b}}'}}
";
    let source = pipeline::read(text.into()).expect("the template is valid");
    let deployment = pipeline::deploy(&source, &Inputs::default());
    let picture = pipeline::draw(&source, &deployment, &ComposeOptions::default());
    let written = svg::write(&picture.figure, &SvgOptions::default());
    let document = roxmltree::Document::parse(&written).expect("the file is XML");
    let named = |node: &roxmltree::Node, tag: &str| -> Vec<String> {
        let texts = node.descendants().filter(|child| child.has_tag_name(tag));
        texts.map(|child| child.text().unwrap_or_default().to_owned()).collect()
    };
    let nodes: Vec<(String, String)> = document
        .descendants()
        .filter(|node| node.attribute("data-id").is_some())
        .map(|node| (named(&node, "text").concat(), named(&node, "title").concat()))
        .collect();
    for (label, whole) in [
        ("…originbucket", "theonlyteamofthecompanyoriginbucket"),
        ("…targetbucket", "theonlyteamofthecompanytargetbucket"),
        ("SubnetAfrom ‹Net›", "‹Net›-SubnetA"),
        ("Room(by Deep)", "Deep.Room"),
        ("subnet-bfrom /team/net", "/team/net/subnet-b"),
    ] {
        let is_whole = |(text, title): &(String, String)| text == label && title.contains(whole);
        assert!(nodes.iter().any(is_whole), "{label}, {whole} in {nodes:#?}");
    }
}

fn check(file: &Path, lens: Lens, theme: Theme) {
    let text = std::fs::read_to_string(file).expect("a template can be read");
    let Ok(source) = pipeline::read(text.as_str().into()) else { return };
    let deployment = pipeline::deploy(&source, &Inputs::default());
    let options = ComposeOptions { lens, ..ComposeOptions::default() };
    let picture = pipeline::draw(&source, &deployment, &options);
    // Every other picture is at hand.
    let images = picture.figure.images().into_iter().step_by(2).map(|name| (name, "<svg/>".into()));
    let options = SvgOptions { theme, images: images.collect(), ..SvgOptions::default() };
    let written = svg::write(&picture.figure, &options);

    let name = file.display();
    check_titles(&picture, &name.to_string());
    let document = roxmltree::Document::parse(&written).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut ids = BTreeSet::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let tag = node.tag_name().name();
        assert!(ELEMENTS.contains(&tag), "{name}: <{tag}>");
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            assert!(!key.starts_with("on") && key != "style", "{name}: {key}");
            let stays = value.starts_with('#') || value.starts_with("data:image/svg+xml;base64,");
            assert!(key != "href" || stays, "{name}: {value}");
            assert!(key == "xmlns" || !value.contains("url("), "{name}: {key}={value}");
            assert!(!value.contains("NaN") && !value.contains("inf") || key.starts_with("data-"), "{name}");
            assert!(key != "id" || ids.insert(value), "{name}: two elements are #{value}");
        }
    }
    let root = document.root_element();
    let labels = root.attribute("aria-labelledby").unwrap_or_default();
    assert!(!labels.is_empty() && labels.split(' ').all(|id| ids.contains(id)), "{name}: {labels}");
    let empty = |node: &roxmltree::Node| node.text().is_none_or(|text| text.trim().is_empty());
    assert!(!document.descendants().any(|node| node.has_tag_name("title") && empty(&node)), "{name}");
}

/// Every label that ends in an ellipsis, or begins with one, is in the title as a whole.
fn check_titles(picture: &Picture, name: &str) {
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    let scene = &picture.drawing.scene;
    for (node, placed) in scene.nodes.iter().zip(&picture.drawing.nodes) {
        let (Some(label), Some(shown)) = (&node.label, &placed.label) else { continue };
        let shown: String = shown.lines.iter().map(|line| plain(&line.text)).collect();
        // That it exists already is said by no title, and a parameter is named there without its marks.
        let existing = label.text.strip_suffix(" (existing)").map(|text| text.trim_matches(['‹', '›']));
        let whole = plain(existing.unwrap_or(&label.text));
        let title = node.tooltip();
        let is_whole = shown == plain(&label.text) || plain(&title).contains(&whole);
        assert!(is_whole, "{name}: {label:?} {title}");
    }
}

/// The templates of a folder; none where there is no such folder.
fn templates(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let is_template =
        |file: &PathBuf| file.extension().is_some_and(|ending| ending == "yaml" || ending == "json");
    files.retain(is_template);
    files.sort();
    files
}
