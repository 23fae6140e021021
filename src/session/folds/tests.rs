//! What is folded, and what typing does beside it.

use super::{FoldedText, SourceLines, still_closed};

const TEMPLATE: &str = "\
Parameters:
  Size:
    Type: String
# Who does the work
Resources:
  Host:
    Type: AWS::EC2::Instance
    Properties:
      Tags:
      - Key: a
        Value: b
      UserData: |
        if true
          then
  # The second
  Queue:
    Type: AWS::SQS::Queue
";

#[test]
fn blocks_go_by_indentation() {
    let lines = SourceLines::of(TEMPLATE.into());
    let block = |line: usize| lines.block(line);
    assert_eq!(block(0), Some(1..3));
    assert_eq!(block(4), Some(5..17));
    assert_eq!(block(5), Some(6..14));
    assert_eq!(block(8), Some(9..11), "items may stand right below their key");
    assert_eq!(block(9), Some(10..11));
    assert_eq!(block(11), Some(12..14));
    assert_eq!(
        (block(12), block(3), block(6)),
        (None, None, None),
        "a script's lines, comments and values begin none"
    );
    assert_eq!(lines.entries(), [1, 5, 15]);
    assert_eq!([2, 10, 13, 14].map(|line| lines.block_around(line)), [Some(1), Some(9), Some(11), Some(4)]);
    let json =
        SourceLines::of("{\n  \"Resources\": {\n    \"Q\": {\n      \"Type\": \"a\"\n    }\n  }\n}\n".into());
    assert_eq!((json.block(2), json.entries()), (Some(3..4), vec![2]));
}

#[test]
fn what_is_folded_is_left_out_and_places_lead_around_it() {
    let lines = SourceLines::of(TEMPLATE.into());
    let folded = FoldedText::of(&lines, &[0, 5]);
    assert_eq!(
        &**folded.text(),
        "Parameters:\n# Who does the work\nResources:\n  Host:\n  # The second\n  Queue:\n    Type: AWS::SQS::Queue\n"
    );
    assert_eq!(folded.rows(), [0, 3, 4, 5, 14, 15, 16, 17]);
    assert_eq!((folded.row_of(7), folded.hides(7), folded.hides(5)), (3, true, false));
    for (byte, _) in folded.text().char_indices() {
        let whole = folded.byte_in(&lines, byte);
        assert_eq!(folded.byte_of(&lines, whole), byte);
        assert_eq!(folded.text().get(byte..byte + 1), TEMPLATE.get(whole..whole + 1));
    }
    assert_eq!(FoldedText::of(&lines, &[]).text(), lines.text());
    let last = FoldedText::of(&SourceLines::of("a:\n  b: 1\n  c: 2".into()), &[0]);
    assert_eq!((&**last.text(), last.rows()), ("a:", &[0][..]));
}

#[test]
fn what_is_typed_beside_a_fold_leaves_what_is_in_it() {
    let lines = SourceLines::of(TEMPLATE.into());
    let folded = FoldedText::of(&lines, &[0, 5]);
    let typed = |from: &str, to: &str| folded.typed(&lines, &folded.text().replacen(from, to, 1));
    assert_eq!(typed("AWS::SQS", "AWS::SNS"), Some(TEMPLATE.replace("AWS::SQS", "AWS::SNS")));
    assert_eq!(typed("  Host:\n", "  Hosts:\n"), Some(TEMPLATE.replace("Host:", "Hosts:")));
    assert_eq!(
        typed("  Queue:", "  Second: {}\n  Queue:"),
        Some(TEMPLATE.replace("  Queue:", "  Second: {}\n  Queue:"))
    );
    // A block goes with the line that begins it, and with no less.
    let without = format!("{}{}", &TEMPLATE[..lines.start(5)], &TEMPLATE[lines.start(14)..]);
    assert_eq!(typed("  Host:\n", ""), Some(without));
    assert_eq!(typed("  Host:\n", "  Host:"), None);
}

#[test]
fn folds_stay_where_their_block_is() {
    let lines = |text: &str| SourceLines::of(text.into());
    let before = lines(TEMPLATE);
    let added = lines(&TEMPLATE.replace("# Who", "# One more\n# Who"));
    assert_eq!(still_closed(&[0, 5, 15], &before, &added), [0, 6, 16]);
    // Who types in the line that begins a block sees the block.
    let renamed = lines(&TEMPLATE.replace("Host:", "Hosts:"));
    assert_eq!(still_closed(&[0, 5, 15], &before, &renamed), [0, 15]);
    // What would go into a block that nobody sees opens it.
    let commented = lines(&TEMPLATE.replace("  Queue:", "#  Queue:"));
    assert_eq!(still_closed(&[0, 5], &before, &commented), [0]);
    assert_eq!(still_closed(&[0, 5, 15], &before, &lines("")), [0_usize; 0]);
}

/// Typing anywhere beside folds changes the same bytes as typing there in the whole text, and nothing else.
#[test]
fn every_insertion_beside_folds_is_where_it_was_typed() {
    let lines = SourceLines::of(TEMPLATE.into());
    for closed in [&[0][..], &[5], &[4], &[0, 8, 11], &[1, 5, 15]] {
        let folded = FoldedText::of(&lines, closed);
        for (byte, _) in folded.text().char_indices() {
            let mut typed = folded.text().to_string();
            typed.insert(byte, '~');
            let mut whole = TEMPLATE.to_owned();
            whole.insert(folded.byte_in(&lines, byte), '~');
            assert_eq!(folded.typed(&lines, &typed), Some(whole), "{closed:?} {byte}");
        }
    }
}
