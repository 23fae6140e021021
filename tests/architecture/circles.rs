//! Circles of imports between what stands in one folder.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::names;

/// Whom each file or folder in a folder imports of the same folder.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// Returns each circle between the files of one folder; `files` are paths inside src/ with their sources.
pub fn circles(files: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for (folder, imports) in imports(files) {
        let in_circles = in_circles(imports);
        if !in_circles.is_empty() {
            let lines = in_circles.iter().map(|(from, to)| {
                format!("{from} imports {}", to.iter().map(String::as_str).collect::<Vec<_>>().join(", "))
            });
            let lines: Vec<String> = lines.collect();
            found.push(format!("src/{folder} has a circle of imports: {}", lines.join("; ")));
        }
    }
    found
}

/// Reads who imports whom, folder by folder.
fn imports(files: &[(String, String)]) -> BTreeMap<String, Imports> {
    let mut folders: BTreeMap<String, Imports> = BTreeMap::new();
    let modules: Vec<Vec<&str>> = files.iter().map(|(name, _)| module(name)).collect();
    let known: BTreeSet<&[&str]> =
        modules.iter().flat_map(|module| (1..=module.len()).map(|length| &module[..length])).collect();
    for ((name, source), module) in files.iter().zip(&modules) {
        let used = names(name, source).into_iter().filter(|used| !used.in_test);
        for path in
            used.map(|used| used.path).filter(|path| path.first().is_some_and(|first| first == "crate"))
        {
            let path: Vec<&str> = path[1..].iter().map(String::as_str).collect();
            // Where the two paths part, one file or folder imports its neighbour.
            let common = module.iter().zip(&path).take_while(|(own, other)| own == other).count();
            if common == 0
                || common >= module.len()
                || common >= path.len()
                || !known.contains(&path[..=common])
            {
                continue;
            }
            let folder = folders.entry(module[..common].join("/")).or_default();
            folder.entry(module[common].to_owned()).or_default().insert(path[common].to_owned());
        }
    }
    folders
}

/// The module of a file, without those that only hold others.
fn module(name: &str) -> Vec<&str> {
    name.trim_end_matches(".rs").split('/').filter(|part| !matches!(*part, "mod" | "lib")).collect()
}

/// Leaves those alone that are in a circle, or between two.
fn in_circles(mut imports: Imports) -> Imports {
    loop {
        let before = imports.len();
        let imported: BTreeSet<String> = imports.values().flatten().cloned().collect();
        let importing: BTreeSet<String> = imports.keys().cloned().collect();
        imports.retain(|from, to| {
            to.retain(|to| importing.contains(to));
            !to.is_empty() && imported.contains(from)
        });
        if imports.len() == before {
            return imports;
        }
    }
}
