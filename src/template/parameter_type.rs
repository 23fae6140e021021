//! The type of a parameter: what its text is, read once.

use std::fmt;
use std::rc::Rc;

/// A thing in the account that the value of a parameter may name; each type also comes as a list, and by way of SSM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// An availability zone, by its name.
    AvailabilityZone,
    /// An image.
    Image,
    /// An instance.
    Instance,
    /// A key pair, by its name.
    KeyPair,
    /// A security group, by its name.
    SecurityGroupName,
    /// A security group.
    SecurityGroup,
    /// A subnet.
    Subnet,
    /// A VPC.
    Vpc,
    /// A volume.
    Volume,
    /// A hosted zone.
    HostedZone,
    /// A parameter of SSM, by its name, which is text to the template.
    SsmParameter,
}

impl Existing {
    /// All of them, each with its type.
    pub(super) const ALL: [(&str, Self); 11] = [
        ("AWS::EC2::AvailabilityZone::Name", Self::AvailabilityZone),
        ("AWS::EC2::Image::Id", Self::Image),
        ("AWS::EC2::Instance::Id", Self::Instance),
        ("AWS::EC2::KeyPair::KeyName", Self::KeyPair),
        ("AWS::EC2::SecurityGroup::GroupName", Self::SecurityGroupName),
        ("AWS::EC2::SecurityGroup::Id", Self::SecurityGroup),
        ("AWS::EC2::Subnet::Id", Self::Subnet),
        ("AWS::EC2::VPC::Id", Self::Vpc),
        ("AWS::EC2::Volume::Id", Self::Volume),
        ("AWS::Route53::HostedZone::Id", Self::HostedZone),
        ("AWS::SSM::Parameter::Name", Self::SsmParameter),
    ];

    fn of(type_name: &str) -> Option<Self> {
        Self::ALL.into_iter().find_map(|(name, thing)| (name == type_name).then_some(thing))
    }
}

/// `Type` of a parameter: `String`, `AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>`, …
#[derive(Clone, PartialEq, Eq)]
pub struct ParameterType {
    name: Rc<str>,
    shape: Shape,
    names: Option<Existing>,
    is_looked_up: bool,
    /// The bytes of the name that stand before and behind that of the value, and of an item of it.
    value: (usize, usize),
    item: (usize, usize),
}

/// The types that name nothing in the account.
pub(super) const PLAIN: [&str; 4] = ["String", "Number", "CommaDelimitedList", "List<Number>"];

/// The shape of the value that a parameter makes of the text it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `String`, and types that nobody knows.
    Text,
    /// `Number`; CloudFormation passes it on as text.
    Number,
    /// `CommaDelimitedList`, `List<String>`.
    TextList,
    /// `List<Number>`.
    NumberList,
    /// `AWS::EC2::VPC::Id` and the like: it names something that exists.
    Existing,
    /// `List<AWS::EC2::Subnet::Id>` and the like.
    ExistingList,
    /// `AWS::SSM::Parameter::Value<…>`: the text is a name, AWS looks the value up.
    LookedUp,
}

impl Shape {
    /// Returns whether the text is taken apart at its commas.
    pub fn is_list(self) -> bool {
        match self {
            Shape::TextList | Shape::NumberList | Shape::ExistingList => true,
            Shape::Text | Shape::Number | Shape::Existing | Shape::LookedUp => false,
        }
    }
}

impl ParameterType {
    /// Reads a type as it is written.
    pub fn new(name: impl Into<Rc<str>>) -> Self {
        let name = name.into();
        let all = (0, 0);
        let value = inside(&name, all, "AWS::SSM::Parameter::Value<");
        let is_looked_up = name.starts_with("AWS::SSM::Parameter::Value");
        let item = inside(&name, value.unwrap_or(all), "List<");
        let names = Existing::of(part(&name, item.or(value).unwrap_or(all)));
        let shape = match part(&name, value.unwrap_or(all)) {
            _ if is_looked_up => Shape::LookedUp,
            "Number" => Shape::Number,
            "CommaDelimitedList" | "List<String>" => Shape::TextList,
            "List<Number>" => Shape::NumberList,
            _ if names == Some(Existing::SsmParameter) && item.is_none() => Shape::Text,
            list if list.starts_with("List<AWS::") => Shape::ExistingList,
            existing if existing.starts_with("AWS::") => Shape::Existing,
            _ => Shape::Text,
        };
        let value = value.unwrap_or(all);
        Self { shape, names, is_looked_up, value, item: item.unwrap_or(value), name }
    }

