//! The tables hold together, and unknown types get sane facts.

use super::packing::{self, lines};
use super::table::tables;
use super::*;

#[test]
fn every_table_is_sorted_so_that_it_can_be_searched() {
    for table in [
        include_str!("data/types.tsv"),
        include_str!("data/services.tsv"),
        include_str!("data/places.tsv"),
        include_str!("data/owners.tsv"),
        include_str!("data/flows.tsv"),
        include_str!("data/shown.tsv"),
        include_str!("data/outside.tsv"),
        include_str!("data/arns.tsv"),
        include_str!("data/capacities.tsv"),
        include_str!("data/variants.tsv"),
        include_str!("data/named.tsv"),
        include_str!("data/ties.tsv"),
        include_str!("data/signs.tsv"),
        include_str!("data/called.tsv"),
        include_str!("data/emitters.tsv"),
        include_str!("data/actions.tsv"),
        include_str!("data/endpoints.tsv"),
    ] {
        let keys: Vec<&str> = lines(table).map(|[key, ..]| key).collect();
        assert!(keys.is_sorted(), "{:?}", keys.windows(2).find(|pair| pair[0] > pair[1]));
    }
}

#[test]
fn the_packed_tables_say_what_the_tables_say() {
    let packed = packing::pack(&[
        ('t', "# type\ttitle\nA::Old\tOld thing\tglyph\tRed\tnode\nA::OldThing\tOld thing\t\tRed\tglue\n"),
        ('o', "A::OldThing\tOwner\nB\tOther\n"),
        ('f', "A::Old\t@self\tFirst\nA::Old\t@self\tSecond\n"),
    ]);
    let expected = ":A::Old\ntOld thing\tglyph\tRed\tnode\nf@self\tFirst\nf@self\tSecond\n\
                    :A::OldThing\nt\t\tRed\tglue\noOwner\n:B\noOther\n";
    assert_eq!(packed, expected);

    let files = std::fs::read_dir("src/catalog/data").expect("tables are there");
    for file in files.map(|file| file.expect("tables can be read").file_name()) {
        let is_packed = |(_, name): &(char, &str)| *file == *format!("{name}.tsv");
        assert!(packing::TABLES.iter().any(is_packed), "{file:?}");
    }
    for [name, title, glyph, _, _] in lines(include_str!("data/types.tsv")) {
        let facts = facts(&format!("AWS::{name}"));
        assert_eq!((facts.title.as_ref(), facts.glyph.unwrap_or_default()), (title, glyph), "{name}");
    }
}

#[test]
fn every_type_of_the_other_tables_has_facts() {
    let known: Vec<&str> = tables().type_names().collect();
    for key in tables().other_keys() {
        assert!(known.contains(&key), "{key} is in no line of types.tsv");
    }
}

#[test]
fn every_word_of_the_tables_is_one_that_we_know() {
    const ROLES: &str = "vpc subnet security-group scaling-group cluster database-cluster balancer gateway border border-left replicas \
                         database node edge badge support glue";
    const INKS: &str = "Green Blue Red Orange Purple DarkGreen Indigo Pink";
    for [name, _, _, ink, role] in lines(include_str!("data/types.tsv")) {
        assert!(ROLES.split(' ').any(|known| known == role), "{name}: {role}");
        assert!(INKS.split(' ').any(|known| known == ink), "{name}: {ink}");
    }
    for [name, ink, ..] in lines(include_str!("data/services.tsv")) {
        assert!(INKS.split(' ').any(|known| known == ink), "{name}: {ink}");
    }
    const KINDS: &str = "vpc zone subnet security-group cluster peer like";
    for [name, _, kind, ..] in lines(include_str!("data/places.tsv")) {
        assert!(KINDS.split(' ').any(|known| known == kind), "{name}: {kind}");
    }
}

#[test]
fn a_known_type_has_its_own_title_and_glyph() {
    let facts = facts("AWS::EC2::InternetGateway");
    assert_eq!(
        (facts.title.as_ref(), facts.glyph, facts.ink),
        ("Internet gateway", Some("internet-gateway"), Ink::Purple)
    );
}

#[test]
fn an_unknown_type_is_a_lettered_box_in_its_services_colour() {
    let facts = facts("AWS::CodeGuruReviewer::RepositoryAssociation");
    assert_eq!((facts.title.as_ref(), facts.glyph, facts.role), ("Repository association", None, Role::Glue));
    assert_eq!((facts.letters.as_ref(), facts.ink), ("CGR", Ink::Indigo));
    assert_eq!(super::facts("AWS::Brand::NewThing").letters, "Br");
    assert_eq!(super::facts("").letters, "?");
}

