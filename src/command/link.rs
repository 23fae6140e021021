//! The 'Launch Stack' link: CloudFormation's console with everything filled in.

use super::s3::is_in_s3;
use super::{CommandOptions, changed_parameters};
use crate::eval::Inputs;
use crate::template::Template;

/// The link that opens the console with template, name and parameters filled in. `None` when the template has no
/// URL that CloudFormation can read: it takes those of S3 only. A secret is never part of a link.
pub fn quick_create_link(template: &Template, inputs: &Inputs, options: &CommandOptions) -> Option<String> {
    let urls = [&options.template_url, &options.public_url];
    let url = urls.into_iter().flatten().find(|url| is_in_s3(url))?;
    let region = &inputs.region;
    if region.is_empty() || region.contains(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
        return None;
    }
    let mut link = format!(
        "https://{region}.console.aws.amazon.com/cloudformation/home?region={region}#/stacks/quickcreate?templateURL="
    );
    encode(&mut link, url);
    link.push_str("&stackName=");
    encode(&mut link, &options.stack_name);
    for (id, value) in changed_parameters(template, inputs) {
        if template.parameters.get(id).is_none_or(|parameter| parameter.no_echo) {
            continue;
        }
        link.push_str("&param_");
        encode(&mut link, id.as_str());
        link.push('=');
        encode(&mut link, value);
    }
    Some(link)
}

/// Percent-encodes all but what a URL's part may have anywhere.
fn encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}
