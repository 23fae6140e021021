//! How often each stage ran, for the test that holds what an action may run. It counts in unit tests alone; the product
//! has nothing of it.

/// The stages, each done anew when something changed that it hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Read,
    Evaluate,
    Graph,
    Scene,
    Layout,
    Figure,
    Check,
    Panel,
    Form,
    Words,
    Details,
    Labels,
}

/// Counts a run.
#[cfg(not(test))]
pub(crate) fn ran(_: Stage) {}

#[cfg(test)]
pub(crate) use counted::{ran, taken};

#[cfg(test)]
mod counted {
    use std::cell::RefCell;

    use super::Stage;
    use crate::maps::SortedMap;

    thread_local! {
        static RUNS: RefCell<SortedMap<Stage, usize>> = const { RefCell::new(SortedMap::new()) };
    }

    /// Counts a run.
    pub(crate) fn ran(stage: Stage) {
        RUNS.with_borrow_mut(|runs| *runs.entry(stage).or_default() += 1);
    }

    /// Returns what this thread ran since it was last asked, in words: `evaluate, scene, words 2`.
    pub(crate) fn taken() -> String {
        let runs = RUNS.with_borrow_mut(std::mem::take);
        let said = runs.iter().map(|(stage, times)| {
            let name = format!("{stage:?}").to_ascii_lowercase();
            if *times == 1 { name } else { format!("{name} {times}") }
        });
        said.collect::<Vec<_>>().join(", ")
    }
}
