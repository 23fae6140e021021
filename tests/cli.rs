//! The command line: the formats of docs/formats.md, exit codes, messages.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use expect_test::expect;
use serde_json::Value;

const TEMPLATE: &str = "\
Parameters:
  KeyName: {Type: String, Default: ''}
  Size: {Type: String, AllowedValues: [small, large], Default: small}
Conditions:
  HasKey: !Not [!Equals [!Ref KeyName, '']]
  Open: !Equals [!Ref 'AWS::AccountId', '1']
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Extra: {Type: AWS::SNS::Topic, Condition: HasKey, DependsOn: Subnet}
  Maybe: {Type: AWS::SNS::Topic, Condition: Open, Properties: {TopicName: !Ref Size}}
Outputs:
  Id: {Value: !Sub 'subnet ${Subnet}', Description: Which}
";

#[test]
fn check_is_silent_about_a_good_template() {
    let output = run(&["check", "-"], TEMPLATE);
    assert_eq!(
        (code(&output), text(&output.stdout), text(&output.stderr)),
        (0, String::new(), String::new())
    );
    let output = run(&["check", "-", "--format", "json"], TEMPLATE);
    assert_eq!((code(&output), text(&output.stdout).as_str()), (0, "[]\n"));
}

#[test]
fn check_says_what_is_wrong_where_and_what_to_do() {
    let broken = TEMPLATE.replace("!Ref Vpc", "!Ref VPC");
    let output = run(&["check", "-"], &broken);
    assert_eq!(code(&output), 1);
    expect![[r#"
        <stdin>:9:56: error[E1020]: no parameter or resource is named `VPC`
          hint: did you mean `Vpc`?
    "#]]
    .assert_eq(&text(&output.stdout));
    let output = run(&["check", "-", "--format", "json"], &broken);
    assert_eq!(code(&output), 1);
    let findings = json(&output);
    assert_eq!(keys(&findings[0]), ["severity", "code", "line", "column", "path", "message", "hints"]);
    assert_eq!(findings[0]["severity"], "error");
    assert_eq!(findings[0]["code"], "E1020");
    assert_eq!(findings[0]["line"], 9);
    assert!(findings[0]["hints"].is_array());
}

#[test]
fn render_embeds_the_icons_of_services_that_it_is_given() {
    let template = "Resources:\n  Scan: {Type: AWS::CodeGuruReviewer::RepositoryAssociation}\n";
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("icons");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let icon = folder.join("AmazonCodeGuru.svg");
    let run_with = || run(&["render", "-", "--icons", &folder.display().to_string()], template);

    std::fs::write(&icon, "<svg/>").expect("an icon can be written");
    let output = run_with();
    assert_eq!((code(&output), text(&output.stderr)), (0, String::new()));
    let svg = text(&output.stdout);
    assert!(svg.contains("href=\"data:image/svg+xml;base64,PHN2Zy8+\""), "{svg}");
    assert!(svg.contains("<metadata>The pictures of AWS services are AWS Architecture Icons"), "{svg}");

    std::fs::remove_file(&icon).expect("an icon can be removed");
    let output = run_with();
    assert_eq!(code(&output), 0);
    assert!(text(&output.stderr).starts_with("note: letters stand for AmazonCodeGuru.svg"));
    assert!(text(&output.stdout).contains(">CGR</text>"));

    let output = run(&["render", "-", "--icons", "/nowhere/at/all"], template);
    assert_eq!(
        (code(&output), text(&output.stderr).as_str()),
        (2, "error: there is no folder /nowhere/at/all\n")
    );
}

#[test]
fn check_ends_with_2_when_nothing_could_be_read() {
    let output = run(&["check", "-"], "Resources: ]");
    assert_eq!(code(&output), 2);
    assert!(text(&output.stdout).starts_with("<stdin>:1:12: error["), "{}", text(&output.stdout));
    let output = run(&["check", "-", "--format", "json"], "Resources: [");
    assert_eq!((code(&output), json(&output)[0]["severity"].as_str()), (2, Some("error")));
    let output = run(&["check", "no-such-file.yaml"], "");
    assert_eq!((code(&output), text(&output.stdout).as_str()), (2, ""));
    assert!(text(&output.stderr).starts_with("error: cannot read no-such-file.yaml: "));
    let output = run(&["check", "no-such-file.yaml", "--format", "json"], "");
    assert_eq!((code(&output), json(&output)[0]["line"].clone()), (2, Value::Null));
}

#[test]
fn check_finds_values_that_do_not_fit() {
    let output = run(&["check", "-", "--param", "Size=huge"], TEMPLATE);
    assert_eq!(code(&output), 1);
    expect![[r#"
        <stdin>:3:3: error[X0101]: the value given for `Size` does not fit: must be one of `small`, `large`
    "#]]
    .assert_eq(&text(&output.stdout));
}

#[test]
fn graph_lists_resources_edges_and_cycles() {
    let output = run(&["graph", "-"], TEMPLATE);
    let graph = json(&output);
    assert_eq!(keys(&graph), ["resources", "edges", "cycles", "creation_order"]);
    assert_eq!(keys(&graph["resources"]), ["Vpc", "Subnet", "Extra", "Maybe"]);
    assert_eq!(graph["resources"]["Vpc"], serde_json::json!({ "type": "AWS::EC2::VPC" }));
    let edges: Vec<String> =
        graph["edges"].as_array().into_iter().flatten().map(ToString::to_string).collect();
    expect![[r#"
        {"source":"Subnet","target":"Vpc","kind":"Ref","path":"Resources/Subnet/Properties/VpcId/Ref"}
        {"source":"Extra","target":"Subnet","kind":"DependsOn","path":"Resources/Extra/DependsOn/0"}"#]]
    .assert_eq(&edges.join("\n"));
    assert_eq!(graph["cycles"], serde_json::json!([]));
    assert_eq!(graph["creation_order"], serde_json::json!(["Vpc", "Subnet", "Extra", "Maybe"]));
    assert!(text(&run(&["graph", "-", "--format", "dot"], TEMPLATE).stdout).starts_with("digraph"));
    assert!(text(&run(&["graph", "-", "--format", "mermaid"], TEMPLATE).stdout).starts_with("flowchart"));
}

#[test]
fn render_says_where_everything_is() {
    let output = run(&["render", "-", "--format", "json"], TEMPLATE);
    let picture = json(&output);
    assert_eq!(keys(&picture), ["width", "height", "nodes", "links"]);
    assert!(picture["width"].is_number() && picture["height"].is_number());
    let nodes = picture["nodes"].as_array().expect("a list of nodes");
    let fields = ["id", "parent", "kind", "type", "container", "x", "y", "w", "h", "style", "label"];
    for node in nodes {
        let known: Vec<_> = keys(node).into_iter().filter(|key| *key != "members").collect();
        assert_eq!(known, fields);
        assert_eq!(keys(&node["style"]), ["stroke", "fill", "dash"]);
        assert!(node["label"].is_null() || keys(&node["label"]) == ["text", "x", "y", "w", "h"]);
        assert!(["x", "y", "w", "h"].iter().all(|side| node[side].is_number()));
    }
    let node = |id: &str| nodes.iter().find(|node| node["id"] == id).expect("the node is there");
    assert_eq!((&node("Vpc")["kind"], &node("Vpc")["type"]), (&"vpc".into(), &"AWS::EC2::VPC".into()));
    assert_eq!(node("Vpc")["parent"], Value::Null);
    assert_eq!(node("Subnet")["container"], true);
    assert_eq!((&node("Maybe")["kind"], &node("Maybe")["container"]), (&"resource".into(), &false.into()));
}

#[test]
fn render_lists_links_and_members() {
    let output = Command::new(env!("CARGO_BIN_EXE_cfn-explorer"))
        .args(["render", "--format", "json"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/templates/ec2_website_alb.yaml"))
        .output()
        .expect("the command line starts");
    let picture = json(&output);
    let group =
        picture["nodes"].as_array().into_iter().flatten().find(|node| node["kind"] == "security-group");
    assert_eq!(
        group.expect("a security group")["members"],
        serde_json::json!(["Ec2WebHostA", "Ec2WebHostB"])
    );
    let links = picture["links"].as_array().expect("a list of links");
    assert_eq!(links.len(), 2);
    for link in links {
        assert_eq!(keys(link), ["source", "target", "kind", "points"]);
        assert_eq!((&link["source"], &link["kind"]), (&"Ec2WebHostAlb".into(), &"flow".into()));
        let points = link["points"].as_array().expect("a list of points");
        assert!(
            points.len() >= 2 && points.iter().all(|point| point.as_array().is_some_and(|xy| xy.len() == 2))
        );
    }
}

#[test]
fn render_writes_an_svg_that_stands_alone() {
    let output = run(&["render", "-"], TEMPLATE);
    let svg = text(&output.stdout);
    assert!(svg.starts_with("<svg ") && svg.contains("<title") && svg.contains("<desc"), "{svg}");
    assert_eq!(output.stdout, run(&["render", "-"], TEMPLATE).stdout);
    for more in [&["--theme", "dark"][..], &["--lens", "references"], &["--no-ghosts"]] {
        let other = run(&[&["render", "-"], more].concat(), TEMPLATE);
        assert_eq!(code(&other), 0);
        assert_ne!(text(&other.stdout), svg, "{more:?}");
    }
}

#[test]
fn render_folds_what_is_asked_for() {
    let drawn = |args: &[&str]| json(&run(&[&["render", "-", "--format", "json"], args].concat(), TEMPLATE));
    let ids = |drawn: &Value| -> Vec<String> {
        let nodes = drawn["nodes"].as_array().expect("nodes are a list").iter();
        nodes.map(|node| node["id"].as_str().expect("an id is text").to_owned()).collect()
    };
    assert_eq!(ids(&drawn(&[])), ["Vpc", "Subnet", "Extra", "Maybe"]);
    let collapsed = drawn(&["--collapse", "Vpc"]);
    assert_eq!(ids(&collapsed), ["Vpc", "Extra", "Maybe"]);
    assert_eq!(collapsed["nodes"][0]["collapsed"], 1);
    assert_eq!(ids(&drawn(&["--detail", "overview", "--expand", "Vpc"])), ids(&drawn(&[])));

    let queues: String = (1..6).map(|i| format!("  Jobs{i}: {{Type: AWS::SQS::Queue}}\n")).collect();
    let queues = format!("Resources:\n{queues}");
    let stack = json(&run(&["render", "-", "--format", "json", "--collapse", "Jobs2"], &queues));
    assert_eq!(stack["nodes"][0]["stack"], 5);
    assert_eq!(stack["nodes"][0]["label"]["text"], "Jobs ×5");

    for (args, message) in [
        (
            ["--collapse", "Vpx"],
            "error: nothing in the picture has the id `Vpx`\n  hint: did you mean `Vpc`?\n",
        ),
        (["--collapse", "Maybe"], "error: there is nothing in `Maybe` to collapse\n"),
    ] {
        let output = run(&[&["render", "-"][..], &args].concat(), TEMPLATE);
        assert_eq!((code(&output), text(&output.stderr).as_str()), (2, message));
    }
}

#[test]
fn render_writes_properties_on_lines_when_asked() {
    let template = "Resources:\n  A: {Type: AWS::SNS::Topic, Properties: {TopicName: !GetAtt B.QueueName}}\n  B: {Type: AWS::SQS::Queue}\n";
    let render = |args: &[&str]| run(&[&["render", "-", "--lens", "references"], args].concat(), template);
    // Between neighbours there is room for half of it.
    assert!(!text(&render(&[]).stdout).contains(">Topic<"));
    assert!(text(&render(&["--link-labels"]).stdout).contains(">Topic<"));
    let drawn = json(&render(&["--link-labels", "--format", "json"]));
    assert_eq!(drawn["links"][0]["label"]["text"], "TopicName");
    assert_eq!(text(&render(&["--link-labels-of", "B"]).stdout), text(&render(&["--link-labels"]).stdout));
    let unknown = render(&["--link-labels-of", "C"]);
    let message = "error: nothing in the picture with the id `C` has a link\n";
    assert_eq!((code(&unknown), text(&unknown.stderr).as_str()), (2, message));
}

#[test]
fn render_shows_the_stacks_name_and_no_secret() {
    let template = "Parameters: {Word: {Type: String, NoEcho: true}}\nResources:\n  A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub '${AWS::StackName}-${Word}'}}\n";
    let args = ["render", "-", "--stack-name", "shop", "--param", "Word=hunter2"];
    let drawn = text(&run(&args, template).stdout);
    assert!(drawn.contains("shop-‹Word›") && !drawn.contains("hunter2"));
    let evaluated = |more: &[&str]| {
        let args = [&["evaluate", "-", "--param", "Word=hunter2"], more].concat();
        let document = json(&run(&args, template));
        let name = document["resources"]["A"]["properties"]["TopicName"].clone();
        (document["parameters"]["Word"]["value"].clone(), name)
    };
    assert_eq!(evaluated(&[]), ("‹Word›".into(), "‹AWS::StackName›-‹Word›".into()));
    assert_eq!(evaluated(&["--show-secrets"]), ("hunter2".into(), "‹AWS::StackName›-hunter2".into()));
}

#[test]
fn evaluate_prints_the_stack() {
    let output = run(&["evaluate", "-", "--param", "KeyName=mine"], TEMPLATE);
    assert_eq!(code(&output), 0);
    expect![[r#"
        {
          "parameters": {
            "KeyName": {
              "value": "mine",
              "problems": []
            },
            "Size": {
              "value": "small",
              "problems": []
            }
          },
          "conditions": {
            "HasKey": true,
            "Open": null
          },
          "resources": {
            "Vpc": {
              "type": "AWS::EC2::VPC",
              "exists": true,
              "properties": {
                "CidrBlock": "10.0.0.0/16"
              }
            },
            "Subnet": {
              "type": "AWS::EC2::Subnet",
              "exists": true,
              "properties": {
                "VpcId": "‹Vpc›",
                "CidrBlock": "10.0.0.0/24"
              }
            },
            "Extra": {
              "type": "AWS::SNS::Topic",
              "exists": true,
              "properties": {}
            },
            "Maybe": {
              "type": "AWS::SNS::Topic",
              "exists": null,
              "properties": {
                "TopicName": "small"
              }
            }
          },
          "outputs": {
            "Id": {
              "exists": true,
              "description": "Which",
              "value": "subnet ‹Subnet›",
              "export": null
            }
          }
        }
    "#]]
    .assert_eq(&text(&output.stdout));
}

#[test]
fn command_prints_the_series_command() {
    let output = Command::new(env!("CARGO_BIN_EXE_cfn-explorer"))
        .arg("command")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/templates/ec2_website.yaml"))
        .args(["--stack-name", "OzNetNerd-demo-environment"])
        .output()
        .expect("the command line starts");
    expect![[r#"
        aws cloudformation create-stack \
        --template-body file://ec2_website.yaml \
        --stack-name OzNetNerd-demo-environment
    "#]]
    .assert_eq(&text(&output.stdout));
    assert!(output.stderr.is_empty());
}

#[test]
fn command_takes_all_its_options() {
    let output = run(
        &[
            "command",
            "-",
            "--param",
            "KeyName=a b",
            "--stack-name",
            "mine",
            "--region",
            "eu-west-1",
            "--profile",
            "work",
            "--action",
            "update-stack",
            "--shell",
            "cmd",
        ],
        TEMPLATE,
    );
    expect![[r#"
        aws cloudformation update-stack ^
         --template-body file://template.yaml ^
         --stack-name mine ^
         --parameters ^
         "ParameterKey=KeyName,ParameterValue=a b" ^
         --region eu-west-1 ^
         --profile work
    "#]]
    .assert_eq(&text(&output.stdout));
    assert_eq!(code(&run(&["command", "-", "--action", "destroy"], TEMPLATE)), 2);
    assert_eq!(code(&run(&["command", "-", "--shell", "fish"], TEMPLATE)), 2);
}

#[test]
fn command_prints_what_follows_step_by_step() {
    let output = run(&["command", "-", "--print", "steps", "--stack-name", "mine"], TEMPLATE);
    let lines: Vec<String> = text(&output.stdout)
        .split("\n\n")
        .map(|step| step.lines().next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        lines,
        [
            "aws cloudformation create-stack \\",
            "aws cloudformation wait stack-create-complete \\",
            "aws cloudformation describe-stacks \\",
            "aws cloudformation describe-events \\"
        ]
    );
    assert_eq!(code(&run(&["command", "-", "--timeout", "0"], TEMPLATE)), 2);
}

#[test]
fn command_takes_the_ways_to_deploy() {
    let printed = |more: &[&str]| {
        let output = run(&[&["command", "-"], more].concat(), TEMPLATE);
        (code(&output), text(&output.stdout), text(&output.stderr))
    };
    let (_, express, note) = printed(&["--express", "--rollback", "--disable-validation"]);
    assert!(
        express
            .ends_with("--deployment-config Mode=EXPRESS,DisableRollback=false \\\n--disable-validation\n")
    );
    assert!(note.starts_with("note: In Express mode the stack counts as complete"), "{note}");
    let (_, deploy, warning) = printed(&["--action", "deploy", "--express"]);
    assert!(!deploy.contains("EXPRESS") && warning.starts_with("warning: `deploy` has no Express mode"));
    let drift = ["--action", "create-change-set", "--change-set-updates", "--revert-drift"];
    assert!(printed(&drift).1.ends_with("--change-set-type UPDATE \\\n--deployment-mode REVERT_DRIFT\n"));
    let events = printed(&["--action", "failed-events"]).1;
    assert!(events.ends_with("--stack-name my-stack \\\n--filters FailedEvents=true\n"), "{events}");
    for alone in ["--rollback", "--revert-drift"] {
        assert_eq!(printed(&[alone]).0, 2, "{alone} asks for another option");
    }
}

#[test]
fn a_parameter_that_the_template_lacks_is_an_error_with_a_guess() {
    for job in ["render", "command", "check", "evaluate"] {
        let output = run(&[job, "-", "--param", "Keyname=a"], TEMPLATE);
        assert_eq!((code(&output), text(&output.stdout).as_str()), (2, ""));
        expect![[r#"
            error: <stdin> has no parameter `Keyname`
              hint: did you mean `KeyName`?
        "#]]
        .assert_eq(&text(&output.stderr));
    }
    for wrong in ["KeyName", "=a"] {
        assert_eq!(code(&run(&["evaluate", "-", "--param", wrong], TEMPLATE)), 2);
    }
}

#[test]
fn the_account_decides_conditions_in_every_job_that_evaluates() {
    let template = "\
Mappings:
  Names: {'123456789012': {Topic: orders}}
Conditions:
  InProd: !Equals [!Ref 'AWS::AccountId', '123456789012']
Resources:
  Role: {Type: AWS::IAM::Role, Condition: InProd, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}}}
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !FindInMap [Names, !Ref 'AWS::AccountId', Topic]}}
";
    let answers = |account: &[&str]| {
        let run = |job: &str| run(&[&[job, "-"], account].concat(), template);
        let drawn = text(&run("render").stdout);
        let exists = json(&run("evaluate"))["resources"]["Role"]["exists"].clone();
        let needs_iam = text(&run("command").stdout).contains("CAPABILITY_IAM");
        (code(&run("check")), drawn.contains(">orders<"), drawn.contains("ghost"), exists, needs_iam)
    };
    assert_eq!(answers(&[]), (0, false, false, Value::Null, true));
    assert_eq!(answers(&["--account-id", "123456789012"]), (0, true, false, true.into(), true));
    // Which the mapping does not have.
    assert_eq!(answers(&["--account-id", "210987654321"]), (1, false, true, false.into(), false));
    for job in ["render", "command", "check", "evaluate"] {
        let wrong = run(&[job, "-", "--account-id", "1234-5678-9012"], template);
        assert_eq!(code(&wrong), 2);
        assert!(text(&wrong.stderr).contains("an account's ID has 12 digits, as in 123456789012"));
    }
}

#[test]
fn unreadable_templates_end_with_2_and_a_place() {
    for job in ["render", "graph", "command", "evaluate"] {
        for broken in ["", "- a\n- b\n", "a: b: c", "\u{0}", "{\"a\": ", "a: !Nope x"] {
            let output = run(&[job, "-"], broken);
            assert_eq!((code(&output), text(&output.stdout).as_str()), (2, ""), "{job} {broken:?}");
            assert!(text(&output.stderr).contains("error"), "{job} {broken:?}");
        }
    }
    let output = run_bytes(&["check", "-"], b"\xff\xfe");
    assert_eq!(code(&output), 2);
}

#[test]
fn a_terminal_is_not_moved_by_what_a_template_says() {
    let output = run(
        &["check", "-"],
        "Resources: {A: {Type: AWS::SNS::Topic, Properties: {A: !Ref \"\\e[2J\\u202e\"}}}",
    );
    let said = text(&output.stdout);
    assert!(!said.is_empty() && !said.contains(['\u{1b}', '\u{202e}']), "{said:?}");
}

#[test]
fn bytes_that_are_no_utf8_are_named_and_read_on() {
    let template = b"# the function\x92s queue\nResources:\n  Q: {Type: AWS::SQS::Queue, Properties: {QueueName: caf\xe9}}\n";
    let output = run_bytes(&["check", "-"], template);
    assert_eq!(code(&output), 0);
    expect![[r#"
        <stdin>:1:15: warning[X0005]: the byte 0x92 is no UTF-8 (`’` in Windows-1252), nor is one more byte: it is read as `�`
          hint: save the file as UTF-8
    "#]].assert_eq(&text(&output.stdout));
    let output = run_bytes(&["render", "-"], template);
    assert_eq!(code(&output), 0);
    assert!(text(&output.stdout).contains("<svg") && text(&output.stderr).contains("X0005"));
    // No command has the character that stands for what could not be read.
    let output = run_bytes(&["command", "-", "--print", "script"], template);
    assert!(!text(&output.stdout).contains('\u{fffd}'), "{}", text(&output.stdout));
}

#[test]
fn a_file_of_another_tool_is_no_template() {
    let output =
        run(&["render", "-"], "service: shop\nprovider: {name: aws}\nfunctions: {a: {handler: b.c}}\n");
    assert_eq!((code(&output), text(&output.stdout)), (2, String::new()));
    expect![[r#"
        <stdin>:1:1: error[E1001]: this is a file of the Serverless Framework, and no template
          hint: give the template that `serverless package` writes into `.serverless/`
    "#]]
    .assert_eq(&text(&output.stderr));
}

#[test]
fn what_makes_a_picture_another_is_on_standard_error() {
    let template = "Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList}}
Resources:
  'Fn::ForEach::L': [N, !Ref Names, {'Q${N}': {Type: AWS::SQS::Queue}}]
  T: {Type: AWS::SNS::Topic}
  T: {Type: AWS::SQS::Queue}
";
    let output = run(&["render", "-"], template);
    assert_eq!(code(&output), 0);
    assert!(text(&output.stdout).contains("Q‹N›"));
    expect![[r#"
        <stdin>:4:25: info[X1032]: what `Fn::ForEach::L` loops over is not known before it is deployed
          hint: what it makes is shown once, with the variable in its name
        <stdin>:6:3: warning[X0003]: the key `T` stands in line 5 and again here, in line 6: CloudFormation takes the last, and so do we
          hint: rename or remove one of them
    "#]].assert_eq(&text(&output.stderr));
    let output = run(&["render", "-", "--param", "Names=a,b"], template);
    assert!(text(&output.stdout).contains(">Qa<"), "{}", text(&output.stdout));
    assert!(!text(&output.stderr).contains("X1032"), "{}", text(&output.stderr));
}

fn run(args: &[&str], stdin: &str) -> Output {
    run_bytes(args, stdin.as_bytes())
}

fn run_bytes(args: &[&str], bytes: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cfn-explorer"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command line starts");
    let mut stdin = child.stdin.take().expect("its input is piped");
    // Wrong arguments end it before it reads.
    let _ = stdin.write_all(bytes);
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the output is UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("the output is JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().into_iter().flat_map(|object| object.keys()).map(String::as_str).collect()
}
