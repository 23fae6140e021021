//! Every path and text that a source file names, read from its tokens: imports, code and macros alike.

use std::str::FromStr;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// One name.
pub struct Name {
    /// What kind of name.
    pub kind: NameKind,
    /// The path's segments, starting at `crate` for our own; or the one text.
    pub path: Vec<String>,
    /// Whether only tests see it.
    pub in_test: bool,
}

/// What a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// A path of two segments or more, or the first segment of an import.
    Path,
    /// A literal.
    Text,
    /// `use crate as x`.
    CrateRenamed,
}

/// Reads the names of the file `file`, a path inside src/.
pub fn names(file: &str, source: &str) -> Vec<Name> {
    let tokens = TokenStream::from_str(source).expect("a source file is made of tokens");
    let module: Vec<String> = file
        .trim_end_matches(".rs")
        .split('/')
        .filter(|part| !matches!(*part, "mod" | "lib"))
        .map(str::to_owned)
        .collect();
    let in_test = file.ends_with("tests.rs") || file.split('/').any(|part| part == "tests");
    let mut reader = Reader { module, in_test, names: Vec::new() };
    reader.code(tokens);
    reader.names
}

struct Reader {
    /// The module that the tokens stand in.
    module: Vec<String>,
    in_test: bool,
    names: Vec<Name>,
}

impl Reader {
    /// Reads a stretch of code, a macro's insides or anything else between two delimiters.
    fn code(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let outer = self.in_test;
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    let bang = usize::from(is_punct(tokens.get(at + 1), '!'));
                    if let Some(TokenTree::Group(group)) = tokens.get(at + 1 + bang)
                        && group.delimiter() == Delimiter::Bracket
                    {
                        let text = group.stream().to_string().replace(' ', "");
                        // Until the end of the item that follows.
                        self.in_test |= text == "cfg(test)";
                        // What documentation says is no import.
                        if !text.starts_with("doc=") {
                            self.code(group.stream());
                        }
                        at += 2 + bang;
                        continue;
                    }
                    at += 1;
                }
                TokenTree::Ident(ident) if *ident == "mod" => {
                    if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                        (tokens.get(at + 1), tokens.get(at + 2))
                    {
                        self.module.push(name.to_string());
                        self.code(body.stream());
                        self.module.pop();
                        self.in_test = outer;
                        at += 2;
                    }
                    at += 1;
                }
                TokenTree::Ident(ident) if *ident == "use" => {
                    at = self.path(&tokens, at + 1, Vec::new(), true);
                }
                TokenTree::Ident(_) => at = self.path(&tokens, at, Vec::new(), false),
                TokenTree::Group(group) => {
                    self.code(group.stream());
                    if group.delimiter() == Delimiter::Brace {
                        self.in_test = outer;
                    }
                    at += 1;
                }
                TokenTree::Literal(literal) => {
                    self.push(NameKind::Text, vec![literal.to_string()]);
                    at += 1;
                }
                TokenTree::Punct(punct) => {
                    if punct.as_char() == ';' {
                        self.in_test = outer;
                    }
                    at += 1;
                }
            }
        }
        self.in_test = outer;
    }

    /// Reads the path that starts at `at` and goes on from `prefix`; gives where it ends.
    fn path(&mut self, tokens: &[TokenTree], mut at: usize, prefix: Vec<String>, import: bool) -> usize {
        let mut path = prefix;
        // `::std::fs` starts at the root of all packages.
        if path.is_empty() && is_colons(tokens, at) {
            at += 2;
        }
        loop {
            match tokens.get(at) {
                Some(TokenTree::Ident(ident)) => path.push(ident.to_string()),
                Some(TokenTree::Group(group)) if import && group.delimiter() == Delimiter::Brace => {
                    self.import_group(group, &path);
                    return at + 1;
                }
                _ => break,
            }
            at += 1;
            if !is_colons(tokens, at) {
                break;
            }
            at += 2;
        }
        let renamed = matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if *ident == "as");
        if import || path.len() > 1 {
            let path = self.resolved(path);
            if import && renamed && path == ["crate"] {
                self.push(NameKind::CrateRenamed, path);
            } else {
                self.push(NameKind::Path, path);
            }
        }
        at
    }

    /// Reads `{a, b::c}` of an import, each part going on from `prefix`.
    fn import_group(&mut self, group: &Group, prefix: &[String]) {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = self.path(&tokens, at, prefix.to_vec(), true);
            while at < tokens.len() && !is_punct(tokens.get(at), ',') {
                at += 1;
            }
            at += 1;
        }
    }

    /// The path from `crate` on, for one that starts at `self`, `super` or our own package's name.
    fn resolved(&self, path: Vec<String>) -> Vec<String> {
        let mut base = self.module.clone();
        let mut rest = &path[..];
        match rest.first().map(String::as_str) {
            Some("self") => rest = &rest[1..],
            Some("super") => {
                while rest.first().is_some_and(|part| part == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            Some("crate" | "cfn_explorer") => {
                base.clear();
                rest = &rest[1..];
            }
            _ => return path,
        }
        let rest = rest.iter().filter(|part| *part != "self");
        std::iter::once("crate".to_owned()).chain(base).chain(rest.cloned()).collect()
    }

    fn push(&mut self, kind: NameKind, path: Vec<String>) {
        self.names.push(Name { kind, path, in_test: self.in_test });
    }
}

fn is_punct(token: Option<&TokenTree>, expected: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == expected)
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')
}
