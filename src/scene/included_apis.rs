//! APIs whose definitions are kept elsewhere, and the roles that these name.

use crate::eval::Value;
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::index::Index;

/// The API whose definition is kept elsewhere, where one role that nobody else names is for APIs: the definition names it.
pub(super) fn included_api<'a>(index: &Index<'a>, role: &LogicalId) -> Option<&'a LogicalId> {
    let apis = included_apis(index, role);
    apis.first().copied().filter(|_| apis.len() == 1)
}

/// The APIs whose definitions are kept elsewhere, of which one names a role that is for APIs.
pub(super) fn included_apis<'a>(index: &Index<'a>, role: &LogicalId) -> Vec<&'a LogicalId> {
    match trusted(index, role).iter().any(|service| service == "apigateway.amazonaws.com") {
        true => all(index),
        false => Vec::new(),
    }
}

/// The APIs whose definitions are kept elsewhere.
pub(super) fn all<'a>(index: &Index<'a>) -> Vec<&'a LogicalId> {
    const APIS: [&str; 4] =
        ["ApiGateway::RestApi", "ApiGatewayV2::Api", "Serverless::Api", "Serverless::HttpApi"];
    let is_included = |id: &&LogicalId| {
        let elsewhere =
            ["BodyS3Location", "DefinitionUri"].iter().any(|path| !index.values(id, path).is_empty());
        elsewhere
            || ["Body", "DefinitionBody"]
                .iter()
                .flat_map(|path| index.values(id, path))
                .any(|body| matches!(body, Value::Deferred(_)) || body.get("Fn::Transform").is_some())
    };
    APIS.iter().flat_map(|short| index.of_type(short)).filter(is_included).collect()
}

/// The services that may act in a role.
pub(super) fn trusted(index: &Index, role: &LogicalId) -> Vec<String> {
    let services = index.values(role, "AssumeRolePolicyDocument.Statement[].Principal.Service[]");
    services.into_iter().map(|service| excerpt(service)).collect()
}
