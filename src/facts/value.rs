//! What a property may hold.

/// What a property may hold: one of the kinds, anything when there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Value<'f> {
    /// The alternatives.
    pub kinds: Vec<Kind<'f>>,
}

/// One kind of value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind<'f> {
    /// Text.
    Text(Choices<'f>),
    /// A whole number.
    Integer(Choices<'f>),
    /// A number.
    Number,
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
        /// What each item may hold.
        items: Box<Value<'f>>,
        /// Whether no item may be there twice.
        distinct: bool,
    },
    /// A mapping whose names are free.
    Map(Box<Value<'f>>),
}

/// The values that a scalar may have; any when there are none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices<'f> {
    /// The values.
    pub values: Vec<&'f str>,
    /// Whether upper and lower case are the same.
    pub any_case: bool,
}

impl<'f> Value<'f> {
    /// Any text.
    pub(super) fn text() -> Self {
        Self { kinds: vec![Kind::Text(Choices::default())] }
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
    /// Whether the scalar may have this value.
    pub fn allow(&self, value: &str) -> bool {
        self.values.is_empty()
            || self
                .values
                .iter()
                .any(|one| if self.any_case { one.eq_ignore_ascii_case(value) } else { *one == value })
    }
}

fn kind(part: &str) -> Option<Kind<'_>> {
    let inside = |open, close| part.strip_prefix(open)?.strip_suffix(close);
    if let Some(items) = inside('[', ']') {
        return Some(Kind::List { items: Box::new(Value::parse(items)), distinct: false });
    }
    if let Some(items) = inside('<', '>') {
        return Some(Kind::List { items: Box::new(Value::parse(items)), distinct: true });
    }
    if let Some(values) = inside('{', '}') {
        return Some(Kind::Map(Box::new(Value::parse(values))));
    }
    if let Some(name) = part.strip_prefix('@') {
        return Some(Kind::Object(name));
    }
    let end = part.find(['|', '~']).unwrap_or(part.len());
    let (name, values) = part.split_at_checked(end)?;
    match name {
        "str" => Some(Kind::Text(choices(values))),
        "int" => Some(Kind::Integer(choices(values))),
        "num" => Some(Kind::Number),
        "bool" => Some(Kind::Boolean),
        "path" => Some(Kind::LocalFile),
        "json" => Some(Kind::Json),
        _ => None,
    }
}

fn choices(values: &str) -> Choices<'_> {
    match values.chars().next() {
        Some(mark) => Choices { values: values.split(mark).skip(1).collect(), any_case: mark == '~' },
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
