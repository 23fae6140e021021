//! Templates that use a secret parameter in every function and in every place.

use serde_json::{Value, json};

/// Every argument of every function that the secret can be; with `nested` each within others, too.
fn uses(nested: bool) -> Vec<Value> {
    let secret = || json!({"Ref": "Secret"});
    let mut uses = vec![
        secret(),
        json!({"Fn::Sub": "a-${Secret}-b"}),
        json!({"Fn::Sub": ["a-${Word}-b", {"Word": secret()}]}),
        json!({"Fn::Sub": ["${Topic.${Word}}", {"Word": secret()}]}),
        json!({"Ref": {"Fn::Sub": "${Secret}"}}),
        json!({"Fn::GetAtt": ["Topic", secret()]}),
        json!({"Fn::GetAtt": [secret(), "Arn"]}),
        json!({"Fn::Base64": secret()}),
        json!({"Fn::Base64": {"Fn::Sub": "x${Secret}"}}),
        json!({"Fn::Join": ["", ["a", secret(), "b"]]}),
        json!({"Fn::Join": [secret(), ["a", "b"]]}),
        json!({"Fn::Join": [",", secret()]}),
        json!({"Fn::Split": [",", secret()]}),
        json!({"Fn::Split": [secret(), "a,b"]}),
        json!({"Fn::Select": [0, {"Fn::Split": [",", secret()]}]}),
        json!({"Fn::Select": [99, {"Fn::Split": [",", secret()]}]}),
        json!({"Fn::Select": [0, {"Fn::Split": ["-", {"Fn::Select": [1, {"Fn::Split": [",", secret()]}]}]}]}),
        json!({"Fn::Select": [0, secret()]}),
        json!({"Fn::Select": [99, secret()]}),
        json!({"Fn::Select": [secret(), ["a", "b"]]}),
        json!({"Fn::Cidr": [secret(), 2, 4]}),
        json!({"Fn::Select": [0, {"Fn::Cidr": [secret(), 2, 4]}]}),
        json!({"Fn::Cidr": [secret(), 2, 30]}),
        json!({"Fn::Cidr": ["10.0.0.0/16", secret(), 4]}),
        json!({"Fn::Cidr": ["10.0.0.0/16", 4, secret()]}),
        json!({"Fn::Cidr": [{"Fn::GetAtt": ["Vpc", "CidrBlock"]}, 2, 4]}),
        json!({"Fn::FindInMap": ["Map", secret(), "second"]}),
        json!({"Fn::FindInMap": ["Map", "top", secret()]}),
        json!({"Fn::FindInMap": [secret(), "top", "second"]}),
        json!({"Fn::FindInMap": ["Map", "top", secret(), {"DefaultValue": secret()}]}),
        json!({"Fn::FindInMap": ["Map", "top", "none", {"DefaultValue": secret()}]}),
        json!({"Fn::ImportValue": secret()}),
        json!({"Fn::ImportValue": {"Fn::Sub": "${Secret}-x"}}),
        json!({"Fn::GetAZs": secret()}),
        json!({"Fn::Select": [0, {"Fn::GetAZs": secret()}]}),
        json!({"Fn::Length": secret()}),
        json!({"Fn::Length": {"Fn::Split": [",", secret()]}}),
        json!({"Fn::ToJsonString": {"a": secret(), "b": [secret()]}}),
        json!({"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": secret()}}}),
        json!({"Fn::If": ["Fits", secret(), "b"]}),
        json!({"Fn::If": ["Unknown", secret(), {"Fn::Sub": "${Secret}"}]}),
        json!({"Fn::Equals": [secret(), "x"]}),
        json!({"Fn::Contains": [[secret()], "x"]}),
        json!({"Fn::RefAll": "String"}),
        json!({"Fn::Unknown": secret()}),
        json!({"Fn::Sub": "{{resolve:secretsmanager:${Secret}}}"}),
    ];
    let within = |inner: &Value| {
        [
            json!({"Fn::Base64": {"Fn::Join": ["", ["a", inner]]}}),
            json!({"Fn::Select": [0, {"Fn::Split": ["x", {"Fn::Sub": ["${W}", {"W": inner}]}]}]}),
            json!({"Fn::ToJsonString": [inner]}),
        ]
    };
    if nested {
        let more: Vec<Value> = uses.iter().flat_map(within).collect();
        uses.extend(more);
    }
    uses
}

