//! What a picture holds at most, and that it says what it lacks: templates that no stack could be made of.

use std::fmt::Write as _;

use cfn_explorer::eval::Inputs;
use cfn_explorer::graph;
use cfn_explorer::pipeline::{self, Picture};
use cfn_explorer::scene::{ComposeOptions, Folding, Lens, NodeKind, Start};
use cfn_explorer::svg::{self, SvgOptions};

/// A name that no resource may have, and that templates can give to every one.
const LONG: usize = 100_000;

#[test]
fn a_template_as_large_as_cloudformation_takes_lacks_nothing() {
    let text = resources(500, |i| format!("{{Type: AWS::SQS::Queue, DependsOn: [{}]}}", others(i, 4)));
    for lens in [Lens::Architecture, Lens::AllResources, Lens::References] {
        let drawn = Drawn::of(&text, lens);
        assert_eq!(drawn.picture.drawing.scene.notes, [""; 0]);
        assert_eq!(drawn.nodes(), 500);
    }
}

#[test]
fn of_more_resources_than_anybody_looks_at_the_first_are_drawn() {
    let text = resources(1_200, |_| "{Type: AWS::SNS::Topic}".into());
    for lens in [Lens::Architecture, Lens::AllResources, Lens::References] {
        let drawn = Drawn::of(&text, lens);
        assert_eq!(drawn.nodes(), 1_000);
        drawn.says("200 of 1200 resources are not drawn");
        assert!(drawn.has_node("R999") && !drawn.has_node("R1000"));
    }
}

#[test]
fn what_is_drawn_stands_in_the_networks_that_follow_all_of_it() {
    let mut text = resources(1_100, |i| {
        format!(
            "{{Type: AWS::EC2::Instance, Properties: {{SubnetId: !Ref S{}, SecurityGroupIds: [!Ref G]}}}}",
            i % 3
        )
    });
    text += "  G: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref V}}\n";
    text += &subnets(3);
    for lens in [Lens::Architecture, Lens::References] {
        let drawn = Drawn::of(&text, lens);
        drawn.says("100 of 1105 resources are not drawn");
        let scene = &drawn.picture.drawing.scene;
        let existing = scene.nodes.iter().filter_map(|node| node.label.as_ref());
        assert!(
            existing.clone().all(|label| !label.text.contains("existing")),
            "a network is taken for another"
        );
        let first = scene.nodes.iter().position(|node| &*node.id == "R0").expect("the first is drawn");
        let around = std::iter::successors(Some(first), |&node| scene.nodes[node].parent);
        let around: Vec<&str> = around.map(|node| &*scene.nodes[node].id).collect();
        assert!(around.contains(&"S0") && around.contains(&"V"), "{around:?}");
    }
}

#[test]
fn what_runs_in_many_subnets_has_an_icon_in_the_first_of_them() {
    let text = resources(60, |_| {
        format!(
            "{{Type: AWS::AutoScaling::AutoScalingGroup, Properties: {{VPCZoneIdentifier: [{}]}}}}",
            refs("S", 40)
        )
    }) + &subnets(40);
    let drawn = Drawn::of(&text, Lens::Architecture);
    drawn.says("not all icons and boxes are drawn");
    assert!(drawn.nodes() < 2_000, "{}", drawn.nodes());
    let groups = (0..60).filter(|i| drawn.has_node(&format!("R{i}/S0")));
    assert_eq!(groups.count(), 60, "each has one at least");
}

#[test]
fn boxes_around_icons_in_many_zones_are_signs_when_they_are_too_many() {
    let mut text = resources(80, |i| {
        let groups = refs("G", i + 1);
        format!(
            "{{Type: AWS::EC2::Instance, Properties: {{SubnetId: !Ref S{i}, SecurityGroupIds: [{groups}]}}}}"
        )
    });
    for i in 0..80 {
        let _ = writeln!(text, "  G{i}: {{Type: AWS::EC2::SecurityGroup, Properties: {{VpcId: !Ref V}}}}");
    }
    text += "  V: {Type: AWS::EC2::VPC}\n";
    for i in 0..80 {
        let _ = writeln!(
            text,
            "  S{i}: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: !Ref V, AvailabilityZone: z{i:02}}}}}"
        );
    }
    let drawn = Drawn::of(&text, Lens::Architecture);
    drawn.says("not all icons and boxes are drawn");
    let nodes = &drawn.picture.drawing.scene.nodes;
    let parts: usize =
        nodes.iter().filter(|node| node.kind == NodeKind::SecurityGroup).map(|node| node.members.len()).sum();
    assert!(parts <= 1_500, "{parts}");
    assert!(nodes.iter().any(|node| !node.badges.is_empty()), "the others are told by signs");
}

