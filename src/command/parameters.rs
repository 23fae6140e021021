//! Parameters: the series' shorthand while every value is safe in it, else one JSON argument, or a file.

use super::carry::{is_literal, is_plain_key, path_stands};
use super::json::{JsonWord, Plain};
use super::word::{CommandLine, Secret, Word, line};
use super::{Action, CommandOptions, PARAMETER_FILE, changed_parameters};
use crate::eval::Inputs;
use crate::hidden::{is_plain, visible};
use crate::template::{LogicalId, Parameter, Template};

/// A parameter that the command carries.
struct Setting<'a> {
    key: &'a LogicalId,
    parameter: &'a Parameter,
    value: Value<'a>,
}

enum Value<'a> {
    Text(&'a str),
    Secret(Secret),
    Previous,
}

/// The part of a command that is about parameters.
#[derive(Default)]
pub(super) struct Parameters {
    /// Its lines; none when nothing changed.
    pub lines: Vec<CommandLine>,
    /// The secrets that it has to ask for first.
    pub secrets: Vec<Secret>,
    /// The notes for the reader.
    pub notes: Vec<String>,
    /// True if they are in the options' parameter file.
    pub file: bool,
}

/// The parameters of a command that makes or changes a stack.
pub(super) fn parameters(template: &Template, inputs: &Inputs, options: &CommandOptions) -> Parameters {
    let settings = settings(template, inputs, options);
    let mut found = Parameters::default();
    if settings.is_empty() {
        return found;
    }
    for setting in &settings {
        if let Value::Secret(secret) = &setting.value {
            found.notes.push(format!("The command asks for `{}`: its value is a secret.", secret.prompt));
            found.secrets.push(secret.clone());
        }
    }
    let option = if options.action == Action::Deploy { "--parameter-overrides" } else { "--parameters" };
    if let Some(file) = &options.parameter_file {
        if found.secrets.is_empty() {
            let fits = path_stands(file, options.shell) && is_literal(file);
            let file = if fits { file.as_str() } else { PARAMETER_FILE };
            let why: Vec<_> = settings.iter().map(reason).collect();
            let word = Word::text(format!("file://{}", local(file))).chosen(why.join("; "));
            found.lines.push(vec![Word::text(option), word]);
            found.file = true;
            found.notes.push(format!("Save the parameter file as `{}` beside the template.", visible(file)));
            return found;
        }
        found.notes.push("The parameters are in the command: a secret must not be written to a file.".into());
    }
    match settings.iter().map(|setting| shorthand(setting, options.action)).collect::<Option<Vec<_>>>() {
        Some(words) => {
            found.lines.push(line([option]));
            found.lines.extend(words.into_iter().map(|word| vec![word]));
        }
        None => found.lines.push(vec![Word::text(option), json(&settings, options)]),
    }
    found
}

/// The file for [`CommandOptions::parameter_file`]; secrets are left out. `None` when there is nothing to write.
pub fn parameter_file(template: &Template, inputs: &Inputs, options: &CommandOptions) -> Option<String> {
    let settings = settings(template, inputs, options);
    let entries = settings.iter().filter_map(|setting| {
        let key = setting.key.as_str();
        Some(match (&setting.value, options.action) {
            (Value::Secret(_), _) => return None,
            (Value::Text(value), Action::Deploy) => serde_json::json!(format!("{key}={value}")),
            (Value::Text(value), _) => serde_json::json!({ "ParameterKey": key, "ParameterValue": value }),
            (Value::Previous, _) => serde_json::json!({ "ParameterKey": key, "UsePreviousValue": true }),
        })
    });
    let entries: Vec<_> = entries.collect();
    let text = serde_json::to_string_pretty(&entries).ok()?;
    (!entries.is_empty()).then(|| ascii(&text) + "\n")
}

/// JSON in ASCII: the AWS CLI reads a file in whatever encoding the system has. Only strings have other characters.
fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() && c != '\u{7f}' {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out
}

/// A file's name as the AWS CLI takes it after `file://`: it would expand a leading `~`.
pub(super) fn local(file: &str) -> String {
    if file.starts_with('~') { format!("./{file}") } else { file.to_owned() }
}

