//! Characters that nobody sees, or that a terminal acts on, in every place that a text can come from: what the command line
//! prints, and what the page and its picture show, has none of them as they are.

#[path = "hidden/places.rs"]
mod places;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;

use cfn_explorer::scene::Lens;
use cfn_explorer::session::{Action, Session};
use cfn_explorer::svg::{self, Figure, Mark, SvgOptions};
use serde_json::Value;

/// Texts that turn, colour, clear or hide: C0, C1 and DEL, what turns the direction, what has no width, tags, line separators.
const HOSTILE: [&str; 6] = [
    "a\u{1b}[2J\u{1b}]0;t\u{7}\u{8}\u{b}b",
    "a\u{9b}31m\u{90}\u{7f}\u{85}b",
    "a\u{202e}b\u{2066}\u{61c}\u{200e}\u{200f}",
    "a\u{feff}\u{ad}\u{2060}\u{200b}\u{180e}\u{34f}\u{fff9}b",
    "a\u{e0041}\u{fe0f}\u{e0101}\u{200d}\u{3164}\u{115f}b",
    "a\u{2028}\u{2029}\r\n\t\u{a0}b",
];

/// Everything that is hostile in one text.
fn all() -> String {
    HOSTILE.concat()
}

/// The test's own list, by the code charts. Line breaks are looked at by the one who knows whose they are.
fn is_hidden(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(u32::from(c),
            0xa0 | 0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
            | 0x2028..=0x202f | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff9..=0xfffb
            | 0xe0000..=0xe0fff)
}

/// What is printed for a template: every command and format.
const COMMANDS: [&[&str]; 19] = [
    &["render"],
    &["render", "--format", "json"],
    &["render", "--lens", "references", "--link-labels"],
    &["render", "--lens", "all-resources", "--format", "json", "--detail", "overview"],
    &["graph"],
    &["graph", "--format", "dot"],
    &["graph", "--format", "mermaid"],
    &["command"],
    &["command", "--shell", "powershell", "--print", "script"],
    &["command", "--shell", "cmd", "--action", "deploy"],
    &["command", "--print", "parameter-file"],
    &["command", "--print", "steps", "--action", "create-change-set"],
    &["command", "--action", "outputs"],
    &["command", "--print", "link", "--template-url", "https://b.s3.amazonaws.com/t"],
    &["check"],
    &["check", "--format", "json"],
    &["evaluate"],
    &["check", "--region"],
    &["command", "--stack-name"],
];

#[test]
fn nothing_hidden_is_printed_whatever_a_template_says() {
    let text = all();
    let folder = folder("templates");
    // The file is called so, too.
    let file = folder.join(format!("t{text}.json"));
    let mut written_out = 0;
    for (place, template) in places::places(&text) {
        std::fs::write(&file, template.to_string()).expect("a template can be written");
        let set: Vec<String> = template["Parameters"]
            .as_object()
            .into_iter()
            .flat_map(|parameters| parameters.keys())
            .map(|key| format!("--param={key}={text}"))
            .collect();
        for command in COMMANDS {
            let mut arguments: Vec<&str> = command.to_vec();
            if matches!(command.last(), Some(&("--region" | "--stack-name"))) {
                arguments.push(&text);
            }
            arguments.push(file.to_str().expect("a path in UTF-8"));
            let takes_values = command[0] != "graph";
            arguments.extend(set.iter().filter(|_| takes_values).map(String::as_str));
            written_out += usize::from(check(&arguments, place));
        }
    }
    // Unless names are written out in most of it, nothing was tried.
    assert!(written_out > 300, "{written_out}");
}

#[test]
fn nothing_hidden_is_printed_whatever_an_argument_says() {
    let folder = folder("arguments");
    let file = folder.join("t.yaml");
    std::fs::write(&file, "Resources: {A: {Type: AWS::SQS::Queue}}").expect("a template can be written");
    let file = file.to_str().expect("a path in UTF-8");
    for text in HOSTILE {
        let value = format!("{text}=x");
        for arguments in [
            &[text][..],
            &["render", text],
            &["render", file, text],
            &["render", file, &format!("--{text}")],
            &["render", file, "--lens", text],
            &["render", file, "--format", text],
            &["render", file, "--param", text],
            &["render", file, "--param", &value],
            &["render", file, "--collapse", text],
            &["render", file, "--expand", text],
            &["render", file, "--link-labels-of", text],
            &["render", file, "--icons", text],
            &["render", file, "--stack-name", text, "--region", text],
            &["render", file, "-o", &format!("{}/no/{text}", folder.display())],
            &["graph", file, "-o", &format!("{}/no/{text}", folder.display())],
            &["command", file, "--action", text],
            &["command", file, "--timeout", text],
            &["command", file, "--tag", text],
            &["command", file, "--tag", &value],
            &[
                "command",
                file,
                "--profile",
                text,
                "--region",
                text,
                "--role-arn",
                text,
                "--notification-arn",
                text,
            ],
            &["command", file, "--change-set", text, "--action", "create-change-set", "--bucket", text],
            &["command", file, "--output-key", text, "--action", "outputs"],
            &["command", file, "--parameter-file", text, "--template-url", text],
            &["command", &format!("{}/{text}", folder.display())],
            &["check", &format!("{}/{text}", folder.display())],
            &["check", &format!("{}/{text}", folder.display()), "--format", "json"],
            &["evaluate", file, "--account-id", text, "--stack-name", text],
            &["check", "--help", text],
        ] {
            check(arguments, "an argument");
        }
    }
}

