//! `set`, `remove` and `add-rule` on the command line: exact texts, messages, exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use expect_test::expect;

const TEMPLATE: &str = "\
# The website
Resources:
  Host:\r
    Type: AWS::EC2::Instance
    Properties: {ImageId: ami-12345678, SecurityGroupIds: [!Ref Web]} # one
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: Web}
  a/b~c: {Type: AWS::SNS::Topic}
";

#[test]
fn set_writes_values_and_nothing_else() {
    let file = file("set.yaml", TEMPLATE);
    let output = run(
        &["set", "Resources/Host/Properties/ImageId=ami-1=2", "Resources/a~1b~0c/Type=AWS::SQS::Queue"],
        &file,
    );
    let expected = TEMPLATE.replace("ami-12345678", "ami-1=2").replace("AWS::SNS::Topic", "AWS::SQS::Queue");
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), expected));
    assert_eq!(fs::read_to_string(&file).expect("it is there"), TEMPLATE);
}

#[test]
fn the_file_itself_may_be_written() {
    let file = file("own.yaml", TEMPLATE);
    let name = file.to_str().expect("a name in UTF-8").to_owned();
    let output = run(&["remove", "Resources/a~1b~0c", "-o", &name], &file);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), String::new()));
    let left = fs::read_to_string(&file).expect("it is there");
    assert_eq!(left, TEMPLATE.replace("  a/b~c: {Type: AWS::SNS::Topic}\n", ""));
}

#[test]
fn rules_are_added_in_the_words_of_the_console() {
    let file = file("rule.yaml", TEMPLATE);
    let name = file.to_str().expect("a name in UTF-8").to_owned();
    let add = |arguments: &[&str]| {
        let output = run(&[&["add-rule", "Web"], arguments].concat(), &file);
        let text = stdout(&output) + &String::from_utf8_lossy(&output.stderr);
        text.replace(&name, "TEMPLATE")
            .lines()
            .filter(|line| !TEMPLATE.lines().any(|old| old == *line))
            .map(|line| format!("+{line}\n"))
            .collect::<String>()
    };
    expect![[r#"
        +    Properties: {GroupDescription: Web, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 203.0.113.7/32, Description: 'SSH: mine'}]}
    "#]].assert_eq(&add(&["--from", "203.0.113.7", "--port", "22", "--description", "SSH: mine"]));
    expect![[r#"
        +    Properties: {GroupDescription: Web, SecurityGroupIngress: [{IpProtocol: -1, CidrIpv6: 2001:db8::/32}]}
    "#]].assert_eq(&add(&["--from", "2001:db8::/32", "--protocol", "-1"]));
    expect![[r#"
        +    Properties: {GroupDescription: Web, SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 8000, ToPort: 8080, DestinationPrefixListId: pl-123}]}
    "#]].assert_eq(&add(&["--to", "pl-123", "--port", "8000-8080"]));
    expect![[r#"
        +error: `10.0.0.0/33` is no range of addresses
        +  hint: its last part is a number up to 32
    "#]]
    .assert_eq(&add(&["--from", "10.0.0.0/33"]));
    expect![[r#"
        +TEMPLATE:2:1: error[X0030]: there is no `Resources/Nobody` in the template
        +  hint: Resources has `Host`, `Web`, `a/b~c`
    "#]]
    .assert_eq(&add(&["--from", "Nobody", "--port", "1"]));
    expect![[r#"
        +error: `65536` is no port
        +  hint: say a number up to 65535, a range such as 8000-8080, or all
    "#]]
    .assert_eq(&add(&["--from", "Host", "--port", "65536"]));
    expect![[r#"
        +  WebToWeb:
        +    Type: AWS::EC2::SecurityGroupIngress
        +    Properties:
        +      GroupId: !GetAtt Web.GroupId
        +      IpProtocol: tcp
        +      FromPort: 0
        +      ToPort: 65535
        +      SourceSecurityGroupId: !GetAtt Web.GroupId
    "#]]
    .assert_eq(&add(&["--from", "Web"]));
    expect![[r#"
        +error: a rule needs somebody on the other side
        +  hint: say --from 203.0.113.7/32, or --to for a rule of egress
    "#]]
    .assert_eq(&add(&[]));
}

#[test]
fn what_cannot_be_done_is_told_with_what_to_do() {
    let file = file("refused.yaml", TEMPLATE);
    let name = file.to_str().expect("a name in UTF-8").to_owned();
    let said = |arguments: &[&str]| {
        let output = run(arguments, &file);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).replace(&name, "TEMPLATE")
    };
    expect![[r#"
        TEMPLATE:5:5: error[X0030]: Properties of Host is a mapping, and no single value
          hint: go on to one of its keys: `ImageId`, `SecurityGroupIds`
    "#]]
    .assert_eq(&said(&["set", "Resources/Host/Properties=x"]));
    expect![[r#"
        error: a value has no path
          hint: write it as PATH=VALUE, such as Resources/Host/Properties/InstanceType=t3.small
    "#]]
    .assert_eq(&said(&["set", "Resources"]));
    expect![[r#"
        TEMPLATE:2:1: error[X0030]: there is no `Resources/Hots` in the template
          hint: Resources has `Host`, `Web`, `a/b~c`
    "#]]
    .assert_eq(&said(&["remove", "Resources/Hots"]));
    expect![[r#"
        TEMPLATE:1:1: error[X0030]: there is no `Outputs/Address` in the template
          hint: the template has `Resources`
    "#]]
    .assert_eq(&said(&["remove", "Outputs/Address"]));
    expect![[r#"
        TEMPLATE:3:3: error[X0030]: `Host` is no AWS::EC2::SecurityGroup
    "#]]
    .assert_eq(&said(&["add-rule", "Host", "--from", "10.0.0.0/8"]));
    expect![[r#"
        TEMPLATE: error[X0033]: `10.0.0.0/99` is no range of addresses
          hint: write it as 10.0.0.0/16
    "#]]
    .assert_eq(&said(&["set", "Resources/Net/Properties/CidrBlock=10.0.0.0/99"]));
    fs::write(&file, b"Resources: {A: {Type: AWS::SNS::Topic, Properties: {TopicName: \xff}}}\n")
        .expect("it can be written");
    expect![[r#"
        error: TEMPLATE cannot be changed: the byte 0xFF is no UTF-8 (`ÿ` in Windows-1252): it is read as `�`
          hint: save it as UTF-8 first: what could not be read would be lost
    "#]]
    .assert_eq(&said(&["set", "Resources/A/Type=AWS::SQS::Queue"]));
}

#[test]
fn what_is_broken_by_a_change_is_told() {
    let file = file("broken.yaml", TEMPLATE);
    let output = run(&["remove", "Resources/Web"], &file);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no parameter or resource is named `Web`"));
}

/// Runs one of the commands on a file: its name comes behind that of the command.
fn run(arguments: &[&str], file: &Path) -> Output {
    let (job, rest) = arguments.split_first().expect("a command");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cfn-explorer"));
    command.arg(job).arg(file).args(rest).output().expect("the command line starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("what is written is UTF-8")
}

fn file(name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edit_cli");
    fs::create_dir_all(&folder).expect("a folder can be made");
    let file = folder.join(name);
    fs::write(&file, text).expect("a file can be written");
    file
}
