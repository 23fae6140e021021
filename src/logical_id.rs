//! The names that a template gives to what is in it.

use std::fmt;
use std::rc::Rc;

/// The name of a resource, parameter, condition, mapping or output: its logical ID.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogicalId(Rc<str>);

impl LogicalId {
    /// A name as it is written; whether it is well-formed is checked where it is defined.
    pub fn new(name: impl Into<Rc<str>>) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns true if this names a pseudo parameter (`AWS::Region`).
    pub fn is_pseudo(&self) -> bool {
        self.0.starts_with("AWS::")
    }
}

impl std::borrow::Borrow<str> for LogicalId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<Rc<str>> for LogicalId {
    fn from(name: Rc<str>) -> Self {
        Self(name)
    }
}

impl From<&str> for LogicalId {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for LogicalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
