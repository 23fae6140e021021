//! What is written on links.

use cfn_explorer::pipeline::{self, Picture};

use crate::args::RenderArgs;
use crate::failure::Failure;

/// Labels the links that the arguments ask for; complains about ids that no link has anything to do with.
pub fn label(args: &RenderArgs, picture: &mut Picture) -> Result<(), Failure> {
    for id in &args.link_labels_of {
        if pipeline::links_of(&picture.drawing, &[id]).is_empty() {
            let message = format!("nothing in the picture with the id `{id}` has a link");
            return Err(Failure::Argument(message, None));
        }
    }
    let links = if args.link_labels {
        (0..picture.drawing.links.len()).collect()
    } else {
        let ids: Vec<&str> = args.link_labels_of.iter().map(String::as_str).collect();
        pipeline::links_of(&picture.drawing, &ids)
    };
    if !links.is_empty() {
        *picture = pipeline::with_labels(picture, &links);
    }
    Ok(())
}
