//! The picture folded for the room that it has. How far that goes is chosen when the room, or what is drawn on purpose,
//! changes; under the reader's keystrokes it stays, so that no box opens or closes that nobody touched.

use std::rc::Rc;

use super::{Model, Session};
use crate::pipeline::{self, Deployment, Picture, Room, Source, is_readable};
use crate::scene::{ComposeOptions, Folding, Lens, Start};

/// The room that a picture is folded for, and how far.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    room: Room,
    /// The rest of what it is the picture of.
    of: (Lens, bool, Start, String),
    /// The steps of folding that are taken.
    step: usize,
    /// The steps that could be.
    last: usize,
}

/// A picture, what it was composed with, and what it is folded for.
pub(super) struct Fitting {
    pub picture: Picture,
    pub composed: ComposeOptions,
    pub fit: Option<Fit>,
}

/// Draws what a session shows; `same` is the model before where it has the same stack.
pub(super) fn draw(
    session: &Session,
    source: &Rc<Source>,
    deployment: &Deployment,
    same: Option<&Model>,
) -> Fitting {
    let before = session.model.as_deref();
    let options = session.compose_options();
    let Some(room) = session.room else {
        let picture = drawn(source, deployment, &options, (same, before));
        return Fitting { picture, composed: options, fit: None };
    };
    let of = (options.lens, options.ghosts, options.folding.start, session.options.template_file.clone());
    let kept = before.and_then(|before| before.fit.as_ref()).filter(|fit| fit.of == of);
    // Where nothing can be folded the room makes no difference.
    let kept = kept.filter(|fit| fit.room == room || fit.last == 0 && same.is_some());
    if let (Some(fit), Some(before)) = (kept, before) {
        let composed = with_step(&options, Some(fit.step));
        let picture = drawn(source, deployment, &composed, (same, Some(before)));
        let was_readable =
            || is_readable(&before.picture.drawing, room) || !Rc::ptr_eq(&before.source, source);
        let is_outgrown = !Rc::ptr_eq(&picture.drawing, &before.picture.drawing)
            && is_untouched(&options.folding)
            && !is_readable(&picture.drawing, room)
            && was_readable();
        if !is_outgrown {
            return Fitting { picture, composed, fit: Some(Fit { room, ..fit.clone() }) };
        }
    }
    // What the reader folded does not count: it must not make boxes elsewhere open or close.
    let start = options.folding.start;
    let untouched = ComposeOptions { folding: Folding { start, ..Folding::default() }, ..options.clone() };
    let shown = before.map(|before| &before.picture);
    let fitted = pipeline::draw_within(source, deployment, &untouched, room, shown);
    let composed = with_step(&options, Some(fitted.step));
    let picture = match is_untouched(&options.folding) {
        true => fitted.picture,
        false => drawn(source, deployment, &composed, (None, before)),
    };
    Fitting { picture, composed, fit: Some(Fit { room, of, step: fitted.step, last: fitted.last }) }
}

/// Draws it, unless it is drawn.
fn drawn(
    source: &Source,
    deployment: &Deployment,
    composed: &ComposeOptions,
    (same, before): (Option<&Model>, Option<&Model>),
) -> Picture {
    match (same.filter(|same| same.composed == *composed), before) {
        (Some(same), _) => same.picture.clone(),
        (None, Some(before)) => pipeline::redraw(source, deployment, composed, &before.picture),
        (None, None) => pipeline::draw(source, deployment, composed),
    }
}

fn with_step(options: &ComposeOptions, step: Option<usize>) -> ComposeOptions {
    ComposeOptions { folding: Folding { step, ..options.folding.clone() }, ..options.clone() }
}