fn settings<'a>(template: &'a Template, inputs: &'a Inputs, options: &CommandOptions) -> Vec<Setting<'a>> {
    let mut secrets = 0;
    let changed: Vec<_> = changed_parameters(template, inputs).collect();
    // `deploy` keeps what it does not name by itself.
    let updates = options.action == Action::UpdateStack
        || (options.action == Action::CreateChangeSet && !options.change_set_makes_stack);
    let mut settings = Vec::new();
    for (key, parameter) in &template.parameters {
        let value = match changed.iter().find(|(id, _)| *id == key) {
            Some(_) if parameter.no_echo => {
                secrets += 1;
                Value::Secret(ask_for(key, secrets))
            }
            Some((_, value)) => Value::Text(value),
            None if updates && options.use_previous_values => Value::Previous,
            None => continue,
        };
        settings.push(Setting { key, parameter, value });
    }
    settings
}

/// `ParameterKey=…,ParameterValue=…`, or `Key=Value` for `deploy`, where the AWS CLI takes the value as it is.
fn shorthand(setting: &Setting, action: Action) -> Option<Word> {
    let key = setting.key.as_str();
    let text = match (&setting.value, action) {
        _ if !is_plain_key(key) => return None,
        (Value::Secret(_), _) => return None,
        (Value::Text(value), _) if !is_safe_in_shorthand(value) => return None,
        (Value::Text(value), Action::Deploy) => format!("{key}={value}"),
        (Value::Text(value), _) => format!("ParameterKey={key},ParameterValue={value}"),
        (Value::Previous, _) => format!("ParameterKey={key},UsePreviousValue=true"),
    };
    Some(Word::text(text).chosen(reason(setting)))
}

/// Returns true for what shorthand takes as it is. It drops outer blanks, and gives commas, quotes, brackets, backslashes and `=`
/// meanings of its own; what is not known to be safe is not let through.
fn is_safe_in_shorthand(value: &str) -> bool {
    value.trim_matches(' ') == value && is_plain(value, " -._:/+@") && value.len() < 2_000
}

fn json(settings: &[Setting], options: &CommandOptions) -> Word {
    let mut word = JsonWord::new(Plain::for_shell(options.shell));
    for (i, setting) in settings.iter().enumerate() {
        word.raw(if i == 0 { "[" } else { "," });
        let key = setting.key.as_str();
        if options.action == Action::Deploy {
            match &setting.value {
                Value::Text(value) => word.string(&format!("{key}={value}")),
                Value::Secret(secret) => word.secret(&format!("{key}="), secret.clone()),
                Value::Previous => {}
            }
            continue;
        }
        word.raw("{\"ParameterKey\":");
        word.string(key);
        match &setting.value {
            Value::Text(value) => {
                word.raw(",\"ParameterValue\":");
                word.string(value);
            }
            Value::Secret(secret) => {
                word.raw(",\"ParameterValue\":");
                word.secret("", secret.clone());
            }
            Value::Previous => word.raw(",\"UsePreviousValue\":true"),
        }
        word.raw("}");
    }
    word.raw("]");
    let reasons: Vec<_> = settings.iter().map(reason).collect();
    word.finish().chosen(reasons.join("; "))
}

fn reason(setting: &Setting) -> String {
    let key = setting.key;
    let instead = match &setting.parameter.default {
        Some(_) if setting.parameter.no_echo => "instead of the default".to_owned(),
        Some(default) if default.is_empty() => "instead of nothing".to_owned(),
        Some(default) => format!("instead of {}", visible(default)),
        None => "as there is no default".to_owned(),
    };
    match &setting.value {
        Value::Text("") => format!("{key}: nothing {instead}"),
        Value::Text(value) => format!("{key}: {} {instead}", visible(value)),
        Value::Secret(_) => format!("{key}: what you type {instead}"),
        Value::Previous => format!("{key}: as it was"),
    }
}

fn ask_for(key: &LogicalId, number: usize) -> Secret {
    let prompt = if is_plain_key(key.as_str()) { key.to_string() } else { format!("secret {number}") };
    Secret { number, prompt }
}
