//! Bytes to text: a template is UTF-8. What is not is read as far as it goes, and marked, since it must never be
//! written back.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path};

use super::line_starts::LineStarts;

/// The text of a template's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    text: Rc<str>,
    encoding: Encoding,
}

/// The encoding of the file's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16,
    /// Some bytes are no part of a character; `�` stands for them.
    Damaged {
        /// Where the first of them stands in the text, in bytes.
        first: usize,
        /// The byte itself; none of UTF-16, which has no bytes of its own.
        byte: Option<u8>,
        /// Their number.
        count: usize,
    },
}

/// The characters that Windows-1252 has where Latin-1 has control characters, from 0x80 on; a blank where it has nothing.
const WINDOWS_1252: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

impl Text {
    /// Reads the bytes of a file: UTF-8, or UTF-16 where its mark is at the beginning.
    pub fn decode(bytes: &[u8]) -> Self {
        match bytes {
            [0xff, 0xfe, rest @ ..] => Self::decode_utf16(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => Self::decode_utf16(rest, u16::from_be_bytes),
            _ => Self::decode_utf8(bytes),
        }
    }

    fn decode_utf8(bytes: &[u8]) -> Self {
        let mut text = String::with_capacity(bytes.len());
        let mut encoding = Encoding::Utf8;
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if let [byte, ..] = chunk.invalid() {
                encoding = damaged(encoding, text.len(), Some(*byte), chunk.invalid().len());
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        Self { text: text.into(), encoding }
    }

    fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Self {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let mut text = String::with_capacity(bytes.len());
        let mut encoding = Encoding::Utf16;
        for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
            match character {
                Ok(character) => text.push(character),
                Err(_) => {
                    encoding = damaged(encoding, text.len(), None, 1);
                    text.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
        if !rest.is_empty() {
            encoding = damaged(encoding, text.len(), None, 1);
        }
        Self { text: text.into(), encoding }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text, to be kept.
    pub fn shared(&self) -> &Rc<str> {
        &self.text
    }

    /// Returns true if the text is all that the file says. Of one that is not nothing may be written anew: it would lose for
    /// good what could not be read.
    pub fn is_whole(&self) -> bool {
        !matches!(self.encoding, Encoding::Damaged { .. })
    }

    /// Returns what is to be said about the file's bytes.
    pub(crate) fn finding(&self) -> Option<Diagnostic> {
        let (offset, message) = match self.encoding {
            Encoding::Utf8 => return None,
            Encoding::Utf16 => (0, "the file is UTF-16, and the AWS CLI sends UTF-8 alone".to_owned()),
            Encoding::Damaged { first, byte, count } => {
                let what = byte.map_or("this is no character".to_owned(), no_utf8);
                let more = match count - 1 {
                    0 => String::new(),
                    1 => ", nor is one more byte".to_owned(),
                    more => format!(", nor are {more} more bytes"),
                };
                (first, format!("{what}{more}: it is read as `{}`", char::REPLACEMENT_CHARACTER))
            }
        };
        let position = LineStarts::new(&self.text).position(&self.text, offset);
        let diagnostic = Diagnostic::warning("X0005", Path::root(), message).at(position);
        Some(diagnostic.hint("save the file as UTF-8"))
    }
}

impl<T: Into<Rc<str>>> From<T> for Text {
    fn from(text: T) -> Self {
        Self { text: text.into(), encoding: Encoding::Utf8 }
    }
}

/// The encoding once more bytes turned out to be no characters.
fn damaged(encoding: Encoding, at: usize, byte: Option<u8>, more: usize) -> Encoding {
    match encoding {
        Encoding::Damaged { first, byte, count } => Encoding::Damaged { first, byte, count: count + more },
        Encoding::Utf8 | Encoding::Utf16 => Encoding::Damaged { first: at, byte, count: more },
    }
}

fn no_utf8(byte: u8) -> String {
    let character = match byte {
        0x80..=0x9f => WINDOWS_1252.chars().nth(usize::from(byte) - 0x80).unwrap_or(' '),
        _ => char::from(byte),
    };
    match character {
        ' ' => format!("the byte 0x{byte:02X} is no UTF-8"),
        character => format!("the byte 0x{byte:02X} is no UTF-8 (`{character}` in Windows-1252)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8]) -> String {
        let text = Text::decode(bytes);
        let found = text.finding().map_or("nothing".to_owned(), |found| {
            let at = found.position.expect("it has a place");
            format!("{}:{} {}", at.line, at.column, found.message)
        });
        format!("{} {:?} {found}", text.is_whole(), text.as_str())
    }

    #[test]
    fn what_is_no_utf8_is_read_on() {
        assert_eq!(said("a: ü �".as_bytes()), "true \"a: ü �\" nothing");
        assert_eq!(
            said(b"# \xc3\xa4 it\x92s\nb: 1\n"),
            "false \"# ä it�s\\nb: 1\\n\" 1:7 the byte 0x92 is no UTF-8 (`’` in Windows-1252): it is read as `�`"
        );
        assert_eq!(
            said(b"a: \xe4 \xe2\x82 \x81"),
            "false \"a: � � �\" 1:4 the byte 0xE4 is no UTF-8 (`ä` in Windows-1252), nor are 3 more bytes: it is read as `�`"
        );
        assert_eq!(said(b"\x81"), "false \"�\" 1:1 the byte 0x81 is no UTF-8: it is read as `�`");
    }

    #[test]
    fn utf16_is_read_where_it_says_that_it_is() {
        let utf16 = "the file is UTF-16, and the AWS CLI sends UTF-8 alone";
        assert_eq!(said(b"\xff\xfea\0:\0\xe4\0"), format!("true \"a:ä\" 1:1 {utf16}"));
        assert_eq!(said(b"\xfe\xff\0a\xd8\x3d\xde\0"), format!("true \"a😀\" 1:1 {utf16}"));
        assert_eq!(
            said(b"\xff\xfea\0\0\xd8b\0c"),
            "false \"a�b\" 1:2 this is no character, nor is one more byte: it is read as `�`"
        );
    }
}
