//! Heavy templates: the command line holds its bounds of memory and of work in every command and every lens.
//!
//! `make test` names a release build of the command line in `CFN_EXPLORER_RELEASE`, which gets families of 1 MB each; the
//! debug build gets smaller ones. The bounds are those of the operating system (`ulimit`): memory, and the seconds that the
//! processor worked, far above what is ever needed, so that a busy machine fails nothing. What it takes in truth is
//! printed by `make hostile`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

#[path = "hostile/families.rs"]
mod families;

use families::{Heavy, families};

/// How much memory a run may take, in kB: 300 MB, and what the program itself takes.
const MEMORY: usize = 320 * 1024;

/// How long the processor may work on one run, in seconds; a run that is as it should be takes less than 1.5.
const SECONDS: usize = 15;

/// How many bytes a run may write.
const OUTPUT: u64 = 60_000_000;

const COMMANDS: [&[&str]; 4] = [&["check", "--format", "json"], &["evaluate"], &["graph"], &["command"]];

const PICTURES: [&[&str]; 6] = [
    &["render"],
    &["render", "--detail", "everything"],
    &["render", "--lens", "all-resources"],
    &["render", "--lens", "all-resources", "--detail", "everything"],
    &["render", "--lens", "references"],
    &["render", "--format", "json", "--detail", "overview"],
];

#[test]
fn heavy_templates_stay_within_bounds() {
    let release = std::env::var_os("CFN_EXPLORER_RELEASE").map(PathBuf::from);
    let (program, bytes) = match &release {
        Some(program) => (program.as_path(), 1_000_000),
        None => (Path::new(env!("CARGO_BIN_EXE_cfn-explorer")), 20_000),
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("heavy");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let families = families(bytes);
    let next = Mutex::new(families.iter().enumerate());
    let faults = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some((index, family)) = next.lock().expect("nobody panics").next() else { return };
                    let found = run_all(program, family, &folder.join(format!("{index}.yaml")));
                    faults.lock().expect("nobody panics").extend(found);
                }
            });
        }
    });
    let faults = faults.into_inner().expect("nobody panics");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Runs every command on a template; what was wrong.
fn run_all(program: &Path, family: &Heavy, file: &Path) -> Vec<String> {
    std::fs::write(file, &family.text).expect("a template can be written");
    let mut faults = Vec::new();
    for arguments in COMMANDS.iter().chain(&PICTURES) {
        if let Err(why) = run(program, arguments, file) {
            faults.push(format!("{} ({}): {why}", family.name, arguments.join(" ")));
        }
    }
    faults
}

fn run(program: &Path, arguments: &[&str], file: &Path) -> Result<(), String> {
    let out = file.with_extension("out");
    let output = std::fs::File::create(&out).map_err(|error| error.to_string())?;
    let limits = format!("ulimit -v {MEMORY}; ulimit -t {SECONDS}; exec \"$0\" \"$@\"");
    let (job, options) = arguments.split_first().ok_or("no command")?;
    let child = Command::new("sh")
        .args(["-c", &limits])
        .arg(program)
        .arg(job)
        .arg(file)
        .args(options)
        .stdout(output)
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let ended = child.wait_with_output().map_err(|error| error.to_string())?;
    let written = std::fs::metadata(&out).map_err(|error| error.to_string())?.len();
    let said = String::from_utf8_lossy(&ended.stderr);
    match ended.status.code() {
        Some(0..=2) if written > OUTPUT => Err(format!("{written} bytes were written")),
        Some(0..=2) => Ok(()),
        _ => Err(format!("{}: {}", ended.status, said.lines().next_back().unwrap_or_default())),
    }
}