/// A template with the parameter `Secret` as declared, and every use of it in every place.
pub fn template(declared: &Value, nested: bool) -> Value {
    let uses = uses(nested);
    let secret = || json!({"Ref": "Secret"});
    let mut template = json!({
        "Transform": ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"],
        "Parameters": {"Secret": declared, "Plain": {"Type": "String", "Default": "plain"}},
        "Mappings": {"Map": {"top": {"second": "x"}}},
        "Globals": {"Function": {"Environment": {"Variables": {"WORD": secret()}}}},
        "Conditions": {
            "Fits": {"Fn::Equals": [secret(), "x"]},
            "Unknown": {"Fn::Equals": [{"Ref": "AWS::AccountId"}, secret()]},
            "Late": {"Fn::Equals": [{"Fn::ImportValue": {"Fn::Sub": "${Secret}-x"}}, "x"]},
            "Several": {"Fn::And": [{"Condition": "Unknown"}, {"Fn::Not": [{"Fn::Equals": [secret(), ""]}]}]}
        },
        "Rules": {
            "Fails": {"RuleCondition": {"Fn::Not": [{"Fn::Equals": [secret(), ""]}]}, "Assertions": [
                {"Assert": {"Fn::Contains": [["x", "y"], secret()]}, "AssertDescription": "choose another"},
                {"Assert": {"Fn::EachMemberIn": [{"Fn::RefAll": "String"}, ["x"]]}}]}
        },
        "Resources": {
            "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": secret(), "Tags": [{"Key": "Name", "Value": secret()}]}},
            "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {
                "VpcId": secret(), "AvailabilityZone": secret(), "CidrBlock": {"Fn::Select": [0, {"Fn::Cidr": [secret(), 2, 4]}]}}},
            "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
                "VpcId": {"Ref": "Vpc"}, "GroupName": {"Fn::Sub": "g-${Secret}"}, "GroupDescription": secret(),
                "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": secret(), "ToPort": secret(), "CidrIp": secret()}]}},
            "Host": {"Type": "AWS::EC2::Instance", "Properties": {
                "SubnetId": {"Ref": "Subnet"}, "SecurityGroupIds": [{"Ref": "Group"}, secret()], "InstanceType": secret(),
                "KeyName": secret(), "ImageId": secret(), "UserData": {"Fn::Base64": {"Fn::Sub": "p=${Secret}\n"}},
                "Tags": [{"Key": secret(), "Value": secret()}, {"Key": "Name", "Value": {"Fn::Sub": "host-${Secret}"}}]}},
            "Db": {"Type": "AWS::RDS::DBInstance", "Condition": "Several", "Properties": {
                "DBInstanceClass": secret(), "Engine": "mysql", "MasterUserPassword": secret(), "MasterUsername": secret()}},
            "Function": {"Type": "AWS::Serverless::Function", "Properties": {
                "Handler": "a.b", "Runtime": "python3.12", "InlineCode": secret(), "FunctionName": {"Fn::Join": ["-", ["f", secret()]]}}},
            "Role": {"Type": "AWS::IAM::Role", "Properties": {
                "RoleName": secret(), "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", "Action": secret(), "Resource": secret()}]}}},
            "Topic": {"Type": "AWS::SNS::Topic", "Condition": "Fits", "Metadata": {"Note": secret()}, "Properties": {
                "TopicName": {"Fn::Sub": "${Plain}-${Secret}"}}},
            "Subscription": {"Type": "AWS::SNS::Subscription", "Properties": {
                "TopicArn": {"Ref": "Topic"}, "Protocol": "email", "Endpoint": secret()}},
            "Nested": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": secret(), "Parameters": {"P": secret()}}},
            "Record": {"Type": "AWS::Route53::RecordSet", "Properties": {
                "HostedZoneName": secret(), "Name": secret(), "Type": "A", "TTL": secret(), "ResourceRecords": [secret()]}},
            "Fn::ForEach::Each": ["Item", secret(), {"Made${Item}": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Ref": "Item"}}}}],
            "Fn::ForEach::Split": ["Item", {"Fn::Split": [",", secret()]}, {"Cut&{Item}": {"Type": "AWS::SQS::Queue"}}],
            "Fn::ForEach::Found": ["Item", [{"Fn::FindInMap": ["Map", secret(), "second"]}, secret()], {"In${Item}": {"Type": "AWS::SQS::Queue"}}]
        },
        "Outputs": {
            "Exported": {"Value": "x", "Export": {"Name": {"Fn::Sub": "${Secret}-export"}}, "Condition": "Unknown"}
        }
    });
    for (at, value) in uses.iter().enumerate() {
        let queue = json!({"Type": "AWS::SQS::Queue", "Properties": {"QueueName": value, "Tags": [{"Key": "Name", "Value": value}]}});
        template["Resources"][format!("Queue{at}")] = queue;
        template["Outputs"][format!("Output{at}")] = json!({"Value": value, "Export": {"Name": value}});
        template["Conditions"][format!("Condition{at}")] = json!({"Fn::Equals": [value, "x"]});
    }
    template
}
