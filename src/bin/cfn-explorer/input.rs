//! The template and the inputs that the command line was given.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use cfn_explorer::diagnostic::{Diagnostic, Severity, nearest};
use cfn_explorer::eval::Inputs;
use cfn_explorer::pipeline::{self, Source};
use cfn_explorer::template::LogicalId;
use cfn_explorer::yaml::Text;

use crate::args::{InputArgs, TemplateArg};
use crate::failure::Failure;
use crate::report;

/// Ten times what CloudFormation takes; more is not a template, and is not read to its end.
const MAX_BYTES: u64 = 10 << 20;

/// The codes of findings that are no error and make the result another than the text lets expect: keys that are there twice,
/// bytes that could not be read, loops over what is not known.
const SHOWN_OTHERWISE: [&str; 3] = ["X0003", "X0005", "X1032"];

/// A template that was read, and what to call it.
pub struct Template {
    /// As the findings name it: the path as typed, `<stdin>` for standard input.
    pub name: String,
    /// The file's name for the command.
    pub file: String,
    /// The template as it was read.
    pub source: Source,
}

impl Template {
    /// Reads the template that the command line names.
    pub fn open(arg: &TemplateArg) -> Result<Self, Failure> {
        let path = arg.template.as_path();
        let stdin = path == Path::new("-");
        let name = if stdin { "<stdin>".to_owned() } else { path.display().to_string() };
        let bytes = if stdin { read(io::stdin()) } else { File::open(path).and_then(read) };
        let unreadable = |why: &str| Failure::Io(format!("cannot read {name}: {why}"), None);
        let bytes = bytes.map_err(|error| unreadable(&error.to_string()))?;
        let source = pipeline::read(Text::decode(&bytes))
            .map_err(|diagnostics| Failure::Unreadable(diagnostics, name.clone()))?;
        let file = path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
        let file = cfn_explorer::command::file_name(&file);
        Ok(Self { name, file, source })
    }

    /// The inputs of a deployment, with parameters that the template has.
    pub fn inputs(&self, args: &InputArgs) -> Result<Inputs, Failure> {
        let mut inputs = Inputs::default();
        if let Some(region) = &args.region {
            inputs.region.clone_from(region);
        }
        inputs.account_id.clone_from(&args.account_id);
        let known = &self.source.template.parameters;
        for text in &args.param {
            let Some((key, value)) = text.split_once('=').filter(|(key, _)| !key.is_empty()) else {
                // What stands there may be a secret: it is not repeated.
                let message = "a value of --param has no parameter's name".to_owned();
                return Err(Failure::Argument(message, Some("write it as KEY=VALUE".to_owned())));
            };
            let id = LogicalId::new(key);
            if !known.contains_key(&id) {
                return Err(self.unknown(key));
            }
            inputs.parameters.insert(id, value.to_owned());
        }
        Ok(inputs)
    }

    /// Findings that make the result doubtful, for the reader of standard error.
    pub fn warn(&self, deployment: &[Diagnostic]) {
        let all = pipeline::merged([&self.source.diagnostics, deployment]);
        let doubtful =
            |found: &Diagnostic| found.severity == Severity::Error || SHOWN_OTHERWISE.contains(&found.code);
        let found: Vec<_> = all.into_iter().filter(doubtful).collect();
        report::lines(&found, &self.name).say();
    }

    fn unknown(&self, key: &str) -> Failure {
        let names = self.source.template.parameters.keys().map(LogicalId::as_str);
        let hint = match nearest(key, names.clone()) {
            Some(name) => format!("did you mean `{name}`?"),
            None if self.source.template.parameters.is_empty() => "it has no parameters".to_owned(),
            None => format!("it has {}", names.collect::<Vec<_>>().join(", ")),
        };
        Failure::Argument(format!("{} has no parameter `{key}`", self.name), Some(hint))
    }
}

fn read(from: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::other("it is larger than 10 MB"));
    }
    Ok(bytes)
}
