//! The session as Yew's reducer wants it.

use std::rc::Rc;

use yew::Reducible;

use crate::late::{self, Need};
use crate::session::{Action, Session};

/// A session that components can read, and what the reader or the page did that takes a part which is not there yet.
#[derive(Clone)]
pub struct Store {
    /// The session.
    pub session: Rc<Session>,
    /// The needs that are not met, and the actions that wait for them.
    pub waiting: Option<Rc<Waiting>>,
}

/// Actions that wait, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// The parts that they take.
    pub needs: Vec<Need>,
    /// The actions.
    pub actions: Vec<Action>,
    /// Counts those that came to wait: each tries anew.
    tries: usize,
}

impl Store {
    /// A session for which nothing waits.
    pub fn new(session: Rc<Session>) -> Self {
        Self { session, waiting: None }
    }

    /// The state after an action; where that takes a part that is not there, the action waits for it.
    pub fn after(&self, action: Action) -> Self {
        let session = self.session.clone().apply(action.clone());
        let needs = late::missed();
        let mut actions = self.waiting.as_ref().map(|waiting| waiting.actions.clone()).unwrap_or_default();
        actions.retain(|waits| *waits != action);
        if needs.is_empty() {
            let rest = self.waiting.as_deref().filter(|_| !actions.is_empty());
            let waiting = rest.map(|rest| Rc::new(Waiting { actions, ..rest.clone() }));
            return Self { session, waiting };
        }
        actions.push(action);
        let tries = self.waiting.as_ref().map_or(1, |waiting| waiting.tries + 1);
        Self { session: self.session.clone(), waiting: Some(Rc::new(Waiting { needs, actions, tries })) }
    }
}

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let next = self.after(action);
        // The same `Rc` tells Yew that there is nothing to render.
        let is_same = Rc::ptr_eq(&next.session, &self.session) && next.waiting == self.waiting;
        if is_same { self } else { Rc::new(next) }
    }
}
