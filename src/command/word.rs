//! The words of a command, before any shell's quoting.

/// A command, before any shell's quoting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Request {
    /// The secrets that it asks the reader for before it runs.
    pub secrets: Vec<Secret>,
    /// Its statements, each in lines of words; the program first.
    pub statements: Vec<Vec<CommandLine>>,
    /// The problems to be mended, a sentence each.
    pub problems: Vec<String>,
    /// The notes for the reader, a sentence each.
    pub notes: Vec<String>,
    /// True if it reads the options' parameter file.
    pub reads_file: bool,
}

/// One word of a command line: what the program gets as one argument.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Word {
    /// Its pieces.
    pub pieces: Vec<Piece>,
    /// Why it is there, where there is something to say.
    pub why: Option<Why>,
}

/// Why a word is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Why {
    /// In words for the reader.
    pub text: String,
    /// True if the reader chose it; else the template asks for it.
    pub chosen: bool,
}

/// A part of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text that stands for itself.
    Text(String),
    /// JSON, which has no character that its shell would act on, besides quotes, and these in pairs.
    Json(String),
    /// The value of a variable that the command has read from the reader, escaped for the inside of a JSON string.
    Secret(Secret),
}

/// A value that the command asks the reader for, because it must not stand in the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Secret {
    /// Which of the command's secrets it is, from 1.
    pub number: usize,
    /// The question for the reader: visible ASCII only.
    pub prompt: String,
}

/// A part of a command that stands on its own line.
pub(super) type CommandLine = Vec<Word>;

impl Secret {
    /// The variable that holds it: `secret_1`, letters, digits and underscores only.
    pub fn variable(&self) -> String {
        format!("secret_{}", self.number)
    }
}

impl Word {
    /// A word of plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { pieces: vec![Piece::Text(text.into())], why: None }
    }

    /// Says what in the template asks for it.
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = Some(Why { text: why.into(), chosen: false });
        self
    }

    /// Says what the reader chose with it.
    pub fn chosen(mut self, why: impl Into<String>) -> Self {
        self.why = Some(Why { text: why.into(), chosen: true });
        self
    }

    /// Its text, when all of it is known.
    pub fn as_text(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Text(text) | Piece::Json(text)] => Some(text),
            _ => None,
        }
    }
}

/// A line from plain words.
pub(super) fn line<const N: usize>(words: [&str; N]) -> CommandLine {
    words.into_iter().map(Word::text).collect()
}
