//! IAM's policies: documents within properties, of statements that must say who may do what.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, nearest};
use crate::maps::{IndexMap, IndexSet};
use crate::template::{Expr, LogicalId, Resource, resource_path};

use super::findings::Findings;
use super::place::shortened;
use super::properties::brings_properties;
use super::value_kinds::looks_resolved;

/// The kinds of policies.
#[derive(Clone, Copy, PartialEq)]
enum PolicyKind {
    /// For an identity: its rights.
    Identity,
    /// Who may use a resource.
    Resource,
    /// Who may take a role.
    Trust,
}

/// Where policies are: type, kind, the property, and below it `*` for each item of a list.
const PLACES: [(&str, PolicyKind, &[&str]); 15] = [
    ("AWS::IAM::Group", PolicyKind::Identity, &["Policies", "*", "PolicyDocument"]),
    ("AWS::IAM::GroupPolicy", PolicyKind::Identity, &["PolicyDocument"]),
    ("AWS::IAM::ManagedPolicy", PolicyKind::Identity, &["PolicyDocument"]),
    ("AWS::IAM::Policy", PolicyKind::Identity, &["PolicyDocument"]),
    ("AWS::IAM::Role", PolicyKind::Identity, &["Policies", "*", "PolicyDocument"]),
    ("AWS::IAM::Role", PolicyKind::Trust, &["AssumeRolePolicyDocument"]),
    ("AWS::IAM::RolePolicy", PolicyKind::Identity, &["PolicyDocument"]),
    ("AWS::IAM::User", PolicyKind::Identity, &["Policies", "*", "PolicyDocument"]),
    ("AWS::IAM::UserPolicy", PolicyKind::Identity, &["PolicyDocument"]),
    ("AWS::SSO::PermissionSet", PolicyKind::Identity, &["InlinePolicy"]),
    ("AWS::KMS::Key", PolicyKind::Resource, &["KeyPolicy"]),
    ("AWS::OpenSearchService::Domain", PolicyKind::Resource, &["AccessPolicies"]),
    ("AWS::S3::BucketPolicy", PolicyKind::Resource, &["PolicyDocument"]),
    ("AWS::SNS::TopicPolicy", PolicyKind::Resource, &["PolicyDocument"]),
    ("AWS::SQS::QueuePolicy", PolicyKind::Resource, &["PolicyDocument"]),
];

/// Reports what IAM does not take in the policies of a resource.
pub(super) fn check(id: &LogicalId, resource: &Resource, findings: &mut Findings) {
    for (_, kind, steps) in PLACES.iter().filter(|(of, ..)| *of == &*resource.type_name) {
        let code = match kind {
            PolicyKind::Identity => "E3510",
            PolicyKind::Resource => "E3512",
            PolicyKind::Trust => "E3530",
        };
        let is_bucket = &*resource.type_name == "AWS::S3::BucketPolicy";
        let mut checker = Checker { kind: *kind, code, is_bucket, findings };
        checker.find(&resource.properties, &resource_path(id).key("Properties"), steps);
    }
}

struct Checker<'f> {
    kind: PolicyKind,
    code: &'static str,
    is_bucket: bool,
    findings: &'f mut Findings,
}

