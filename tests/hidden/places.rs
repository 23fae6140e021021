//! Templates with a text of the test's choice in every place that a text can stand in.

use serde_json::{Value, json};

/// Every place, by what it is.
pub fn places(text: &str) -> Vec<(&'static str, Value)> {
    let mut all: Vec<(&'static str, Value)> = Vec::new();
    let mut put = |place: &'static str, change: &dyn Fn(&mut Value)| {
        let mut template = base();
        change(&mut template);
        all.push((place, template));
    };
    let parameter = "/Parameters/Size";
    put("nowhere", &|_| {});
    put("description", &|t| t["Description"] = json!(text));
    put("section", &|t| t[text] = json!({}));
    put("version", &|t| t["AWSTemplateFormatVersion"] = json!(text));
    put("transform", &|t| t["Transform"] = json!(["AWS::LanguageExtensions", text]));
    put("metadata", &|t| {
        t["Metadata"] = json!({"AWS::CloudFormation::Interface": {
            "ParameterGroups": [{"Label": {"default": text}, "Parameters": ["Size", text]}],
            "ParameterLabels": {"Size": {"default": text}, text: {"default": text}}}});
    });
    put("name of a parameter", &|t| t["Parameters"][text] = json!({"Type": "String", "NoEcho": true}));
    for key in
        ["Type", "Default", "AllowedPattern", "ConstraintDescription", "Description", "MinLength", "NoEcho"]
    {
        put(key, &|t| at(t, parameter)[key] = json!(text));
    }
    put("key of a parameter", &|t| at(t, parameter)[text] = json!(1));
    put("allowed values", &|t| at(t, parameter)["AllowedValues"] = json!(["small", text]));
    put("pattern without a description", &|t| {
        *at(t, parameter) =
            json!({"Type": "String", "Default": text, "AllowedPattern": format!("{text}(?=x)|[a-z]{{1}}")});
    });
    put("value of a kind", &|t| {
        *at(t, parameter) = json!({"Type": "AWS::EC2::VPC::Id", "Default": text});
        t["Parameters"]["Zones"] = json!({"Type": "List<AWS::EC2::AvailabilityZone::Name>", "Default": text});
        t["Parameters"]["Number"] = json!({"Type": "Number", "Default": text});
    });
    put("mapping", &|t| {
        t["Mappings"][text] = json!({text: {text: text}});
        t["Outputs"]["Found"] = json!({"Value": {"Fn::FindInMap": ["Map", text, "second"]}});
        t["Outputs"]["Other"] = json!({"Value": {"Fn::FindInMap": [text, "top", text]}});
        t["Outputs"]["Third"] = json!({"Value": {"Fn::FindInMap": ["Map", "top", text]}});
    });
    put("condition", &|t| {
        t["Conditions"][text] = json!({"Fn::Equals": [{"Ref": "AWS::AccountId"}, text]});
        at(t, "/Resources/Topic")["Condition"] = json!(text);
        at(t, "/Resources/Queue")["Condition"] = json!(format!("{text}x"));
        t["Conditions"]["Circle"] = json!({"Condition": "Circle"});
        t["Conditions"]["Reason"] = json!({"Fn::Equals": [{"Fn::ImportValue": text}, "x"]});
    });
    put("rule", &|t| {
        t["Rules"][text] = json!({"Assertions": [
            {"Assert": {"Fn::Equals": ["a", "b"]}, "AssertDescription": text},
            {"Assert": {"Fn::Equals": ["a", "c"]}}]});
    });
    put("name of a resource", &|t| {
        t["Resources"][text] = json!({"Type": "AWS::SQS::Queue", "DependsOn": [text, "Topic"]});
        t["Outputs"]["Of"] = json!({"Value": {"Fn::GetAtt": [text, "Arn"]}});
    });
    put("type", &|t| at(t, "/Resources/Topic")["Type"] = json!(text));
    put("type like one", &|t| at(t, "/Resources/Topic")["Type"] = json!(format!("AWS::SNS::{text}")));
    put("attribute of a resource", &|t| at(t, "/Resources/Topic")[text] = json!(text));
    put("property", &|t| at(t, "/Resources/Topic/Properties")[text] = json!(text));
    put("value", &|t| {
        at(t, "/Resources/Topic/Properties")["TopicName"] = json!(text);
        at(t, "/Resources/Queue/Properties")["QueueName"] = json!({"Fn::Sub": format!("{text}-${{Topic}}")});
        at(t, "/Resources/Host/Properties")["Tags"] =
            json!([{"Key": "Name", "Value": text}, {"Key": text, "Value": text}]);
        at(t, "/Resources/Host/Properties")["KeyName"] = json!(text);
        at(t, "/Resources/Group/Properties")["SecurityGroupIngress"] =
            json!([{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIp": text, "Description": text}]);
        at(t, "/Resources/Group/Properties")["GroupName"] = json!(text);
        at(t, "/Resources/Subnet/Properties")["AvailabilityZone"] = json!(text);
        at(t, "/Resources/Vpc/Properties")["CidrBlock"] = json!(text);
    });
    put("existing things", &|t| {
        at(t, "/Resources/Subnet/Properties")["VpcId"] = json!({"Fn::ImportValue": text});
        at(t, "/Resources/Host/Properties")["SubnetId"] = json!(text);
    });
    put("policy", &|t| {
        t["Resources"]["Role"] = json!({"Type": "AWS::IAM::Role", "Properties": {
            "RoleName": text,
            "AssumeRolePolicyDocument": {"Version": text, "Statement": [{"Effect": text, "Sid": text, "Action": text, text: 1}]}}});
    });
    for function in
        ["Ref", "Fn::GetAtt", "Fn::Sub", "Fn::ImportValue", "Fn::Transform", "Condition", "Fn::Base64"]
    {
        put(function, &|t| at(t, "/Resources/Topic/Properties")["DisplayName"] = json!({function: text}));
    }
    put("unknown function", &|t| {
        at(t, "/Resources/Topic/Properties")["DisplayName"] = json!({format!("Fn::{text}"): text})
    });
    put("name in a text", &|t| {
        at(t, "/Resources/Topic/Properties")["DisplayName"] =
            json!({"Fn::Sub": format!("${{{text}}} ${{Topic.{text}}}")});
    });
    put("attribute of a GetAtt", &|t| {
        at(t, "/Resources/Topic/Properties")["DisplayName"] = json!({"Fn::GetAtt": ["Queue", text]});
    });
    put("arguments", &|t| {
        t["Outputs"]["Select"] = json!({"Value": {"Fn::Select": [text, ["a"]]}});
        t["Outputs"]["Cidr"] = json!({"Value": {"Fn::Select": [0, {"Fn::Cidr": [text, 4, 8]}]}});
        t["Outputs"]["Split"] = json!({"Value": {"Fn::Select": [9, {"Fn::Split": [text, "a"]}]}});
        t["Outputs"]["Zones"] = json!({"Value": {"Fn::Join": [text, {"Fn::GetAZs": text}]}});
        t["Outputs"]["Late"] = json!({"Value": format!("{{{{resolve:{text}}}}}")});
    });
    put("output", &|t| {
        t["Outputs"][text] = json!({"Value": text, "Description": text, "Export": {"Name": text}, text: 1});
    });
    put("loop", &|t| {
        t["Transform"] = json!("AWS::LanguageExtensions");
        t["Resources"][format!("Fn::ForEach::{text}")] =
            json!(["X", ["a", text, text], {"Made${X}": {"Type": "AWS::SNS::Topic"}}]);
    });
    all
}

fn at<'t>(template: &'t mut Value, pointer: &str) -> &'t mut Value {
    template.pointer_mut(pointer).expect("the base has it")
}

/// A good template with most of what the language has.
fn base() -> Value {
    json!({
        "Parameters": {"Size": {"Type": "String", "Default": "small"}},
        "Mappings": {"Map": {"top": {"second": "x"}}},
        "Conditions": {"Small": {"Fn::Equals": [{"Ref": "Size"}, "small"]}},
        "Rules": {},
        "Resources": {
            "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
            "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.0.0/24"}},
            "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "Vpc"}, "GroupDescription": "web"}},
            "Host": {"Type": "AWS::EC2::Instance", "Properties": {
                "SubnetId": {"Ref": "Subnet"}, "SecurityGroupIds": [{"Ref": "Group"}], "InstanceType": {"Ref": "Size"}}},
            "Topic": {"Type": "AWS::SNS::Topic", "Properties": {}},
            "Queue": {"Type": "AWS::SQS::Queue", "Properties": {}},
            "Link": {"Type": "AWS::SNS::Subscription", "Properties": {
                "TopicArn": {"Ref": "Topic"}, "Protocol": "sqs", "Endpoint": {"Fn::GetAtt": ["Queue", "Arn"]}}}
        },
        "Outputs": {"Id": {"Value": {"Ref": "Host"}, "Condition": "Small"}}
    })
}
