//! Functions that fit on a page.

/// The most lines of a function.
const MOST: usize = 70;

/// Where functions may be longer, each with the reason. A place without any must go from here.
const EXCEPTIONS: &[(&str, &str)] = &[("view/", "a component is one function with its markup")];

/// Returns each function that is longer, and each exception that has none; `files` are paths inside src/ with their sources, as
/// rustfmt writes them.
pub fn long(files: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    let mut used: Vec<&str> = Vec::new();
    for (name, source) in files.iter().filter(|(name, _)| !name.contains("tests")) {
        let exception = EXCEPTIONS.iter().find(|(place, _)| name.starts_with(place));
        let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let lines: Vec<&str> = code.lines().collect();
        for (start, function) in lines.iter().enumerate().filter_map(|(at, line)| Some((at, begun(line)?))) {
            let indent = lines[start].len() - lines[start].trim_start().len();
            let is_end =
                |line: &&str| line.len() >= indent && line.is_char_boundary(indent) && &line[indent..] == "}";
            let Some(length) = lines[start..].iter().position(is_end) else { continue };
            match exception {
                _ if length < MOST => {}
                Some((place, _)) => used.push(place),
                None => found.push(format!("src/{name}:{}: {function} has {} lines", start + 1, length + 1)),
            }
        }
    }
    let unused = EXCEPTIONS.iter().filter(|(place, _)| !used.contains(place));
    found.extend(
        unused
            .map(|(place, _)| format!("src/{place} has none: take it out of tests/architecture/lengths.rs")),
    );
    found
}

/// Returns the name of the function with a body that a line begins.
fn begun(line: &str) -> Option<&str> {
    let start = line.trim_start().split("fn ").next()?;
    let is_start = start
        .split_whitespace()
        .all(|word| word.starts_with("pub") || word.ends_with(')') || word == "const");
    let (_, rest) = line.split_once("fn ").filter(|_| is_start && !line.ends_with(';'))?;
    rest.split(['(', '<']).next()
}
