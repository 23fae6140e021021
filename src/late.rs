//! Functions that the page fetches when they are first wanted. In every other build they are there from the start.

use std::hint::black_box;
use std::sync::OnceLock;

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

    /// Takes the function that came with its part.
    pub fn arrive(&self, function: F) {
        // The linker would make a direct call of a pointer that is set in one place, and the part would be in the core.
        let _ = self.come.set(black_box(function));
    }
}
