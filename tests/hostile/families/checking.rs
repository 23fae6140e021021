//! Texts with many faults.

use super::{Heavy, TOPIC, heavy, numbered};

/// Texts with many faults.
pub fn checking(bytes: usize) -> Vec<Heavy> {
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
