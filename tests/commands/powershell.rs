//! A model of what PowerShell makes of a command, and how its versions hand arguments to a program.
//!
//! Written from about_Parsing, about_Quoting_Rules and the known faults of Windows PowerShell 5.1. What the model does not
//! know, it refuses.

/// The versions of PowerShell that pass arguments differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PowerShell {
    /// Windows PowerShell 5.1.
    Five,
    /// 7.0 to 7.2, and later ones that are asked for `Legacy`.
    SevenLegacy,
    /// 7.3 and later.
    SevenStandard,
}

/// The commands that PowerShell runs for a pasted text, each as the command line that the program gets.
///
/// # Errors
/// When the text is not of the forms that commands take here.
pub fn powershell(
    text: &str,
    version: PowerShell,
    secrets: &[(&str, String)],
) -> Result<Vec<String>, String> {
    let (body, block) = match text.strip_prefix("& {").and_then(|rest| rest.strip_suffix('}')) {
        Some(body) => (body.trim_matches(['\n', ' ']), true),
        None => (text, false),
    };
    let mut version = version;
    let mut commands = Vec::new();
    for words in statements(body, secrets)? {
        match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["$PSNativeCommandArgumentPassing", "=", "Legacy"] if block => {
                if version == PowerShell::SevenStandard {
                    version = PowerShell::SevenLegacy;
                }
            }
            ["if", ..] if block => {}
            [variable, "=", ..] if variable.starts_with("$secret_") => {}
            ["aws", ..] => commands.push(command_line(&words, version)?),
            other => return Err(format!("an unknown statement: {other:?}")),
        }
    }
    Ok(commands)
}

/// How PowerShell writes arguments into the one command line that Windows programs get.
fn command_line(words: &[String], version: PowerShell) -> Result<String, String> {
    let mut written = Vec::new();
    for word in words {
        // Quoted or not, it is taken away, and what follows is no longer PowerShell's.
        if word == "--%" {
            return Err("the stop-parsing token".into());
        }
        written.push(match version {
            PowerShell::Five | PowerShell::SevenLegacy if word.is_empty() => continue,
            // Backslashes at the end are not doubled: they escape the quote.
            PowerShell::Five if word.contains(char::is_whitespace) && !word.starts_with('"') => {
                format!("\"{word}\"")
            }
            PowerShell::Five => word.clone(),
            PowerShell::SevenLegacy if needs_quotes(word) => {
                let tail = word.len() - word.trim_end_matches('\\').len();
                format!("\"{word}{}\"", "\\".repeat(tail))
            }
            PowerShell::SevenLegacy => word.clone(),
            PowerShell::SevenStandard => standard(word),
        });
    }
    Ok(written.join(" "))
}

/// Blanks outside pairs of quotes that no backslash escapes.
fn needs_quotes(word: &str) -> bool {
    let (mut quotes, mut escaped, mut needs) = (0, false, false);
    for c in word.chars() {
        if c == '"' && !escaped {
            quotes += 1;
        } else if c.is_whitespace() && quotes % 2 == 0 {
            needs = true;
        }
        escaped = c == '\\';
    }
    needs
}

/// As .NET's argument list is written: the inverse of `windows::arguments`.
fn standard(word: &str) -> String {
    if !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || c == '"') {
        return word.to_owned();
    }
    let mut out = String::from("\"");
    let mut backslashes = 0;
    for c in word.chars() {
        if c == '"' {
            out.push_str(&"\\".repeat(backslashes + 1));
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        out.push(c);
    }
    out + &"\\".repeat(backslashes) + "\""
}

/// Statements in words, strings and sums of strings evaluated.
fn statements(text: &str, secrets: &[(&str, String)]) -> Result<Vec<Vec<String>>, String> {
    let mut parser = Parser { chars: text.chars().peekable(), secrets };
    let mut statements = vec![Vec::new()];
    loop {
        match parser.chars.peek().copied() {
            None => return Ok(statements.into_iter().filter(|words| !words.is_empty()).collect()),
            Some(' ') => drop(parser.chars.next()),
            Some('\n' | ';') => {
                parser.chars.next();
                statements.push(Vec::new());
            }
            Some('`') => {
                parser.chars.next();
                if parser.chars.next() != Some('\n') {
                    return Err("a backtick that continues no line".into());
                }
            }
            Some(_) => {
                let opaque = statements.last().and_then(|words: &Vec<String>| words.first());
                let opaque = opaque.is_some_and(|first| first == "if" || first.starts_with("$secret_"));
                let word = if opaque { parser.rest_of_line() } else { parser.word()? };
                statements.last_mut().ok_or("no statement")?.push(word);
            }
        }
    }
}

