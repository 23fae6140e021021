//! Where results go: a file as a whole or not at all, never over the template, and what becomes of a reader that has gone.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const TEMPLATE: &str = "Resources: {Topic: {Type: AWS::SNS::Topic}}\n";

#[test]
fn a_result_goes_to_the_file_that_was_asked_for() {
    let folder = Folder::new("asked");
    let (template, file) = (folder.template(), folder.path("graph.json"));
    for _ in 0..2 {
        let output = run(&["graph", &template, "-o", &file]);
        assert_eq!(said(&output), (0, String::new(), String::new()));
        assert_eq!(read(&file), text(&run(&["graph", &template]).stdout));
        fs::write(&file, "longer than the result, ".repeat(1000)).expect("it can be written");
    }
    let output = run(&["graph", &template, "-o", "-"]);
    assert_eq!(said(&output).1, text(&run(&["graph", &template]).stdout));
    assert_eq!(folder.names(), ["graph.json", "t.yaml"]);
}

#[test]
fn where_nothing_can_be_written_it_is_said() {
    let folder = Folder::new("nowhere");
    let template = folder.template();
    for (file, hint) in [
        (folder.path("no/such/folder.svg"), "  hint: make the folder first\n"),
        (folder.path("t.yaml/inside.svg"), ""),
        (folder.path(""), ""),
    ] {
        let (code, out, err) = said(&run(&["render", &template, "-o", &file]));
        assert_eq!((code, out.as_str()), (2, ""), "{file}");
        assert!(err.starts_with(&format!("error: cannot write {file}: ")) && err.ends_with(hint), "{err}");
    }
    assert_eq!(folder.names(), ["t.yaml"]);
}

#[test]
fn a_result_never_replaces_its_template() {
    let folder = Folder::new("own");
    let template = folder.template();
    let roundabout = folder.path("../own/t.yaml");
    let hard = folder.path("hard.yaml");
    fs::hard_link(&template, &hard).expect("a link can be made");
    let mut names = vec![template.clone(), roundabout, hard];
    if cfg!(unix) {
        let soft = folder.path("soft.yaml");
        link("hard.yaml", &soft);
        names.push(soft);
    }
    for name in &names {
        for job in ["render", "graph"] {
            let (code, out, err) = said(&run(&[job, &template, "-o", name]));
            assert_eq!((code, out.as_str()), (2, ""));
            let expected = format!(
                "error: {name} is the template itself, which the result would replace\n  hint: name another file with -o\n"
            );
            assert_eq!(err, expected);
            let input = fs::File::open(&template).expect("the template is there");
            let output = command(&[job, "-", "-o", name]).stdin(input).output().expect("it starts");
            assert_eq!(said(&output), (2, String::new(), expected.clone()));
        }
        assert_eq!(read(name), TEMPLATE);
    }
}

