//! A file that is written as a whole or not at all: beside its place first, then put there.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process;

/// The most links to links that are followed, as Linux does.
const MOST_LINKS: usize = 40;

/// The most names that are tried for the file beside.
const MOST_NAMES: usize = 100;

/// Writes a file. When that fails, what stood there before still does. A link stays one, and a file keeps its permissions and
/// its owner; devices, pipes and whatever else has no content to lose are written to as they are.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let there = match fs::metadata(path) {
        Ok(there) => Some(there),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    match there {
        // Whoever has a file open goes on with that very file.
        Some(there) if !there.is_file() || is_of_system(path) => in_place(path, bytes),
        there => replace(&behind_links(path), there.as_ref(), bytes),
    }
}

/// Returns true if two paths lead to one file, by whatever names; only files have content to lose.
pub fn is_same(a: &Path, b: &Path) -> bool {
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a_is), Ok(b_is)) if a_is.is_file() && b_is.is_file() => {
            same_file(&a_is, &b_is)
                || fs::canonicalize(a).ok().is_some_and(|a| fs::canonicalize(b).is_ok_and(|b| a == b))
        }
        _ => false,
    }
}

fn replace(path: &Path, there: Option<&Metadata>, bytes: &[u8]) -> io::Result<()> {
    if there.is_some() {
        // A file that must not be written is not replaced either.
        OpenOptions::new().write(true).open(path)?;
    }
    // Where nothing can be put beside it, or in its place, or in its owner's name, the file itself is all there is to write to.
    let mut beside = match (Beside::of(path), there) {
        (Err(error), Some(_)) if error.kind() == ErrorKind::PermissionDenied => return in_place(path, bytes),
        (beside, _) => beside?,
    };
    if let Some(there) = there {
        if give(&beside.file, there).is_err() {
            return in_place(path, bytes);
        }
        beside.file.set_permissions(there.permissions())?;
    }
    beside.file.write_all(bytes)?;
    // Some file systems tell only now that they are full.
    beside.file.sync_all()?;
    match (beside.put(path), there) {
        (Err(error), Some(_)) if error.kind() == ErrorKind::ResourceBusy => in_place(path, bytes),
        (put, _) => put,
    }
}

fn in_place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).truncate(true).open(path)?.write_all(bytes)
}

/// A new file in the folder of another; it goes again unless it is put in that one's place.
struct Beside {
    path: PathBuf,
    file: File,
    stays: bool,
}

impl Beside {
    fn of(path: &Path) -> io::Result<Self> {
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut last = io::Error::from(ErrorKind::AlreadyExists);
        for number in 0..MOST_NAMES {
            // Short, since the file's own name may be as long as names can be.
            let path = folder.join(format!(".cfn-explorer-{}-{number}", process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok(Self { path, file, stays: false }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }

    fn put(mut self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.stays = true;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.stays {
            // What cannot be removed now is nothing that the reader asked for.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Where a link leads in the end, also when nothing is there yet.
fn behind_links(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().map_or(target.clone(), |folder| folder.join(&target)),
            Err(_) => break,
        }
    }
    path
}

/// Returns true if a path leads to what a process has open.
fn is_of_system(path: &Path) -> bool {
    ["/dev/fd", "/dev/stderr", "/dev/stdin", "/proc"].iter().any(|start| path.starts_with(start))
}

#[cfg(unix)]
fn same_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn same_file(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// Gives a file to the owner of another.
#[cfg(unix)]
fn give(file: &File, like: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let own = file.metadata()?;
    let changed = |own: u32, like: u32| (own != like).then_some(like);
    match (changed(own.uid(), like.uid()), changed(own.gid(), like.gid())) {
        (None, None) => Ok(()),
        (user, group) => fchown(file, user, group),
    }
}

#[cfg(not(unix))]
fn give(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}
