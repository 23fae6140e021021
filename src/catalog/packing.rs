//! All tables as one text, which build.rs makes: what they say of a type stands together, its name once, and a title only where
//! it is not the words of that name. It is 6 KB less of the page than the tables by themselves.

use std::collections::BTreeMap;

use crate::words::spaced;

/// The tables, each with the letter that its lines begin with in the packed text. Where a type is in several, they follow in
/// this order.
pub const TABLES: [(char, &str); 18] = [
    ('s', "services"),
    ('t', "types"),
    ('o', "owners"),
    ('p', "places"),
    ('n', "named"),
    ('f', "flows"),
    ('i', "ties"),
    ('h', "shown"),
    ('u', "outside"),
    ('a', "arns"),
    ('m', "capacities"),
    ('v', "variants"),
    ('g', "signs"),
    ('r', "stores"),
    ('d', "actions"),
    ('c', "called"),
    ('w', "emitters"),
    ('e', "endpoints"),
];

/// Packs tables, each with its letter: `:` and a key, then the other columns of each line with that key.
pub fn pack(tables: &[(char, &str)]) -> String {
    let mut rows: BTreeMap<&str, String> = BTreeMap::new();
    for (letter, table) in tables {
        for [key, columns @ ..] in lines(table) {
            let mut columns = columns;
            if *letter == 't' && columns[0] == spaced(key.rsplit("::").next().unwrap_or_default()) {
                columns[0] = "";
            }
            let row = columns.join("\t");
            let packed = rows.entry(key).or_default();
            *packed += &format!("{letter}{}\n", row.trim_end_matches('\t'));
        }
    }
    rows.iter().map(|(key, rows)| format!(":{key}\n{rows}")).collect()
}

/// The columns of every line of a table that is no comment.
pub fn lines(table: &str) -> impl Iterator<Item = [&str; 5]> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        std::array::from_fn(|_| columns.next().unwrap_or_default())
    })
}
