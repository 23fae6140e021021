//! `--parameters`: the series' shorthand while every value is safe in it, else one JSON argument.

use super::json::{JsonWord, Plain};
use super::word::{Line, Secret, Word};
use super::{Shell, changed_parameters};
use crate::eval::Inputs;
use crate::template::{LogicalId, Template};

/// A parameter that the command carries.
struct Setting<'a> {
    key: &'a LogicalId,
    value: Value<'a>,
}

enum Value<'a> {
    Text(&'a str),
    Secret(Secret),
}

/// The lines of `--parameters`, and what the command has to ask for first; no lines when nothing changed.
pub(super) fn parameters(template: &Template, inputs: &Inputs, shell: Shell) -> (Vec<Line>, Vec<Secret>) {
    let mut secrets = Vec::new();
    let settings: Vec<Setting> = changed_parameters(template, inputs)
        .map(|(key, value)| {
            let secret = template.parameters.get(key).is_some_and(|parameter| parameter.no_echo);
            let value = if secret {
                let secret = ask_for(key, secrets.len() + 1);
                secrets.push(secret.clone());
                Value::Secret(secret)
            } else {
                Value::Text(value)
            };
            Setting { key, value }
        })
        .collect();
    if settings.is_empty() {
        return (Vec::new(), secrets);
    }
    let mut lines = Vec::new();
    match settings.iter().map(shorthand).collect::<Option<Vec<_>>>() {
        Some(words) => {
            lines.push(super::word::line(["--parameters"]));
            lines.extend(words.into_iter().map(|word| vec![word]));
        }
        None => lines.push(vec![Word::text("--parameters"), json(settings, shell)]),
    }
    (lines, secrets)
}

/// `ParameterKey=…,ParameterValue=…`, where the AWS CLI's shorthand takes the value as it is.
fn shorthand(setting: &Setting) -> Option<Word> {
    let Value::Text(value) = &setting.value else { return None };
    let key = setting.key.as_str();
    (is_plain_key(key) && is_safe_in_shorthand(value))
        .then(|| Word::text(format!("ParameterKey={key},ParameterValue={value}")))
}

/// What shorthand takes as it is. It drops outer blanks, and gives commas, quotes, brackets, backslashes and `=`
/// meanings of its own; what is not known to be safe is not let through.
fn is_safe_in_shorthand(value: &str) -> bool {
    value.trim_matches(' ') == value
        && value.chars().all(|c| c.is_ascii_alphanumeric() || " -._:/+@".contains(c))
        && value.len() < 2_000
}

fn is_plain_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric())
}

fn json(settings: Vec<Setting>, shell: Shell) -> Word {
    let mut word = JsonWord::new(match shell {
        Shell::Bash => Plain::Ascii,
        Shell::PowerShell | Shell::Cmd => Plain::Narrow,
    });
    for (i, setting) in settings.into_iter().enumerate() {
        word.raw(if i == 0 { "[" } else { "," });
        word.raw("{\"ParameterKey\":");
        word.string(setting.key.as_str());
        word.raw(",\"ParameterValue\":");
        match setting.value {
            Value::Text(value) => word.string(value),
            Value::Secret(secret) => word.secret(secret),
        }
        word.raw("}");
    }
    word.raw("]");
    word.finish()
}

fn ask_for(key: &LogicalId, number: usize) -> Secret {
    let prompt = if is_plain_key(key.as_str()) { key.to_string() } else { format!("secret {number}") };
    Secret { variable: format!("secret_{number}"), prompt }
}
