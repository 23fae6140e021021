//! The template and the inputs that the command line was given.

use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use cfn_explorer::diagnostic::{Diagnostic, Severity, nearest};
use cfn_explorer::eval::Inputs;
use cfn_explorer::pipeline::{self, Source};
use cfn_explorer::template::LogicalId;

use crate::args::{InputArgs, TemplateArg};
use crate::{output, report};

/// Ten times what CloudFormation takes; more is not a template, and is not read to its end.
const MAX_BYTES: u64 = 10 << 20;

/// Why a job could not be done, in words for the reader.
#[derive(Debug)]
pub enum Failure {
    /// The file could not be read, or the template not written.
    Io(String),
    /// The text is no template: its findings.
    Unreadable(Vec<Diagnostic>, String),
    /// An argument does not fit the template.
    Argument(String),
}

/// A template that was read, and what to call it.
pub struct Template {
    /// As the findings name it: the path as typed, `<stdin>` for standard input.
    pub name: String,
    /// The file's name for the command.
    pub file: String,
    /// What was read.
    pub source: Source,
}

impl Template {
    /// Reads the template that the command line names.
    pub fn open(arg: &TemplateArg) -> Result<Self, Failure> {
        let path = arg.template.as_path();
        let stdin = path == Path::new("-");
        let name = if stdin { "<stdin>".to_owned() } else { path.display().to_string() };
        let bytes = if stdin { read(io::stdin()) } else { File::open(path).and_then(read) };
        let bytes = bytes.map_err(|error| Failure::Io(format!("cannot read {name}: {error}")))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Failure::Io(format!("cannot read {name}: it is no UTF-8 text")))?;
        let source = pipeline::read(text.into())
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
        let known = &self.source.template.parameters;
        for (key, value) in &args.param {
            let id = LogicalId::new(key.as_str());
            if !known.contains_key(&id) {
                return Err(Failure::Argument(self.unknown(key)));
            }
            inputs.parameters.insert(id, value.clone());
        }
        Ok(inputs)
    }

    /// Findings that make the result doubtful, for the reader of standard error.
    pub fn warn(&self, deployment: &[Diagnostic]) {
        let all = pipeline::merged([&self.source.diagnostics, deployment]);
        let errors: Vec<_> = all.into_iter().filter(|found| found.severity == Severity::Error).collect();
        output::to_stderr(&report::text(&errors, &self.name));
    }

    fn unknown(&self, key: &str) -> String {
        let names = self.source.template.parameters.keys().map(LogicalId::as_str);
        let hint = match nearest(key, names.clone()) {
            Some(name) => format!("did you mean `{name}`?"),
            None if self.source.template.parameters.is_empty() => "it has no parameters".to_owned(),
            None => format!("it has {}", names.collect::<Vec<_>>().join(", ")),
        };
        format!("error: {} has no parameter `{key}`\n  hint: {hint}\n", self.name)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Io(message) => writeln!(f, "error: {message}"),
            Failure::Unreadable(diagnostics, name) => f.write_str(&report::text(diagnostics, name)),
            Failure::Argument(message) => f.write_str(message),
        }
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
