//! Whether what is to be collapsed or expanded is in the picture.

use cfn_explorer::diagnostic::nearest;
use cfn_explorer::pipeline::{self, Deployment};
use cfn_explorer::scene::{ComposeOptions, Extent, Folding, Node, Start};

use crate::args::RenderArgs;
use crate::failure::Failure;
use crate::input::Template;

/// Complains about ids that name nothing, or nothing that can be folded.
pub fn check(args: &RenderArgs, template: &Template, deployment: &Deployment) -> Result<(), Failure> {
    if args.collapse.is_empty() && args.expand.is_empty() {
        return Ok(());
    }
    let folding = Folding { start: Start::Everything, ..Folding::default() };
    let options = ComposeOptions { folding, ..args.compose_options() };
    let scene = pipeline::compose(&template.source, deployment, &options);
    for id in args.collapse.iter().chain(&args.expand) {
        let member = id.strip_suffix("/stack").unwrap_or(id);
        let is_named = |node: &&Node| {
            *node.id == *member || node.resource.as_ref().is_some_and(|resource| resource.as_str() == member)
        };
        let mut named = scene.nodes.iter().filter(is_named).peekable();
        if named.peek().is_none() {
            return Err(unknown(id, &scene.nodes));
        }
        if args.collapse.contains(id) && member == id && named.all(|node| node.extent == Extent::Whole) {
            return Err(Failure::Argument(format!("there is nothing in `{id}` to collapse"), None));
        }
    }
    Ok(())
}

fn unknown(id: &str, nodes: &[Node]) -> Failure {
    let boxes = nodes.iter().filter(|node| node.extent != Extent::Whole).map(|node| &*node.id);
    let hint = match nearest(id, boxes.clone()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("what can be folded is {}", boxes.collect::<Vec<_>>().join(", ")),
    };
    Failure::Argument(format!("nothing in the picture has the id `{id}`"), Some(hint))
}
