//! Whether CloudFormation takes a parameter value, in words for the reader.

use crate::template::Parameter;

use super::parameter::{Kind, items};

/// Why CloudFormation would refuse `text` as the value of a parameter.
pub(super) fn problems(declared: &Parameter, kind: &Kind, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let values: Vec<&str> = if kind.is_list() { items(text).collect() } else { vec![text] };
    if !declared.allowed_values.is_empty() {
        for value in &values {
            if !declared.allowed_values.iter().any(|allowed| &**allowed == *value) {
                problems.push(format!("must be one of {}", declared.allowed_values.join(", ")));
                break;
            }
        }
    }
    let length = text.chars().count() as u64;
    if let Some(least) = declared.min_length
        && length < least
    {
        problems.push(format!("must have at least {least} characters"));
    }
    if let Some(most) = declared.max_length
        && length > most
    {
        problems.push(format!("must have at most {most} characters"));
    }
    if let Kind::Number | Kind::NumberList = kind {
        for value in values {
            numeric(declared, value, &mut problems);
        }
    }
    if let (false, Some(description)) = (problems.is_empty(), &declared.constraint_description) {
        problems = vec![description.to_string()];
    }
    problems
}

fn numeric(declared: &Parameter, text: &str, problems: &mut Vec<String>) {
    let Ok(number) = text.parse::<f64>() else {
        problems.push(format!("`{text}` is no number"));
        return;
    };
    if let Some(least) = declared.min_value
        && number < least
    {
        problems.push(format!("must be {least} or more"));
    }
    if let Some(most) = declared.max_value
        && number > most
    {
        problems.push(format!("must be {most} or less"));
    }
}
