//! Where the walk through a resource is; spelt out only when there is something to report.

use std::rc::Rc;

use crate::diagnostic::{Path, Step};
use crate::template::{LogicalId, resource_path};

/// A part of a resource's properties.
pub(super) struct PropertyPlace<'p> {
    within: Within<'p>,
    step: Option<PlaceStep<'p>>,
}

enum Within<'p> {
    Resource(&'p LogicalId),
    Place(&'p PropertyPlace<'p>),
}

enum PlaceStep<'p> {
    Property(&'p Rc<str>),
    Item(usize),
    Argument(&'static str, usize),
}

impl<'p> PropertyPlace<'p> {
    /// The properties of the resource.
    pub(super) fn properties(id: &'p LogicalId) -> Self {
        Self { within: Within::Resource(id), step: None }
    }

    /// The property with this name, in here.
    pub(super) fn property(&'p self, name: &'p Rc<str>) -> Self {
        self.inner(PlaceStep::Property(name))
    }

    /// An item of the list that is here.
    pub(super) fn item(&'p self, index: usize) -> Self {
        self.inner(PlaceStep::Item(index))
    }

    /// An argument of the function that is here.
    pub(super) fn argument(&'p self, function: &'static str, argument: usize) -> Self {
        self.inner(PlaceStep::Argument(function, argument))
    }

    /// Returns true if it is there under a condition only.
    pub(super) fn is_conditional(&self) -> bool {
        let within = match self.within {
            Within::Resource(_) => false,
            Within::Place(place) => place.is_conditional(),
        };
        within || matches!(self.step, Some(PlaceStep::Argument("Fn::If", _)))
    }

    /// The way from the top of the template.
    pub(super) fn path(&self) -> Path {
        let path = match self.within {
            Within::Resource(id) => resource_path(id).key("Properties"),
            Within::Place(place) => place.path(),
        };
        match &self.step {
            None => path,
            Some(PlaceStep::Property(name)) => path.key((*name).clone()),
            Some(PlaceStep::Item(index)) => path.index(*index),
            Some(PlaceStep::Argument(function, argument)) => path.key(*function).index(*argument),
        }
    }

    /// The way to the property that is here, whatever function makes it.
    pub(super) fn property_path(&self) -> Path {
        let path = self.path();
        let is_function = |step: &Step| matches!(step, Step::Key(name) if name.starts_with("Fn::"));
        let end = path.steps().iter().position(is_function).unwrap_or(path.steps().len());
        path.steps().iter().take(end).fold(Path::root(), |path, step| match step {
            Step::Key(key) => path.key(key.clone()),
            Step::Index(index) => path.index(*index),
        })
    }

    /// The property as a reader would name it, `Ebs.VolumeType`; empty for the resource itself.
    pub(super) fn name(&self) -> String {
        let path = self.path();
        // Behind `Resources`, its name and `Properties`, and without the functions.
        let mut names = path.steps().iter().skip(3).filter_map(|step| match step {
            Step::Key(name) if &**name != "Fn::If" => Some(&**name),
            Step::Key(_) | Step::Index(_) => None,
        });
        let first = names.next().unwrap_or_default().to_owned();
        shortened(&names.fold(first, |all, name| all + "." + name))
    }

    /// The property with this name in here, as a reader would name it.
    pub(super) fn name_of(&self, property: &str) -> String {
        match self.name() {
            name if name.is_empty() => shortened(property),
            name => shortened(&format!("{name}.{property}")),
        }
    }

    fn inner(&'p self, step: PlaceStep<'p>) -> Self {
        Self { within: Within::Place(self), step: Some(step) }
    }
}

/// The beginning of a text that is too long for a message.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 100;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
