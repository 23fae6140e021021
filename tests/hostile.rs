//! Broken and hostile templates: nothing panics, nothing takes long, findings stand inside the text.
//!
//! Templates of ours are mutated at random, always in the same way. `CFN_EXPLORER_ROUNDS=100000 cargo test --release
//! --test hostile` tries more of them.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "hostile/body.rs"]
mod body;

/// How many mutations are tried.
const ROUNDS: u64 = 400;

/// What one template may take in this build; far above what it does take, for machines that are busy.
const LONGEST: Duration = Duration::from_secs(20);

/// Pieces that mean something in YAML, JSON or the template language.
const PIECES: [&str; 48] = [
    "!Ref ",
    "!Sub ",
    "!GetAtt ",
    "!If ",
    "!Select ",
    "!Join ",
    "!FindInMap ",
    "!Cidr ",
    "!GetAZs ",
    "!Split ",
    "!Condition ",
    "!Equals ",
    "!Not ",
    "!And ",
    "!Base64 ",
    "!ImportValue ",
    "!Transform ",
    "!Unknown ",
    "Ref: ",
    "Fn::Sub: ",
    "Fn::If: ",
    "Fn::ForEach::X: ",
    "Fn::Length: ",
    "Condition: ",
    "DependsOn: ",
    "Type: ",
    "AWS::NoValue",
    "AWS::Region",
    "AWS::LanguageExtensions",
    "AWS::Serverless-2016-10-31",
    "${",
    "}",
    "${Vpc}",
    "&a ",
    "*a",
    "<<: ",
    "[",
    "]",
    "{",
    "}",
    "\n",
    "\n  ",
    ": ",
    "- ",
    "'",
    "\"",
    "\t",
    "\u{feff}",
];

/// Words that take another word's place.
const WORDS: [&str; 22] = [
    "Vpc",
    "Key",
    "Names",
    "HasKey",
    "Ref",
    "Sub",
    "If",
    "Select",
    "Subnet",
    "Host",
    "0",
    "-1",
    "true",
    "null",
    "a",
    "Properties",
    "Resources",
    "AWS",
    "",
    "999999999999999999999",
    "{}",
    "[]",
];

#[test]
fn mutated_templates_break_nothing() {
    let rounds =
        std::env::var("CFN_EXPLORER_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let seeds = seeds();
    let mut random = Random(0x5EED);
    let (mut read, mut refused) = (0, 0);
    for round in 0..rounds {
        let mut text = random.choice(&seeds).clone();
        for _ in 0..=random.below(3) {
            mutate(&mut text, &seeds, &mut random);
        }
        if survives(&text, &format!("round {round}")) {
            read += 1;
        } else {
            refused += 1;
        }
    }
    println!("mutated templates: {read} read, {refused} refused");
    assert!(read > 0 && refused > 0, "the mutations are too weak or too strong");
}

#[test]
fn repeated_pieces_break_nothing() {
    for piece in PIECES {
        for end in ["", "x", "\n"] {
            survives(&piece.repeat(3000), piece);
            survives(&format!("Resources:\n  A:\n    Type: {}{end}", piece.repeat(500)), piece);
            survives(&format!("{{\"Resources\": {}{end}", piece.repeat(500)), piece);
        }
    }
}

/// Runs a text through the pipeline; false when it is refused.
fn survives(text: &str, what: &str) -> bool {
    let start = Instant::now();
    let read = body::survives(text, what);
    assert!(start.elapsed() < LONGEST, "{what}: took {:?}", start.elapsed());
    read
}

#[test]
fn every_beginning_of_a_template_breaks_nothing() {
    let seeds = seeds();
    let Some(text) = seeds.first() else { return };
    let ends = text.char_indices().map(|(end, _)| end).step_by(29);
    for end in ends {
        survives(&text[..end], &format!("the first {end} bytes"));
    }
}

/// Cuts, copies, swaps or inserts a piece.
fn mutate(text: &mut String, seeds: &[String], random: &mut Random) {
    let (from, to) = (random.place(text), random.place(text));
    let (from, to) = (from.min(to), from.max(to));
    // Short cuts leave more of a template than long ones.
    let to = if random.below(8) > 0 { boundary(text, from + random.below(12)) } else { to };
    match random.below(6) {
        0 => text.replace_range(from..to.max(from), ""),
        1 => {
            let copy = text[from..to.max(from)].chars().take(2000).collect::<String>();
            let at = random.place(text);
            text.insert_str(at, &copy);
        }
        2 => {
            let other = random.choice(seeds);
            let (start, end) = (random.place(other), random.place(other));
            let piece: String = other[start.min(end)..start.max(end)].chars().take(300).collect();
            text.insert_str(from, &piece);
        }
        // A word for another is most often still a template.
        3 | 4 => {
            let at = text[from..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(from, |at| from + at);
            let at = text[at..].find(|c: char| c.is_ascii_alphanumeric()).map_or(from, |word| at + word);
            let end =
                text[at..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(text.len(), |end| at + end);
            let other = WORDS[random.below(WORDS.len())];
            text.replace_range(at..end.max(at), other);
        }
        _ => text.insert_str(from, PIECES[random.below(PIECES.len())]),
    }
    if text.len() > 60_000 {
        let end = boundary(text, 60_000);
        text.truncate(end);
    }
}

/// The next place at or after `at` where a character starts.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Templates to mutate: those of the page, and one that has what they lack.
fn seeds() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/templates");
    let mut files: Vec<_> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut seeds: Vec<String> = files.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
    seeds.push(include_str!("hostile/everything.yaml").to_owned());
    seeds.push(include_str!("hostile/everything.json").to_owned());
    seeds
}

/// A small generator (xorshift64*): the same numbers on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or(0) % most.max(1)
    }

    fn choice<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }

    fn place(&mut self, text: &str) -> usize {
        boundary(text, self.below(text.len() + 1))
    }
}