impl Checker<'_> {
    /// Follows the steps to every document.
    fn find(&mut self, expr: &Expr, path: &Path, steps: &[&str]) {
        each_branch(expr, path, &mut |expr, path| match (steps, expr) {
            ([], _) => self.document(expr, path),
            (["*", rest @ ..], Expr::List(items)) => {
                for (i, item) in items.iter().enumerate() {
                    self.find(item, &path.index(i), rest);
                }
            }
            ([name, rest @ ..], Expr::Map(map)) => {
                if let Some(inner) = map.get(*name) {
                    self.find(inner, &path.key(*name), rest);
                }
            }
            _ => {}
        });
    }

    fn document(&mut self, document: &Expr, path: &Path) {
        let Some(map) = document.as_map() else {
            if document.as_list().is_some() {
                self.report(path.clone(), "a policy is a mapping with `Version` and `Statement`, not a list");
            }
            return;
        };
        if is_open(map) {
            return;
        }
        self.known(map, &["Id", "Statement", "Version"], path, "a policy");
        if let Some(version) = map.get("Version").and_then(Expr::as_text)
            && !matches!(&**version, "2008-10-17" | "2012-10-17")
        {
            let message = format!("`{}` is no version of IAM's policy language", shortened(version));
            self.add(path.key("Version"), message, "write `2012-10-17`");
        }
        match map.get("Statement") {
            None => self.report(path.clone(), "the policy has no `Statement`"),
            Some(statements) => self.statements(statements, &path.key("Statement")),
        }
    }

    fn statements(&mut self, statements: &Expr, path: &Path) {
        each_branch(statements, path, &mut |statements, path| match statements {
            Expr::List(items) => {
                let mut sids = IndexSet::new();
                for (i, item) in items.iter().enumerate() {
                    each_branch(item, &path.index(i), &mut |item, path| self.statement(item, path));
                    if let Some(sid) = item.get("Sid").and_then(Expr::as_text)
                        && !sids.insert(sid.clone())
                        && !self.is_bucket
                    {
                        let message = format!("the `Sid` `{}` is there twice", shortened(sid));
                        self.add(path.clone(), message, "a `Sid` is unique within its policy");
                    }
                }
            }
            single => self.statement(single, path),
        });
    }

    fn statement(&mut self, statement: &Expr, path: &Path) {
        let Some(map) = statement.as_map() else {
            if is_scalar(statement) || statement.as_list().is_some() {
                self.report(path.clone(), "a statement is a mapping with `Effect`, `Action` and more");
            }
            return;
        };
        if is_open(map) {
            return;
        }
        let mut known = vec!["Action", "Condition", "Effect", "NotAction", "Sid"];
        if self.kind != PolicyKind::Trust {
            known.extend(["NotResource", "Resource"]);
        }
        if self.kind != PolicyKind::Identity {
            known.extend(["NotPrincipal", "Principal"]);
        }
        self.known(map, &known, path, "a statement");
        if !map.contains_key("Effect") {
            self.add(path.clone(), "the statement has no `Effect`".into(), "it is `Allow` or `Deny`");
        }
        for (name, not) in
            [("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")]
        {
            if known.contains(&name) {
                self.either(map, name, not, path);
            }
        }
        self.parts(map, path);
    }

    fn parts(&mut self, map: &IndexMap<Rc<str>, Expr>, path: &Path) {
        for (name, expr) in map {
            each_branch(expr, &path.key(name.clone()), &mut |expr, path| match &**name {
                "Effect" => self.effect(expr, path),
                "Sid" => self.sid(expr, path),
                "Action" | "NotAction" => self.texts(expr, path, &|_| None, name, true),
                "Resource" | "NotResource" => match self.kind {
                    PolicyKind::Identity | PolicyKind::Trust => {
                        self.texts(expr, path, &not_an_arn, name, false)
                    }
                    PolicyKind::Resource => self.resources(expr, path, name),
                },
                "Principal" | "NotPrincipal" if self.kind != PolicyKind::Identity => {
                    self.principal(expr, path)
                }
                "Condition" => self.condition(expr, path),
                _ => {}
            });
        }
    }

    /// The resources of a policy that is a resource's own; that has a rule of its own.
    fn resources(&mut self, expr: &Expr, path: &Path, name: &str) {
        let code = std::mem::replace(&mut self.code, "E3514");
        let is_bucket = self.is_bucket;
        let problem = |text: &str| match text {
            "*" if is_bucket => Some("name the bucket's ARN, such as `arn:aws:s3:::bucket/*`"),
            _ => not_an_arn(text),
        };
        self.texts(expr, path, &problem, name, false);
        self.code = code;
    }

    fn effect(&mut self, expr: &Expr, path: &Path) {
        if let Expr::String(effect) = expr
            && !matches!(&**effect, "Allow" | "Deny")
        {
            let message = format!("`{}` is no effect", shortened(effect));
            self.add(path.clone(), message, "it is `Allow` or `Deny`");
        }
    }

    fn sid(&mut self, expr: &Expr, path: &Path) {
        if let Expr::String(sid) = expr
            && self.kind == PolicyKind::Identity
            && (sid.is_empty() || !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        {
            let message = format!("a `Sid` has only letters and digits, and `{}` has others", shortened(sid));
            self.report(path.clone(), &message);
        }
    }

    /// A text or a list of texts.
    fn texts(
        &mut self,
        expr: &Expr,
        path: &Path,
        problem: &dyn Fn(&str) -> Option<&'static str>,
        name: &str,
        some: bool,
    ) {
        match expr {
            Expr::List(items) if items.is_empty() && some => {
                self.report(path.clone(), &format!("`{name}` is an empty list"));
            }
            Expr::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    each_branch(item, &path.index(i), &mut |item, path| match item {
                        Expr::List(_) | Expr::Map(_) => {
                            self.report(path.clone(), &format!("an item of `{name}` is text"));
                        }
                        _ => self.text(item, path, problem, name),
                    });
                }
            }
            Expr::Map(map) if !is_open(map) => {
                self.report(path.clone(), &format!("`{name}` is a text or a list of texts"));
            }
            _ => self.text(expr, path, problem, name),
        }
    }

    fn text(&mut self, expr: &Expr, path: &Path, problem: &dyn Fn(&str) -> Option<&'static str>, name: &str) {
        if let Expr::String(text) = expr
            && !looks_resolved(text)
            && let Some(hint) = problem(text)
        {
            self.add(path.clone(), format!("`{name}` cannot be `{}`", shortened(text)), hint);
        }
    }

    fn principal(&mut self, expr: &Expr, path: &Path) {
        match expr {
            Expr::String(text) if &**text != "*" => {
                let message = format!("a principal is a mapping or `*`, not `{}`", shortened(text));
                self.add(
                    path.clone(),
                    message,
                    "such as `Service: ec2.amazonaws.com` or `AWS: '123456789012'`",
                );
            }
            Expr::Map(map) => {
                for (name, expr) in map {
                    each_branch(expr, &path.key(name.clone()), &mut |expr, path| match &**name {
                        "AWS" => self.texts(expr, path, &not_an_account, name, false),
                        _ => self.texts(expr, path, &|_| None, name, false),
                    });
                }
            }
            Expr::List(_) => self.report(path.clone(), "a principal is a mapping or `*`, not a list"),
            _ => {}
        }
    }

    fn condition(&mut self, expr: &Expr, path: &Path) {
        match expr {
            Expr::Map(map) if !is_open(map) => {
                for name in map.keys().filter(|name| !is_operator(name)) {
                    let message = format!("`{}` is no operator of IAM's conditions", shortened(name));
                    let path = path.key(name.clone());
                    match nearest(name, OPERATORS) {
                        Some(near) => self.add(path, message, &format!("did you mean `{near}`?")),
                        None => self.add(path, message, "such as `StringEquals`, `ArnLike`, `Bool`"),
                    }
                }
            }
            Expr::List(_) => self.report(path.clone(), "`Condition` is a mapping of operators, not a list"),
            _ if is_scalar(expr) => {
                self.report(path.clone(), "`Condition` is a mapping of operators, not text")
            }
            _ => {}
        }
    }

    /// One of two, and not both.
    fn either(&mut self, map: &IndexMap<Rc<str>, Expr>, name: &str, not: &str, path: &Path) {
        match (map.contains_key(name), map.contains_key(not)) {
            (false, false) => {
                self.report(path.clone(), &format!("the statement has neither `{name}` nor `{not}`"));
            }
            (true, true) => {
                for key in [name, not] {
                    self.report(path.key(key), &format!("only one of `{name}` and `{not}` can be given"));
                }
            }
            _ => {}
        }
    }

    fn known(&mut self, map: &IndexMap<Rc<str>, Expr>, known: &[&str], path: &Path, whose: &str) {
        for name in map.keys().filter(|name| !known.contains(&&***name)) {
            let message = format!("`{}` does not belong in {whose}", shortened(name));
            match nearest(name, known.iter().copied()) {
                Some(near) => self.add(path.key(name.clone()), message, &format!("did you mean `{near}`?")),
                None => self.report(path.key(name.clone()), &message),
            }
        }
    }

    fn report(&mut self, path: Path, message: &str) {
        self.findings.add(Diagnostic::error(self.code, path, message));
    }

    fn add(&mut self, path: Path, message: String, hint: &str) {
        self.findings.add(Diagnostic::error(self.code, path, message).hint(hint));
    }
}

