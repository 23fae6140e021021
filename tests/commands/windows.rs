//! Models of what Windows makes of a command: PowerShell, cmd.exe, and the split of a command line into arguments.
//!
//! Written from the documentation of each (about_Parsing, about_Quoting_Rules, 'Parsing C command-line arguments', and
//! the known phases of cmd.exe), for the forms that commands here take. What a model does not know, it refuses.

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

/// A Windows program's arguments, by the rules of Microsoft's C runtime; the program's name is the first.
pub fn arguments(line: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut chars = line.chars().peekable();
    loop {
        while chars.next_if(|c| matches!(c, ' ' | '\t')).is_some() {}
        if chars.peek().is_none() {
            return arguments;
        }
        let mut argument = String::new();
        let mut quoted = false;
        let mut backslashes = 0;
        while let Some(c) = chars.next_if(|c| quoted || !matches!(c, ' ' | '\t')) {
            if c == '\\' {
                backslashes += 1;
                continue;
            }
            if c == '"' {
                argument.push_str(&"\\".repeat(backslashes / 2));
                if backslashes % 2 == 1 || (quoted && chars.next_if_eq(&'"').is_some()) {
                    argument.push('"');
                } else {
                    quoted = !quoted;
                }
            } else {
                argument.push_str(&"\\".repeat(backslashes));
                argument.push(c);
            }
            backslashes = 0;
        }
        argument.push_str(&"\\".repeat(backslashes));
        arguments.push(argument);
    }
}

/// The commands that an interactive cmd.exe runs for a pasted text, each as the line that the program gets.
///
/// # Errors
/// When anything but the expected happens: a pipe, a redirection, a variable that is not ours.
pub fn cmd(text: &str, secrets: &[(&str, String)]) -> Result<Vec<String>, String> {
    let mut text = text.to_owned();
    // The statements that read secrets into variables are taken as read.
    while text.starts_with("for /f ") {
        let (_, rest) = text.split_once('\n').ok_or("a `for` without a command after it")?;
        text = rest.to_owned();
    }
    // Variables are filled in first, inside quotes too.
    for (name, value) in secrets {
        text = text.replace(&format!("%{name}%"), value);
    }
    // Any name may be that of a variable, but none starts with a caret.
    let parts: Vec<&str> = text.split('%').collect();
    for name in parts.iter().take(parts.len().saturating_sub(1)).skip(1) {
        if !name.starts_with('^') {
            return Err(format!("a variable is filled in: %{name}%"));
        }
    }
    let mut commands = vec![String::new()];
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        let command = commands.last_mut().ok_or("no command")?;
        match c {
            '\n' => return Err("a line ends inside a command".into()),
            '"' => {
                quoted = !quoted;
                command.push('"');
            }
            '^' if !quoted => match chars.next() {
                // The character after the line break loses its meaning.
                Some('\n') => command.extend(chars.next()),
                Some(c) => command.push(c),
                None => return Err("a caret at the end".into()),
            },
            '&' if !quoted && chars.next_if_eq(&'&').is_some() => commands.push(String::new()),
            '&' | '|' | '<' | '>' if !quoted => return Err(format!("{c} outside quotes: {text}")),
            _ => command.push(c),
        }
    }
    Ok(commands.iter().map(|command| command.trim().to_owned()).collect())
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
            ["aws", ..] => commands.push(command_line(&words, version)),
            other => return Err(format!("an unknown statement: {other:?}")),
        }
    }
    Ok(commands)
}

/// How PowerShell writes arguments into the one command line that Windows programs get.
fn command_line(words: &[String], version: PowerShell) -> String {
    let written = words.iter().map(|word| match version {
        PowerShell::Five => {
            if word.contains(char::is_whitespace) && !word.starts_with('"') {
                format!("\"{word}\"")
            } else {
                word.clone()
            }
        }
        PowerShell::SevenLegacy => {
            let tail = word.len() - word.trim_end_matches('\\').len();
            if needs_quotes(word) { format!("\"{word}{}\"", "\\".repeat(tail)) } else { word.clone() }
        }
        PowerShell::SevenStandard => standard(word),
    });
    written.collect::<Vec<_>>().join(" ")
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

/// As .NET's argument list is written: the inverse of [`arguments`].
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
            Some('"') => self.double_quoted(),
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

    fn double_quoted(&mut self) -> Result<String, String> {
        self.chars.next();
        let mut text = String::new();
        loop {
            match self.chars.next().ok_or("an open double quote")? {
                '"' => return self.followed_by_nothing(text),
                '`' | '\u{201c}'..='\u{201e}' => return Err("an escape in a double-quoted string".into()),
                '$' => text.push_str(&self.character()?),
                c => text.push(c),
            }
        }
    }

    /// `$([char]8238)`, one UTF-16 unit each.
    fn character(&mut self) -> Result<String, String> {
        let mut units = Vec::new();
        loop {
            for expected in "([char]".chars() {
                if self.chars.next() != Some(expected) {
                    return Err("a variable in a double-quoted string".into());
                }
            }
            let mut number = String::new();
            while let Some(digit) = self.chars.next_if(char::is_ascii_digit) {
                number.push(digit);
            }
            units.push(number.parse::<u16>().map_err(|error| error.to_string())?);
            if self.chars.next() != Some(')') {
                return Err("an open subexpression".into());
            }
            match String::from_utf16(&units) {
                Ok(text) => return Ok(text),
                Err(_) if self.chars.next_if_eq(&'$').is_some() => {}
                Err(_) => return Err("half a character".into()),
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
                Some('"') => text.push_str(&self.double_quoted()?),
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
fn arguments_are_split_as_documented() {
    // The examples of Microsoft's documentation.
    for (line, expected) in [
        (r#""a b c" d e"#, &["a b c", "d", "e"][..]),
        (r#""ab\"c" "\\" d"#, &["ab\"c", "\\", "d"]),
        (r#"a\\\b d"e f"g h"#, &["a\\\\\\b", "de fg", "h"]),
        (r#"a\\\"b c d"#, &["a\\\"b", "c", "d"]),
        (r#"a\\\\"b c" d e"#, &["a\\\\b c", "d", "e"]),
        (r#"a"b"" c d"#, &["ab\" c d"]),
    ] {
        assert_eq!(arguments(line), expected, "{line}");
    }
}

#[test]
fn models_refuse_what_would_run() {
    for text in ["aws a & calc", "aws \"a\" | more", "aws %PATH%", "aws a\ncalc", "aws ^\n\"a & calc\""] {
        assert!(cmd(text, &[]).is_err(), "{text}");
    }
    for text in ["aws $(calc)", "aws \"$HOME\"", "aws a,b", "aws 'a'b", "aws @a", "calc", "aws (calc)"] {
        assert!(powershell(text, PowerShell::SevenStandard, &[]).is_err(), "{text}");
    }
}
