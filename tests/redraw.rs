//! What is kept when an input changes is what would come out anew: no deployment and no picture is stale.

mod support;

use std::rc::Rc;

use cfn_explorer::eval::Inputs;
use cfn_explorer::pipeline;
use cfn_explorer::scene::{ComposeOptions, Lens};
use cfn_explorer::yaml::Text;

#[test]
fn what_is_kept_of_a_deployment_is_what_would_come_out_anew() {
    let (mut kept, mut made) = (0, 0);
    for file in support::files_in("tests/graphs") {
        if file.extension().is_none_or(|ending| ending == "graph") {
            continue;
        }
        let text = Text::decode(&std::fs::read(&file).expect("a template of ours"));
        // Some of them are there to be refused.
        let Ok(source) = pipeline::read(text) else { continue };
        let start = Inputs { stack_name: Some("demo".into()), ..Inputs::default() };
        let old = Rc::new(pipeline::deploy(&source, &start));
        let options = ComposeOptions { lens: Lens::AllResources, ..ComposeOptions::default() };
        let before = pipeline::draw(&source, &old, &options);
        let named = Inputs { stack_name: Some("shop".into()), ..start.clone() };
        let moved = Inputs { region: "cn-north-1".into(), ..start.clone() };
        let typed = source.template.parameters.iter().take(3).map(|(id, declared)| {
            let value = declared.allowed_values.last().map_or("7".to_owned(), ToString::to_string);
            Inputs { parameters: [(id.clone(), value)].into_iter().collect(), ..start.clone() }
        });
        for inputs in [named, moved].into_iter().chain(typed) {
            let what = format!("{} under {inputs:?}", file.display());
            let (again, anew) =
                (pipeline::redeploy(&source, &inputs, (&start, &old)), pipeline::deploy(&source, &inputs));
            assert_eq!(again.stack, anew.stack, "{what}");
            assert_eq!(again.diagnostics, anew.diagnostics, "{what}");
            assert_eq!(format!("{:?}", again.graph), format!("{:?}", anew.graph), "{what}");
            let (again, anew) = (
                pipeline::redraw(&source, &again, &options, &before),
                pipeline::draw(&source, &anew, &options),
            );
            assert_eq!((&again.drawing, &again.figure), (&anew.drawing, &anew.figure), "{what}");
            *(if Rc::ptr_eq(&again.figure, &before.figure) { &mut kept } else { &mut made }) += 1;
        }
    }
    assert!(kept > 20 && made > 5, "{kept} pictures were kept, {made} made anew");
}
