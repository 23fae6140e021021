//! JSON for the command line: ASCII only, and where a shell asks for it, letters and digits only.

use super::Shell;
use super::word::{Piece, Secret, Word};

/// Which characters stand for themselves inside a JSON string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    /// All visible ASCII.
    Ascii,
    /// Letters, digits and `-._:/` only: PowerShell and cmd.exe see nothing to act on, quoted or not.
    Narrow,
}

impl Plain {
    /// Returns the form that a shell needs.
    pub fn for_shell(shell: Shell) -> Self {
        match shell {
            Shell::Bash => Plain::Ascii,
            Shell::PowerShell | Shell::Cmd => Plain::Narrow,
        }
    }
}

/// Builds one word of JSON.
pub(super) struct JsonWord {
    pieces: Vec<Piece>,
    text: String,
    plain: Plain,
}

impl JsonWord {
    pub fn new(plain: Plain) -> Self {
        Self { pieces: Vec::new(), text: String::new(), plain }
    }

    /// Punctuation and field names as they are.
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A JSON string.
    pub fn string(&mut self, value: &str) {
        self.text.push('"');
        escape(&mut self.text, value, self.plain);
        self.text.push('"');
    }

    /// A JSON string that begins with `start` and goes on with what a variable holds, already escaped.
    pub fn secret(&mut self, start: &str, secret: Secret) {
        self.text.push('"');
        escape(&mut self.text, start, self.plain);
        self.pieces.push(Piece::Json(std::mem::take(&mut self.text)));
        self.pieces.push(Piece::Secret(secret));
        self.text.push('"');
    }

    pub fn finish(mut self) -> Word {
        self.pieces.push(Piece::Json(self.text));
        Word { pieces: self.pieces, why: None }
    }
}

fn escape(out: &mut String, value: &str, plain: Plain) {
    for c in value.chars() {
        let stands = match plain {
            Plain::Ascii => matches!(c, ' '..='~') && !matches!(c, '"' | '\\'),
            Plain::Narrow => c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ':' | '/'),
        };
        match c {
            _ if stands => out.push(c),
            '"' if plain == Plain::Ascii => out.push_str("\\\""),
            '\\' if plain == Plain::Ascii => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
}