#[test]
fn of_more_links_than_anybody_follows_the_first_are_drawn() {
    let dense = resources(90, |i| format!("{{Type: AWS::SNS::Topic, DependsOn: [{}]}}", others(i, i)));
    let drawn = Drawn::of(&dense, Lens::References);
    drawn.says("not all links are drawn");
    assert_eq!(drawn.links(), 3_000);
    assert_eq!(drawn.nodes(), 90);
    let rules = resources(60, |_| {
        let targets: String = (0..60).map(|i| format!("{{Id: x, Arn: !GetAtt Q{i}.Arn}}, ")).collect();
        format!("{{Type: AWS::Events::Rule, Properties: {{Targets: [{targets}]}}}}")
    }) + &(0..60).map(|i| format!("  Q{i}: {{Type: AWS::SQS::Queue}}\n")).collect::<String>();
    let drawn = Drawn::of(&rules, Lens::Architecture);
    drawn.says("not all links are drawn");
    assert_eq!(drawn.links(), 3_000);
}

#[test]
fn a_long_list_of_rules_is_cut() {
    let rules: String = (0..300)
        .map(|port| format!("{{IpProtocol: tcp, FromPort: {port}, ToPort: {port}, CidrIp: 10.0.0.0/8}}, "))
        .collect();
    let text = format!(
        "Resources:\n  G: {{Type: AWS::EC2::SecurityGroup, Properties: {{VpcId: !Ref V, SecurityGroupIngress: [{rules}]}}}}\n\
         \x20 I: {{Type: AWS::EC2::Instance, Properties: {{SubnetId: !Ref S0, SecurityGroupIds: [!Ref G]}}}}\n{}",
        subnets(1)
    );
    let drawn = Drawn::of(&text, Lens::Architecture);
    let facts =
        drawn.picture.drawing.scene.nodes.iter().map(|node| &node.facts).max_by_key(|facts| facts.len());
    let facts = facts.expect("there is a node");
    assert_eq!(facts.len(), 201);
    assert_eq!(facts.last().map(|fact| &*fact.text), Some("and more"));
}

#[test]
fn more_signs_than_anybody_reads_are_left_out() {
    // Instance `i` is in all groups but one, so no group can have a box.
    let mut text = resources(90, |i| {
        let groups: String =
            (0..60).filter(|group| group % 45 != i % 45).map(|group| format!("!Ref G{group}, ")).collect();
        format!(
            "{{Type: AWS::EC2::Instance, Properties: {{SubnetId: !Ref S0, SecurityGroupIds: [{groups}]}}}}"
        )
    });
    for i in 0..60 {
        let _ = writeln!(text, "  G{i}: {{Type: AWS::EC2::SecurityGroup, Properties: {{VpcId: !Ref V}}}}");
    }
    text += &subnets(1);
    let drawn = Drawn::of(&text, Lens::Architecture);
    drawn.says("not all facts and signs are shown");
    let badges: usize = drawn.picture.drawing.scene.nodes.iter().map(|node| node.badges.len()).sum();
    assert!((3_000..=4_000).contains(&badges), "{badges}");
}

#[test]
fn a_text_that_is_named_everywhere_is_cut_everywhere() {
    let parameter = format!("Parameters:\n  P: {{Type: String, Default: {}}}\n", "Word ".repeat(LONG / 5));
    let named = [
        "{Type: AWS::SNS::Topic, Properties: {TopicName: !Ref P}}",
        "{Type: AWS::SNS::Topic, Properties: {TopicName: !Sub 'x${P}'}}",
        "{Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref P}}",
        "{Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref P, AvailabilityZone: !Ref P}}",
        "{Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref P, SecurityGroupIds: [!Ref P], Tags: [{Key: Name, Value: !Ref P}]}}",
        "{Type: AWS::EC2::Instance, Properties: {SubnetId: {Fn::ImportValue: !Ref P}}}",
        "{Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{IpProtocol: !Ref P, FromPort: !Ref P, CidrIp: !Ref P}]}}",
        "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Schedule, Properties: {Name: !Ref P, Schedule: !Ref P}}}}}",
    ];
    let text = parameter + &resources(200, |i| named[i % named.len()].into());
    for lens in [Lens::Architecture, Lens::AllResources, Lens::References] {
        let drawn = Drawn::of(&text, lens);
        let longest = drawn.texts().map(|text| text.chars().count()).max();
        assert!(longest.is_some_and(|longest| longest < 2_200), "{lens:?}: {longest:?} letters");
        assert!(drawn.svg.len() < 3_000_000, "{lens:?}: {} bytes", drawn.svg.len());
    }
}

#[test]
fn long_logical_ids_are_cut_in_pictures_and_named_in_texts_as_often_as_there_is_room() {
    let long = format!("A{}", "x".repeat(LONG));
    let mut text = resources(400, |_| "{Type: AWS::SQS::Queue}".into());
    let _ = writeln!(text, "  ? {long}\n  : {{Type: AWS::SNS::Topic, DependsOn: [{}]}}", others(400, 400));
    let drawn = Drawn::of(&text, Lens::References);
    assert_eq!((drawn.nodes(), drawn.links()), (401, 400));
    assert!(drawn.svg.len() < 5_000_000, "{} bytes", drawn.svg.len());

    let source = pipeline::read(text.as_str().into()).expect("a template");
    let graph = pipeline::deploy(&source, &Inputs::default()).graph;
    let json = serde_json::to_value(graph::document(&graph)).expect("a document");
    let listed = json["edges"].as_array().map(Vec::len).expect("a list");
    let left_out = json["edges_left_out"].as_u64().expect("a number");
    assert_eq!(listed as u64 + left_out, 400);
    assert!(left_out > 0 && serde_json::to_string(&json).is_ok_and(|text| text.len() < 40_000_000));
    let note = format!("{left_out} of 400 references are left out");
    for text in [graph::dot(&graph), graph::mermaid(&graph)] {
        assert!(text.contains(&note) && text.len() < 40_000_000);
    }
}

