//! The picture as a file, as the reader left it.

use super::Session;
use crate::export;
use crate::pipeline::{self, CREDIT};
use crate::scene::Lens;
use crate::svg::{self, SvgOptions, Theme};

impl Session {
    /// Returns what a file with the picture is called, without its ending: as the template, and as the lens unless it is the
    /// usual one. `template` says nothing: the stack's name does.
    pub fn picture_name(&self) -> String {
        let file = self.options.template_file.as_str();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let stem = stem.strip_suffix(".template").unwrap_or(stem);
        let stem = if matches!(stem, "" | "template") { &*self.options.stack_name } else { stem };
        let mut name: String = stem.chars().map(|c| if fits(c) { c } else { '_' }).collect();
        if self.lens != Lens::Architecture {
            name.push('-');
            name.push_str(self.lens.name());
        }
        name
    }

    /// The picture for another tool: the same bytes as the command line's. Empty without a template.
    pub fn picture_text(&self, format: export::Format) -> String {
        self.model.as_ref().map(|model| export::write(&model.picture.drawing, format)).unwrap_or_default()
    }

    /// The names of the files whose pictures are in it.
    pub fn picture_images(&self) -> Vec<&'static str> {
        self.model.as_ref().map(|model| model.picture.figure.images()).unwrap_or_default()
    }

    /// The picture as a stand-alone SVG file, with the texts of those files: lens, folding and parameters are the
    /// reader's, and the links of what is selected are labelled as on the page. Empty without a template.
    pub fn picture_svg(&self, theme: Theme, images: Vec<(&'static str, String)>) -> String {
        let Some(model) = &self.model else { return String::new() };
        let options = SvgOptions { theme, images, credit: CREDIT.to_owned(), ..SvgOptions::default() };
        let picture = &model.picture;
        let selected = self.selection.as_deref().map(|id| pipeline::links_of(&picture.drawing, &[id]));
        match selected.filter(|links| !links.is_empty()) {
            None => svg::write(&picture.figure, &options),
            Some(links) => svg::write(&pipeline::with_labels(picture, &links).figure, &options),
        }
    }
}

/// Returns true if every system takes this in a file's name, and readers see it as it is.
fn fits(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ')
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::session::Action;

    const TEMPLATE: &str = "
Parameters: {Word: {Type: String, NoEcho: true, Default: ''}}
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub 'a-${Word}'}}
  Other: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Queue.Arn}}
  Queue: {Type: AWS::SQS::Queue}";

    fn after(file: &str, actions: &[Action]) -> Rc<Session> {
        let start = Rc::new(Session::new("shop")).apply(Action::Load(file.into(), TEMPLATE.into()));
        actions.iter().fold(start, |session, action| session.apply(action.clone()))
    }

    #[test]
    fn a_file_is_called_as_the_template_or_as_the_stack() {
        for (file, name) in [
            ("ec2_website.yaml", "ec2_website"),
            ("https://example.com/a/site.template.json?v=1", "site"),
            ("a/b.c.yml", "b.c"),
            ("noending", "noending"),
            ("template.yaml", "shop"),
            (".yaml", "shop"),
            ("Straße \u{202e}fdp:x?.yaml", "Straße _fdp_x_"),
        ] {
            assert_eq!(after(file, &[]).picture_name(), name, "{file}");
        }
        let lens = Action::SetLens(Lens::AllResources);
        assert_eq!(after("site.yaml", &[lens]).picture_name(), "site-all-resources");
    }

    #[test]
    fn other_tools_get_what_the_reader_chose_and_no_secret() {
        let word = Action::SetParameter("Word".into(), "hunter2".into());
        for format in export::Format::ALL {
            let text = |lens| after("site.yaml", &[word.clone(), Action::SetLens(lens)]).picture_text(format);
            let (plain, all) = (text(Lens::Architecture), text(Lens::AllResources));
            assert!(plain.contains("Queue") && !plain.contains("Subscription"), "{format:?}: {plain}");
            assert!(all.contains("Subscription") && !all.contains("hunter2"), "{format:?}: {all}");
            assert_eq!(Session::new("shop").picture_text(format), "");
        }
    }

    #[test]
    fn it_shows_what_the_reader_chose_and_no_secret() {
        let svg = |actions: &[Action]| after("site.yaml", actions).picture_svg(Theme::Light, Vec::new());
        let plain = svg(&[Action::SetLens(Lens::References)]);
        let selected = [Action::SetLens(Lens::References), Action::Select(Some("Other".into()))];
        // Labels of links have a rim, no other text has.
        let labels = |text: &str| text.matches("paint-order").count();
        assert_eq!((labels(&plain), labels(&svg(&selected))), (0, 1));
        let secret = svg(&[Action::SetParameter("Word".into(), "hunter2".into())]);
        assert!(secret.contains("a-‹Word›") && !secret.contains("hunter2"));
        assert_eq!(Session::new("shop").picture_svg(Theme::Dark, Vec::new()), "");
    }
}