#[test]
fn an_aws_type_has_its_services_picture_and_no_other_has_one() {
    assert_eq!(facts("AWS::CodeGuruReviewer::RepositoryAssociation").service_icon, "AmazonCodeGuru");
    assert_eq!(facts("AWS::EC2::OfNextYear").service_icon, "AmazonEC2");
    assert_eq!(facts("AWS::EC2::SubnetOfNextYear").service_icon, "AmazonVirtualPrivateCloud");
    assert_eq!(facts("AWS::EC2::VPCEndpointOfNextYear").service_icon, "AWSPrivateLink");
    assert_eq!(facts("AWS::EC2").service_icon, "AmazonEC2");
    for other in ["AWS::Brand::NewThing", "Custom::EC2", "Acme::EC2::Instance", "AWS::EC2::Fleet::MODULE"] {
        assert_eq!(facts(other).service_icon, "", "{other}");
    }
}

#[test]
fn every_picture_of_a_service_is_in_the_package() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("node_modules/aws-icons/icons/architecture-service");
    for [service, _, icon, ..] in lines(include_str!("data/services.tsv")) {
        // The name becomes part of an address: it is plain.
        assert!(icon.chars().all(|c| c.is_ascii_alphanumeric()), "{service}: {icon}");
        let file = folder.join(icon).with_extension("svg");
        assert!(icon.is_empty() || !folder.is_dir() || file.is_file(), "{service}: {}", file.display());
    }
}

#[test]
fn the_most_used_types_have_a_glyph_of_ours() {
    let Ok(table) = std::fs::read_to_string("../shared/facts/top60.tsv") else { return };
    let types = table.lines().skip(1).filter_map(|line| line.split('\t').next());
    let without: Vec<&str> = types.filter(|name| facts(name).glyph.is_none()).collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn services_that_are_called_have_a_picture_and_are_known_by_their_policies() {
    for [service, title, segment, ..] in lines(include_str!("data/called.tsv")) {
        assert!(!title.is_empty(), "{service}");
        assert!(called(service).is_some_and(|called| !called.icon.is_empty()), "{service}: {segment}");
    }
    let title = |policy: &str| called_by_policy(policy).map(|called| called.title);
    assert_eq!(title("AmazonTextractFullAccess"), Some("Amazon Textract"));
    assert_eq!(title("ComprehendBasicAccessPolicy"), Some("Amazon Comprehend"));
    assert_eq!(title("ComprehendMedicalFullAccess"), Some("Comprehend Medical"));
    assert_eq!(title("AWSSupportAccess"), Some("AWS Support"));
    assert_eq!(title("SESame"), None);
    assert_eq!(title("AmazonS3FullAccess"), None);
    assert_eq!(title(""), None);
}

#[test]
fn services_that_send_events_have_a_picture() {
    for [service, title, segment, ..] in lines(include_str!("data/emitters.tsv")) {
        let found = emitter(&format!("aws.{service}"));
        assert!(
            !title.is_empty() && found.is_some_and(|found| !found.icon.is_empty()),
            "{service}: {segment}"
        );
    }
    assert!(emitter("shop.orders").is_none() && emitter("ec2").is_none());
}

#[test]
fn only_some_actions_of_a_service_are_calls() {
    let is_call = |service: &str, action: &str| called(service).is_some_and(|called| called.is_call(action));
    assert!(is_call("textract", "detectdocumenttext"));
    assert!(is_call("ec2", "stopinstances") && is_call("ec2", "stop*") && is_call("bedrock", "*"));
    assert!(
        !is_call("ec2", "createnetworkinterface") && !is_call("ec2", "describe*") && !is_call("ec2", "*")
    );
    assert!(!is_call("kms", "decrypt") && is_call("s3", "getobject"));
}

#[test]
fn a_custom_resource_belongs_to_the_function_that_makes_it() {
    assert_eq!(facts("Custom::CopyObjects").role, Role::Support);
    assert_eq!(owners("Custom::CopyObjects"), [Owner::Path("ServiceToken")]);
    assert_eq!(facts("Custom::EC2::Instance").role, Role::Support);
}

#[test]
fn names_are_split_at_their_words() {
    assert_eq!(words::spaced("InternetGateway"), "Internet gateway");
    assert_eq!(words::spaced("DBProxyEndpoint"), "DB proxy endpoint");
    assert_eq!(words::spaced("WebACL"), "Web ACL");
    assert_eq!(words::spaced("ACLRule"), "ACL rule");
}