/// The operators, without what may stand before and behind them.
const OPERATORS: [&str; 28] = [
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "BinaryEquals",
    "Bool",
    "DateEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateNotEquals",
    "IpAddress",
    "NotIpAddress",
    "Null",
    "NumericEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericNotEquals",
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringNotLike",
    // As cfn-lint has it.
    "NotIpAddressExists",
];

fn is_operator(name: &str) -> bool {
    let plain = name.strip_prefix("ForAnyValue:").or(name.strip_prefix("ForAllValues:")).unwrap_or(name);
    let plain = plain.strip_suffix("IfExists").unwrap_or(plain);
    OPERATORS.contains(&plain) || OPERATORS.contains(&plain.strip_suffix("Exists").unwrap_or(plain))
}

/// Each value that an expression may have, through `Fn::If`.
fn each_branch(expr: &Expr, path: &Path, visit: &mut dyn FnMut(&Expr, &Path)) {
    match expr {
        Expr::If(_, yes, no) => {
            let path = path.key("Fn::If");
            each_branch(yes, &path.index(1), visit);
            each_branch(no, &path.index(2), visit);
        }
        _ => visit(expr, path),
    }
}

/// Returns true if something else may come into a mapping.
fn is_open(map: &IndexMap<Rc<str>, Expr>) -> bool {
    map.keys().any(|name| brings_properties(name) || &**name == "Ref" || name.starts_with("Fn::"))
}

fn is_scalar(expr: &Expr) -> bool {
    matches!(expr, Expr::String(_) | Expr::Number(_) | Expr::Bool(_))
}

/// Returns what a resource should have been named as.
fn not_an_arn(text: &str) -> Option<&'static str> {
    const TAKES: &str = "it is an ARN, such as `arn:aws:s3:::bucket/*`, or `*`";
    if text == "*" {
        return None;
    }
    let mut parts = text.splitn(6, ':');
    let is_arn = parts.next() == Some("arn")
        && parts.next().is_some_and(|partition| partition == "*" || partition.starts_with("aws"))
        && parts.next().is_some_and(|service| !service.is_empty());
    (!is_arn || text.split(':').count() < 4).then_some(TAKES)
}

/// Returns what an account, user or role should have been named as.
fn not_an_account(text: &str) -> Option<&'static str> {
    const TAKES: &str = "it is an account, such as `123456789012`, the ARN of a user or role, or `*`";
    let is_account = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_arn = text.starts_with("arn:aws") && (text.contains(":iam::") || text.contains(":sts::"));
    (text != "*" && !is_account && !is_arn).then_some(TAKES)
}
