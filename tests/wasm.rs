//! The core in a real browser gives the bytes that it gives natively, and survives hostile input there too.
//!
//! The native half draws the series' templates and leaves the digest in target/tmp; `scripts/test.sh` hands it to
//! the half that is compiled for wasm32 and runs in Chromium.

use cfn_explorer::eval::Inputs;
use cfn_explorer::pipeline;
use cfn_explorer::scene::ComposeOptions;
use cfn_explorer::svg::{self, SvgOptions};

/// The series' templates, each with a parameter that changes what is drawn.
const TEMPLATES: [(&str, &str, &str); 4] = [
    (include_str!("../www/templates/base_infrastructure.yaml"), "EnvironmentName", "prod"),
    (include_str!("../www/templates/ec2_website.yaml"), "KeyName", "mine"),
    (include_str!("../www/templates/ec2_website_alb.yaml"), "KeyName", "mine"),
    (include_str!("../www/templates/ec2_website_s3.yaml"), "KeyName", "mine"),
];

/// A digest of every drawing's SVG text, in order.
fn drawings() -> u64 {
    let mut digest = Fnv::default();
    for (text, parameter, value) in TEMPLATES {
        let source = pipeline::read(text.into()).expect("the series' templates can be read");
        for parameters in [vec![], vec![(parameter, value)]] {
            let parameters =
                parameters.into_iter().map(|(name, value)| (name.into(), value.to_owned())).collect();
            let inputs =
                Inputs { parameters, region: "us-east-1".to_owned(), account_id: None, stack_name: None };
            let deployment = pipeline::deploy(&source, &inputs);
            let picture = pipeline::draw(&source, &deployment, &ComposeOptions::default());
            digest.add(svg::write(&picture.figure, &SvgOptions::default()).as_bytes());
        }
    }
    digest.0
}

/// The 64-bit Fowler-Noll-Vo hash (FNV-1a): enough to tell drawings apart, and the same on every platform.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn drawings_leave_their_digest_for_the_browser() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("drawings.digest");
    std::fs::write(path, drawings().to_string()).expect("the digest can be written");
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::*;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn drawings_have_the_bytes_that_they_have_natively() {
        // Without the digest, as when an editor compiles this, only that nothing traps is shown.
        let Some(native) = option_env!("CFN_EXPLORER_NATIVE_DIGEST") else { return };
        assert_eq!(drawings().to_string(), native);
    }

    #[wasm_bindgen_test]
    fn deep_input_does_not_trap() {
        // The stack of a browser's WASM is a megabyte, and running out of it ends the page's instance for good.
        for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("!Sub [", "]"), ("{\"a\":", "}")] {
            for depth in [200, 100_000] {
                let text = format!("Resources: {}{}", open.repeat(depth), close.repeat(depth));
                let _ = pipeline::read(text.into());
            }
        }
    }

    #[wasm_bindgen_test]
    fn deep_functions_do_not_trap() {
        for depth in [60, 2_000] {
            let value = format!("{}x{}", "{'Fn::Join': ['', [".repeat(depth), "]]}".repeat(depth));
            let text = format!(
                "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: {value}\n"
            );
            let Ok(source) = pipeline::read(text.into()) else { continue };
            let inputs = Inputs {
                parameters: Default::default(),
                region: "us-east-1".to_owned(),
                account_id: None,
                stack_name: None,
            };
            let deployment = pipeline::deploy(&source, &inputs);
            let _ = pipeline::draw(&source, &deployment, &ComposeOptions::default());
        }
    }
}
