//! What is read, and how: text in, data out.

use expect_test::{Expect, expect};

use crate::diagnostic::{Path, Position};

use super::*;

/// Data as text: numbers bare, text in quotes.
fn show(node: &Node) -> String {
    match node {
        Node::Null => "null".into(),
        Node::Bool(value) => value.to_string(),
        Node::Number(text) => text.to_string(),
        Node::String(text) => format!("{text:?}"),
        Node::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Node::Map(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{key}: {}", show(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn read_mapping(text: &str) -> Result<Node, Diagnostic> {
    let node = read(text)?.value.root().clone();
    match no_mapping(&node) {
        Some(diagnostic) => Err(diagnostic),
        None => Ok(node),
    }
}

fn check(text: &str, expected: Expect) {
    let shown = match read_mapping(text) {
        Ok(node) => show(&node),
        Err(error) => {
            let at = error.position.map_or("?".into(), |at| format!("{}:{}", at.line, at.column));
            let hints: String = error.hints.iter().map(|hint| format!("; {hint}")).collect();
            format!("{} {at} {}{hints}", error.code, error.message)
        }
    };
    expected.assert_eq(&shown);
}

#[test]
fn plain_scalars_are_what_cloudformation_makes_of_them() {
    check(
        "a: [yes, No, ON, off, true, FALSE, y, n, yEs, 'yes', \"no\"]",
        expect![[r#"{a: [true, false, true, false, true, false, "y", "n", "yEs", "yes", "no"]}"#]],
    );
    check("a: [null, ~, Null, 'null', ]\nb:\n", expect![[r#"{a: [null, null, null, "null"], b: null}"#]]);
    check(
        "a: [2012-10-17, 2001-12-14t21:59:43.10-05:00, 80:80, 22:22]",
        expect![[r#"{a: ["2012-10-17", "2001-12-14t21:59:43.10-05:00", "80:80", 1342]}"#]],
    );
}

#[test]
fn a_tag_without_a_name_changes_nothing() {
    check(
        "a: [! \"Ref\": x, ! y, ! '12', ! [z], ! {b: c}, ! , ! \"no\"]\nb: !\n  c: !Sub d\n! \"e\": 1.10",
        expect![[
            r#"{a: [{Ref: "x"}, "y", 12, ["z"], {b: "c"}, null, false], b: {c: {Fn::Sub: "d"}}, e: 1.10}"#
        ]],
    );
    check("! : x", expect!["E0000 1:1 a key must be a name, not nothing"]);
    expect![[r#"
        b/c/Fn::Sub 3:6
        e 4:3
    "#]]
    .assert_eq(&places("a: 1\nb: !\n  c: !Sub d\n! \"e\": 1\n", &["b/c/Fn::Sub", "e"]));
}

#[test]
fn numbers_keep_their_spelling() {
    check(
        "a: [012345678901, 0o17, 1.10, 1.0e+3, 1e3, -7, 123456789012345678901234567890, '5']",
        expect![[
            r#"{a: ["012345678901", "0o17", 1.10, 1.0e+3, "1e3", -7, 123456789012345678901234567890, "5"]}"#
        ]],
    );
    check("a: [0x1F, 1_000, 0b11, +7]", expect!["{a: [31, 1000, 3, 7]}"]);
    check(
        r#"{"a": [1.10, 1e400, 123456789012345678901, -0]}"#,
        expect!["{a: [1.10, 1e+400, 123456789012345678901, -0]}"],
    );
}

#[test]
fn short_forms_become_long() {
    check(
        "a: !Ref X\nb: !GetAtt X.Y.Z\nc: !GetAtt [X, Y]\nd: !Condition C\ne: !If [C, !Ref X, 1]\nf: !Base64 {Fn::Sub: x}",
        expect![[
            r#"{a: {Ref: "X"}, b: {Fn::GetAtt: "X.Y.Z"}, c: {Fn::GetAtt: ["X", "Y"]}, d: {Condition: "C"}, e: {Fn::If: ["C", {Ref: "X"}, 1]}, f: {Fn::Base64: {Fn::Sub: "x"}}}"#
        ]],
    );
}

#[test]
fn scalars_below_a_short_form_are_text() {
    check(
        "a: !Sub 12\nb: !Ref yes\nc: !Sub 1.10\nd: !Ref ~\ne: !GetAZs\nf: !Equals [yes, 1.10]",
        expect![[
            r#"{a: {Fn::Sub: "12"}, b: {Ref: "yes"}, c: {Fn::Sub: "1.10"}, d: {Ref: "~"}, e: {Fn::GetAZs: ""}, f: {Fn::Equals: [true, 1.10]}}"#
        ]],
    );
}

#[test]
fn core_tags_type_a_scalar() {
    check("a: !!str 12\nb: !!int '3'\nc: !!str yes", expect![[r#"{a: "12", b: 3, c: "yes"}"#]]);
}

#[test]
fn merge_keys_are_taken_in() {
    check(
        "x: &b {a: 1, b: 2}\ny: {<<: *b, b: 3}\nz: {<<: [*b, {c: 4}], d: 5}",
        expect!["{x: {a: 1, b: 2}, y: {b: 3, a: 1}, z: {d: 5, a: 1, b: 2, c: 4}}"],
    );
    check("x: {'<<': 1}", expect!["{x: {<<: 1}}"]);
}

#[test]
fn marks_and_line_ends_do_not_matter() {
    check("\u{feff}a: |\r\n  one\r\n  two\r\n", expect![[r#"{a: "one\ntwo\n"}"#]]);
    check("a: x\rb: y\r", expect![[r#"{a: "x", b: "y"}"#]]);
    check("\u{feff}\n{\n\t\"a\": \"\\ud83d\\ude00 \\/\"\n}\n", expect![[r#"{a: "😀 /"}"#]]);
}

#[test]
fn what_cannot_be_shown_is_refused_where_it_stands() {
    check("a: !Reff x", expect!["E0000 1:4 `!Reff` is no function of CloudFormation; did you mean `!Ref`?"]);
    check(
        "a: !<tag:x,2000:y> z",
        expect![
            "E0000 1:4 `!<tag:x,2000:y>` is no function of CloudFormation; CloudFormation's functions are `!Ref`, `!GetAtt`, `!Sub`, …; text that starts with `!` needs quotes"
        ],
    );
    check(
        "a: 1\n---\nb: 2\n",
        expect![
            "E0000 3:1 the text holds several YAML documents, and a template is one; remove the line `---` between them"
        ],
    );
    check(
        "- a\n",
        expect![
            "E1001 1:1 the template is a list, and must be a mapping; it starts with sections such as `Parameters:` and `Resources:`"
        ],
    );
    check(
        "# nothing\n",
        expect!["E1001 1:1 the template is empty; a template has at least a section `Resources`"],
    );
    check(
        "a:\n\tb: 1\n",
        expect![
            "E0000 2:1 the YAML cannot be read: no value can start with this character; YAML is indented with spaces, not with tabs"
        ],
    );
    check("é:\n  ? [a]\n  : 1\n", expect!["E0000 2:5 a key must be a name, not a list or a mapping"]);
    check("!Ref a: 1\n", expect!["E0000 1:1 a key must be a name, not a function"]);
    check("~: 1\n", expect!["E0000 1:1 a key must be a name, not nothing"]);
    check(
        "a: 'x\u{7}y'\n",
        expect!["E0000 1:6 the text holds a control character (U+0007), which YAML forbids"],
    );
    check(
        "{\"a\": 1,}",
        expect!["E0000 1:9 the JSON cannot be read: trailing comma; remove the comma after the last entry"],
    );
}

#[test]
fn hostile_texts_are_refused_soon() {
    let bomb: String = (0..20)
        .map(|i| {
            format!("k{i}: &k{i} [{}]\n", vec![format!("*k{}", i - 1); if i > 0 { 9 } else { 0 }].join(","))
        })
        .collect::<String>()
        .replace("*k-1", "");
    check(&bomb, expect!["E0000 1:1 aliases repeat too many values"]);
    check("a: &a [*a]\n", expect!["E0000 1:4 the template is nested more than 128 levels deep"]);
    check(
        &format!("a: {}", "[".repeat(1_000_000)),
        expect!["E0000 1:131 the template is nested more than 128 levels deep"],
    );
    check(&"- ".repeat(10_000), expect!["E0000 1:257 the template is nested more than 128 levels deep"]);
    check(
        &format!("{{\"a\":{}", "[".repeat(1_000_000)),
        expect!["E0000 1:132 the template is nested more than 128 levels deep"],
    );
    check(
        &"x".repeat(10_000_000),
        expect![
            "E1002 1:1 the template has 10000000 bytes, and CloudFormation takes 1 MB; move a part of it into a nested stack"
        ],
    );
}

#[test]
fn deep_brackets_are_refused_soon_however_they_are_written() {
    // Each is a megabyte, and took minutes: libyaml's time grows with the square of the depth.
    for unit in ["[aaaaaaaa, ", "[\"]\", ", "[#]\n", "!Sub [", "{? "] {
        let text = format!("a: {}", unit.repeat(1_000_000 / unit.len()));
        let diagnostic = read(&text).expect_err("no bracket is closed");
        assert_eq!(diagnostic.message, "the template is nested more than 128 levels deep", "{unit}");
    }
    let text = format!("a: 1\n---\n{}", "[".repeat(1_000_000));
    assert_eq!(read(&text).expect_err("deep").message, "the template is nested more than 128 levels deep");
}

#[test]
fn many_brackets_are_no_nesting() {
    let text = format!("a:\n{}", "- {b: [c, '[', \"{\"]}\n".repeat(5_000));
    assert!(read(&text).is_ok());
    let text = format!("a: |\n{}", "  if [ $x = '{' ; then echo \"[\"\n".repeat(5_000));
    assert!(read(&text).is_ok());
    let text = format!("a: '{}'", "[".repeat(150_000));
    assert_eq!(read(&text).expect_err("too many").message, "the text has too many brackets");
}

fn path(text: &str) -> Path {
    text.split('/').filter(|step| !step.is_empty()).fold(Path::root(), |path, step| match step.parse() {
        Ok(index) => path.index(index),
        Err(_) => path.key(step),
    })
}

fn places(text: &str, paths: &[&str]) -> String {
    let document = read(text).expect("a text that can be read").value;
    let place = |steps: &&str| {
        let at = document.position(&path(steps));
        format!("{steps} {}:{}\n", at.line, at.column)
    };
    paths.iter().map(place).collect()
}

#[test]
fn a_path_is_found_in_yaml() {
    let text = "Resources:\n  Ä:\n    Type: T\n    Properties:\n      a: [1, !Ref X]\n      \"b\": !Sub\n        - '${x}'\n        - x: !GetAtt A.B\n      c:\n        - d: 1\n        - e: 2\n";
    expect![[r#"
        Resources/Ä 2:3
        Resources/Ä/Type 3:5
        Resources/Ä/Properties/a 5:7
        Resources/Ä/Properties/a/0 5:11
        Resources/Ä/Properties/a/1 5:14
        Resources/Ä/Properties/a/1/Ref 5:14
        Resources/Ä/Properties/b 6:7
        Resources/Ä/Properties/b/Fn::Sub/1/x/Fn::GetAtt 8:14
        Resources/Ä/Properties/c/1 11:11
        Resources/Ä/Properties/c/1/e 11:11
        Resources/None 1:1
    "#]]
    .assert_eq(&places(
        text,
        &[
            "Resources/Ä",
            "Resources/Ä/Type",
            "Resources/Ä/Properties/a",
            "Resources/Ä/Properties/a/0",
            "Resources/Ä/Properties/a/1",
            "Resources/Ä/Properties/a/1/Ref",
            "Resources/Ä/Properties/b",
            "Resources/Ä/Properties/b/Fn::Sub/1/x/Fn::GetAtt",
            "Resources/Ä/Properties/c/1",
            "Resources/Ä/Properties/c/1/e",
            "Resources/None",
        ],
    ));
}

#[test]
fn a_path_is_found_in_json_and_through_merge_keys() {
    expect![[r#"
        a/b 2:8
        a/b/0 2:14
        a/b/1/Ref 2:20
    "#]]
    .assert_eq(&places("{\n \"a\": {\"b\": [\"x\", {\"Ref\": 1}]}}", &["a/b", "a/b/0", "a/b/1/Ref"]));
    expect![[r#"
        a/0 2:3
        a/1 4:3
        a/1/0 5:4
        a/1/0/b 5:6
    "#]]
    .assert_eq(&places(
        "{\"a\": [\n  {\n  \"b\": 1},\n  [\n   { \"b\": 2 }]]}",
        &["a/0", "a/1", "a/1/0", "a/1/0/b"],
    ));
    expect![[r#"
        y/a 1:8
        y/b 3:3
    "#]]
    .assert_eq(&places("x: &x {a: 1}\ny:\n  b: 2\n  <<: *x\n", &["y/a", "y/b"]));
}

#[test]
fn aliases_are_weighed_by_what_they_repeat() {
    let named =
        |times: usize| format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), vec!["*a"; times].join(", "));
    assert!(read(&named(15)).is_ok());
    let error = read(&named(45)).expect_err("more than twice a megabyte");
    assert_eq!(error.message, "the template's texts have more than 2097152 bytes together");
    // The same for names, and for what nests brackets enough to be read in pieces first.
    let keys: String = (0..100).map(|i| format!("{}{i}: 1, ", "x".repeat(1_000))).collect();
    let keys = format!("a: &a {{{keys}}}\nb: [{}]\n", vec!["*a"; 45].join(", "));
    assert_eq!(read(&keys).expect_err("long names").message, error.message);
    let mut laughs = String::from("l0: &l0 [x, x, x, x, x, x, x, x, x]\n");
    for i in 1..40 {
        laughs += &format!("l{i}: &l{i} [{}]\n", vec![format!("*l{}", i - 1); 9].join(", "));
    }
    laughs += &"b: [[]]\n".repeat(9_000);
    assert_eq!(read(&laughs).expect_err("9 to the 40").message, "aliases repeat too many values");
}

/// Returns what is noticed, a line each.
fn noticed(text: &str) -> String {
    let reported = read(text).expect("a text that can be read");
    let line = |found: &Diagnostic| {
        let at = found.position.expect("what is noticed has a place");
        let hints: String = found.hints.iter().map(|hint| format!("; {hint}")).collect();
        format!("{} {}:{} {} {}{hints}\n", found.code, at.line, at.column, found.path, found.message)
    };
    reported.diagnostics.iter().map(line).collect()
}

#[test]
fn of_keys_that_are_there_twice_the_last_counts() {
    let text = "a: {x: 1.10}\nb:\n  c: [1.10]\n  d: 1.20\n  c: 1.30\na:\n  y: 1.40\n  'y': !Sub 1.50\n";
    check(text, expect![[r#"{b: {d: 1.20, c: 1.30}, a: {y: {Fn::Sub: "1.50"}}}"#]]);
    expect![[r#"
        X0003 5:3 b/c the key `c` stands in line 3 and again here, in line 5: CloudFormation takes the last, and so do we; rename or remove one of them
        X0003 6:1 a the key `a` stands in line 1 and again here, in line 6: CloudFormation takes the last, and so do we; rename or remove one of them
        X0003 8:3 a/y the key `y` stands in line 7 and again here, in line 8: CloudFormation takes the last, and so do we; rename or remove one of them
    "#]]
    .assert_eq(&noticed(text));
    expect![[r#"
        a 6:1
        a/y 8:3
        a/x 6:1
        b/c 5:3
        b/c/0 5:3
    "#]]
    .assert_eq(&places(text, &["a", "a/y", "a/x", "b/c", "b/c/0"]));
    let text = "{\"a\": [{\"b\": 1, \"b\": {\"c\": 2}}],\n \"a\": 2, \"\\u0061\": 3}";
    check(text, expect!["{a: 3}"]);
    expect![[r#"
        X0003 1:17 a/0/b the key `b` stands in line 1 in column 9 and again here, in column 17: CloudFormation takes the last, and so do we; rename or remove one of them
        X0003 2:2 a the key `a` stands in line 1 and again here, in line 2: CloudFormation takes the last, and so do we; rename or remove one of them
        X0003 2:10 a the key `a` stands in line 2 in column 2 and again here, in column 10: CloudFormation takes the last, and so do we; rename or remove one of them
    "#]]
    .assert_eq(&noticed(text));
    check("x: &x {a: 1, a: 2}\ny: *x", expect!["{x: {a: 2}, y: {a: 2}}"]);
}

#[test]
fn digits_are_numbers_as_yaml_1_1_has_them() {
    check(
        "a: [0123, -0755, +0755, 0_7, 00, 08, 01:30, 10:30, 10:30.5, 01:30.50, 1:30., 1:30:45, 22:60, 1:5, 09.5, 00.5]",
        expect![[
            r#"{a: [83, -493, 493, 7, 0, "08", "01:30", 630, 630.5, 90.5, 90.0, 5445, "22:60", 65, 9.5, 0.5]}"#
        ]],
    );
    check(
        "a: [_1, 1_, -1:30, 0:30, 1_0:30, 1:_3, '0755', \"1:30\", !Sub 0755, 0.0.0, 1:2:3:4:5:6, 80:80]",
        expect![[
            r#"{a: ["_1", 1, -90, "0:30", 630, "1:_3", "0755", "1:30", {Fn::Sub: "0755"}, "0.0.0", 804182706, "80:80"]}"#
        ]],
    );
    let text = "0755: {a: 1:30}\n0x1F: {012345678901: 0755, '0755': 1_0}\n";
    check(text, expect!["{493: {a: 90}, 31: {012345678901: 493, 0755: 10}}"]);
    expect![[r#"
        X0004 1:1 493 `0755` is the number 493 to CloudFormation: YAML 1.1 takes digits behind a zero as octal; quote it: `'0755'`
        X0004 1:11 493/a `1:30` is the number 90 to CloudFormation: YAML 1.1 takes digits with colons as sexagesimal, like hours and minutes; quote it: `'1:30'`
        X0004 2:22 31/012345678901 `0755` is the number 493 to CloudFormation: YAML 1.1 takes digits behind a zero as octal; quote it: `'0755'`
    "#]]
    .assert_eq(&noticed(text));
    let document = read(text).expect("a text that can be read").value;
    let place = |top: &str, key: &str| document.position(&Path::root().key(top).key(key));
    assert_eq!(place("493", "a"), Position { line: 1, column: 8 });
    assert_eq!(place("31", "0755"), Position { line: 2, column: 28 });
    assert_eq!(noticed("{\"0755\": \"1:30\"}"), "");
    check(
        &format!("1:30{}: a", ":30".repeat(20)),
        expect![[r#"{33091332321925918372881355932203389830: "a"}"#]],
    );
}

#[test]
fn aliases_and_merge_keys_are_noticed() {
    let text = "# *none\nx: &base {a: &list 1}\ny:\n  <<: *base\n  b: [*list, '*list', a *list]\n  c: |\n    *list\n  \
                d: one\n    *list\n  e: !Join [*list, *list ]\n*list : z\n";
    expect![[r#"
        W1100 4:3 y/<< CloudFormation refuses YAML's merge keys (`<<`); `aws cloudformation package` writes a template without them
        W1100 4:7 y/<< CloudFormation refuses YAML's aliases (`*base`); `aws cloudformation package` writes a template without them
        W1100 5:7 y/b/0 CloudFormation refuses YAML's aliases (`*list`); `aws cloudformation package` writes a template without them
        W1100 10:13 y/e/Fn::Join/0 CloudFormation refuses YAML's aliases (`*list`); `aws cloudformation package` writes a template without them
        W1100 10:20 y/e/Fn::Join/1 CloudFormation refuses YAML's aliases (`*list`); `aws cloudformation package` writes a template without them
        W1100 11:1  CloudFormation refuses YAML's aliases (`*list`); `aws cloudformation package` writes a template without them
    "#]]
    .assert_eq(&noticed(text));
    assert_eq!(noticed("a: &unused 1\nb: '*unused'\nc: [x, '*', \"&unused *unused\"]"), "");
    assert_eq!(noticed("{\"a\": \"&x\", \"<<\": {\"b\": \"*x\"}}"), "");
    check("{\"<<\": {\"b\": 1}}", expect!["{<<: {b: 1}}"]);
    check(
        "x: &x {a: 1}\ny: &y {b: 2}\nz:\n  <<: *x\n  <<: *y\n",
        expect!["{x: {a: 1}, y: {b: 2}, z: {a: 1, b: 2}}"],
    );
    check("x: {'<<': {a: 1}, <<: 1}", expect!["{x: {<<: 1}}"]);
}

#[test]
fn what_is_noticed_is_bounded() {
    let text: String = (0..10_000).map(|i| format!("a: {i}\nb: 0{i:o}\n")).collect();
    let reported = read(&text).expect("a text that can be read");
    assert_eq!(reported.diagnostics.len(), 201);
    assert_eq!(reported.diagnostics[200].message, "29798 more findings of this kind are left out");
    assert_eq!(show(reported.value.root()), "{a: 9999, b: 9999}");
}
