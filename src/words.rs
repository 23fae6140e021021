//! Where the words of a name begin: behind what joins them, and at capitals; and small letters made capitals.

/// Returns true for a character that joins the words of a name.
pub fn is_joint(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '/' | '.' | ':' | '|' | '#')
}

/// Returns true if a capital begins a word, going by its neighbours: `InternetGateway`, `DBProxy`, `Zone2Subnet`.
pub fn is_first_capital(before: Option<char>, c: char, after: Option<char>) -> bool {
    c.is_uppercase()
        && before.is_some_and(|before| match before.is_uppercase() {
            true => after.is_some_and(char::is_lowercase),
            false => before.is_alphanumeric(),
        })
}

/// Splits a name into words, each with what joins it to the next: `orders-DeadLetterQueue` → `orders-`, `Dead`, `Letter`,
/// `Queue`.
pub fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut before) = (0, None);
    let mut characters = name.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let after = characters.peek().map(|&(_, after)| after);
        let is_behind_joint = c.is_alphanumeric() && before.is_some_and(|b: char| !b.is_alphanumeric());
        if is_behind_joint || is_first_capital(before, c, after) {
            words.push(&name[start..at]);
            start = at;
        }
        before = Some(c);
    }
    words.push(&name[start..]);
    words
}

/// `InternetGateway` → `Internet gateway`; runs of capitals stay together: `DBProxy` → `DB proxy`.
pub fn spaced(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    let characters: Vec<char> = name.chars().collect();
    for (i, &c) in characters.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|before| characters.get(before)).copied();
        let after = characters.get(i + 1).copied();
        let starts_word = is_first_capital(before, c, after);
        if starts_word {
            text.push(' ');
        }
        if starts_word && after.is_some_and(char::is_lowercase) {
            text.push(small(c));
        } else {
            text.push(c);
        }
    }
    text
}

/// The small letters of the Latin, Greek and Cyrillic alphabets, from one to another, and how far before them their capitals
/// are. The standard library's tables of all scripts would be 10 KB of the page.
const ALPHABETS: [(char, char, u32); 8] = [
    ('a', 'z', 32),
    ('à', 'ö', 32),
    ('ø', 'þ', 32),
    ('έ', 'ί', 37),
    ('α', 'ρ', 32),
    ('σ', 'ϋ', 32),
    ('а', 'я', 32),
    ('ѐ', 'џ', 80),
];

/// The letters of these alphabets in which each capital stands before its small letter, from one capital to a last small letter.
const PAIRS: [(char, char); 11] = [
    ('Ā', 'į'),
    ('Ĳ', 'ķ'),
    ('Ĺ', 'ň'),
    ('Ŋ', 'ŷ'),
    ('Ź', 'ž'),
    ('Ѡ', 'ҁ'),
    ('Ҋ', 'ҿ'),
    ('Ӂ', 'ӎ'),
    ('Ӑ', 'ԯ'),
    ('Ḁ', 'ẕ'),
    ('Ạ', 'ỿ'),
];

/// Returns the place of a letter in its pair, 0 or 1, where it is of one.
fn in_pair(c: char) -> Option<u32> {
    let pairs = PAIRS.iter().find(|(first, last)| (*first..=*last).contains(&c));
    pairs.map(|(first, _)| (u32::from(c) - u32::from(*first)) % 2)
}

/// Returns the capital of a small letter of these alphabets, and any other character as it is.
pub fn capital(c: char) -> char {
    if let Some(at) = in_pair(c) {
        return char::from_u32(u32::from(c) - at).unwrap_or(c);
    }
    let alphabet = ALPHABETS.iter().find(|(first, last, _)| (*first..=*last).contains(&c));
    alphabet.and_then(|(_, _, apart)| char::from_u32(u32::from(c) - apart)).unwrap_or(c)
}

/// Returns the small letter of a capital of these alphabets, and any other character as it is.
pub fn small(c: char) -> char {
    if let Some(at) = in_pair(c) {
        return char::from_u32(u32::from(c) + 1 - at).unwrap_or(c);
    }
    let mut letters = ALPHABETS.iter().filter_map(|(first, last, apart)| {
        char::from_u32(u32::from(c) + apart).filter(|letter| (*first..=*last).contains(letter))
    });
    letters.next().unwrap_or(c)
}

/// A text that begins with a capital.
pub fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(capital).into_iter().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_capitals_that_the_standard_library_gives_them() {
        for c in (0..=0x2000).filter_map(char::from_u32).filter(|c| c.is_alphabetic()) {
            let (upper, lower): (String, String) = (c.to_uppercase().collect(), c.to_lowercase().collect());
            assert!(capital(c) == c || capital(c).to_string() == upper, "{c}: {}", capital(c));
            assert!(small(c) == c || small(c).to_string() == lower, "{c}: {}", small(c));
        }
        for pair in
            ["aA", "zZ", "éÉ", "öÖ", "þÞ", "έΈ", "αΑ", "ωΩ", "яЯ", "ёЁ", "їЇ", "łŁ", "čČ", "žŽ", "ếẾ", "ґҐ"]
        {
            let [low, high] = pair.chars().collect::<Vec<_>>()[..] else { panic!("{pair}") };
            assert_eq!((capital(low), small(high)), (high, low));
            assert_eq!((capital(high), small(low)), (high, low));
        }
        assert_eq!(capitalized("über alles"), "Über alles");
        assert_eq!(capitalized(""), "");
        assert_eq!(('ß', '÷', '中'), (capital('ß'), capital('÷'), small('中')));
    }

    #[test]
    fn words_begin_behind_joints_and_at_capitals() {
        for (name, expected) in [
            ("OrdersDeadLetterQueue", "Orders Dead Letter Queue"),
            ("DBProxy", "DB Proxy"),
            ("UserDB", "User DB"),
            ("Zone2Subnet", "Zone2 Subnet"),
            ("my-queue_dlq.fifo", "my- queue_ dlq. fifo"),
            ("arn::Topic", "arn:: Topic"),
            ("", ""),
        ] {
            assert_eq!(words(name).join(" "), expected);
        }
    }
}
