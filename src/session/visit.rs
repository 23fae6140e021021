//! What a reader made of an explorer, as names and values: for the rest of the visit, and for a link that shows it to others.
//! A secret is never among them.

#[cfg(test)]
mod tests;

use std::rc::Rc;

use super::Session;
use crate::command::{Action as CommandAction, Shell};
use crate::scene::{Folding, Lens, Start};
use crate::template::LogicalId;
use crate::yaml::Text;

/// The names and values that a visit is written in. A name may be there more than once.
pub type Pairs = Vec<(String, Rc<str>)>;

/// The most of these that are read: a link is as hostile as a template.
const MOST_PAIRS: usize = 1_000;

/// Says that a link made this, and that the reader has not said that it is to stay.
const UNCONFIRMED: &str = "unconfirmed";

/// Those of the command; www/visit.js leaves them out of links.
const STACK_NAME: &str = "stack";
const SHELL: &str = "shell";
const ACTION: &str = "action";

/// Begins the name of a parameter's value.
const PARAMETER: &str = "p.";

/// The changes that a link made to the page's explorer, until the reader says that they are to stay.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// The parameters and the region that it set, with their values.
    pub values: Vec<(Rc<str>, Rc<str>)>,
    /// True if it brought a text of its own.
    pub template: bool,
    /// Those parameters as the reader had them before; none is a secret.
    before: Vec<(LogicalId, Option<String>)>,
    /// The region before, where the link set another.
    region: Option<Option<String>>,
}

/// Returns the lens of a visit, where that says one.
pub fn lens_of(pairs: &Pairs) -> Option<Lens> {
    pairs.iter().find(|(name, _)| name == "lens").map(|(_, lens)| Lens::named(lens))
}

impl Session {
    /// Returns what the reader made of the explorer; the text last, where it is not the page's.
    pub fn visit(&self) -> Pairs {
        let mut pairs: Pairs = Vec::new();
        let mut say = |name: &str, value: &str| pairs.push((name.to_owned(), value.into()));
        for (id, value) in self.public_parameters() {
            say(&format!("{PARAMETER}{id}"), value);
        }
        let options = &self.options;
        if let Some(region) = &options.region {
            say("region", region);
        }
        if options.stack_name != options.default_stack_name {
            say(STACK_NAME, &options.stack_name);
        }
        for (name, _) in Shell::ALL.iter().filter(|(_, shell)| *shell == options.shell) {
            say(SHELL, name);
        }
        for (name, _) in CommandAction::ALL.iter().filter(|(_, action)| *action == options.action) {
            say(ACTION, name);
        }
        say("lens", self.lens.name());
        say("ghosts", if self.ghosts { "on" } else { "off" });
        say("detail", self.folding.start.name());
        for id in &self.folding.collapsed {
            say("closed", id);
        }
        for id in &self.folding.expanded {
            say("opened", id);
        }
        if let Some(id) = &self.selection {
            say("selected", id);
        }
        if self.linked.is_some() {
            say(UNCONFIRMED, "");
        }
        if let (true, true, Some((name, text))) = (self.is_edited(), self.can_edit(), &self.newest) {
            if self.is_opened() {
                say("file", name);
            }
            pairs.push(("text".to_owned(), text.shared().clone()));
        }
        pairs
    }

    /// Takes what was made of an explorer before; `linked` if another reader may have made it.
    pub(super) fn resume(&mut self, pairs: &Pairs, linked: bool) -> bool {
        let (mut before, mut before_region) = (Vec::new(), None);
        let find = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| &**value);
        // Who looked at a link, and did not say that it is to stay, is told of it once more.
        let linked = linked || find(UNCONFIRMED).is_some();
        let template = find("text").is_some_and(|text| self.resume_text(find("file"), text, linked));
        let mut folding =
            Folding { start: find("detail").map_or(self.folding.start, Start::named), ..Folding::default() };
        let mut values: Vec<(Rc<str>, Rc<str>)> = Vec::new();
        for (name, value) in pairs.iter().take(MOST_PAIRS) {
            match (name.as_str(), name.strip_prefix(PARAMETER)) {
                ("closed", _) => {
                    folding.collapse(value);
                }
                ("opened", _) => {
                    folding.expand(value);
                }
                (_, Some(id)) if self.may_be_set(id) => {
                    let id = LogicalId::from(id);
                    let old = self.inputs.parameters.insert(id.clone(), value.to_string());
                    if old.as_deref() != Some(value) {
                        values.push((id.as_str().into(), value.clone()));
                        before.push((id, old));
                    }
                }
                _ => {}
            }
        }
        if !linked {
            self.resume_options(&find);
        }
        self.folding = folding;
        self.lens = lens_of(pairs).unwrap_or(self.lens);
        self.ghosts = find("ghosts").map_or(self.ghosts, |ghosts| ghosts != "off");
        if let Some(region) = find("region").filter(|region| Some(*region) != self.options.region.as_deref())
        {
            values.push(("region".into(), region.into()));
            before_region = Some(self.options.region.clone());
            self.set_region(region.to_owned());
        }
        self.renew();
        if let Some(id) = find("selected") {
            self.selection = Some(id.into());
            self.reselect();
        }
        let tells = linked && (template || !values.is_empty());
        self.linked = tells.then(|| Rc::new(Linked { values, template, before, region: before_region }));
        true
    }

    /// Goes back to what was there before a link changed it.
    pub(super) fn leave_link(&mut self) -> bool {
        let Some(linked) = self.linked.take() else { return false };
        if linked.template {
            self.restore();
        }
        for (id, old) in &linked.before {
            match old {
                Some(old) => self.inputs.parameters.insert(id.clone(), old.clone()),
                None => self.inputs.parameters.shift_remove(id),
            };
        }
        if let Some(region) = &linked.region {
            self.set_region(region.clone().unwrap_or_default());
        }
        self.renew()
    }

    /// Takes the options of the command, which are a reader's own: no link sets them, and none has them.
    fn resume_options<'p>(&mut self, find: &dyn Fn(&str) -> Option<&'p str>) {
        if let Some(name) = find(STACK_NAME) {
            self.inputs.stack_name = Some(name.to_owned());
            self.options.stack_name = name.to_owned();
        }
        let shell = find(SHELL).and_then(|name| Shell::ALL.into_iter().find(|(known, _)| *known == name));
        self.options.shell = shell.map_or(self.options.shell, |(_, shell)| shell);
        let action =
            find(ACTION).and_then(|name| CommandAction::ALL.into_iter().find(|(known, _)| *known == name));
        self.options.action = action.map_or(self.options.action, |(_, action)| action);
    }

    /// Takes the text of a visit, as a step.
    fn resume_text(&mut self, file: Option<&str>, text: &str, linked: bool) -> bool {
        let Some((name, now)) = self.newest.clone() else { return false };
        let name = file.map_or(name, Rc::from);
        if now.as_str() == text {
            return false;
        }
        self.take_text(
            &name,
            &Text::from(text),
            if linked { "what the link changed" } else { "what was changed before" },
        )
    }

    /// Returns true if there is such a parameter, and no secret is asked for by it.
    fn may_be_set(&self, id: &str) -> bool {
        let template = self.model.as_ref().map(|model| &model.source.template);
        template.and_then(|template| template.parameters.get(id)).is_some_and(|parameter| !parameter.no_echo)
    }
}
