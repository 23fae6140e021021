//! Where links run: around boxes that have nothing to do with them.

mod support;

use std::rc::Rc;

use cfn_explorer::eval::Inputs;
use cfn_explorer::layout::{self, Drawing, PlacedLink};
use cfn_explorer::pipeline;
use cfn_explorer::scene::{ComposeOptions, Folding, Lens, Link, Start};

use support::files_in;

#[test]
fn no_link_runs_through_a_box_of_strangers() {
    let mut drawings = 0;
    for folder in ["www/templates", "tests/scenes", "../shared/corpus/good"] {
        for file in files_in(folder) {
            let Some(drawing) = std::fs::read_to_string(&file).ok().and_then(|text| drawn(&text)) else {
                continue;
            };
            assert_eq!(layout::quality(&drawing).through_boxes, 0, "{}", file.display());
            drawings += 1;
        }
    }
    assert!(drawings > 90, "the templates were not found");
}

#[test]
fn a_balancer_leads_to_each_zone_at_that_zone_s_side() {
    let drawing = drawn(&balancer(&["Web", "Orders"])).expect("the template is valid");
    assert_eq!(sides(&drawing), ["OrdersA left", "OrdersB right", "WebA left", "WebB right"]);
    let found = layout::quality(&drawing);
    assert_eq!(
        (found.through_boxes, found.crossings),
        (0, 2),
        "each lower host's line parts from an upper one's"
    );
}

#[test]
fn hosts_below_others_are_reached_past_them_however_many_rows_there_are() {
    for count in 3..=6 {
        let rows = ["One", "Two", "Three", "Four", "Five", "Six"];
        let drawing = drawn(&balancer(&rows[..count])).expect("the template is valid");
        assert_eq!(layout::quality(&drawing).through_boxes, 0, "{count} rows");
        let wanted = |row: &&str| [format!("{row}A left"), format!("{row}B right")];
        let mut wanted: Vec<String> = rows[..count].iter().flat_map(wanted).collect();
        wanted.sort();
        assert_eq!(sides(&drawing), wanted, "{count} rows");
    }
}

/// Each target with the side of the balancer that its link leaves at.
fn sides(drawing: &Drawing) -> Vec<String> {
    let first = |link: &PlacedLink| match link.points[..] {
        [a, b, ..] if b.x < a.x => "left",
        [a, b, ..] if b.x > a.x => "right",
        _ => "neither",
    };
    let links = drawing.scene.links.iter().zip(&drawing.links);
    let side = |(link, placed): (&Link, &PlacedLink)| {
        format!("{} {}", drawing.scene.nodes[link.target].id, first(placed))
    };
    let mut sides: Vec<String> = links.map(side).collect();
    sides.sort();
    sides
}

/// A load balancer over two zones; each row is a security group with a host in each of them.
fn balancer(rows: &[&str]) -> String {
    let mut text = String::from(
        "Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  West: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, AvailabilityZone: !Select [0, !GetAZs '']}}
  East: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, AvailabilityZone: !Select [1, !GetAZs '']}}
  Alb: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref West, !Ref East]}}
",
    );
    for row in rows {
        text += &format!(
            "  {row}Group: {{Type: AWS::EC2::SecurityGroup, Properties: {{GroupDescription: own, VpcId: !Ref Net}}}}
  {row}A: {{Type: AWS::EC2::Instance, Properties: {{SubnetId: !Ref West, SecurityGroupIds: [!Ref {row}Group]}}}}
  {row}B: {{Type: AWS::EC2::Instance, Properties: {{SubnetId: !Ref East, SecurityGroupIds: [!Ref {row}Group]}}}}
  {row}Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {{VpcId: !Ref Net, Port: 80, Protocol: HTTP, Targets: [{{Id: !Ref {row}A}}, {{Id: !Ref {row}B}}]}}
  {row}Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      DefaultActions: [{{Type: forward, TargetGroupArn: !Ref {row}Targets}}]
"
        );
    }
    text
}

/// The architecture of a template with every box open; nothing when it cannot be read.
fn drawn(text: &str) -> Option<Drawing> {
    let source = pipeline::read(text.into()).ok()?;
    let deployment = pipeline::deploy(&source, &Inputs::default());
    let folding = Folding { start: Start::Everything, ..Folding::default() };
    let options = ComposeOptions { lens: Lens::Architecture, folding, ..ComposeOptions::default() };
    Some(Rc::unwrap_or_clone(pipeline::draw(&source, &deployment, &options).drawing))
}
