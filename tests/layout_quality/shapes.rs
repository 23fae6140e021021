//! Templates whose drawings come out too wide or too high where nobody sees to it: one of many kinds each.

/// Every template, with a name.
pub fn all() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |name: String, text: String| all.push((name, text));
    for count in [9, 20, 60] {
        add(format!("{count} parameters below a network"), parameters(count));
        add(format!("{count} relations in a network without subnets"), relations(count));
        add(format!("{count} endpoints of a network"), endpoints(count));
        add(format!("a fan of {count} stacks"), fan(count));
        add(format!("a chain of {count} queues"), chain(count));
    }
    for count in [4, 6, 9] {
        add(format!("{count} zones"), zones(count));
    }
    for count in [9, 15] {
        add(format!("{count} groups across two zones"), lanes(count));
        add(format!("{count} tiers of one zone"), tiers(count));
    }
    for count in [60, 200, 500] {
        add(format!("a landing zone of {count}"), landing_zone(count));
    }
    all
}

/// Resources, one a line, from type, logical ID and properties.
#[derive(Default)]
struct Text(String);

impl Text {
    fn add(&mut self, kind: &str, name: &str, properties: &str) {
        self.0 += &format!("  {name}: {{Type: AWS::{kind}, Properties: {{{properties}}}}}\n");
    }

    fn network(&mut self, zones: usize) {
        self.add("EC2::VPC", "Net", "CidrBlock: 10.0.0.0/16");
        for zone in 0..zones {
            let place = format!("VpcId: !Ref Net, AvailabilityZone: !Select [{zone}, !GetAZs '']");
            self.add("EC2::Subnet", &format!("Subnet{zone}"), &place);
        }
    }

    fn finish(self) -> String {
        format!("Resources:\n{}", self.0)
    }
}

/// Names that differ in more than a number.
fn name(number: usize) -> String {
    const WORDS: [&str; 12] = [
        "Apple", "Berry", "Cherry", "Date", "Elder", "Fig", "Grape", "Hazel", "Iris", "Juniper", "Kiwi",
        "Lime",
    ];
    let (first, second) = (WORDS[number % WORDS.len()], WORDS[number / WORDS.len() % WORDS.len()]);
    if number < WORDS.len() { first.into() } else { format!("{first}{second}{}", number / 144) }
}

fn parameters(count: usize) -> String {
    let mut text = Text::default();
    text.network(1);
    for i in 0..count {
        let name = name(i);
        text.add("SSM::Parameter", &name, &format!("Type: String, Name: /a/{name}/id, Value: !Ref Net"));
    }
    text.finish()
}

fn relations(count: usize) -> String {
    let mut text = Text::default();
    text.network(0);
    (0..count).for_each(|i| text.add("EC2::RouteTable", &name(i), "VpcId: !Ref Net"));
    text.finish()
}

fn endpoints(count: usize) -> String {
    let mut text = Text::default();
    text.network(2);
    for i in 0..count {
        let service =
            format!("VpcId: !Ref Net, ServiceName: com.amazonaws.eu-west-1.{}", name(i).to_lowercase());
        text.add("EC2::VPCEndpoint", &name(i), &service);
    }
    text.finish()
}

fn fan(count: usize) -> String {
    let mut text = Text::default();
    text.add("CloudFormation::Stack", "Hub", "TemplateURL: https://s3.amazonaws.com/a/hub.yaml");
    for i in 0..count {
        let reads =
            "TemplateURL: https://s3.amazonaws.com/a/leaf.yaml, Parameters: {A: !GetAtt Hub.Outputs.A}";
        text.add("CloudFormation::Stack", &name(i), reads);
    }
    // One leads on: its column is not the first.
    let reads = "TemplateURL: https://s3.amazonaws.com/a/end.yaml, Parameters: {A: !GetAtt Apple.Outputs.A}";
    text.add("CloudFormation::Stack", "End", reads);
    text.finish()
}

fn chain(count: usize) -> String {
    let mut text = Text::default();
    for i in 0..count {
        let next = format!(
            "RedrivePolicy: {{deadLetterTargetArn: !GetAtt {}.Arn, maxReceiveCount: 3}}",
            name(i + 1)
        );
        text.add("SQS::Queue", &name(i), if i + 1 < count { &next } else { "" });
    }
    text.finish()
}

fn zones(count: usize) -> String {
    let mut text = Text::default();
    text.network(count);
    for i in 0..count.max(9) {
        text.add("EC2::Instance", &name(i), &format!("SubnetId: !Ref Subnet{}", i % count));
    }
    text.finish()
}

fn lanes(count: usize) -> String {
    let mut text = Text::default();
    text.network(2);
    for i in 0..count {
        let rules: Vec<String> = (0..i % 4)
            .map(|port| {
                format!("{{IpProtocol: tcp, FromPort: {port}, ToPort: {port}, CidrIp: 203.0.113.{i}/32}}")
            })
            .collect();
        let group =
            format!("VpcId: !Ref Net, GroupDescription: d, SecurityGroupIngress: [{}]", rules.join(", "));
        text.add("EC2::SecurityGroup", &format!("{}Group", name(i)), &group);
        let place =
            format!("SubnetIds: [!Ref Subnet0, !Ref Subnet1], SecurityGroupIds: [!Ref {}Group]", name(i));
        text.add("Lambda::Function", &name(i), &format!("Handler: h{i}, VpcConfig: {{{place}}}"));
    }
    text.finish()
}

fn tiers(count: usize) -> String {
    let mut text = Text::default();
    text.network(0);
    for i in 0..count {
        let place = "VpcId: !Ref Net, AvailabilityZone: !Select [0, !GetAZs '']";
        text.add("EC2::Subnet", &format!("{}Subnet", name(i)), place);
        text.add("EC2::Instance", &name(i), &format!("SubnetId: !Ref {}Subnet", name(i)));
    }
    text.finish()
}

/// What an account is set up with: nothing of it is linked with anything.
fn landing_zone(count: usize) -> String {
    const KINDS: [&str; 12] = [
        "SSM::Parameter",
        "IAM::Role",
        "Config::ConfigRule",
        "CloudWatch::Alarm",
        "Logs::LogGroup",
        "KMS::Key",
        "Organizations::Policy",
        "EC2::TransitGatewayRoute",
        "IAM::ManagedPolicy",
        "S3::Bucket",
        "SNS::Topic",
        "RAM::ResourceShare",
    ];
    let mut text = Text::default();
    text.network(3);
    for i in 4..count {
        let kind = KINDS[i % KINDS.len()];
        text.add(kind, &format!("{}{}", name(i), kind.split("::").last().unwrap_or_default()), "");
    }
    text.finish()
}
