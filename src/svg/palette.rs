//! The colours of both themes: the only place that has them.

use crate::scene::Ink;

/// A colour of the palette, or none.
pub type Paint = Ink;

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// On white, as the series' drawings.
    #[default]
    Light,
    /// On near-black.
    Dark,
}

impl Theme {
    /// The value of `fill` or `stroke` under this theme.
    pub fn color(self, paint: Paint) -> &'static str {
        let shades = shades(paint);
        match self {
            Theme::Light => shades.light,
            Theme::Dark => shades.dark,
        }
    }
}

/// The value of `fill` or `stroke` on a page: a CSS custom property, with the light theme's colour as fallback.
pub fn css_color(paint: Paint) -> &'static str {
    shades(paint).css
}

/// One colour in both themes and on a page.
struct Shades {
    light: &'static str,
    dark: &'static str,
    css: &'static str,
}

macro_rules! shades {
    ($name:literal, $light:literal, $dark:literal) => {
        Shades { light: $light, dark: $dark, css: concat!("var(--cfn-", $name, ", ", $light, ")") }
    };
}

fn shades(paint: Paint) -> Shades {
    match paint {
        Paint::None => Shades { light: "none", dark: "none", css: "none" },
        Paint::Paper => shades!("paper", "#FFFFFF", "#141A22"),
        Paint::Green => shades!("green", "#248814", "#6CC35C"),
        Paint::PaleGreen => shades!("pale-green", "#E9F3E6", "#17281A"),
        Paint::Blue => shades!("blue", "#147EBA", "#5CB3E6"),
        Paint::PaleBlue => shades!("pale-blue", "#E6F2F8", "#14252F"),
        Paint::Red => shades!("red", "#DD3522", "#FF7A6B"),
        Paint::Orange => shades!("orange", "#D86613", "#F0913F"),
        Paint::Purple => shades!("purple", "#5A30B5", "#A98BF0"),
        Paint::DarkGreen => shades!("dark-green", "#277116", "#67B656"),
        Paint::Indigo => shades!("indigo", "#3334B9", "#8F90F5"),
        Paint::Pink => shades!("pink", "#BC1356", "#F2699D"),
        Paint::Ink => shades!("ink", "#232F3E", "#DFE6EE"),
        Paint::Grey => shades!("grey", "#AAB7B8", "#8796A5"),
        Paint::Black => shades!("black", "#000000", "#DFE6EE"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAINTS: [Paint; 14] = [
        Paint::Paper,
        Paint::Green,
        Paint::PaleGreen,
        Paint::Blue,
        Paint::PaleBlue,
        Paint::Red,
        Paint::Orange,
        Paint::Purple,
        Paint::DarkGreen,
        Paint::Indigo,
        Paint::Pink,
        Paint::Ink,
        Paint::Grey,
        Paint::Black,
    ];

    #[test]
    fn the_page_sets_every_colour_to_this_palette() {
        let css = include_str!("../view/explorer.css").to_lowercase();
        for paint in PAINTS {
            let name = css_color(paint).trim_start_matches("var(").split(',').next().unwrap_or_default();
            let shades = shades(paint);
            let expected = format!("{name}: light-dark({}, {});", shades.light, shades.dark).to_lowercase();
            assert!(css.contains(&expected), "explorer.css lacks `{expected}`");
        }
    }

    #[test]
    fn lines_and_texts_can_be_told_from_what_is_behind_them() {
        for theme in [Theme::Light, Theme::Dark] {
            for paint in PAINTS {
                // A VPC's title is as faint as in the series' drawings.
                if matches!(paint, Paint::Paper | Paint::PaleGreen | Paint::PaleBlue | Paint::Grey) {
                    continue;
                }
                for ground in [Paint::Paper, Paint::PaleGreen, Paint::PaleBlue] {
                    let contrast = contrast(theme.color(paint), theme.color(ground));
                    assert!(contrast >= 3.0, "{theme:?} {paint:?} on {ground:?}: {contrast:.2}");
                }
            }
        }
    }

    /// The contrast ratio of WCAG 2.
    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(color: &str) -> f64 {
        [(1, 0.2126), (3, 0.7152), (5, 0.0722)]
            .into_iter()
            .map(|(at, weight)| {
                let value = u8::from_str_radix(&color[at..at + 2], 16).expect("a colour is six digits");
                let value = f64::from(value) / 255.0;
                weight * if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            })
            .sum()
    }
}
