//! Golden scenes: each small template in `tests/scenes` beside the outline of its scene.
//! `UPDATE_EXPECT=1 cargo test --test scenes` writes the outlines anew; read the difference before committing it.

use std::path::Path;

use cfn_explorer::scene::ComposeOptions;
use cfn_explorer::{eval, graph, scene, template};
use expect_test::expect_file;

#[test]
fn every_pattern_is_composed_as_its_outline_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenes");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    assert!(files.len() >= 40, "{} patterns", files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a pattern can be read");
        let template = template::parse(&text)
            .unwrap_or_else(|problems| panic!("{}: {problems:?}", file.display()))
            .value;
        let stack = eval::evaluate(&template, &eval::Inputs::default()).value;
        let scene = scene::compose(&template, &stack, &graph::build(&template), &ComposeOptions::default());
        let outline = format!("{}{}\n", scene::outline(&scene), scene.description);
        expect_file![file.with_extension("scene")].assert_eq(&outline);
    }
}
