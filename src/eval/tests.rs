//! What templates evaluate to.

use super::*;
use crate::template;

fn stack(text: &str) -> Reported<Stack> {
    let parsed = template::parse(text).unwrap();
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    evaluate(&parsed.value, &Inputs::default())
}

#[test]
fn reference_templates() {
    for name in ["base_infrastructure", "ec2_website", "ec2_website_alb", "ec2_website_s3"] {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/");
        let Ok(text) = std::fs::read_to_string(format!("{path}{name}.yaml")) else { return };
        let stack = stack(&text);
        assert!(stack.diagnostics.is_empty(), "{:?}", stack.diagnostics);
        for (id, resource) in &stack.value.resources {
            assert_eq!(resource.exists, Existence::Yes, "{id}");
        }
    }
}
