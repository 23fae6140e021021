//! Where a command gets the template from: a file, the web, or a file by way of a bucket.

use super::super::carry::{file_stands, is_literal};
use super::super::limits::BODY_BYTES;
use super::super::parameters::local;
use super::super::s3;
use super::super::shell::passes;
use super::super::word::{Word, line};
use super::super::{Action, TEMPLATE_FILE, checks};
use super::{Builder, values};
use crate::hidden::{has_hidden, visible};

/// The bucket where nobody says another: the name that AWS's own examples use, which nobody can have.
const BUCKET: &str = "amzn-s3-demo-bucket";

impl<'a> Builder<'a> {
    /// The words that name the template.
    pub(super) fn template(&mut self) {
        let options = self.options;
        let deploy = options.action == Action::Deploy;
        if let Some(url) = options.template_url.as_deref().filter(|_| !deploy) {
            self.url(url);
            return;
        }
        let file = self.file();
        if deploy {
            self.lines.push(line(["--template-file", &here(file)]));
        }
        if options.template_bytes > BODY_BYTES {
            self.by_bucket(file);
        } else if !deploy {
            self.lines.push(line(["--template-body", &format!("file://{}", local(file))]));
        }
    }

    fn url(&mut self, url: &str) {
        self.request.problems.extend(checks::template_url_problem(url));
        if s3::is_in_s3(url) && url.chars().all(|c| passes(c, self.options.shell)) {
            self.lines.push(line(["--template-url", url]));
        } else {
            self.member("TemplateURL", url, None);
        }
    }

    /// The file's name, or the one that the reader is asked to give it.
    fn file(&mut self) -> &'a str {
        let options = self.options;
        let file = options.template_file.as_str();
        let by_itself = options.action == Action::Deploy || options.template_bytes > BODY_BYTES;
        if !file_stands(file, options.shell) || !(by_itself || is_literal(file)) {
            self.request.problems.push(format!(
                "The shell or the AWS CLI may take the file name `{}` for something else: rename the file to `{TEMPLATE_FILE}`, as in the command.",
                visible(file)
            ));
            return TEMPLATE_FILE;
        }
        if has_hidden(file) {
            self.request.notes.push(format!(
                "The file name `{}` has characters that cannot be seen. They are escaped in the command.",
                visible(file)
            ));
        }
        file
    }

    /// A bucket in between, for what a request cannot carry.
    fn by_bucket(&mut self, file: &str) {
        let why = format!("the template has more than {BODY_BYTES} bytes, so it goes through a bucket");
        let bucket = self.options.bucket.as_deref();
        // A name that no bucket can have is no part of a host, nor of a command.
        let name = bucket.filter(|name| s3::is_bucket(name)).unwrap_or(BUCKET);
        self.request.problems.extend(bucket.and_then(checks::bucket_problem));
        if name == BUCKET {
            self.request.problems.push(format!(
                "The template has more than {BODY_BYTES} bytes: put the name of a bucket of yours in place of `{BUCKET}`."
            ));
        }
        if self.options.action == Action::Deploy {
            self.lines.push(vec![Word::text("--s3-bucket"), Word::text(name).because(why)]);
            return;
        }
        let key = s3::key(file);
        let mut copy = vec![line(["aws", "s3", "cp", &here(file), &format!("s3://{name}/{key}")])];
        copy.extend(values::global(self.options).0);
        self.request.statements.push(copy);
        let url = format!("https://{name}.s3.amazonaws.com/{key}");
        self.lines.push(vec![Word::text("--template-url"), Word::text(url).because(why)]);
    }
}

/// A file where the command runs, for the AWS CLI to open by its name: a leading hyphen would be an option, and its
/// version 2 expands a leading `~`.
fn here(file: &str) -> String {
    if file.starts_with(['-', '~']) { format!("./{file}") } else { file.to_owned() }
}
