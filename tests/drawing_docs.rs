//! The pictures of `docs/drawing.md`: each a template in `docs/drawing` beside what the command line draws of it.
//! `UPDATE_EXPECT=1 cargo test --test drawing_docs` draws them anew; look at those that changed.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect_file;

const FOLDER: &str = "docs/drawing";

#[test]
fn every_picture_is_what_the_command_line_draws() {
    for template in templates() {
        let lens = if name(&template) == "references" { "references" } else { "architecture" };
        let drawn = Command::new(env!("CARGO_BIN_EXE_cfn-explorer"))
            .args(["render", "--lens", lens])
            .arg(&template)
            .output()
            .expect("the command line starts");
        assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
        let picture = String::from_utf8(drawn.stdout).expect("an SVG file is UTF-8");
        expect_file![template.with_extension("svg")].assert_eq(&picture);
    }
}

#[test]
fn every_template_is_without_a_mistake() {
    for template in templates() {
        let checked = Command::new(env!("CARGO_BIN_EXE_cfn-explorer"))
            .arg("check")
            .arg(&template)
            .output()
            .expect("the command line starts");
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    }
}

#[test]
fn the_page_shows_every_picture_and_no_other() {
    let page = std::fs::read_to_string(root("docs/drawing.md")).expect("the page can be read");
    let links = page.split("](drawing/").skip(1).filter_map(|rest| rest.split(')').next());
    let shown: BTreeSet<&str> = links.filter_map(|link| link.strip_suffix(".svg")).collect();
    let templates = templates();
    let drawn: BTreeSet<&str> = templates.iter().map(|template| name(template)).collect();
    assert_eq!(shown, drawn);
}

fn templates() -> Vec<PathBuf> {
    let files = support::files_in(FOLDER);
    let templates: Vec<PathBuf> =
        files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "yaml")).collect();
    assert!(templates.len() > 10, "the templates of {FOLDER} were not found");
    templates
}

fn name(template: &Path) -> &str {
    template.file_stem().and_then(|stem| stem.to_str()).expect("a file has a name")
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
