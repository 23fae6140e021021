//! The pictures of AWS services: files of the npm package aws-icons, found where they usually are.

use std::path::{Path, PathBuf};
use std::{env, fs};

use cfn_explorer::svg::Figure;

use crate::failure::Failure;
use crate::printed_lines::PrintedLines;

/// Where an installed package has them.
const PACKAGE: &str = "node_modules/aws-icons/icons/architecture-service";

/// Beside the command line, as beside the page's script.
const BESIDE: &str = "icons";

/// The texts of the files that a figure shows, by name. Letters stand for what is not there, and standard error says so.
pub fn of(figure: &Figure, folder: Option<&Path>) -> Result<Vec<(&'static str, String)>, Failure> {
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(Failure::Io(format!("there is no folder {}", folder.display()), None));
    }
    let names = figure.images();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let Some(folder) = folder.map(Path::to_owned).or_else(usual) else {
        let message = "letters stand for the pictures of AWS services: no folder with them was found";
        let hint = "`npm install aws-icons`, or name one with --icons";
        PrintedLines::remark("note", message, Some(hint)).say();
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for name in names {
        match fs::read_to_string(folder.join(name).with_extension("svg")) {
            Ok(text) => found.push((name, text)),
            Err(error) => {
                let message = format!("letters stand for {name}.svg, which could not be read: {error}");
                PrintedLines::remark("note", &message, None).say();
            }
        }
    }
    Ok(found)
}

/// The folder beside the command line; else that of a package, found as Node.js finds one, from the command line's
/// folder upwards, then from the current folder.
fn usual() -> Option<PathBuf> {
    let here = env::current_exe().ok().and_then(|file| file.canonicalize().ok());
    let beside = here.as_deref().and_then(Path::parent).map(Path::to_owned);
    let current = env::current_dir().ok();
    let packages = [&beside, &current].into_iter().flatten().flat_map(|folder| folder.ancestors());
    let mut folders =
        beside.iter().map(|folder| folder.join(BESIDE)).chain(packages.map(|folder| folder.join(PACKAGE)));
    folders.find(|folder| folder.is_dir())
}
