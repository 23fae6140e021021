//! Functions that the page fetches when they are first wanted. In every other build they are there from the start.

use std::cell::Cell;
use std::hint::black_box;
use std::sync::OnceLock;

/// The things that some templates need to be drawn, and most do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Folding: the picture is large, has siblings that are alike, or the reader folds it.
    Folding,
    /// Unrolling: the template has loops.
    Loops,
}

impl Need {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Folding, Self::Loops];
}

thread_local! {
    static MISSED: Cell<[bool; Need::ALL.len()]> = const { Cell::new([false; Need::ALL.len()]) };
}

/// Returns the needs that were not met since this was last asked. What was computed meanwhile is not to be shown: it is to be computed
/// once more when they are there.
pub fn missed() -> Vec<Need> {
    let missed = MISSED.take();
    Need::ALL.into_iter().filter(|need| missed[*need as usize]).collect()
}

/// A function of one of the page's parts.
pub struct Late<F> {
    /// The function, in builds that are all in one.
    native: Option<F>,
    /// The function, once its part has come.
    come: OnceLock<F>,
}

impl<F: Copy> Late<F> {
    /// A function that is there from the start, unless the page is built in parts.
    pub const fn new(function: F) -> Self {
        Self { native: if cfg!(feature = "split") { None } else { Some(function) }, come: OnceLock::new() }
    }

    /// Returns the function; `None` while its part is not there.
    pub fn get(&self) -> Option<F> {
        self.native.or_else(|| self.come.get().copied())
    }

    /// Returns the function that a template needs; where its part is not there, [`missed`] tells of it.
    pub fn needed(&self, need: Need) -> Option<F> {
        let function = self.get();
        if function.is_none() {
            let mut missed = MISSED.get();
            missed[need as usize] = true;
            MISSED.set(missed);
        }
        function
    }

    /// Takes the function that came with its part.
    pub fn arrive(&self, function: F) {
        // The linker would make a direct call of a pointer that is set in one place, and the part would be in the core.
        let _ = self.come.set(black_box(function));
    }
}
