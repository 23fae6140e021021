//! A figure as a stand-alone SVG file.

use super::FONT_FAMILY;
use super::figure::{FAINT, Figure, Group};
use super::mark::{Frame, IMAGE_SIDE, Mark};
use super::number::number;
use super::palette::{Paint, Theme};
use super::xml::Elem;
use crate::eval::base64;

/// The options of SVG text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SvgOptions {
    /// Put before every id, so that two figures on one page never collide.
    pub id_prefix: String,
    /// The colours.
    pub theme: Theme,
    /// The texts of SVG files by name, for the pictures of [`Figure::images`]: each is embedded as it is. Where one is
    /// missing, letters are drawn.
    pub images: Vec<(&'static str, String)>,
    /// The credit for the pictures, for a file that has any.
    pub credit: String,
}

impl Default for SvgOptions {
    fn default() -> Self {
        // Never empty: a page can reach elements by their bare ids as if they were its own variables.
        Self {
            id_prefix: "cfn-".to_owned(),
            theme: Theme::default(),
            images: Vec::new(),
            credit: String::new(),
        }
    }
}

/// Writes a figure as a stand-alone SVG file.
pub fn write(figure: &Figure, options: &SvgOptions) -> String {
    let prefix = name(&options.id_prefix);
    let (width, height) = (number(figure.width), number(figure.height));
    let mut out = String::new();
    {
        let mut svg = Elem::new(&mut out, "svg");
        svg.attr("xmlns", "http://www.w3.org/2000/svg");
        svg.attr("width", &width);
        svg.attr("height", &height);
        // Lines of width 1 at whole coordinates fill whole pixels.
        svg.attr("viewBox", format_args!("-0.5 -0.5 {width} {height}"));
        svg.attr("font-family", FONT_FAMILY);
        svg.attr("role", "img");
        let titles: Vec<_> = [("title", &figure.title), ("desc", &figure.description)]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let ids: Vec<String> = titles.iter().map(|(element, _)| format!("{prefix}_{element}")).collect();
        if !ids.is_empty() {
            svg.attr("aria-labelledby", ids.join(" "));
        }
        for ((element, text), id) in titles.into_iter().zip(&ids) {
            let mut element = svg.line(element);
            element.attr("id", id);
            element.text(text);
        }
        let images = Images::of(figure, options, &prefix);
        images.write(&mut svg, &options.credit);
        {
            let mut ground = svg.line("path");
            ground.attr("d", format_args!("M-0.5 -0.5H{width}V{height}H-0.5Z"));
            ground.attr("fill", options.theme.color(Paint::Paper));
        }
        for group in &figure.groups {
            write_group(&mut svg, group, &prefix, options.theme, &images);
        }
    }
    out.push('\n');
    out
}

fn write_group(svg: &mut Elem, group: &Group, prefix: &str, theme: Theme, images: &Images) {
    let mut g = svg.line("g");
    g.attr("id", format_args!("{prefix}{}", name(&group.id)));
    g.attr("class", &group.class);
    for (key, value) in &group.data {
        g.attr(&format!("data-{key}"), value);
    }
    if !group.title.is_empty() {
        g.elem("title").text(&group.title);
    }
    if group.faint {
        {
            let mut shapes = g.elem("g");
            shapes.attr("opacity", FAINT);
            for mark in group.shapes() {
                write_mark(&mut shapes, mark, theme, images);
            }
        }
        for mark in group.texts() {
            write_mark(&mut g, mark, theme, images);
        }
        return;
    }
    for mark in &group.marks {
        write_mark(&mut g, mark, theme, images);
    }
}

fn write_mark(g: &mut Elem, mark: &Mark, theme: Theme, images: &Images) {
    match mark {
        Mark::Path { d, frame, fill, stroke, width, dash } => {
            let mut path = g.elem("path");
            path.attr("d", d);
            if let Some(transform) = frame.transform() {
                path.attr("transform", transform);
            }
            path.attr("fill", theme.color(*fill));
            if *stroke != Paint::None {
                path.attr("stroke", theme.color(*stroke));
                path.attr("stroke-width", number(*width));
                if let Some(dash) = dash {
                    path.attr("stroke-dasharray", dash);
                }
            }
        }
        Mark::Text { text, x, y, size, middle, fill, halo } => {
            let mut element = g.elem("text");
            element.attr("x", number(*x));
            element.attr("y", number(*y));
            element.attr("font-size", number(*size));
            if *middle {
                element.attr("text-anchor", "middle");
            }
            element.attr("fill", theme.text_color(*fill));
            if *halo {
                element.attr("stroke", theme.color(Paint::Paper));
                element.attr("stroke-width", "3");
                element.attr("stroke-linejoin", "round");
                element.attr("paint-order", "stroke");
            }
            element.text(text);
        }
        Mark::Image { name, frame, instead } => match images.id(name) {
            Some(id) => {
                let mut image = g.elem("use");
                image.attr("href", format_args!("#{id}"));
                if let Some(transform) = frame.transform() {
                    image.attr("transform", transform);
                }
            }
            None => instead.iter().for_each(|mark| write_mark(g, mark, theme, images)),
        },
    }
}

/// The pictures that a file holds: each once, wherever it is shown.
struct Images<'a> {
    /// Name, id and text.
    held: Vec<(&'static str, String, &'a str)>,
}

impl<'a> Images<'a> {
    fn of(figure: &Figure, options: &'a SvgOptions, prefix: &str) -> Self {
        let held = figure.images().into_iter().filter_map(|image| {
            let (_, text) = options.images.iter().find(|(name, _)| *name == image)?;
            Some((image, format!("{prefix}_image_{}", name(image)), text.as_str()))
        });
        Self { held: held.collect() }
    }

    fn id(&self, image: &str) -> Option<&str> {
        self.held.iter().find(|(name, ..)| *name == image).map(|(_, id, _)| id.as_str())
    }

    /// An `<image>` rather than the file's elements: nothing of it is changed, and its ids stay its own.
    fn write(&self, svg: &mut Elem, credit: &str) {
        if self.held.is_empty() {
            return;
        }
        if !credit.is_empty() {
            svg.line("metadata").text(credit);
        }
        let mut defs = svg.line("defs");
        for (_, id, text) in &self.held {
            let mut image = defs.line("image");
            image.attr("id", id);
            image.attr("width", IMAGE_SIDE);
            image.attr("height", IMAGE_SIDE);
            image.attr("href", format_args!("data:image/svg+xml;base64,{}", base64(text.as_bytes())));
        }
    }
}

impl Frame {
    /// The value of `transform`; none for a path that is where it says.
    pub fn transform(&self) -> Option<String> {
        let Frame { x, y, scale } = *self;
        (*self != Frame::default()).then(|| {
            let shift = format!("translate({} {})", number(x), number(y));
            // A scale needs more digits: it is multiplied by up to 48.
            let scale = (scale * 10_000.0).round() / 10_000.0;
            if scale == 1.0 { shift } else { format!("{shift} scale({scale})") }
        })
    }
}

/// Text as a part of an id: whatever is no letter or digit becomes its number between underscores, so that no two ids
/// become one, and none becomes `_title`.
fn name(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            out.push(c);
        } else {
            out.push_str(&format!("_{:x}_", u32::from(c)));
        }
    }
    out
}