    /// Returns the type as it is written.
    pub fn name(&self) -> &Rc<str> {
        &self.name
    }

    /// Returns what the parameter makes of its text.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Returns whether AWS looks the value up in SSM by the text.
    pub fn is_looked_up(&self) -> bool {
        self.is_looked_up
    }

    /// Returns the type of the value: that of what is looked up, where it is.
    pub fn value(&self) -> &str {
        part(&self.name, self.value)
    }

    /// Returns the type of one item of the value; that of the value where it is no list of a type.
    pub fn item(&self) -> &str {
        part(&self.name, self.item)
    }

    /// Returns whether the value is a list.
    pub fn is_list(&self) -> bool {
        self.item != self.value || self.value() == "CommaDelimitedList"
    }

    /// Returns what the value, or each item of it, names in the account.
    pub fn names(&self) -> Option<Existing> {
        self.names
    }

    /// Returns whether it is `String`.
    pub fn is_string(&self) -> bool {
        &*self.name == "String"
    }

    /// Returns whether CloudFormation has it.
    pub fn is_known(&self) -> bool {
        let (value, item) = (self.value(), self.item());
        if (self.is_looked_up && value == &*self.name) || self.name.len() != self.closed_length() {
            return false;
        }
        match self.item != self.value {
            true => matches!(item, "Number" | "String") || self.names.is_some(),
            false => matches!(value, "String" | "Number" | "CommaDelimitedList") || self.names.is_some(),
        }
    }

    /// Returns how long the name is when each bracket in it is closed.
    fn closed_length(&self) -> usize {
        let opened = self.name.matches('<').count();
        let closed = self.name.len() - self.name.trim_end_matches('>').len();
        self.name.len() - closed + opened
    }
}

/// The part of a name between what stands before and behind it.
fn part(name: &str, (before, behind): (usize, usize)) -> &str {
    name.get(before..name.len() - behind).unwrap_or_default()
}

/// Returns what is in `List<…>` and the like; a bracket that is missing at the end is a slip.
fn inside(name: &str, around: (usize, usize), opening: &str) -> Option<(usize, usize)> {
    let rest = part(name, around).strip_prefix(opening)?;
    Some((around.0 + opening.len(), around.1 + usize::from(rest.ends_with('>'))))
}

impl Default for ParameterType {
    fn default() -> Self {
        Self::new("String")
    }
}

impl fmt::Debug for ParameterType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.name, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_taken_apart_once() {
        let mut out = String::new();
        for name in [
            "String",
            "Number",
            "CommaDelimitedList",
            "List<Number>",
            "List<String>",
            "AWS::EC2::VPC::Id",
            "List<AWS::EC2::Subnet::Id>",
            "AWS::SSM::Parameter::Name",
            "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
            "AWS::SSM::Parameter::Value<List<String>>",
            "AWS::SSM::Parameter::Value<CommaDelimitedList>",
            "AWS::SSM::Parameter::Value",
            "List<Text>",
            "List<Number",
            "String>",
            "Strin",
        ] {
            let read = ParameterType::new(name);
            let list = if read.is_list() { " list" } else { "" };
            let known = if read.is_known() { "" } else { ", which nobody knows" };
            out += &format!("{name}: {:?}{list} of {}{known}\n", read.shape(), read.item());
        }
        expect_test::expect![[r#"
            String: Text of String
            Number: Number of Number
            CommaDelimitedList: TextList list of CommaDelimitedList
            List<Number>: NumberList list of Number
            List<String>: TextList list of String
            AWS::EC2::VPC::Id: Existing of AWS::EC2::VPC::Id
            List<AWS::EC2::Subnet::Id>: ExistingList list of AWS::EC2::Subnet::Id
            AWS::SSM::Parameter::Name: Text of AWS::SSM::Parameter::Name
            AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>: LookedUp of AWS::EC2::Image::Id
            AWS::SSM::Parameter::Value<List<String>>: LookedUp list of String
            AWS::SSM::Parameter::Value<CommaDelimitedList>: LookedUp list of CommaDelimitedList
            AWS::SSM::Parameter::Value: LookedUp of AWS::SSM::Parameter::Value, which nobody knows
            List<Text>: Text list of Text, which nobody knows
            List<Number: Text list of Number, which nobody knows
            String>: Text of String>, which nobody knows
            Strin: Text of Strin, which nobody knows
        "#]]
        .assert_eq(&out);
    }
}
