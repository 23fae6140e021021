//! Functions whose code stands in the template: it says of which services it knows nothing.

use crate::eval::MarkedText;
use crate::template::LogicalId;

use super::index::Index;

/// The longest code that a template can hold.
const MOST_LETTERS: usize = 1_000_000;

/// Services that whoever calls them must name, by the segment of their types, and words of which one is in each of the names that
/// libraries have for them. Others may be reached by an address alone.
const NAMED: [(&str, &[&str]); 25] = [
    ("Athena", &["athena"]),
    ("Batch", &["batch"]),
    ("Bedrock", &["bedrock"]),
    ("CodeBuild", &["codebuild"]),
    ("CodePipeline", &["codepipeline"]),
    ("Comprehend", &["comprehend"]),
    ("DynamoDB", &["dynamo"]),
    ("ECS", &["ecs"]),
    ("Events", &["event"]),
    ("Glue", &["glue"]),
    ("Kinesis", &["kinesis"]),
    ("KinesisFirehose", &["firehose"]),
    ("Lambda", &["'lambda'", "\"lambda\"", "client-lambda", "aws.lambda", "invoke"]),
    ("Polly", &["polly"]),
    ("Rekognition", &["rekognition"]),
    ("S3", &["s3"]),
    ("SES", &["ses", "mail"]),
    ("SNS", &["sns"]),
    ("SQS", &["sqs"]),
    ("SageMaker", &["sagemaker"]),
    ("SecretsManager", &["secret"]),
    ("StepFunctions", &["stepfunctions", "sfn", "states"]),
    ("Textract", &["textract"]),
    ("Transcribe", &["transcribe"]),
    ("Translate", &["translate"]),
];

/// Returns whether the code of a function stands in the template and does not name a service, which those who call it must.
pub(super) fn is_silent(index: &Index, function: &LogicalId, segment: &str) -> bool {
    let path = match index.short_name(function) {
        "Lambda::Function" => "Code.ZipFile",
        "Serverless::Function" => "InlineCode",
        _ => return false,
    };
    let Some((_, words)) = NAMED.iter().find(|(known, _)| *known == segment) else { return false };
    let codes = index.values(function, path).into_iter();
    let codes: Vec<_> = codes.map(|code| MarkedText::within(code, MOST_LETTERS)).collect();
    let is_without = |code: &MarkedText| {
        let code = code.to_ascii_lowercase();
        !words.iter().any(|word| code.contains(word))
    };
    !codes.is_empty() && codes.iter().all(|code| code.as_ref().is_ok_and(is_without))
}
