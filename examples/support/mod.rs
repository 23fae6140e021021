//! What the examples share: which templates they are about.

use std::path::{Path, PathBuf};

/// What is drawn when nothing is named.
pub const USUAL: [&str; 3] = ["www/templates", "tests/scenes", "../shared/corpus/good"];

/// The templates of a folder, sorted, or the file itself.
pub fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| is_template(path)).collect();
    files.sort();
    files
}

fn is_template(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    path.is_file() && ["yaml", "yml", "json", "template"].iter().any(|known| extension == *known)
}