fn is_untouched(folding: &Folding) -> bool {
    folding.collapsed.is_empty() && folding.expanded.is_empty()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::pipeline::runs::taken;
    use crate::session::Action;

    const SMALL: Room = Room { width: 720.0, height: 528.0 };
    const LARGE: Room = Room { width: 4_000.0, height: 4_000.0 };

    /// Networks of three subnets, each with six hosts that are not alike.
    fn template(networks: usize) -> String {
        let mut text = "Parameters: {Note: {Type: String, Default: a}}\nResources:\n".to_owned();
        for net in 0..networks {
            let _ = writeln!(
                text,
                "  Net{net}: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: 10.{net}.0.0/16}}}}"
            );
            for part in 0..3 {
                let _ = writeln!(
                    text,
                    "  Part{net}{part}: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: !Ref Net{net}, CidrBlock: 10.{net}.{part}.0/24}}}}"
                );
                for host in ["Mail", "Shop", "Blog", "Wiki", "Chat", "Docs"] {
                    let _ = writeln!(
                        text,
                        "  {host}{net}x{part}: {{Type: AWS::EC2::Instance, Properties: {{SubnetId: !Ref Part{net}{part}, Tags: [{{Key: Name, Value: !Sub '{host} ${{Note}}'}}]}}}}"
                    );
                }
            }
        }
        text
    }

    fn start(networks: usize, room: Room) -> Rc<Session> {
        let text = template(networks);
        Rc::new(Session::new("demo"))
            .apply(Action::SetRoom(room))
            .apply(Action::Load("a.yaml".into(), text.as_str().into()))
    }

    fn shows(session: &Session, id: &str) -> bool {
        let model = session.model.as_ref().expect("the template is valid");
        model.picture.drawing.scene.nodes.iter().any(|node| &*node.id == id)
    }

    fn readable(session: &Session) -> bool {
        let model = session.model.as_ref().expect("the template is valid");
        session.room.is_some_and(|room| is_readable(&model.picture.drawing, room))
    }

    #[test]
    fn what_has_no_room_folds_and_opens_when_there_is_room() {
        let session = start(3, SMALL);
        assert!(!shows(&session, "Mail0x0") && readable(&session));
        let session = session.apply(Action::SetRoom(LARGE));
        assert!(shows(&session, "Mail0x0") && readable(&session));
        let session = session.apply(Action::SetRoom(SMALL));
        assert!(!shows(&session, "Mail0x0") && readable(&session));
    }

    #[test]
    fn small_drawings_never_fold() {
        let session = start(1, Room { width: 200.0, height: 100.0 });
        assert!(shows(&session, "Mail0x0") && !readable(&session));
        let same = session.clone().apply(Action::SetRoom(SMALL));
        assert!(Rc::ptr_eq(
            &same.model.as_ref().expect("a model").picture.drawing,
            &session.model.as_ref().expect("a model").picture.drawing
        ));
    }

    #[test]
    fn the_reader_wins() {
        let session =
            start(3, SMALL).apply(Action::Expand("Net0".into())).apply(Action::Expand("Part00".into()));
        assert!(shows(&session, "Mail0x0") || shows(&session, "Mail0x0/type/stack"));
        let elsewhere = shows(&session, "Mail1x0");
        let typed = session.clone().apply(Action::SetParameter("Note".into(), "b".into()));
        assert_eq!(shows(&typed, "Mail1x0"), elsewhere);
        assert_eq!(shows(&typed, "Mail0x0"), shows(&session, "Mail0x0"));
        let all = session.apply(Action::FoldAll(Start::Everything));
        assert!(shows(&all, "Mail0x0") && shows(&all, "Docs2x2"));
        let kept = start(3, LARGE).apply(Action::Collapse("Net0".into())).apply(Action::SetRoom(SMALL));
        assert!(!shows(&kept, "Part00"));
    }

    #[test]
    fn a_keystroke_lays_out_once_at_the_most() {
        let session = start(3, SMALL).apply(Action::Expand("Net0".into()));
        taken();
        let _ = session.apply(Action::SetParameter("Note".into(), "b".into()));
        let runs = taken();
        assert!(runs.contains("scene,") && !runs.contains("layout 2"), "{runs}");
    }
}