struct Parser<'a> {
    chars: std::iter::Peekable<std::str::Chars<'a>>,
    secrets: &'a [(&'a str, String)],
}

impl Parser<'_> {
    fn word(&mut self) -> Result<String, String> {
        match self.chars.peek() {
            Some('\'') => self.single_quoted(),
            Some('(') => self.sum(),
            _ => self.bare(),
        }
    }

    /// Statements that commands here have no values in.
    fn rest_of_line(&mut self) -> String {
        let mut rest = String::new();
        while let Some(c) = self.chars.next_if(|c| !matches!(c, '\n' | ';')) {
            rest.push(c);
        }
        if rest.starts_with("= ") { "=".into() } else { rest }
    }

    fn bare(&mut self) -> Result<String, String> {
        let mut word = String::new();
        while let Some(c) = self.chars.next_if(|c| !matches!(c, ' ' | '\n' | ';')) {
            let variable = c == '$' && word.is_empty();
            if !variable && c != '=' && !c.is_ascii_alphanumeric() && !"-._:/".contains(c) {
                return Err(format!("{c:?} in a bare word"));
            }
            word.push(c);
        }
        Ok(word)
    }

    fn single_quoted(&mut self) -> Result<String, String> {
        let quote = |c: &char| matches!(c, '\'' | '\u{2018}'..='\u{201b}');
        self.chars.next();
        let mut text = String::new();
        loop {
            let c = self.chars.next().ok_or("an open single quote")?;
            if !quote(&c) {
                text.push(c);
            } else if self.chars.next_if(quote).is_some() {
                // Two are one, the first of them.
                text.push(c);
            } else {
                return self.followed_by_nothing(text);
            }
        }
    }

    /// `('a' + $secret_1 + 'b')`.
    fn sum(&mut self) -> Result<String, String> {
        self.chars.next();
        let mut text = String::new();
        loop {
            match self.chars.peek() {
                Some('\'') => text.push_str(&self.single_quoted()?),
                Some('$') => {
                    self.chars.next();
                    let mut name = String::new();
                    while let Some(c) = self.chars.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                        name.push(c);
                    }
                    let secret = self.secrets.iter().find(|(known, _)| *known == name);
                    text.push_str(&secret.ok_or("an unknown variable")?.1);
                }
                Some(' ' | '+') => drop(self.chars.next()),
                Some(')') => {
                    self.chars.next();
                    return Ok(text);
                }
                other => return Err(format!("{other:?} in a sum")),
            }
        }
    }

    fn followed_by_nothing(&mut self, text: String) -> Result<String, String> {
        match self.chars.peek() {
            None | Some(' ' | '\n' | ')' | ';') => Ok(text),
            Some(c) => Err(format!("{c:?} right after a string")),
        }
    }
}

#[test]
fn the_model_refuses_what_would_run() {
    for text in [
        "aws $(calc)",
        "aws \"$HOME\"",
        "aws a,b",
        "aws 'a'b",
        "aws @a",
        "calc",
        "aws (calc)",
        "aws '--%'",
        "aws a; calc",
        "aws a\ncalc",
        "aws 'a\u{2019}; calc",
    ] {
        assert!(powershell(text, PowerShell::SevenStandard, &[]).is_err(), "{text}");
    }
}

#[test]
fn the_model_has_the_faults_of_each_version() {
    let five = |text| powershell(text, PowerShell::Five, &[]).expect("it is of a known form").remove(0);
    assert_eq!(five("aws 'x y\\' z"), "aws \"x y\\\" z");
    assert_eq!(five("aws '' z"), "aws z");
    let seven = powershell("aws 'x y\\' '' z", PowerShell::SevenStandard, &[]);
    assert_eq!(seven.as_deref(), Ok(&["aws \"x y\\\\\" \"\" z".to_owned()][..]));
}
