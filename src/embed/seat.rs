//! Where Yew draws an explorer. Yew never gives back the listeners that it puts on the element that it draws in, nor the
//! element: so these are few, and who comes gets one that another has left.

use std::cell::RefCell;

use web_sys::Element;
use yew::{AppHandle, Renderer};

use crate::view::{AppProps, Shell, ShellProps};

/// An element that Yew draws in.
pub(super) struct Seat {
    element: Element,
    shell: AppHandle<Shell>,
    /// The number of explorers that have been in it.
    turn: u32,
}

thread_local! {
    /// Those that nobody is in.
    static FREE: RefCell<Vec<Seat>> = const { RefCell::new(Vec::new()) };
}

impl Seat {
    /// Shows an explorer in an element, whose content goes.
    pub(super) fn take(root: &Element, app: AppProps) -> Self {
        root.set_text_content(None);
        let free = FREE.with_borrow_mut(Vec::pop);
        let mut seat = free.unwrap_or_else(|| Self::new(root));
        seat.turn = seat.turn.wrapping_add(1);
        // Before it draws: components measure themselves as soon as they are there.
        let _ = root.append_child(&seat.element);
        seat.show(app);
        seat
    }

    fn new(root: &Element) -> Self {
        // An element that is there can be made once more.
        let element = gloo::utils::document().create_element("div").unwrap_or_else(|_| root.clone());
        element.set_class_name("seat");
        let nothing = ShellProps { app: None, turn: 0 };
        Self {
            shell: Renderer::<Shell>::with_root_and_props(element.clone(), nothing).render(),
            element,
            turn: 0,
        }
    }

    /// Shows this; what the reader typed stays.
    pub(super) fn show(&mut self, app: AppProps) {
        self.shell.update(ShellProps { app: Some(app), turn: self.turn });
    }

    /// Ends the explorer; the next one may have its place.
    pub(super) fn leave(mut self) {
        self.shell.update(ShellProps { app: None, turn: self.turn });
        self.element.remove();
        FREE.with_borrow_mut(|free| free.push(self));
    }
}
