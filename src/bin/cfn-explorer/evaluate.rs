//! What would be deployed, as JSON.

use cfn_explorer::eval::{Existence, Secrets, Stack, Value};
use cfn_explorer::pipeline;
use serde_json::{Map, Value as Json, json};

use crate::args::EvaluateArgs;
use crate::failure::Failure;
use crate::input::Template;
use crate::output;

/// Prints a deployment.
pub fn evaluate(args: &EvaluateArgs) -> Result<(), Failure> {
    let template = Template::open(&args.template)?;
    let mut inputs = template.inputs(&args.inputs)?;
    inputs.stack_name.clone_from(&args.stack_name);
    let secrets = if args.show_secrets { Secrets::Shown } else { Secrets::Named };
    let deployment = pipeline::deploy_with(&template.source, &inputs, secrets);
    template.warn(&deployment.diagnostics);
    output::write(&output::json(&document(&deployment.stack))?, None)
}

/// `{"parameters", "conditions", "resources", "outputs"}`; `null` is what nobody can know yet.
fn document(stack: &Stack) -> Json {
    let parameters: Map<String, Json> = stack
        .parameters
        .iter()
        .map(|(id, parameter)| {
            let value = parameter.value.as_ref().map_or(Json::Null, value);
            (id.to_string(), json!({ "value": value, "problems": parameter.problems }))
        })
        .collect();
    let conditions: Map<String, Json> =
        stack.conditions.iter().map(|(id, value)| (id.to_string(), json!(value))).collect();
    let resources: Map<String, Json> = stack
        .resources
        .iter()
        .map(|(id, resource)| {
            let resource = json!({
                "type": &*resource.type_name,
                "exists": exists(&resource.exists),
                "properties": value(&resource.properties),
            });
            (id.to_string(), resource)
        })
        .collect();
    let outputs: Map<String, Json> = stack
        .outputs
        .iter()
        .map(|(id, output)| {
            let output = json!({
                "exists": exists(&output.exists),
                "description": output.description.as_deref(),
                "value": value(&output.value),
                "export": output.export.as_ref().map(value),
            });
            (id.to_string(), output)
        })
        .collect();
    json!({ "parameters": parameters, "conditions": conditions, "resources": resources, "outputs": outputs })
}

fn exists(existence: &Existence) -> Option<bool> {
    match existence {
        Existence::Yes => Some(true),
        Existence::No => Some(false),
        Existence::Unknown => None,
    }
}

/// A value as JSON; a deferred part reads as it does in the picture, `‹Ec2WebHost.PublicIp›`.
fn value(of: &Value) -> Json {
    match of {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Number(text) => text.parse().map_or_else(|_| Json::String(text.to_string()), Json::Number),
        Value::String(text) => Json::String(text.to_string()),
        Value::List(items) => Json::Array(items.iter().map(value).collect()),
        Value::Map(map) => {
            Json::Object(map.iter().map(|(key, item)| (key.to_string(), value(item))).collect())
        }
        Value::Deferred(_) => {
            let text = of.as_text().map_or_else(|| of.to_string(), |text| text.to_string());
            Json::String(text)
        }
    }
}
