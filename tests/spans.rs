//! Every part of a text stands where it is said to: its piece of the text, read alone, has the same value.

use std::fs;

use cfn_explorer::yaml::{self, Mark, Node, Style, Text};

#[path = "support/spans.rs"]
mod spans;
#[path = "support/templates.rs"]
mod templates;

use templates::files_below;

/// Holds a text against its spans; returns how many scalars it has, none where it cannot be read.
fn agree(text: &str, what: &str) -> usize {
    yaml::read(text).map_or(0, |read| spans::agree(&read.value, what))
}

#[test]
fn templates_of_ours_agree_with_their_spans() {
    let files = [files_below("www"), files_below("tests")].concat();
    assert!(files.len() > 100, "our templates are not there");
    let mut scalars = 0;
    for file in &files {
        let text = Text::decode(&fs::read(file).expect("a template of ours"));
        let what = file.display().to_string();
        scalars += agree(text.as_str(), &what);
        // The same as Windows saves it.
        agree(&format!("\u{feff}{}", text.as_str().replace("\r\n", "\n").replace('\n', "\r\n")), &what);
    }
    for case in include_str!("language/cases.txt").split("\n== ").skip(1) {
        let (title, body) = case.split_once('\n').expect("a case has a title");
        scalars += agree(body, title) + agree(&format!("R:\n  Properties: {body}\n"), title);
    }
    println!("{} files of ours, {scalars} scalars", files.len());
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn the_corpus_agrees_with_its_spans() {
    let files = files_below("../shared/corpus");
    let scalars: usize = files
        .iter()
        .map(|file| {
            let text = Text::decode(&fs::read(file).expect("a template of the corpus"));
            agree(text.as_str(), &file.display().to_string())
        })
        .sum();
    println!("{} files of the corpus, {scalars} scalars", files.len());
}

/// The pieces of all keys and values, each with how it is written.
fn pieces(text: &str) -> String {
    let read = yaml::read(text).expect("the text can be read").value;
    let mut out = String::new();
    list(text, read.root(), read.mark(), &mut out);
    spans::agree(&read, text);
    out
}

fn list(text: &str, node: &Node, mark: &Mark, out: &mut String) {
    let alias = mark.alias.map_or(String::new(), |alias| format!(" for {}", alias.of(text)));
    let key = mark.key.map_or(String::new(), |key| format!("{:?} ", key.span.of(text)));
    let properties = &text[mark.whole().start()..mark.span.start()];
    let properties = if properties.is_empty() { String::new() } else { format!(" behind {properties:?}") };
    *out += &format!("{key}{:?} {:?}{properties}{alias}\n", mark.style, mark.span.of(text));
    let parts: Vec<&Node> = match node {
        Node::Map(map) => map.values().collect(),
        Node::List(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    for (node, mark) in parts.into_iter().zip(mark.parts()) {
        list(text, node, mark, out);
    }
}

#[test]
fn scalars_of_every_style_have_their_pieces() {
    expect_test::expect![[r#"
        Block "a: one two # three\nb: one\n  two\n\n  three\n'c': 'it''s'\n\"d\\t\": \"x\\\"y\\\n  z\"\ne: |\n  one\n\n  two\n\nf: >-\n   one\n   two\ng: |+2\n    one\n\n\nh: !Sub 12\ni: ~\nj:\nk: [1, !GetAZs ]"
        "a" Plain "one two"
        "b" Plain "one\n  two\n\n  three"
        "'c'" SingleQuoted "'it''s'"
        "\"d\\t\"" DoubleQuoted "\"x\\\"y\\\n  z\""
        "e" Literal "|\n  one\n\n  two\n"
        "f" Folded ">-\n   one\n   two\n"
        "g" Literal "|+2\n    one\n\n\n"
        "h" ShortForm "!Sub 12"
        "!Sub" Plain "12"
        "i" Plain "~"
        "j" Absent ""
        "k" Flow "[1, !GetAZs ]"
        Plain "1"
        ShortForm "!GetAZs"
        "!GetAZs" Absent ""
    "#]].assert_eq(&pieces(
        "a: one two # three\nb: one\n  two\n\n  three\n'c': 'it''s'\n\"d\\t\": \"x\\\"y\\\n  z\"\ne: |\n  one\n\n  two\n\nf: >-\n   one\n   two\ng: |+2\n    one\n\n\nh: !Sub 12\ni: ~\nj:\nk: [1, !GetAZs ]\n",
    ));
}

#[test]
fn collections_of_every_style_have_their_pieces() {
    expect_test::expect![[r#"
        Block "a:\n- b: 1\n  c: {d: [x, y: z], 'e':f}\n- - 2\n  -\n-\n  g: !If [h, !Ref i, !GetAZs '']\n? j\n: !Sub\n  - k\n  - {}"
        "a" Block "- b: 1\n  c: {d: [x, y: z], 'e':f}\n- - 2\n  -\n-\n  g: !If [h, !Ref i, !GetAZs '']"
        Block "b: 1\n  c: {d: [x, y: z], 'e':f}"
        "b" Plain "1"
        "c" Flow "{d: [x, y: z], 'e':f}"
        "d" Flow "[x, y: z]"
        Plain "x"
        Flow "y: z"
        "y" Plain "z"
        "'e'" Plain "f"
        Block "- 2\n  -"
        Plain "2"
        Absent ""
        Block "g: !If [h, !Ref i, !GetAZs '']"
        "g" ShortForm "!If [h, !Ref i, !GetAZs '']"
        "!If" Flow "[h, !Ref i, !GetAZs '']"
        Plain "h"
        ShortForm "!Ref i"
        "!Ref" Plain "i"
        ShortForm "!GetAZs ''"
        "!GetAZs" SingleQuoted "''"
        "j" ShortForm "!Sub\n  - k\n  - {}"
        "!Sub" Block "- k\n  - {}"
        Plain "k"
        Flow "{}"
    "#]].assert_eq(&pieces(
        "a:\n- b: 1\n  c: {d: [x, y: z], 'e':f}\n- - 2\n  -\n-\n  g: !If [h, !Ref i, !GetAZs '']\n? j\n: !Sub\n  - k\n  - {}\n",
    ));
    expect_test::expect![[r#"
        Flow "{\"a\\u0062\": [1, true, null, {}, []],\r\n\"c\": {\"d\": \"\\ud83d\\ude00\", \"e\" : -1.5e3}}"
        "\"a\\u0062\"" Flow "[1, true, null, {}, []]"
        Plain "1"
        Plain "true"
        Plain "null"
        Flow "{}"
        Flow "[]"
        "\"c\"" Flow "{\"d\": \"\\ud83d\\ude00\", \"e\" : -1.5e3}"
        "\"d\"" DoubleQuoted "\"\\ud83d\\ude00\""
        "\"e\"" Plain "-1.5e3"
    "#]]
    .assert_eq(&pieces(
        "{\"a\\u0062\": [1, true, null, {}, []],\r\n\"c\": {\"d\": \"\\ud83d\\ude00\", \"e\" : -1.5e3}}",
    ));
}

#[test]
fn anchors_and_aliases_have_their_pieces() {
    expect_test::expect![[r#"
        Block "a: &x !!str 12\nb: &y\n  &k c: *x\n*k : &w {<<: *y, d: *x}\ne: [*w, &z !Ref q, *z]\nf: &l\n- *z\ng: *l\nh: *y"
        "a" Plain "12" behind "&x !!str "
        "b" Block "&k c: *x" behind "&y\n  "
        "c" Plain "12" behind "&x !!str " for *x
        "*k" Flow "{<<: *y, d: *x}" behind "&w "
        "d" Plain "12" behind "&x !!str " for *x
        "c" Plain "12" behind "&x !!str " for *x
        "e" Flow "[*w, &z !Ref q, *z]"
        Flow "{<<: *y, d: *x}" behind "&w " for *w
        "d" Plain "12" behind "&x !!str " for *x
        "c" Plain "12" behind "&x !!str " for *x
        ShortForm "!Ref q" behind "&z "
        "!Ref" Plain "q"
        ShortForm "!Ref q" behind "&z " for *z
        "!Ref" Plain "q"
        "f" Block "- *z" behind "&l\n"
        ShortForm "!Ref q" behind "&z " for *z
        "!Ref" Plain "q"
        "g" Block "- *z" behind "&l\n" for *l
        ShortForm "!Ref q" behind "&z " for *z
        "!Ref" Plain "q"
        "h" Block "&k c: *x" behind "&y\n  " for *y
        "c" Plain "12" behind "&x !!str " for *x
    "#]].assert_eq(&pieces(
        "a: &x !!str 12\nb: &y\n  &k c: *x\n*k : &w {<<: *y, d: *x}\ne: [*w, &z !Ref q, *z]\nf: &l\n- *z\ng: *l\nh: *y\n",
    ));
}

#[test]
fn a_byte_order_mark_is_counted_in_bytes_and_not_in_columns() {
    let text = "\u{feff}é: {ö: [ü]}\r\nb: x\r\n";
    let read = yaml::read(text).expect("the text can be read").value;
    let path = cfn_explorer::diagnostic::Path::root().key("é").key("ö").index(0);
    let (node, mark) = read.find(&path).expect("it is there");
    assert_eq!((node, mark.span.of(text), mark.style), (&Node::String("ü".into()), "ü", Style::Plain));
    let at = read.position(&path);
    assert_eq!((at.line, at.column), (1, 9));
    assert_eq!(mark.span.start(), "\u{feff}é: {ö: [".len());
}
