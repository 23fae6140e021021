//! The session as Yew's reducer wants it.

use std::rc::Rc;

use yew::Reducible;

use crate::session::{Action, Session};

/// A session that components can read.
#[derive(Clone)]
pub struct Store(pub Rc<Session>);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let next = self.0.clone().apply(action);
        // The same `Rc` tells Yew that there is nothing to render.
        if Rc::ptr_eq(&next, &self.0) { self } else { Rc::new(Self(next)) }
    }
}
