//! Where the words of a name begin: behind what joins them, and at capitals.

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

#[cfg(test)]
mod tests {
    use super::*;

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
