//! What a property may hold.

/// The values that a property may hold: one of the kinds, anything when there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Value<'f> {
    /// The alternatives.
    pub kinds: Vec<ValueKind<'f>>,
}

/// One kind of value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueKind<'f> {
    /// Text.
    Text(Choices<'f>),
    /// A whole number.
    Integer(Choices<'f>),
    /// A number.
    Number(Choices<'f>),
    /// A boolean.
    Boolean,
    /// The path of a file, which `aws cloudformation package` uploads and replaces by where it is then.
    LocalFile,
    /// A mapping that nothing is known about.
    Json,
    /// An object by the name that [`super::ResourceType::object`] takes.
    Object(&'f str),
    /// A list.
    List {
        /// The values that each item may hold.
        items: Box<Value<'f>>,
        /// True if no item may be there twice.
        distinct: bool,
        /// The limits of the number of items.
        count: Limits<'f>,
    },
    /// A mapping whose names are free.
    Map(Box<Value<'f>>),
}

/// The values that a scalar may have; any when there are none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices<'f> {
    /// The values.
    pub values: Vec<&'f str>,
    /// True if upper and lower case are the same.
    pub any_case: bool,
    /// The limits of a text's length or of a number.
    pub limits: Limits<'f>,
    /// The patterns that a text must match, all of them, by the numbers that [`super::TypeFacts::pattern`] takes.
    pub patterns: Vec<usize>,
}

/// From where to where something may be, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits<'f> {
    /// The least; empty when there is none.
    pub least: &'f str,
    /// The most; empty when there is none.
    pub most: &'f str,
}

impl<'f> Value<'f> {
    /// Any text.
    pub(super) fn text() -> Self {
        Self { kinds: vec![ValueKind::Text(Choices::default())] }
    }

    /// Reads the text behind a property's `=`; what makes no sense is read as anything.
    pub(super) fn parse(text: &'f str) -> Self {
        let mut kinds = Vec::new();
        for part in split(text) {
            match kind(part) {
                Some(kind) => kinds.push(kind),
                None => return Self::default(),
            }
        }
        Self { kinds }
    }
}

impl Choices<'_> {
    /// Returns true if the scalar may have this value.
    pub fn allow(&self, value: &str) -> bool {
        self.values.is_empty()
            || self
                .values
                .iter()
                .any(|one| if self.any_case { one.eq_ignore_ascii_case(value) } else { *one == value })
    }
}

fn kind(part: &str) -> Option<ValueKind<'_>> {
    let inside = |open, close| part.strip_prefix(open)?.rsplit_once(close);
    if let Some((items, count)) = inside('[', ']') {
        let items = Box::new(Value::parse(items));
        return Some(ValueKind::List { items, distinct: false, count: limits(count)? });
    }
    if let Some((items, count)) = inside('<', '>') {
        let items = Box::new(Value::parse(items));
        return Some(ValueKind::List { items, distinct: true, count: limits(count)? });
    }
    if let Some((values, "")) = inside('{', '}') {
        return Some(ValueKind::Map(Box::new(Value::parse(values))));
    }
    if let Some(name) = part.strip_prefix('@') {
        return Some(ValueKind::Object(name));
    }
    let (rest, values) = part.split_at_checked(part.find(['|', '~']).unwrap_or(part.len()))?;
    let (rest, patterns) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
    let (name, range) = rest.split_at_checked(rest.find('#').unwrap_or(rest.len()))?;
    let choices = || {
        let patterns =
            patterns.split('/').skip(1).map(|number| number.parse().ok()).collect::<Option<_>>()?;
        Some(Choices { limits: limits(range)?, patterns, ..choices(values) })
    };
    Some(match name {
        "str" => ValueKind::Text(choices()?),
        "int" => ValueKind::Integer(choices()?),
        "num" => ValueKind::Number(choices()?),
        "bool" => ValueKind::Boolean,
        "path" => ValueKind::LocalFile,
        "json" => ValueKind::Json,
        _ => return None,
    })
}

/// `#1..5`, `#..5`, `#1..`, or nothing.
fn limits(text: &str) -> Option<Limits<'_>> {
    if text.is_empty() {
        return Some(Limits::default());
    }
    let (least, most) = text.strip_prefix('#')?.split_once("..")?;
    Some(Limits { least, most })
}

fn choices(values: &str) -> Choices<'_> {
    match values.chars().next() {
        Some(mark) => Choices {
            values: values.split(mark).skip(1).collect(),
            any_case: mark == '~',
            ..Choices::default()
        },
        None => Choices::default(),
    }
}

/// Splits at the commas that stand in no brackets.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, mark) in text.char_indices() {
        match mark {
            '[' | '<' | '{' => depth += 1,
            ']' | '>' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}