#[test]
fn existing_subnets_without_end_are_cut() {
    let lists = |from: usize| (from..from + 50).map(|i| format!("subnet-{i}, ")).collect::<String>();
    let text = resources(20, |i| {
        format!(
            "{{Type: AWS::AutoScaling::AutoScalingGroup, Properties: {{VPCZoneIdentifier: [{}]}}}}",
            lists(50 * i)
        )
    });
    let drawn = Drawn::of(&text, Lens::AllResources);
    drawn.says("not all icons and boxes are drawn");
    assert!(drawn.nodes() < 600, "{}", drawn.nodes());
}

/// A picture and its file.
struct Drawn {
    picture: Picture,
    svg: String,
}

impl Drawn {
    /// Draws a template with every box open.
    fn of(text: &str, lens: Lens) -> Self {
        let source = pipeline::read(text.into()).expect("a template");
        let deployment = pipeline::deploy(&source, &Inputs::default());
        let folding = Folding { start: Start::Everything, ..Folding::default() };
        let options = ComposeOptions { lens, folding, ..ComposeOptions::default() };
        let picture = pipeline::draw(&source, &deployment, &options);
        let svg = svg::write(&picture.figure, &SvgOptions::default());
        Self { picture, svg }
    }

    fn nodes(&self) -> usize {
        self.picture.drawing.scene.nodes.len()
    }

    fn links(&self) -> usize {
        self.picture.drawing.scene.links.len()
    }

    fn has_node(&self, id: &str) -> bool {
        self.picture.drawing.scene.nodes.iter().any(|node| &*node.id == id)
    }

    /// The note is in the picture, above everything else, in its description and in its JSON.
    fn says(&self, note: &str) {
        let drawing = &self.picture.drawing;
        let placed = drawing.notes.iter().find(|placed| placed.lines.iter().any(|line| line.text == note));
        let placed = placed.unwrap_or_else(|| panic!("{note:?} is not among {:?}", drawing.scene.notes));
        let top = drawing.nodes.iter().map(|node| node.rect.y).fold(f64::INFINITY, f64::min);
        assert!(placed.rect.bottom() <= top && placed.rect.right() <= drawing.width, "{placed:?}");
        let document = roxmltree::Document::parse(&self.svg).expect("XML");
        let mut texts = document.descendants().filter(|node| node.has_tag_name("text"));
        assert!(texts.any(|text| text.text() == Some(note)), "{note:?} is not in the file");
        let described = drawing.scene.description.to_lowercase();
        assert!(described.ends_with(&format!("{note}.")) || described.contains(&format!("{note}. not all")));
        let report = serde_json::to_value(svg::report(drawing)).expect("a report");
        assert!(report["notes"].as_array().is_some_and(|notes| notes.iter().any(|said| said == note)));
    }

    /// Everything that the scene says, and the texts of the file.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let scene = &*self.picture.drawing.scene;
        let of_nodes = scene.nodes.iter().flat_map(|node| {
            let label = node.label.iter().map(|label| &*label.text);
            let facts = node.facts.iter().flat_map(|fact| [&*fact.text, &*fact.name]);
            let badges = node.badges.iter().map(|badge| badge.title.as_str());
            let details = node.details.iter().flat_map(|detail| [detail.name.as_str(), &*detail.value]);
            [&*node.id, node.title.as_str()]
                .into_iter()
                .chain(label)
                .chain(facts)
                .chain(badges)
                .chain(details)
        });
        of_nodes.chain(scene.links.iter().map(|link| link.title.as_str())).chain([scene.title.as_str()])
    }
}

/// `R0`, `R1`, …: so many resources.
fn resources(count: usize, body: impl Fn(usize) -> String) -> String {
    (0..count).fold("Resources:\n".to_owned(), |text, i| format!("{text}  R{i}: {}\n", body(i)))
}

/// A VPC and so many subnets in three zones.
fn subnets(count: usize) -> String {
    (0..count).fold("  V: {Type: AWS::EC2::VPC}\n".to_owned(), |text, i| {
        let zone = format!("!Select [{}, !GetAZs '']", i % 3);
        format!("{text}  S{i}: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: !Ref V, AvailabilityZone: {zone}}}}}\n")
    })
}

/// `!Ref S0, !Ref S1, …`.
fn refs(name: &str, count: usize) -> String {
    (0..count).map(|i| format!("!Ref {name}{i}, ")).collect()
}

/// The names of so many resources before one.
fn others(before: usize, count: usize) -> String {
    (before.saturating_sub(count)..before).map(|i| format!("R{i}, ")).collect()
}
