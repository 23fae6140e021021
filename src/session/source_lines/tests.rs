//! Which part of a line has which colour.

use expect_test::{Expect, expect};

use super::{Colour, SourceLines};

#[test]
fn keys_texts_tags_constants_and_comments() {
    check(
        "# A comment\nKey: value # why\n'Quoted key': \"text \\\" : more\" # c\n- !Sub '${A}#b'\n- Name: a:b\n  Size: -12\n  On: true\nUrl: http://x#y\n",
        expect![[r#"
            #:# A comment
            k:Key|-:: value |#:# why
            k:'Quoted key'|-:: |t:"text \" : more"|-: |#:# c
            -:- |!:!Sub|-: |t:'${A}#b'
            -:- |k:Name|-:: a:b
            -:  |k:Size|-:: |c:-12
            -:  |k:On|-:: |c:true
            k:Url|-:: http://x#y

        "#]],
    );
}

#[test]
fn blocks_of_lines_end_where_the_indentation_does() {
    check(
        "Data: |\n  # no comment\n\n    Key: text\nNext: >- # folded\n  a\n- |\n  b\nc: d\n",
        expect![[r#"
            k:Data|-:: |!:|
            t:  # no comment

            t:    Key: text
            k:Next|-:: |!:>-|-: |#:# folded
            t:  a
            -:- |!:|
            t:  b
            k:c|-:: d

        "#]],
    );
}

#[test]
fn json_and_flow() {
    check(
        "{\"a\": {\"b\": [1, \"c\"]},\n \"d\": null}\nx: {y: z, w: [!Ref q, r]}\n\"open\n  still\": 1",
        expect![[r#"
            -:{|k:"a"|-:: {|k:"b"|-:: [|c:1|-:, |t:"c"|-:]},
            -: |k:"d"|-:: |c:null|-:}
            k:x|-:: {|k:y|-:: z, |k:w|-:: [|!:!Ref|-: q, r]}
            t:"open
            k:  still"|-:: |c:1
        "#]],
    );
}

#[test]
fn lines_and_bytes_lead_to_each_other() {
    let lines = SourceLines::of("ä\r\nb\n".into());
    assert_eq!((lines.len(), lines.line(0), lines.line(1), lines.line(2)), (3, "ä", "b", ""));
    assert_eq!([0, 3, 4, 5, 99].map(|byte| lines.line_at(byte)), [0, 0, 1, 1, 2]);
    assert_eq!((lines.start(1), lines.start(9)), (4, 6));
}

#[test]
fn whatever_is_typed_is_shown_whole() {
    let parts = ["\"", "'", "ä", "#", ": ", "|", "- ", "!", "\\", "{", "]", ",", "\n", "  ", "x", "\t"];
    let mut seed = 7_u32;
    for _ in 0..20_000 {
        let text: String = (0..12)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                parts[(seed >> 16) as usize % parts.len()]
            })
            .collect();
        let lines = SourceLines::of(text.as_str().into());
        for line in 0..lines.len() {
            let shown: String = lines.colours(line).into_iter().map(|(_, part)| part).collect();
            assert_eq!(shown, lines.line(line), "in {text:?}");
        }
    }
}

fn check(text: &str, expect: Expect) {
    let lines = SourceLines::of(text.into());
    let mut shown = String::new();
    for line in 0..lines.len() {
        let mut parts: Vec<(char, String)> = Vec::new();
        for (colour, part) in lines.colours(line) {
            let sign = match colour {
                Colour::Plain => '-',
                Colour::Key => 'k',
                Colour::Text => 't',
                Colour::Tag => '!',
                Colour::Constant => 'c',
                Colour::Comment => '#',
            };
            match parts.last_mut() {
                Some((last, text)) if *last == sign => text.push_str(part),
                _ => parts.push((sign, part.to_owned())),
            }
        }
        let parts: Vec<String> = parts.into_iter().map(|(sign, text)| format!("{sign}:{text}")).collect();
        shown.push_str(&parts.join("|"));
        shown.push('\n');
    }
    expect.assert_eq(&shown);
}
