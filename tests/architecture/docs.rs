//! Doc comments as statements.

/// Words that make a riddle of a doc comment that begins with them: 'Whether it is shown', 'What it is called'.
const RIDDLES: [&str; 4] = ["How ", "What ", "Whether ", "Whose "];

/// Where they may stand still, each with the reason. A place without any must go from here.
const EXCEPTIONS: &[(&str, &str)] =
    &[("bin/cfn-explorer/args.rs", "its doc comments are what `--help` prints")];

/// Returns each doc comment that begins with such a word, and each exception that is none; `files` are paths inside src/ with
/// their sources.
pub fn riddles(files: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    let mut used: Vec<&str> = Vec::new();
    for (name, source) in files {
        let exception = EXCEPTIONS.iter().find(|(place, _)| name.starts_with(place));
        let mut is_first = true;
        for (number, line) in source.lines().enumerate() {
            let doc = line.trim_start().strip_prefix("/// ");
            let riddle = doc.filter(|doc| is_first && RIDDLES.iter().any(|word| doc.starts_with(word)));
            is_first = !line.trim_start().starts_with("///");
            match (riddle, exception) {
                (Some(_), Some((place, _))) => used.push(place),
                (Some(doc), None) => {
                    found.push(format!("src/{name}:{}: say it as a statement: {doc}", number + 1));
                }
                (None, _) => {}
            }
        }
    }
    let unused = EXCEPTIONS.iter().filter(|(place, _)| !used.contains(place));
    found.extend(
        unused.map(|(place, _)| format!("src/{place} has none: take it out of tests/architecture/docs.rs")),
    );
    found
}