#[test]
fn documents_have_the_texts_themselves() {
    let folder = folder("documents");
    let file = folder.join("t.json");
    let text = all();
    let template = serde_json::json!({"Resources": {text.clone(): {"Type": "AWS::SQS::Queue"}}});
    std::fs::write(&file, template.to_string()).expect("a template can be written");
    let (out, _) = run(&["graph", file.to_str().expect("a path in UTF-8")]);
    let graph: Value = serde_json::from_str(&out).expect("a document");
    assert!(graph["resources"].get(&text).is_some(), "{out}");
}

#[test]
fn the_page_and_its_picture_show_nothing_hidden() {
    let text = all();
    let mut written_out = 0;
    for (place, template) in places::places(&text) {
        let load = Action::Load(format!("t{text}.json").into(), template.to_string().into());
        let mut session = Rc::new(Session::new("demo")).apply(load);
        for id in template["Parameters"].as_object().into_iter().flat_map(|parameters| parameters.keys()) {
            session = session.apply(Action::SetParameter(id.as_str().into(), text.clone()));
        }
        for lens in [Lens::Architecture, Lens::AllResources, Lens::References] {
            session = session.apply(Action::SetLens(lens));
            let mut shown = texts_of(&session);
            let ids: Vec<Rc<str>> = match &session.model {
                Some(model) => model.picture.figure.groups.iter().map(|group| group.id.clone()).collect(),
                None => Vec::new(),
            };
            for id in ids {
                session = session.apply(Action::Select(Some(id)));
                if let Some(details) = &session.details {
                    shown.push(details.title.clone());
                    shown.extend(
                        details.inside.iter().cloned().chain(details.facts.iter().map(ToString::to_string)),
                    );
                    let properties = details.properties.iter();
                    shown.extend(
                        properties.flat_map(|property| [property.name.clone(), property.value.to_string()]),
                    );
                }
            }
            for shown in &shown {
                // White space is harmless where text is laid out.
                let bad = shown.chars().find(|c| is_hidden(*c) && !matches!(c, '\t' | '\r' | '\u{a0}'));
                assert!(bad.is_none(), "{place}: {bad:?} in {shown:?}");
                written_out += usize::from(shown.contains("\\u{202e}"));
            }
        }
    }
    assert!(written_out > 300, "{written_out}");
}

/// Every text that a session says or shows, the selection's left out.
fn texts_of(session: &Session) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for found in session.diagnostics.iter() {
        all.push(found.message.clone());
        all.extend(found.hints.iter().cloned());
    }
    let Some(model) = &session.model else { return all };
    for field in &model.form.fields {
        all.extend(field.problems.iter().cloned());
    }
    for group in &model.panel.groups {
        all.extend(group.label.iter().map(ToString::to_string));
        for parameter in &group.parameters {
            all.push(parameter.label.to_string());
            all.extend(parameter.description.iter().map(ToString::to_string));
            all.extend(parameter.problems.iter().cloned());
        }
    }
    for output in &model.panel.outputs {
        all.push(output.text.to_string());
        all.extend(output.description.iter().map(ToString::to_string));
        all.extend(output.export.iter().cloned());
    }
    let commands = &model.commands;
    let shown = commands.steps().into_iter().chain([commands.command(), commands.script()]);
    for command in shown.chain(commands.outputs()) {
        all.push(command.text.clone());
        all.extend(command.notes.iter().chain(&command.problems).cloned());
        all.extend(command.reasons.iter().map(|reason| reason.why.clone()));
    }
    all.extend(texts_of_figure(&model.picture.figure));
    all.push(svg::write(&model.picture.figure, &SvgOptions::default()));
    all
}

fn texts_of_figure(figure: &Figure) -> Vec<String> {
    let mut all = vec![figure.title.clone(), figure.description.clone()];
    for group in &figure.groups {
        all.push(group.title.clone());
        for mark in &group.marks {
            if let Mark::Text { text, .. } = mark {
                all.push(text.clone());
            }
        }
    }
    all
}

/// Runs a command and looks at all that it prints; gives whether something in it was written out.
fn check(arguments: &[&str], place: &str) -> bool {
    let (out, err) = run(arguments);
    for (stream, text) in [("output", &out), ("error", &err)] {
        let bad = text.chars().find(|c| is_hidden(*c));
        assert!(bad.is_none(), "{place}: {bad:?} on standard {stream} of {arguments:?}:\n{text:?}");
    }
    // A line break of the text would stand at the start of a line with what follows it.
    assert!(!format!("{out}{err}").contains("\n\\t"), "{place}: {arguments:?}");
    [out, err].iter().any(|text| text.contains("\\u{202e}") || text.contains("\\u202e"))
}

fn run(arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_cfn-explorer"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the command line starts");
    let code = output.status.code();
    assert!(code.is_some_and(|code| code <= 2), "{code:?} of {arguments:?}");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints UTF-8");
    (text(output.stdout), text(output.stderr))
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hidden").join(name);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}
