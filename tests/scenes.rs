//! Golden scenes: each small template in `tests/scenes` beside the outline of its scene, and those of the series.
//! `UPDATE_EXPECT=1 cargo test --test scenes` writes the outlines anew; read the difference before committing it.

use std::path::{Path, PathBuf};

use cfn_explorer::eval::Inputs;
use cfn_explorer::scene::{ComposeOptions, Folding, Start};
use cfn_explorer::svg::{self, SvgOptions};
use cfn_explorer::{graph, pipeline, scene};
use expect_test::expect_file;

#[test]
fn every_pattern_is_composed_as_its_outline_says() {
    let patterns = templates("tests/scenes");
    assert!(patterns.len() >= 40, "{} patterns", patterns.len());
    for file in patterns {
        expect_file![file.with_extension("scene")].assert_eq(&outline(&read(&file)));
    }
}

#[test]
fn the_series_is_composed_as_its_outlines_say() {
    for file in templates("www/templates") {
        let name = file.file_name().expect("a file has a name");
        let expected = root("tests/scenes/series").join(name).with_extension("scene");
        expect_file![expected].assert_eq(&outline(&read(&file)));
    }
}

#[test]
fn another_template_with_the_same_structure_and_other_names_comes_out_the_same() {
    for file in templates("www/templates") {
        let text = read(&file);
        let source = pipeline::read(text.as_str().into()).expect("a template of ours");
        let ids: Vec<&str> = source.template.resources.keys().map(|id| id.as_str()).collect();
        let renamed = |text: &str| {
            with_words(text, |word| Some(format!("X{}", ids.iter().position(|id| *id == word)?)))
        };
        assert_eq!(renamed(&outline(&text)), outline(&renamed(&text)), "{}", file.display());
    }
}

/// Signs that the picture writes itself: of what only AWS will know, of what exists, between the ends of links and the steps
/// of paths, before numbers.
const OWN_SIGNS: [&str; 10] = [
    "‹Kestrel›",
    "‹Stage›",
    "‹AWS::Region›",
    "›Kestrel‹",
    "Kestrel→Kestrel",
    "Kestrel → Kestrel, through Told",
    "Kestrel (existing)",
    "Kestrel · Kestrel",
    "Kestrel/stack",
    "Kestrel ×3",
];

#[test]
fn texts_that_look_like_ours_are_the_templates_own() {
    let text = read(&root("tests/scenes/names_that_look_like_ours.yaml"));
    let plain = everything(&text);
    assert!(plain.len() > 60, "{plain:#?}");
    for sign in OWN_SIGNS {
        let told = everything(&text.replace("Kestrel", sign));
        assert_eq!(plain.len(), told.len(), "{sign}");
        for (plain, told) in plain.iter().zip(told) {
            assert_eq!(*plain, told.replace(sign, "Kestrel"), "{sign}");
        }
    }
}

/// The outline, the graph, the outputs, and what the picture says of each part.
fn everything(text: &str) -> Vec<String> {
    let source = pipeline::read(text.into()).expect("the template is valid");
    let deployment = pipeline::deploy(&source, &Inputs::default());
    let picture = pipeline::draw(&source, &deployment, &ComposeOptions::default());
    let written = svg::write(&picture.figure, &SvgOptions::default());
    let document = roxmltree::Document::parse(&written).expect("the file is XML");
    let said = document.descendants().filter(|part| part.has_tag_name("title") || part.has_tag_name("desc"));
    let mut all: Vec<String> = said.filter_map(|part| part.text().map(str::to_owned)).collect();
    all.extend([text, &format!("# overview\n{text}")].map(outline));
    let graph = serde_json::to_string_pretty(&graph::document(&deployment.graph));
    all.extend(graph.expect("a graph is a document").lines().map(str::to_owned));
    all.extend(deployment.stack.outputs.iter().map(|(id, output)| format!("{id}: {output:?}")));
    all
}

fn outline(text: &str) -> String {
    let source = pipeline::read(text.into()).unwrap_or_else(|problems| panic!("{problems:?} in {text}"));
    let deployment = pipeline::deploy(&source, &Inputs::default());
    let options = ComposeOptions { folding: folding(text), ..ComposeOptions::default() };
    let scene = pipeline::compose(&source, &deployment, &options);
    format!("{}{}\n", scene::outline(&scene), scene.description)
}

/// What the first line asks for: `# overview`, `# collapse Vpc`, `# overview, expand Vpc`.
fn folding(text: &str) -> Folding {
    let mut folding = Folding::default();
    let first = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default();
    for wish in first.split(", ") {
        match wish.split_once(' ') {
            None if wish == "overview" => folding.start = Start::Overview,
            None if wish == "everything" => folding.start = Start::Everything,
            Some(("collapse", id)) => assert!(folding.collapse(&id.into())),
            Some(("expand", id)) => assert!(folding.expand(&id.into())),
            _ => {}
        }
    }
    folding
}

/// The text with some of its words replaced.
fn with_words(text: &str, replace: impl Fn(&str) -> Option<String>) -> String {
    let mut result = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        // `AWS::EC2::InternetGateway` names a type, whatever a resource is called.
        let new = if result.ends_with("::") { None } else { replace(word) };
        result.push_str(&new.unwrap_or_else(|| word.to_owned()));
        let end = after.find(char::is_alphanumeric).unwrap_or(after.len());
        let (between, after) = after.split_at(end);
        result.push_str(between);
        rest = after;
    }
    result
}

fn templates(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root(folder)).expect("the folder is there").flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    files
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|problem| panic!("{}: {problem}", file.display()))
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
