//! Files that may be templates.

use std::path::{Path, PathBuf};

/// All files of a folder beside the manifest that may be templates, and of the folders in it.
pub fn files_below(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if matches!(kind, "yaml" | "yml" | "json" | "template") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
