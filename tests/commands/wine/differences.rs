//! Where Wine's cmd.exe does otherwise than the model of Microsoft's, and that Wine knows nothing else that would run.
//!
//! What Microsoft documents of cmd.exe is `cmd /?` and `set /?`; how it reads a line was found by experiment and is told in
//! 'How does the Windows Command Interpreter (CMD.EXE) parse scripts?' (Stack Overflow 4094699, by jeb and dbenham), whose
//! phases are named here. How arguments are split is documented ('Parsing C command-line arguments', 'CommandLineToArgvW').

use cfn_explorer::command::Shell;

use super::super::windows;
use super::ask::{Answer, Aws, Session, run, whole};

/// A text about which Wine and the model differ. Nothing that commands of ours have is among them.
struct Difference {
    text: String,
    aws: Aws,
    /// Whether under `/V:ON`.
    delayed: bool,
    /// The calls of `aws`, by their arguments, that the model sees; `None` where it refuses the text.
    model: Option<&'static [&'static [&'static str]]>,
    /// Those that Wine 8 makes. A later one may do as the model says.
    wine: Vec<Vec<String>>,
    /// What `CommandLineToArgvW` makes of those where it is something else than the C runtimes do.
    split_otherwise: &'static [&'static [&'static str]],
    /// Who is right by the documentation, and why.
    right: Right,
}

enum Right {
    /// The model.
    Model(&'static str),
    /// Both: the model refuses more than it has to.
    Both(&'static str),
}

fn differences() -> Vec<Difference> {
    let difference = |text: &str, model, wine: &[&[&str]], right| Difference {
        text: text.into(),
        aws: Aws::Exe,
        delayed: false,
        model,
        wine: wine.iter().map(|call| call.iter().map(|word| (*word).to_owned()).collect()).collect(),
        split_otherwise: &[],
        right,
    };
    let mut all = vec![
        difference(
            "aws ^\n\"a & calc\"",
            None,
            &[&["a & calc"]],
            Right::Model(
                "phase 2: after a caret that ends a line the first character of the next is escaped, so the quote begins no string",
            ),
        ),
        difference(
            "aws a^\n b",
            Some(&[&["a", "b"]]),
            &[&["ab"]],
            Right::Model("phase 2: a caret that ends a line joins it with the next, blanks and all"),
        ),
        difference(
            "aws a%2Fb%CD%20",
            None,
            &[&["a%2Fb%CD%20"]],
            Right::Model(
                "phase 1 at the prompt: of a name that no variable has the first sign stays, and the second may begin the next name, here `CD`",
            ),
        ),
        difference(
            "aws \"%NO_SUCH%\"",
            None,
            &[&["%NO_SUCH%"]],
            Right::Both(
                "phase 1 at the prompt: a name that no variable has stays; which are there nobody knows here",
            ),
        ),
        difference(
            "aws \"a!b!\"",
            None,
            &[&["a!b!"]],
            Right::Both(
                "`cmd /?`: without `/V:ON` the sign means nothing; the model reads every text as if with it",
            ),
        ),
    ];
    all.push(Difference {
        split_otherwise: &[&["a\"", "b"]],
        ..difference(
            "aws \"a\"\" b\"",
            Some(&[&["a\" b"]]),
            &[&["a\" b"]],
            Right::Model(
                "two quotes within a string are one, and the string goes on: so the C runtimes, here too; CommandLineToArgvW ends it there",
            ),
        )
    });
    all.push(Difference {
        aws: Aws::Exe,
        delayed: true,
        ..difference(
            "aws \"!NO_SUCH!\"",
            None,
            &[&["!NO_SUCH!"]],
            Right::Both("phase 5: which variables are there nobody knows here"),
        )
    });
    all
}

#[test]
#[cfg_attr(
    not(all(has_wine, has_python)),
    ignore = "needs Wine and the Python tools: scripts/setup-wine.sh, and CFN_EXPLORER_WINE names its folder"
)]
fn wine_differs_from_the_model_where_it_is_known_to() {
    let all = differences();
    let session = |difference: &Difference| Session {
        aws: difference.aws,
        delayed: difference.delayed,
        texts: vec![difference.text.clone()],
        typed: Vec::new(),
        want: Vec::new(),
    };
    for difference in &all {
        let model = windows::calls(&difference.text, Shell::Cmd, &[]).ok().map(|mut ways| ways.remove(0));
        let listed = difference.model.map(|calls| calls.iter().map(|call| call.to_vec()).collect::<Vec<_>>());
        assert_eq!(model.as_ref().map(|calls| strs(calls)), listed, "{}", difference.text);
    }
    let answers = run(&all.iter().map(session).collect::<Vec<_>>());
    for (difference, answer) in all.iter().zip(answers) {
        let asked = session(difference);
        let answer = whole(&asked, answer, |answer| answer.calls.len() >= difference.wine.len());
        let (Right::Model(why) | Right::Both(why)) = difference.right;
        assert!(answer.calls == difference.wine || agrees(difference, &answer), "{:?} {why}", answer.calls);
        assert_eq!(strs(&answer.split_otherwise), difference.split_otherwise, "{:?}", difference.text);
    }
}

/// Texts that the model refuses, and what each is for.
const HARMFUL: &[(&str, Aws)] = &[
    ("aws a & calc", Aws::Exe),
    ("aws \"a\" | calc", Aws::Exe),
    ("aws a > out", Aws::Exe),
    ("aws a && calc", Aws::Exe),
    ("aws a || calc", Aws::Cmd),
    ("aws %OS%", Aws::Exe),
    ("aws \"%OS%\"", Aws::Exe),
    ("aws \"!OS!\"", Aws::Exe),
    ("aws a\ncalc", Aws::Exe),
    ("aws \"a\\\" & calc\"", Aws::Exe),
    // Well the first time; `aws.cmd` runs it.
    ("aws a^&calc", Aws::Cmd),
    ("aws \"a\\\" ^& calc\"", Aws::Cmd),
    ("aws a^^!OS!", Aws::Cmd),
];

#[test]
#[cfg_attr(
    not(all(has_wine, has_python)),
    ignore = "needs Wine and the Python tools: scripts/setup-wine.sh, and CFN_EXPLORER_WINE names its folder"
)]
fn what_the_model_refuses_does_harm_in_wine() {
    let session = |(text, aws): &(&str, Aws)| {
        assert!(windows::calls(text, Shell::Cmd, &[]).is_err(), "{text}");
        Session { aws: *aws, delayed: true, texts: vec![(*text).into()], typed: Vec::new(), want: Vec::new() }
    };
    let answers = run(&HARMFUL.iter().map(session).collect::<Vec<_>>());
    for (harmful, answer) in HARMFUL.iter().zip(answers) {
        let answer = whole(&session(harmful), answer, is_harmful);
        let (text, _) = harmful;
        assert!(is_harmful(&answer), "{text}: {:?}", answer.calls);
    }
}

fn strs(calls: &[Vec<String>]) -> Vec<Vec<&str>> {
    calls.iter().map(|call| call.iter().map(String::as_str).collect()).collect()
}

/// Whether a Wine later than the one of the table does as the model says.
fn agrees(difference: &Difference, answer: &Answer) -> bool {
    match difference.model {
        Some(model) => strs(&answer.calls) == model.iter().map(|call| call.to_vec()).collect::<Vec<_>>(),
        None => is_harmful(answer),
    }
}

/// Whether anything but one call of `aws` came of a text, or that with what a variable holds.
fn is_harmful(answer: &Answer) -> bool {
    let [call] = answer.calls.as_slice() else { return true };
    !answer.appeared.is_empty() || call.iter().any(|word| word.contains(":\\") || word.contains("Windows"))
}
