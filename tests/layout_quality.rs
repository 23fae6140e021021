//! What an eye would object to, counted over every template at hand: the figures of `layout::quality`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use cfn_explorer::eval::Inputs;
use cfn_explorer::layout::{self, Drawing, PlacedNode, Quality};
use cfn_explorer::pipeline;
use cfn_explorer::scene::{ComposeOptions, Folding, Lens, NodeKind, Shape, Start};

#[path = "layout_quality/shapes.rs"]
mod shapes;

const LENSES: [Lens; 3] = [Lens::Architecture, Lens::AllResources, Lens::References];

#[test]
fn icons_never_overlap_and_no_link_runs_through_one() {
    let folders = ["www/templates", "tests/scenes", "../shared/corpus/good"];
    let files: Vec<PathBuf> = folders.iter().flat_map(templates).collect();
    assert!(files.len() > 40, "the templates were not found");
    let mut wrong = Vec::new();
    for file in &files {
        for lens in LENSES {
            let Some(drawing) = drawn(file, lens) else { continue };
            let Quality { overlaps, through_nodes, drawn_links, links, .. } = layout::quality(&drawing);
            if overlaps + through_nodes > 0 || drawn_links != links {
                let name = file.display();
                wrong.push(format!(
                    "{name} {lens:?}: {overlaps} overlaps, {through_nodes} through icons, {drawn_links} of {links} drawn"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn folded_drawings_are_as_clean() {
    let mut wrong = Vec::new();
    for folder in ["www/templates", "tests/scenes", "../shared/corpus/good"] {
        for file in templates(folder) {
            for lens in LENSES {
                let folding = Folding { start: Start::Overview, ..Folding::default() };
                let options = ComposeOptions { lens, folding, ..ComposeOptions::default() };
                let Some(drawing) = drawn_with(&file, &options) else { continue };
                let found = layout::quality(&drawing);
                let bad = found.overlaps + found.containment + found.through_nodes;
                if bad > 0 || found.drawn_links != found.links {
                    wrong.push(format!("{} {lens:?}: {found:?}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn texts_cross_no_borders_and_nothing_is_longer_than_it_may_be() {
    let mut wrong = Vec::new();
    let ours = ["www/templates", "tests/scenes", "../shared/corpus/good", "../shared/corpus/quirks"];
    let mut files: Vec<PathBuf> = ours.iter().flat_map(templates).collect();
    files.extend(folders("../shared/faults").iter().flat_map(templates));
    let read = |file: &PathBuf| Some((file.display().to_string(), std::fs::read_to_string(file).ok()?));
    let mut texts: Vec<(String, String)> = files.iter().filter_map(read).collect();
    texts.extend(shapes::all());
    texts.extend([50, 200, 500].into_iter().filter_map(generated));
    let sizes = [(1, 2), (2, 8), (4, 12)];
    texts.extend(
        sizes.map(|(nets, services)| (format!("{nets} networks of {services}"), large(nets, services))),
    );
    for (name, text) in &texts {
        for lens in LENSES {
            for start in [Start::Fitting, Start::Everything, Start::Overview] {
                let folding = Folding { start, ..Folding::default() };
                let options = ComposeOptions { lens, folding, ..ComposeOptions::default() };
                let Some(drawing) = drawn_text_with(text, &options) else { continue };
                let found = layout::quality(&drawing);
                let Quality { across_borders, long_lines, out_of_proportion, aspect, .. } = found;
                if across_borders + long_lines + out_of_proportion > 0 {
                    wrong.push(format!(
                        "{name}, {lens:?}, {start:?}: {across_borders} texts across borders, {long_lines} long lines, \
                         aspect {aspect:.2}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn labels_tell_siblings_apart() {
    let mut files: Vec<PathBuf> =
        ["www/templates", "tests/scenes", "../shared/corpus/good"].into_iter().flat_map(templates).collect();
    files.extend(folders("../shared/faults").iter().flat_map(templates));
    let mut wrong = Vec::new();
    for file in &files {
        for lens in LENSES {
            let Some(drawing) = drawn(file, lens) else { continue };
            let same = layout::quality(&drawing).same_labels;
            if same > 0 {
                wrong.push(format!("{} {lens:?}: {same} pairs", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A template of a number of resources, by the generator beside the project, where it and Python are.
fn generated(count: usize) -> Option<(String, String)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/gen_template.py");
    let run = Command::new("python3").arg(script).arg(count.to_string()).output().ok()?;
    run.status
        .success()
        .then(|| (format!("generated {count}"), String::from_utf8_lossy(&run.stdout).into_owned()))
}

#[test]
fn of_long_names_the_ends_stay() {
    let text = "Resources:
  companyteamanalysisserviceoriginbucketS3BucketECAC7968: {Type: AWS::S3::Bucket}
  companyteamanalysisservicedestinationbucketS3BucketC2FA22FD: {Type: AWS::S3::Bucket}";
    let drawing = drawn_text(text, Lens::Architecture).expect("the template is valid");
    let labels: Vec<String> = drawing.nodes.iter().map(shown).collect();
    assert_eq!(labels, ["…originbucketS3Bucket", "…destinationbucketS3Bucket"]);
    assert!(drawing.scene.nodes[0].tooltip().contains("companyteamanalysisserviceoriginbucketS3Bucket"));
}

#[test]
fn a_rule_names_a_box_as_it_is_titled() {
    let text = "Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  CompanyPlatformProductionFrontendSecurityGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: f, VpcId: !Ref Net}}
  CompanyPlatformProductionBackendSecurityGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: b, VpcId: !Ref Net,
    SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !Ref CompanyPlatformProductionFrontendSecurityGroup}]}}
  Front: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!Ref CompanyPlatformProductionFrontendSecurityGroup]}}
  Back: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!Ref CompanyPlatformProductionBackendSecurityGroup]}}";
    let drawing = drawn_text(text, Lens::Architecture).expect("the template is valid");
    let mut named = Vec::new();
    for (node, at) in drawing
        .scene
        .nodes
        .iter()
        .zip(&drawing.nodes)
        .filter(|(node, _)| node.kind == NodeKind::SecurityGroup)
    {
        let facts = at.facts.iter().flat_map(|fact| &fact.lines).map(|line| line.text.clone());
        named.push((node.id.to_string(), shown(at), facts.collect::<Vec<_>>()));
    }
    let title = |id: &str| &named.iter().find(|(other, ..)| other.contains(id)).expect("it is drawn").1;
    let (_, _, rules) = named.iter().find(|(id, ..)| id.contains("Backend")).expect("it is drawn");
    assert_eq!(*rules, [format!("tcp 8080 ← {}", title("Frontend"))]);
    assert_ne!(title("Frontend"), title("Backend"));
}

/// What can be read of a node's label.
fn shown(placed: &PlacedNode) -> String {
    placed.label.iter().flat_map(|label| &label.lines).map(|line| line.text.as_str()).collect()
}

#[test]
fn labels_of_links_cover_nothing() {
    // Of 100 links so many have room for their label; scenes of a few icons each leave less room than real templates.
    for (folder, least) in [("www/templates", 95), ("../shared/corpus/good", 95), ("tests/scenes", 75)] {
        let (mut links, mut labelled, mut wrong) = (0, 0, Vec::new());
        for file in templates(folder) {
            let Some(mut drawing) = drawn(&file, Lens::References) else { continue };
            let before = layout::quality(&drawing).label_collisions;
            let all: Vec<usize> = (0..drawing.links.len()).collect();
            for (link, text) in layout::label_links(&drawing, &all, &layout::SansMetrics) {
                drawing.links[link].label = Some(text);
                labelled += 1;
            }
            links += drawing.links.len();
            let after = layout::quality(&drawing).label_collisions;
            if after > before {
                wrong.push(format!("{}: {before} collisions became {after}", file.display()));
            }
        }
        println!("{folder}: {labelled} of {links} links have room for their label");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(
            labelled * 100 >= links * least,
            "{folder}: {labelled} of {links} links have room for their label"
        );
    }
}

#[test]
fn links_have_corners_of_right_angles_only_and_stay_in_the_drawing() {
    for file in templates("www/templates").iter().chain(&templates("tests/scenes")) {
        for lens in LENSES {
            let Some(drawing) = drawn(file, lens) else { continue };
            for link in &drawing.links {
                for pair in link.points.windows(2) {
                    let straight = pair[0].x == pair[1].x || pair[0].y == pair[1].y;
                    assert!(straight, "{} {lens:?}: {pair:?}", file.display());
                }
                for point in &link.points {
                    let inside =
                        (0.0..=drawing.width).contains(&point.x) && (0.0..=drawing.height).contains(&point.y);
                    assert!(inside, "{} {lens:?}: {point:?}", file.display());
                }
            }
        }
    }
}

#[test]
fn the_same_template_is_routed_the_same_way() {
    for file in templates("tests/scenes").iter().take(20) {
        let (first, second) = (drawn(file, Lens::References), drawn(file, Lens::References));
        assert_eq!(first.map(|drawing| drawing.links), second.map(|drawing| drawing.links));
    }
}

fn drawn(file: &Path, lens: Lens) -> Option<Drawing> {
    drawn_with(file, &ComposeOptions { lens, ..ComposeOptions::default() })
}

fn drawn_with(file: &Path, options: &ComposeOptions) -> Option<Drawing> {
    drawn_text_with(&std::fs::read_to_string(file).ok()?, options)
}

fn drawn_text(text: &str, lens: Lens) -> Option<Drawing> {
    drawn_text_with(text, &ComposeOptions { lens, ..ComposeOptions::default() })
}

fn drawn_text_with(text: &str, options: &ComposeOptions) -> Option<Drawing> {
    let source = pipeline::read(text.into()).ok()?;
    let deployment = pipeline::deploy(&source, &Inputs::default());
    Some(Rc::unwrap_or_clone(pipeline::draw(&source, &deployment, options).drawing))
}

/// The folders in a folder, sorted.
fn folders(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    let mut found: Vec<PathBuf> = entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    found
}

fn templates(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let known = |path: &PathBuf| {
        let extension = path.extension().unwrap_or_default();
        path.is_file() && ["yaml", "yml", "json", "template"].iter().any(|known| extension == *known)
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(known).collect();
    files.sort();
    files
}

/// What the references lens promises of one drawing.
fn check_references(name: &str, drawing: &Drawing, most_crossings: usize) {
    let found = layout::quality(drawing);
    let Quality { nodes, links, crossings, aspect, density, icon_density, .. } = found;
    assert!(crossings <= most_crossings, "{name}: {crossings} crossings");
    let clean = Quality {
        nodes,
        links,
        drawn_links: links,
        crossings,
        aspect,
        density,
        icon_density,
        ..Quality::default()
    };
    assert_eq!(found, clean, "{name}");
    assert!((0.4..=2.5).contains(&aspect), "{name}: {aspect}");
    assert!(density >= 0.08, "{name}: {density}");
}

#[test]
fn references_of_the_series_cross_next_to_never() {
    for (name, most) in
        [("base_infrastructure", 0), ("ec2_website", 0), ("ec2_website_s3", 4), ("ec2_website_alb", 2)]
    {
        let file = Path::new("www/templates").join(name).with_extension("yaml");
        check_references(name, &drawn(&file, Lens::References).expect("the template is valid"), most);
    }
}

#[test]
fn references_of_large_templates_stay_readable() {
    for (networks, services, most) in [(1, 2, 40), (2, 8, 900), (4, 12, 4_000)] {
        let text = large(networks, services);
        let name = format!("{networks} networks of {services} services");
        check_references(&name, &drawn_text(&text, Lens::References).expect("the template is valid"), most);
    }
}

#[test]
fn links_of_large_templates_run_through_no_icon() {
    let mut wrong = Vec::new();
    for (networks, services) in [(1, 2), (2, 8), (4, 12)] {
        let text = large(networks, services);
        for (lens, start) in
            LENSES.into_iter().flat_map(|lens| [(lens, Start::Everything), (lens, Start::Fitting)])
        {
            let folding = Folding { start, ..Folding::default() };
            let options = ComposeOptions { lens, folding, ..ComposeOptions::default() };
            let drawing = drawn_text_with(&text, &options).expect("the template is valid");
            let found = layout::quality(&drawing);
            let bad = found.overlaps + found.containment + found.through_nodes + found.label_collisions;
            if bad > 0 || found.drawn_links != found.links {
                wrong.push(format!(
                    "{networks} networks of {services} services, {lens:?}, {start:?}: {found:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A template of networks, each with services that run in it, queue work and keep it.
fn large(networks: usize, services: usize) -> String {
    let mut text = String::from("Resources:\n");
    let mut add = |name: &str, kind: &str, properties: &[(&str, String)]| {
        text += &format!("  {name}:\n    Type: AWS::{kind}\n    Properties:\n");
        for (key, value) in properties {
            text += &format!("      {key}: {value}\n");
        }
    };
    let to = |name: &str| format!("!Ref {name}");
    for n in 0..networks {
        let of = |name: &str| format!("{name}{n}");
        add(&of("Net"), "EC2::VPC", &[("CidrBlock", format!("10.{n}.0.0/16"))]);
        add(&of("Table"), "EC2::RouteTable", &[("VpcId", to(&of("Net")))]);
        for (zone, name) in ["West", "East"].into_iter().enumerate() {
            let zone = format!("!Select [{zone}, !GetAZs '']");
            let own =
                [("VpcId", to(&of("Net"))), ("AvailabilityZone", zone), ("CidrBlock", "10.0.0.0/24".into())];
            add(&of(name), "EC2::Subnet", &own);
            let both = [("RouteTableId", to(&of("Table"))), ("SubnetId", to(&of(name)))];
            add(&of(&format!("{name}Way")), "EC2::SubnetRouteTableAssociation", &both);
        }
        add(&of("Store"), "S3::Bucket", &[("BucketName", of("store"))]);
        if n > 0 {
            let peers = [("VpcId", to(&of("Net"))), ("PeerVpcId", to("Net0"))];
            add(&of("Peering"), "EC2::VPCPeeringConnection", &peers);
        }
        for s in 0..services {
            let own = |name: &str| format!("{name}{n}x{s}");
            add(
                &own("Group"),
                "EC2::SecurityGroup",
                &[("GroupDescription", "own".into()), ("VpcId", to(&of("Net")))],
            );
            let groups = format!("[{}]", to(&own("Group")));
            let host = |subnet: &str| [("SubnetId", to(&of(subnet))), ("SecurityGroupIds", groups.clone())];
            add(&own("WestHost"), "EC2::Instance", &host("West"));
            add(&own("EastHost"), "EC2::Instance", &host("East"));
            add(&own("Queue"), "SQS::Queue", &[("QueueName", own("queue"))]);
            let may = format!("{{Q: !GetAtt {}.Arn, S: !GetAtt {}.Arn}}", own("Queue"), of("Store"));
            add(&own("Role"), "IAM::Role", &[("AssumeRolePolicyDocument", may)]);
            let inside = format!(
                "{{SecurityGroupIds: {groups}, SubnetIds: [{}, {}]}}",
                to(&of("West")),
                to(&of("East"))
            );
            let code = [("Role", format!("!GetAtt {}.Arn", own("Role"))), ("VpcConfig", inside)];
            add(&own("Worker"), "Lambda::Function", &code);
            let source = [
                ("EventSourceArn", format!("!GetAtt {}.Arn", own("Queue"))),
                ("FunctionName", to(&own("Worker"))),
            ];
            add(&own("Source"), "Lambda::EventSourceMapping", &source);
            add(&own("Topic"), "SNS::Topic", &[("TopicName", own("topic"))]);
            let post =
                [("TopicArn", to(&own("Topic"))), ("Endpoint", format!("!GetAtt {}.Arn", own("Queue")))];
            add(&own("Post"), "SNS::Subscription", &post);
        }
    }
    text
}

/// Figures of another judge: it must find the same in the same drawing.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn another_judge_finds_the_same() {
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/quality.mjs");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenes/http_api_with_authorizer.yaml");
    let small = drawn(&file, Lens::References).expect("the template is valid");
    let large = drawn_text(&large(2, 8), Lens::References).expect("the template is valid");
    for drawing in [small, large] {
        agree(&judge, &drawing);
    }
}

fn agree(judge: &Path, drawing: &Drawing) {
    let ours = layout::quality(drawing);
    let script = format!(
        "import({:?}).then(m => console.log(JSON.stringify(m.quality(JSON.parse(process.argv[1])))))",
        judge.display().to_string()
    );
    let run = Command::new("node").args(["-e", &script, &neutral(drawing)]).output().expect("Node.js runs");
    let theirs: serde_json::Value = serde_json::from_slice(&run.stdout).expect("the judge speaks JSON");
    let theirs = |name: &str| theirs[name].as_u64().expect("a count") as usize;
    assert_eq!(theirs("edges"), ours.links);
    assert_eq!(theirs("drawnEdges"), ours.drawn_links);
    assert_eq!(theirs("overlaps"), ours.overlaps);
    assert_eq!(theirs("containerOverlaps"), ours.container_overlaps);
    assert_eq!(theirs("containment"), ours.containment);
    assert_eq!(theirs("crossings"), ours.crossings);
    assert_eq!(theirs("edgeOverlaps"), ours.link_overlaps);
    assert_eq!(theirs("edgeThroughNode"), ours.through_nodes);
    assert_eq!(theirs("edgeThroughBox"), ours.through_boxes);
}

/// A drawing as plain rectangles and points.
fn neutral(drawing: &Drawing) -> String {
    let scene = &drawing.scene;
    let nodes = scene.nodes.iter().zip(&drawing.nodes).map(|(node, at)| {
        let parent = node.parent.map(|parent| &*scene.nodes[parent].id);
        let container = matches!(node.shape, Shape::Box(_));
        serde_json::json!({
            "id": &*node.id, "parent": parent, "container": container,
            "x": at.rect.x, "y": at.rect.y, "w": at.rect.w, "h": at.rect.h,
        })
    });
    let edges = scene.links.iter().zip(&drawing.links).map(|(link, at)| {
        let points: Vec<[f64; 2]> = at.points.iter().map(|point| [point.x, point.y]).collect();
        let id = |node: usize| &*scene.nodes[node].id;
        serde_json::json!({ "source": id(link.source), "target": id(link.target), "points": points })
    });
    let (nodes, edges): (Vec<_>, Vec<_>) = (nodes.collect(), edges.collect());
    serde_json::json!({ "nodes": nodes, "edges": edges }).to_string()
}