#[test]
fn a_reader_that_has_gone_ends_it_as_the_signal_would() {
    let folder = Folder::new("gone");
    // More than a pipe holds.
    let many: String = (0..2000).map(|i| format!("  Topic{i}: {{Type: AWS::SNS::Nothing}}\n")).collect();
    let template = folder.path("many.yaml");
    fs::write(&template, format!("Resources:\n{many}")).expect("a template can be written");
    for arguments in [
        &["graph", &template][..],
        &["graph", &template, "--format", "dot"],
        &["graph", &template, "-o", "-"],
        &["check", &template],
        &["check", &template, "--format", "json"],
        &["evaluate", &template],
    ] {
        let mut child = start(arguments);
        let mut seen = [0; 10];
        let mut out = child.stdout.take().expect("its output is piped");
        out.read_exact(&mut seen).expect("it begins");
        drop(out);
        let (code, _, err) = said(&child.wait_with_output().expect("it ends"));
        let errors_of_template =
            err.lines().filter(|line| !line.contains("error[") && !line.contains("hint:"));
        assert_eq!((code, errors_of_template.count()), (141, 0), "{arguments:?}: {err}");
    }
    for arguments in [&["--help"][..], &["--version"], &["render", "--help"], &["evaluate", "-"]] {
        // It has gone before the program starts.
        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        let piped = || Stdio::piped();
        let mut child = command(arguments)
            .stdin(piped())
            .stdout(writer)
            .stderr(piped())
            .spawn()
            .expect("the command line starts");
        let mut stdin = child.stdin.take().expect("its input is piped");
        // Help does not wait for it.
        let _ = stdin.write_all(TEMPLATE.as_bytes());
        drop(stdin);
        let (code, _, err) = said(&child.wait_with_output().expect("it ends"));
        assert!(code == 141 && err.is_empty(), "{arguments:?}: {code} {err}");
    }
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};

    use super::*;

    #[test]
    fn a_write_that_fails_loses_nothing() {
        let folder = Folder::new("full");
        let (template, file) = (folder.template(), folder.path("picture.svg"));
        let topics: String = (0..20).map(|i| format!("  Topic{i}: {{Type: AWS::SNS::Topic}}\n")).collect();
        fs::write(&template, format!("Resources:\n{topics}")).expect("a template can be written");
        for before in [None, Some("what was there")] {
            if let Some(before) = before {
                fs::write(&file, before).expect("it can be written");
            }
            // As on a full disk, writing fails in the middle.
            let program = env!("CARGO_BIN_EXE_cfn-explorer");
            let script =
                format!("trap '' XFSZ; ulimit -f 1; exec '{program}' render '{template}' -o '{file}'");
            let output = Command::new("bash").args(["-c", &script]).output().expect("bash starts");
            let (code, out, err) = said(&output);
            assert_eq!((code, out.as_str()), (2, ""), "{err}");
            assert!(err.starts_with(&format!("error: cannot write {file}: ")), "{err}");
            assert_eq!(fs::read_to_string(&file).ok().as_deref(), before);
        }
        assert_eq!(folder.names(), ["picture.svg", "t.yaml"]);
        for file in ["-", "/dev/stdout", "/dev/full"] {
            let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
            let output =
                command(&["render", &template, "-o", file]).stdout(full).output().expect("it starts");
            let (code, _, err) = said(&output);
            assert!(code == 2 && err.starts_with("error: cannot write "), "{file}: {code} {err}");
        }
    }

    #[test]
    fn a_file_keeps_its_permissions_and_a_new_one_has_the_usual() {
        let folder = Folder::new("permissions");
        let (template, file) = (folder.template(), folder.path("picture.svg"));
        let mode = |file: &str| fs::metadata(file).expect("it is there").permissions().mode() & 0o7777;
        assert_eq!(said(&run(&["render", &template, "-o", &file])).0, 0);
        assert_eq!(mode(&file), mode(&template));
        for permissions in [0o600, 0o640, 0o755, 0o666] {
            fs::set_permissions(&file, fs::Permissions::from_mode(permissions)).expect("they can be set");
            assert_eq!(said(&run(&["render", &template, "-o", &file])).0, 0);
            assert_eq!(mode(&file), permissions);
        }
    }

    #[test]
    fn links_stay_links() {
        let folder = Folder::new("links");
        let template = folder.template();
        fs::create_dir_all(folder.path("inner")).expect("a folder can be made");
        fs::write(folder.path("inner/old.svg"), "old").expect("it can be written");
        for target in ["inner/old.svg", "inner/new.svg"] {
            let _ = fs::remove_file(folder.path("link.svg"));
            let _ = fs::remove_file(folder.path("inner/next"));
            link("inner/next", &folder.path("link.svg"));
            link(target.trim_start_matches("inner/"), &folder.path("inner/next"));
            assert_eq!(said(&run(&["render", &template, "-o", &folder.path("link.svg")])).0, 0);
            for name in ["link.svg", "inner/next"] {
                assert!(fs::symlink_metadata(folder.path(name)).expect("it is there").is_symlink());
            }
            assert!(read(&folder.path(target)).starts_with("<svg "));
        }
        link("round", &folder.path("round"));
        assert_eq!(said(&run(&["render", &template, "-o", &folder.path("round")])).0, 2);
    }

    #[test]
    fn devices_and_pipes_are_written_to_as_they_are() {
        let folder = Folder::new("devices");
        let template = folder.template();
        let expected = text(&run(&["render", &template]).stdout);
        assert_eq!(said(&run(&["render", &template, "-o", "/dev/null"])), (0, String::new(), String::new()));
        assert!(fs::metadata("/dev/null").expect("it is there").file_type().is_char_device());
        assert_eq!(said(&run(&["render", &template, "-o", "/dev/stdout"])).1, expected);

        // What was there before and what comes after stays around it.
        let log = folder.path("log");
        let program = env!("CARGO_BIN_EXE_cfn-explorer");
        let script = format!("echo a; '{program}' render '{template}' -o /dev/stdout; echo b");
        let out = fs::File::create(&log).expect("it can be made");
        let status = Command::new("bash").args(["-c", &script]).stdout(out).status().expect("bash starts");
        assert!(status.success());
        assert_eq!(read(&log), format!("a\n{expected}b\n"));

        let pipe = folder.path("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo starts").success());
        let child = start(&["render", &template, "-o", &pipe]);
        assert_eq!(read(&pipe), expected);
        assert_eq!(said(&child.wait_with_output().expect("it ends")).0, 0);
        assert!(fs::metadata(&pipe).expect("it is there").file_type().is_fifo());
    }
}

/// A folder of a test's own, empty at first.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("files").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder can be made");
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a path in UTF-8").to_owned()
    }

    fn template(&self) -> String {
        let file = self.path("t.yaml");
        fs::write(&file, TEMPLATE).expect("a template can be written");
        file
    }

    /// What is in it, hidden files too.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("it is there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn link(target: &str, name: &str) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, name).expect("a link can be made");
    #[cfg(not(unix))]
    panic!("{name} → {target}");
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cfn-explorer"));
    command.args(args);
    command
}

fn start(args: &[&str]) -> std::process::Child {
    let piped = || Stdio::piped();
    command(args).stdin(piped()).stdout(piped()).stderr(piped()).spawn().expect("the command line starts")
}

fn run(args: &[&str]) -> Output {
    command(args).stdin(Stdio::null()).output().expect("the command line starts")
}

/// Exit code, output, errors.
fn said(output: &Output) -> (i32, String, String) {
    (output.status.code().expect("it ends by itself"), text(&output.stdout), text(&output.stderr))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the output is UTF-8")
}

fn read(file: &str) -> String {
    fs::read_to_string(file).expect("the file can be read")
}
