//! The few signs on buttons, on a grid of 16 units, in the colour of the text around them.

use yew::prelude::*;

/// A sign, hidden from screen readers: the button says what it does.
pub fn icon(d: &'static str) -> Html {
    html! {
        <svg
            class="icon"
            viewBox="0 0 16 16"
            width="16"
            height="16"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path {d} />
        </svg>
    }
}

/// More to choose from.
pub const MORE: &str = "M3 8h.01M8 8h.01M13 8h.01";
/// Larger.
pub const PLUS: &str = "M8 3.5v9M3.5 8h9";
/// Smaller.
pub const MINUS: &str = "M3.5 8h9";
/// All boxes closed.
pub const COLLAPSE: &str = "M8 1.5v4.5M5.5 4L8 6.5 10.5 4M8 14.5V10M5.5 12L8 9.5 10.5 12M3 8h10";
/// All boxes open.
pub const EXPAND: &str = "M8 6V1.5M5.5 3.5L8 1 10.5 3.5M8 10v4.5M5.5 12.5L8 15 10.5 12.5M3 8h10";
/// Everything in view.
pub const FIT: &str = "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10";
/// The whole screen.
pub const FULL_SCREEN: &str = "M9.5 6.5l4-4M10 2.5h3.5V6M6.5 9.5l-4 4M6 13.5H2.5V10";
/// Back by a step.
pub const UNDO: &str = "M6 3L3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6";
/// Forth by a step.
pub const REDO: &str = "M10 3l3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H10";
/// Two sheets.
pub const COPY: &str = "M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1";
/// Out of a file.
pub const OPEN: &str = "M8 10V2.5M4.8 5.7L8 2.5l3.2 3.2M2.8 13.5h10.4";
/// One text beside another.
pub const COMPARE: &str = "M2.5 2.5h4.5v11H2.5zM9 2.5h4.5v11H9M4 5.5h1.5M4 8h1.5M10.5 8H12M10.5 10.5H12";
/// The sign for a search.
pub const SEARCH: &str = "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.2 10.2l3.6 3.6";
/// To somebody else.
pub const LINK: &str = "M6.5 9.5a2.8 2.8 0 0 0 4 0l2.2-2.2a2.8 2.8 0 0 0-4-4l-1 1M9.5 6.5a2.8 2.8 0 0 0-4 0L3.3 8.7a2.8 2.8 0 0 0 4 4l1-1";
/// Into a file.
pub const DOWNLOAD: &str = "M8 2.5v7.5M4.8 6.8L8 10l3.2-3.2M2.8 13.5h10.4";
/// Done.
pub const CHECK: &str = "M3 8.5l3.2 3.2L13 4.8";
/// Back to the default.
pub const RESET: &str = "M3 6.2A5.3 5.3 0 1 1 2.7 8.8M2.8 2.8v3.5h3.5";
/// Something is wrong.
pub const ALERT: &str = "M8 2.2l6.2 11.3H1.8zM8 6.5v3.2M8 11.6v.1";
/// Worth knowing.
pub const INFO: &str = "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5v3.2M8 5.2v.1";
/// On its way.
pub const CLOCK: &str = "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6";
/// Away with it.
pub const CLOSE: &str = "M4 4l8 8M12 4l-8 8";
