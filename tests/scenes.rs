//! Golden scenes: each small template in `tests/scenes` beside the outline of its scene, and those of the series.
//! `UPDATE_EXPECT=1 cargo test --test scenes` writes the outlines anew; read the difference before committing it.

use std::path::{Path, PathBuf};

use cfn_explorer::eval::Inputs;
use cfn_explorer::scene::{ComposeOptions, Folding, Start};
use cfn_explorer::{pipeline, scene};
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
