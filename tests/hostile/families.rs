//! Families of heavy templates: each asks for far more than its size with one means, and grows with the size asked for.
//!
//! `tests/heavy.rs` holds them to bounds, `make hostile` prints what they take.

use std::fmt::Write as _;

/// One heavy template.
pub struct Heavy {
    /// What it is heavy by.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Deeper than this the readers refuse.
const DEPTH: usize = 58;

/// Every family, each text of about `bytes` bytes.
pub fn families(bytes: usize) -> Vec<Heavy> {
    let mut all = Vec::new();
    for (name, open, close) in FUNCTIONS {
        all.push(heavy(format!("nested {name}"), nested(open, close, bytes)));
        all.push(heavy(format!("nested {name} around a long text"), around_long_text(open, close, bytes)));
    }
    all.extend(reading(bytes));
    all.extend(evaluating(bytes));
    all.extend(checking(bytes));
    all.extend(drawing(bytes));
    all
}

fn heavy(name: impl Into<String>, text: String) -> Heavy {
    Heavy { name: name.into(), text }
}

/// Functions that take a value of their own kind, in JSON: what stands before it and behind it.
const FUNCTIONS: [(&str, &str, &str); 12] = [
    ("Base64", r#"{"Fn::Base64":"#, "}"),
    ("Join", r#"{"Fn::Join":["-",["#, r#","b"]]}"#),
    ("Join of itself twice", r#"{"Fn::Join":["",["a","#, "]]}"),
    ("Sub", r#"{"Fn::Sub":["${x}${x}",{"x":"#, "}]}"),
    ("Select", r#"{"Fn::Select":["0",["#, "]]}"),
    ("Split", r#"{"Fn::Select":["0",{"Fn::Split":[",","#, "]}]}"),
    ("If", r#"{"Fn::If":["Unknown","#, r#","b"]}"#),
    ("FindInMap", r#"{"Fn::FindInMap":["Map","Top","#, "]}"),
    ("ImportValue", r#"{"Fn::ImportValue":"#, "}"),
    ("ToJsonString", r#"{"Fn::ToJsonString":["#, "]}"),
    ("GetAZs", r#"{"Fn::GetAZs":"#, "}"),
    ("Length", r#"{"Fn::Length":["#, "]}"),
];

const HEAD: &str = r#"{"Transform":"AWS::LanguageExtensions","Parameters":{"P":{"Type":"String","Default":"a"}},
"Conditions":{"Unknown":{"Fn::Equals":[{"Ref":"AWS::AccountId"},"1"]}},"Mappings":{"Map":{"Top":{"a":"b"}}},"Resources":{
"#;

/// As many resources as fit, each with functions nested as deep as the readers take.
fn nested(open: &str, close: &str, bytes: usize) -> String {
    let depth = DEPTH.min(112 / (open.matches(['{', '[']).count()).max(1));
    let value = format!("{}\"a\"{}", open.repeat(depth), close.repeat(depth));
    let mut text = HEAD.to_owned();
    let mut i = 0;
    while text.len() + value.len() < bytes.max(HEAD.len() + value.len() + 300) {
        let comma = if i > 0 { "," } else { "" };
        let _ = writeln!(
            text,
            r#"{comma}"R{i}":{{"Type":"AWS::SNS::Topic","Properties":{{"TopicName":{{"Fn::Join":["",[{value}]]}}}}}}"#
        );
        i += 1;
    }
    text + "}}"
}

/// One resource: a text of half the size with functions around it, named by outputs too.
fn around_long_text(open: &str, close: &str, bytes: usize) -> String {
    let depth = DEPTH.min(112 / (open.matches(['{', '[']).count()).max(1));
    let long = "a,".repeat(bytes / 4);
    let value = format!("{}\"{long}\"{}", open.repeat(depth), close.repeat(depth));
    format!(r#"{HEAD}"R":{{"Type":"AWS::SNS::Topic","Properties":{{"TopicName":{value}}}}}}}}}"#)
}

/// Texts that are heavy to read.
fn reading(bytes: usize) -> Vec<Heavy> {
    let resource = "Resources:\n  R:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: ";
    let many = |piece: &str| piece.repeat(bytes / piece.len());
    let half = bytes / 2;
    vec![
        heavy(
            "aliases of a long text",
            format!(
                "Metadata:\n  A: &a {}\n  B: [{}*a]\n{resource}x\n",
                "x".repeat(half),
                "*a, ".repeat(half / 4)
            ),
        ),
        heavy(
            "aliases of a long name",
            format!("Metadata:\n  A: &a {}\n{}", "x".repeat(half), aliased_names(half)),
        ),
        heavy(
            "aliases of a short text",
            format!("Metadata:\n  A: &a x\n  B: [{}*a]\n{resource}x\n", many("*a, ")),
        ),
        heavy("aliases of aliases", laughs(bytes)),
        heavy("merge keys", merges(bytes)),
        heavy("brackets", format!("{resource}{}", many("["))),
        heavy("closed brackets", format!("{resource}[{}]", many("[],"))),
        heavy("a list of one line", format!("{resource}[{}x]", many("x, "))),
        heavy(
            "a mapping of one line",
            format!("{resource}{{{}}}", numbered(bytes, |i| format!("k{i}: v, "))),
        ),
        heavy("question marks", format!("{resource}\n{}", many("? "))),
        heavy("dashes", format!("{resource}\n        {}x", many("- "))),
        heavy("a text of many lines", format!("{resource}|\n{}", many("        x\n"))),
        heavy("a folded text of many lines", format!("{resource}>\n{}", many("        x\n\n"))),
        heavy("a quoted text of many lines", format!("{resource}\"{}\"", many("x\n        "))),
        heavy("escapes", format!("{resource}\"{}\"", many("\\u0041"))),
        heavy("comments", format!("{}{resource}x\n", many("# x\n"))),
        heavy("blank lines", format!("{}{resource}x\n", many("\n"))),
        heavy("carriage returns", format!("{}{resource}x\n", many("\r"))),
        heavy("anchors", format!("{resource}x\nMetadata: [{}]\n", numbered(bytes, |i| format!("&a{i} x, ")))),
        heavy("one anchor many times", format!("{resource}x\nMetadata: [{}]\n", many("&a x, *a, "))),
        heavy("tags", format!("{resource}[{}]", many("!Ref R, "))),
        heavy("documents", format!("{resource}x\n{}", many("---\nx\n"))),
        heavy("numbers", format!("{resource}[{}]", many("1.10, 012, 0x1F, 1_000, "))),
        heavy("JSON brackets", format!("{{\"Resources\":{}", many("["))),
        heavy("JSON escapes", format!("{{\"Resources\":{{\"R\":{{\"Type\":\"{}\"}}}}}}", many("\\u0041"))),
        heavy("duplicate keys", format!("Resources:\n{}", many("  R: {Type: 'AWS::SNS::Topic'}\n"))),
        heavy(
            "keys nearly alike",
            format!("Resources:\n{}", numbered(bytes, |i| format!("  {}{i}: {{}}\n", "R".repeat(200)))),
        ),
        heavy(
            "long keys",
            format!("Resources:\n  {}: {{Type: 'AWS::SNS::Topic', Wrong: x}}\n", "R".repeat(bytes)),
        ),
        heavy("a long section name", format!("{resource}x\n{}: x\n", "S".repeat(bytes - 100))),
    ]
}

fn aliased_names(bytes: usize) -> String {
    let mut text = String::from("Resources:\n");
    let mut i = 0;
    while text.len() < bytes {
        let _ = writeln!(
            text,
            "  R{i}: {{Type: 'AWS::SQS::Queue', Properties: {{QueueName: *a, Tags: [{{Key: Name, Value: *a}}]}}}}"
        );
        i += 1;
    }
    text
}

fn laughs(bytes: usize) -> String {
    let mut text = String::from("Metadata:\n  L0: &l0 [x, x, x, x, x, x, x, x, x]\n");
    for i in 1..60 {
        let _ = writeln!(text, "  L{i}: &l{i} [{}]", vec![format!("*l{}", i - 1); 9].join(", "));
    }
    while text.len() < bytes {
        text.push_str("  # nothing\n");
    }
    text + "Resources: {R: {Type: 'AWS::SNS::Topic'}}\n"
}

fn merges(bytes: usize) -> String {
    let mut text = String::from("Metadata:\n  Base: &base {");
    text.push_str(&numbered(bytes / 2, |i| format!("k{i}: v, ")));
    text.push_str("}\n  All:\n");
    while text.len() < bytes {
        text.push_str("    - {<<: *base}\n");
    }
    text + "Resources: {R: {Type: 'AWS::SNS::Topic'}}\n"
}

/// Pieces with a number in each, of about `bytes` bytes together.
fn numbered(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut i = 0;
    while text.len() < bytes {
        text.push_str(&piece(i));
        i += 1;
    }
    text
}

const TOPIC: &str = "Resources:\n  R: {Type: 'AWS::SNS::Topic'}\n";

/// Texts that are heavy to evaluate.
fn evaluating(bytes: usize) -> Vec<Heavy> {
    let half = bytes / 2;
    let long = "x".repeat(half);
    let parameter = format!("Parameters:\n  P: {{Type: String, Default: '{long}'}}\n");
    let list =
        format!("Parameters:\n  P: {{Type: CommaDelimitedList, Default: '{}x'}}\n", "x,".repeat(half / 2));
    let mapping = {
        let (text, list) = ("x".repeat(half / 2), "x, ".repeat(half / 8));
        format!("Mappings:\n  M: {{T: {{S: '{text}', L: [{list}x]}}}}\n")
    };
    let outputs = |value: &str| {
        format!("{TOPIC}Outputs:\n{}", numbered(half, |i| format!("  O{i}: {{Value: {value}}}\n")))
    };
    let topics = |name: &str| {
        let topic = |i| format!("  R{i}: {{Type: 'AWS::SNS::Topic', Properties: {{TopicName: {name}}}}}\n");
        format!("Resources:\n{}", numbered(half, topic))
    };
    let condition = |of: &dyn Fn(usize) -> String| {
        format!("{TOPIC}Conditions:\n{}", numbered(bytes, |i| format!("  C{i}: {}\n", of(i))))
    };
    vec![
        heavy("a long default, named often", format!("{parameter}{}", topics("!Ref P"))),
        heavy("a long default, put in often", format!("{parameter}{}", topics("!Sub '${P}${P}${P}'"))),
        heavy("a long default in outputs", format!("{parameter}{}", outputs("!Ref P"))),
        heavy("a long default in Base64", format!("{parameter}{}", topics("{Fn::Base64: !Ref P}"))),
        heavy("a long list, joined often", format!("{list}{}", topics("!Join ['-', !Ref P]"))),
        heavy("a long list, one item often", format!("{list}{}", topics("!Select [1, !Ref P]"))),
        heavy(
            "a long text, split often",
            format!("{parameter}{}", topics("!Select [0, !Split [x, !Ref P]]")),
        ),
        heavy("a long value of a mapping", format!("{mapping}{}", topics("!FindInMap [M, T, S]"))),
        heavy(
            "a long list of a mapping",
            format!("{mapping}{}", topics("!Join [',', !FindInMap [M, T, L]]")),
        ),
        heavy("a long delimiter", format!("{parameter}{}", topics("!Join [!Ref P, [a, b, c]]"))),
        heavy("a long list as JSON", {
            format!("Transform: AWS::LanguageExtensions\n{list}{}", topics("!ToJsonString [!Ref P, !Ref P]"))
        }),
        heavy("references to resources in one text", {
            let names = numbered(bytes, |_| "${R}".into());
            format!("{TOPIC}  S: {{Type: 'AWS::SNS::Topic', Properties: {{DisplayName: !Sub '{names}'}}}}\n")
        }),
        heavy("Globals for many functions", {
            let variables = numbered(half, |i| format!("V{i}: x, "));
            let globals = format!("Function: {{Environment: {{Variables: {{{variables}}}}}}}");
            let functions = numbered(half, |i| format!("  F{i}: {{Type: 'AWS::Serverless::Function'}}\n"));
            format!("Transform: AWS::Serverless-2016-10-31\nGlobals:\n  {globals}\nResources:\n{functions}")
        }),
        heavy(
            "a chain of conditions",
            condition(&|i| {
                if i == 0 {
                    "!Equals [!Ref 'AWS::AccountId', x]".into()
                } else {
                    format!("!Not [!Condition C{}]", i - 1)
                }
            }),
        ),
        heavy("a chain of conditions, backwards", condition(&|i| format!("!Not [!Condition C{}]", i + 1))),
        heavy(
            "a circle of conditions",
            condition(&|i| format!("!Or [!Condition C{}, !Condition C0]", i + 1)),
        ),
        heavy(
            "conditions of many conditions",
            condition(&|i| {
                let of = |k: usize| format!("!Condition C{}", i.saturating_sub(k));
                format!("!And [{}]", (1..10).map(of).collect::<Vec<_>>().join(", "))
            }),
        ),
        heavy("rules over long lists", {
            let rules = numbered(bytes / 4, |i| {
                let all = "!EachMemberIn [!Ref P, !Ref P]";
                format!("  U{i}: {{Assertions: [{{Assert: {all}}}]}}\n")
            });
            let items = numbered(bytes / 2, |i| format!("{i},"));
            format!(
                "Parameters:\n  P: {{Type: CommaDelimitedList, Default: '{items}'}}\n{TOPIC}Rules:\n{rules}"
            )
        }),
        heavy("rules over all parameters", {
            let parameters = numbered(half, |i| format!("  P{i}: {{Type: String, Default: x}}\n"));
            let rules = numbered(half, |i| {
                format!("  U{i}: {{Assertions: [{{Assert: !Contains [!RefAll String, y]}}]}}\n")
            });
            format!("Parameters:\n{parameters}{TOPIC}Rules:\n{rules}")
        }),
        heavy("loops in loops", {
            let items = numbered(bytes / 8, |i| format!("a{i}, "));
            let inner =
                format!("Fn::ForEach::B: [B, [{items}], {{'R${{A}}${{B}}': {{Type: 'AWS::SNS::Topic'}}}}]");
            let outer = format!("Fn::ForEach::A: [A, [{items}], {{{inner}}}]");
            format!("Transform: AWS::LanguageExtensions\nResources:\n  {outer}\n")
        }),
        heavy("a loop over a long text", {
            let items = numbered(half, |i| format!("a{i}, "));
            let body = format!(
                "'R${{A}}': {{Type: 'AWS::SNS::Topic', Properties: {{TopicName: '{}'}}}}",
                "${A}".repeat(half / 8)
            );
            format!(
                "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::A: [A, [{items}], {{{body}}}]\n"
            )
        }),
        heavy("many parameters", {
            let each = |i| {
                format!(
                    "  P{i}: {{Type: String, Default: x, AllowedPattern: '(a|b|x)*', AllowedValues: [x, y]}}\n"
                )
            };
            format!("Parameters:\n{}{TOPIC}", numbered(bytes, each))
        }),
        heavy("many parameters in many groups", {
            let parameters = numbered(half, |i| format!("  P{i}: {{Type: String}}\n"));
            let names = numbered(half, |i| format!("P{i}, "));
            format!(
                "Parameters:\n{parameters}Metadata:\n  AWS::CloudFormation::Interface:\n    ParameterGroups: [{{Parameters: [{names}]}}]\n{TOPIC}"
            )
        }),
        heavy("many labels of parameters", {
            let parameters = numbered(half, |i| format!("  P{i}: {{Type: String}}\n"));
            let labels = numbered(half, |i| format!("P{i}: {{default: x}}, "));
            format!(
                "Parameters:\n{parameters}Metadata:\n  AWS::CloudFormation::Interface:\n    ParameterLabels: {{{labels}}}\n{TOPIC}"
            )
        }),
        heavy("many allowed values", {
            let values = numbered(bytes, |i| format!("v{i}, "));
            format!("Parameters:\n  P: {{Type: String, Default: x, AllowedValues: [{values}]}}\n{TOPIC}")
        }),
        heavy("heavy patterns", {
            let each = |i| {
                format!(
                    "  P{i}: {{Type: String, Default: {}, AllowedPattern: '(.{{1,90}}){{1,9}}'}}\n",
                    "a".repeat(500)
                )
            };
            format!("Parameters:\n{}{TOPIC}", numbered(bytes, each))
        }),
        heavy("many outputs", outputs("!GetAtt R.TopicName")),
    ]
}

/// Texts with many faults.
fn checking(bytes: usize) -> Vec<Heavy> {
    let half = bytes / 2;
    let name = |i: usize| format!("{}{i:05}", "Nearly".repeat(40));
    let wrong = |i: usize| format!("{}x{i:05}", "Nearby".repeat(40));
    let resources = |properties: &dyn Fn(usize) -> String| {
        let each = |i| format!("  R{i}: {{Type: 'AWS::EC2::Instance', Properties: {{{}}}}}\n", properties(i));
        format!("Resources:\n{}", numbered(bytes, each))
    };
    let open = "{{resolve:";
    vec![
        heavy("dynamic references that never end", {
            format!(
                "{TOPIC}    \n  S: {{Type: 'AWS::SNS::Topic', Properties: {{DisplayName: '{}'}}}}\n",
                open.repeat(bytes / 10)
            )
        }),
        heavy("dynamic references that end once", {
            format!(
                "{TOPIC}  S: {{Type: 'AWS::SNS::Topic', Properties: {{DisplayName: '{}}}}}'}}}}\n",
                open.repeat(bytes / 10)
            )
        }),
        heavy("bad dynamic references", {
            format!(
                "{TOPIC}  S: {{Type: 'AWS::SNS::Topic', Properties: {{DisplayName: '{}'}}}}\n",
                "{{resolve:x}}".repeat(bytes / 13)
            )
        }),
        heavy("good dynamic references", {
            format!(
                "{TOPIC}  S: {{Type: 'AWS::SNS::Topic', Properties: {{DisplayName: '{}'}}}}\n",
                "{{resolve:ssm:a}}".repeat(bytes / 17)
            )
        }),
        heavy("names nearly right", {
            let known = numbered(half, |i| format!("  {}: {{Type: 'AWS::SNS::Topic'}}\n", name(i)));
            let asked = numbered(half, |i| format!("  O{i}: {{Value: !Ref {}}}\n", wrong(i)));
            format!("Resources:\n{known}Outputs:\n{asked}")
        }),
        heavy("names of modules", {
            let known = numbered(half, |i| format!("  {}: {{Type: 'A::B::C::MODULE'}}\n", name(i)));
            let asked = numbered(half, |i| format!("  O{i}: {{Value: !Ref N{i}}}\n"));
            format!("Resources:\n{known}Outputs:\n{asked}")
        }),
        heavy("keys of mappings nearly right", {
            let known = numbered(half, |i| format!("{}: x, ", name(i)));
            let asked = numbered(half, |i| format!("  O{i}: {{Value: !FindInMap [M, T, {}]}}\n", wrong(i)));
            format!("Mappings:\n  M: {{T: {{{known}}}}}\n{TOPIC}Outputs:\n{asked}")
        }),
        heavy("conditions nearly right", {
            let known = numbered(half, |i| format!("  {}: !Equals [a, b]\n", name(i)));
            let asked =
                numbered(half, |i| format!("  R{i}: {{Type: 'AWS::SNS::Topic', Condition: {}}}\n", wrong(i)));
            format!("Conditions:\n{known}Resources:\n{asked}")
        }),
        heavy("types nearly right", {
            let each = |i| {
                format!(
                    "  R{i}: {{Type: 'AWS::EC2::{}'}}\n",
                    "TransitGatewayMulticastDomainAssociatiom".repeat(1 + i % 5)
                )
            };
            format!("Resources:\n{}", numbered(bytes, each))
        }),
        heavy("properties nearly right", resources(&|i| format!("InstanceTypo{i}: x, SubnetIt{i}: y"))),
        heavy(
            "values nearly right",
            resources(&|_| "InstanceInitiatedShutdownBehavior: terminat, Tenancy: dedicates".into()),
        ),
        heavy(
            "sections nearly right",
            format!("{TOPIC}{}", numbered(bytes, |i| format!("Parameter{i}: x\n"))),
        ),
        heavy(
            "functions that are none",
            resources(&|_| "SubnetId: {Fn::Joint: [a, [b]]}, ImageId: !GetAtt x".into()),
        ),
        heavy(
            "functions with wrong arguments",
            resources(&|_| "SubnetId: {Fn::Join: a}, ImageId: {Fn::Select: b}".into()),
        ),
        heavy("bad entries under a long name", {
            let keys = numbered(half, |i| format!("Wrong{i}: x, "));
            format!(
                "Resources:\n  {}: {{Type: 'AWS::EC2::Instance', Properties: {{{keys}}}}}\n",
                "R".repeat(half)
            )
        }),
        heavy("long values that do not fit", {
            let long = "x".repeat(bytes / 20);
            let each = |i| {
                format!(
                    "  R{i}: {{Type: 'AWS::EC2::Instance', Properties: {{Tenancy: '{long}', InstanceType: [a], SourceDestCheck: '{long}'}}}}\n"
                )
            };
            format!("Resources:\n{}", (0..9).map(each).collect::<String>())
        }),
        heavy("policies", {
            let statement = "{Effect: Allow, Action: ['s3:GetObjet', 's3:*'], Resource: '*', Condition: {StringLiks: {a: b}}}, ";
            let statements = statement.repeat(bytes / statement.len());
            format!(
                "Resources:\n  R: {{Type: 'AWS::IAM::ManagedPolicy', Properties: {{PolicyDocument: {{Statement: [{statements}]}}}}}}\n"
            )
        }),
        heavy("names that must differ", {
            let each = |i| format!("  R{i}: {{Type: 'AWS::S3::Bucket', Properties: {{BucketName: same}}}}\n");
            format!("Resources:\n{}", numbered(bytes, each))
        }),
        heavy("items that must differ", {
            let items = numbered(bytes, |i| format!("sg-{i}, "));
            format!(
                "Resources:\n  R: {{Type: 'AWS::EC2::Instance', Properties: {{SecurityGroupIds: [{items}sg-0]}}}}\n"
            )
        }),
        heavy("records", {
            let records =
                numbered(bytes, |i| format!("{{Name: n{i}, Type: A, ResourceRecords: ['1.2.3']}}, "));
            format!(
                "Resources:\n  R: {{Type: 'AWS::Route53::RecordSetGroup', Properties: {{RecordSets: [{records}]}}}}\n"
            )
        }),
        heavy("what false conditions leave out", {
            let absent = numbered(half, |i| format!("  A{i}: {{Type: 'AWS::SNS::Topic', Condition: No}}\n"));
            let users = numbered(half, |i| {
                format!("  B{i}: {{Type: 'AWS::SNS::Topic', Properties: {{TopicName: !Ref A{i}}}}}\n")
            });
            format!("Conditions: {{'No': !Equals [a, b]}}\nResources:\n{absent}{users}")
        }),
        heavy("ignored checks", {
            let codes = numbered(half, |i| format!("E{i}, "));
            let bad = numbered(half, |i| format!("  R{i}: {{Type: 'AWS::EC2::Nothing'}}\n"));
            format!("Metadata: {{cfn-lint: {{config: {{ignore_checks: [{codes}]}}}}}}\nResources:\n{bad}")
        }),
    ]
}

/// Texts that are heavy to draw.
fn drawing(bytes: usize) -> Vec<Heavy> {
    let half = bytes / 2;
    let dense = |depends: &dyn Fn(usize) -> String| {
        format!(
            "Resources:\n{}",
            numbered(bytes, |i| format!(
                "  R{i}: {{Type: 'AWS::SQS::Queue', DependsOn: [{}]}}\n",
                depends(i)
            ))
        )
    };
    let names = |prefix: &str, count: usize| {
        (0..count).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>().join(", ")
    };
    let refs = |prefix: &str, count: usize| {
        (0..count).map(|i| format!("!Ref {prefix}{i}")).collect::<Vec<_>>().join(", ")
    };
    let subnets = |count: usize| {
        let subnet = |i: usize| {
            format!(
                "  S{i}: {{Type: 'AWS::EC2::Subnet', Properties: {{VpcId: !Ref V, AvailabilityZone: !Select [{}, !GetAZs '']}}}}\n",
                i % 6
            )
        };
        format!("Resources:\n  V: {{Type: 'AWS::EC2::VPC'}}\n{}", (0..count).map(subnet).collect::<String>())
    };
    let sets = (bytes / 4_000).clamp(10, 200);
    vec![
        heavy("dense DependsOn", dense(&|i| names("R", i.min(600)))),
        heavy("dense DependsOn of a few", dense(&|i| names("R", i.min(40)))),
        heavy("a chain of DependsOn", dense(&|i| if i > 0 { format!("R{}", i - 1) } else { String::new() })),
        heavy("a circle of DependsOn", dense(&|i| format!("R{}", i + 1))),
        heavy("Auto Scaling groups over many subnets", {
            let zones = refs("S", sets);
            let group = |i| {
                format!(
                    "  G{i}: {{Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: {{VPCZoneIdentifier: [{zones}]}}}}\n"
                )
            };
            subnets(sets) + &numbered(bytes - (sets * 90).min(half), group)
        }),
        heavy("instances with many groups", {
            let groups = (0..sets)
                .map(|i| {
                    format!("  SG{i}: {{Type: 'AWS::EC2::SecurityGroup', Properties: {{VpcId: !Ref V}}}}\n")
                })
                .collect::<String>();
            let instance = |i: usize| {
                let of: Vec<String> = (0..12).map(|k| format!("!Ref SG{}", (i * 7 + k * 3) % sets)).collect();
                format!(
                    "  I{i}: {{Type: 'AWS::EC2::Instance', Properties: {{SubnetId: !Ref S{}, SecurityGroupIds: [{}]}}}}\n",
                    i % sets,
                    of.join(", ")
                )
            };
            subnets(sets) + &groups + &numbered(half, instance)
        }),
        heavy("groups that let each other in", {
            let group = |i: usize| {
                let rules: Vec<String> = (0..20).map(|k| format!("{{IpProtocol: tcp, FromPort: {k}, ToPort: {k}, SourceSecurityGroupId: !Ref SG{}}}", (i + k * 5) % sets)).collect();
                format!(
                    "  SG{i}: {{Type: 'AWS::EC2::SecurityGroup', Properties: {{VpcId: !Ref V, SecurityGroupIngress: [{}]}}}}\n",
                    rules.join(", ")
                )
            };
            subnets(sets) + &numbered(half, group)
        }),
        heavy("balancers before many targets", {
            let targets = (0..sets).map(|i| format!("{{Id: !Ref I{i}}}")).collect::<Vec<_>>().join(", ");
            let instances = (0..sets)
                .map(|i| {
                    format!("  I{i}: {{Type: 'AWS::EC2::Instance', Properties: {{SubnetId: !Ref S{i}}}}}\n")
                })
                .collect::<String>();
            let balancer = |i| {
                format!(
                    "  B{i}: {{Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {{Subnets: [!Ref S0, !Ref S1]}}}}\n  L{i}: {{Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: {{LoadBalancerArn: !Ref B{i}, DefaultActions: [{{Type: forward, TargetGroupArn: !Ref T{i}}}]}}}}\n  T{i}: {{Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: {{VpcId: !Ref V, Targets: [{targets}]}}}}\n"
                )
            };
            subnets(sets) + &instances + &numbered(half, balancer)
        }),
        heavy("many VPCs, all peered", {
            let vpcs = (0..sets).map(|i| format!("  V{i}: {{Type: 'AWS::EC2::VPC'}}\n")).collect::<String>();
            let peering = |i: usize| {
                format!(
                    "  P{i}: {{Type: 'AWS::EC2::VPCPeeringConnection', Properties: {{VpcId: !Ref V{}, PeerVpcId: !Ref V{}}}}}\n",
                    i % sets,
                    (i / sets + i + 1) % sets
                )
            };
            format!("Resources:\n{vpcs}{}", numbered(half, peering))
        }),
        heavy("many subnets", {
            let count = half / 100;
            subnets(count)
        }),
        heavy(
            "many VPCs",
            format!("Resources:\n{}", numbered(bytes, |i| format!("  V{i}: {{Type: 'AWS::EC2::VPC'}}\n"))),
        ),
        heavy("many route tables and routes", {
            let each = |i: usize| {
                format!(
                    "  T{i}: {{Type: 'AWS::EC2::RouteTable', Properties: {{VpcId: !Ref V}}}}\n  A{i}: {{Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: {{SubnetId: !Ref S{}, RouteTableId: !Ref T{i}}}}}\n  N{i}: {{Type: 'AWS::EC2::Route', Properties: {{RouteTableId: !Ref T{i}, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref N}}}}\n",
                    i % sets
                )
            };
            subnets(sets) + &numbered(half, each)
        }),
        heavy("functions with policies for everything", {
            let tables =
                (0..sets).map(|i| format!("  T{i}: {{Type: 'AWS::DynamoDB::Table'}}\n")).collect::<String>();
            let arns = (0..sets).map(|i| format!("!GetAtt T{i}.Arn")).collect::<Vec<_>>().join(", ");
            let function = |i| {
                format!(
                    "  F{i}: {{Type: 'AWS::Lambda::Function', Properties: {{Role: !GetAtt Q{i}.Arn}}}}\n  Q{i}: {{Type: 'AWS::IAM::Role', Properties: {{Policies: [{{PolicyDocument: {{Statement: [{{Effect: Allow, Action: '*', Resource: [{arns}]}}]}}}}]}}}}\n"
                )
            };
            format!("Resources:\n{tables}{}", numbered(half, function))
        }),
        heavy("many topics with many subscriptions", {
            let each = |i: usize| {
                format!(
                    "  T{i}: {{Type: 'AWS::SNS::Topic'}}\n  Q{i}: {{Type: 'AWS::SQS::Queue'}}\n  B{i}: {{Type: 'AWS::SNS::Subscription', Properties: {{TopicArn: !Ref T{}, Endpoint: !GetAtt Q{i}.Arn, Protocol: sqs}}}}\n",
                    i / 3
                )
            };
            format!("Resources:\n{}", numbered(bytes, each))
        }),
        heavy("rules with many targets", {
            let each = |i: usize| {
                let targets: Vec<String> = (0..20)
                    .map(|k| format!("{{Id: t{k}, Arn: !GetAtt Q{}.Arn}}", (i + k * 11) % sets))
                    .collect();
                format!(
                    "  E{i}: {{Type: 'AWS::Events::Rule', Properties: {{Targets: [{}]}}}}\n",
                    targets.join(", ")
                )
            };
            let queues =
                (0..sets).map(|i| format!("  Q{i}: {{Type: 'AWS::SQS::Queue'}}\n")).collect::<String>();
            format!("Resources:\n{queues}{}", numbered(half, each))
        }),
        heavy("services of clusters over many subnets", {
            let zones = refs("S", sets);
            let each = |i| {
                format!(
                    "  C{i}: {{Type: 'AWS::ECS::Cluster'}}\n  E{i}: {{Type: 'AWS::ECS::Service', Properties: {{Cluster: !Ref C{i}, NetworkConfiguration: {{AwsvpcConfiguration: {{Subnets: [{zones}]}}}}}}}}\n"
                )
            };
            subnets(sets) + &numbered(half, each)
        }),
        heavy("events of SAM functions", {
            let events = |i: usize| {
                (0..10)
                    .map(|k| format!("E{k}: {{Type: Api, Properties: {{Path: /p{i}/{k}, Method: get}}}}"))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let each = |i| {
                format!(
                    "  F{i}: {{Type: 'AWS::Serverless::Function', Properties: {{Events: {{{}}}}}}}\n",
                    events(i)
                )
            };
            format!("Transform: AWS::Serverless-2016-10-31\nResources:\n{}", numbered(bytes, each))
        }),
        heavy("long names of everything", {
            let long = "Long name ".repeat(200);
            let each = |i| {
                format!(
                    "  R{i}: {{Type: 'AWS::EC2::Subnet', Properties: {{VpcId: !Ref V, Tags: [{{Key: Name, Value: '{long}{i}'}}]}}}}\n"
                )
            };
            format!("Resources:\n  V: {{Type: 'AWS::EC2::VPC'}}\n{}", numbered(bytes, each))
        }),
        heavy("long names without a blank", {
            let each = |i| {
                format!(
                    "  R{i}: {{Type: 'AWS::SQS::Queue', Properties: {{QueueName: '{}{i}'}}}}\n",
                    "x".repeat(2000)
                )
            };
            format!("Resources:\n{}", numbered(bytes, each))
        }),
        heavy(
            "types nobody knows",
            format!("Resources:\n{}", numbered(bytes, |i| format!("  R{i}: {{Type: 'Custom::T{i}'}}\n"))),
        ),
        heavy("references in one resource", {
            let queues =
                (0..sets).map(|i| format!("  Q{i}: {{Type: 'AWS::SQS::Queue'}}\n")).collect::<String>();
            let all = numbered(half, |i| format!("!GetAtt Q{}.Arn, ", i % sets));
            format!("Resources:\n{queues}  R: {{Type: 'Custom::All', Properties: {{All: [{all}]}}}}\n")
        }),
        heavy(
            "resources of many names",
            format!(
                "Resources:\n{}",
                numbered(bytes, |i| format!(
                    "  App{i}Stage{i}Queue{i}: {{Type: 'AWS::SQS::Queue', Properties: {{QueueName: 'app-{}-stage-{}'}}}}\n",
                    i % 7,
                    i % 11
                ))
            ),
        ),
        heavy("stacks alike and not", {
            let each = |i: usize| {
                format!(
                    "  T{i}: {{Type: 'AWS::SNS::Topic'}}\n  F{i}: {{Type: 'AWS::Lambda::Function', Properties: {{Environment: {{Variables: {{A: !Ref T{}}}}}}}}}\n  M{i}: {{Type: 'AWS::Lambda::EventSourceMapping', Properties: {{FunctionName: !Ref F{i}, EventSourceArn: !GetAtt Q{i}.Arn}}}}\n  Q{i}: {{Type: 'AWS::SQS::Queue'}}\n",
                    i / 2
                )
            };
            format!("Resources:\n{}", numbered(bytes, each))
        }),
    ]
}
