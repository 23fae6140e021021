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
    /// The value of `fill` or `stroke` of a shape under this theme.
    pub fn color(self, paint: Paint) -> &'static str {
        shades(paint).of(self)
    }

    /// The value of `fill` of a text under this theme.
    pub fn text_color(self, paint: Paint) -> &'static str {
        text_shades(paint).of(self)
    }
}

/// The value of `fill` or `stroke` of a shape on a page: a CSS custom property, with the light theme's colour as fallback.
pub fn css_color(paint: Paint) -> &'static str {
    shades(paint).css
}

/// The same for the `fill` of a text.
pub fn css_text_color(paint: Paint) -> &'static str {
    text_shades(paint).css
}

/// One colour in both themes and on a page.
struct Shades {
    light: &'static str,
    dark: &'static str,
    css: &'static str,
}

impl Shades {
    fn of(&self, theme: Theme) -> &'static str {
        match theme {
            Theme::Light => self.light,
            Theme::Dark => self.dark,
        }
    }
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

/// Texts in the colour of a box read on all grounds: where the series' own shade is too near to one, they have another.
fn text_shades(paint: Paint) -> Shades {
    match paint {
        Paint::Green => shades!("green-text", "#1E7111", "#6CC35C"),
        Paint::Blue => shades!("blue-text", "#106595", "#5CB3E6"),
        Paint::Red => shades!("red-text", "#C52F1E", "#FF7A6B"),
        Paint::Orange => shades!("orange-text", "#A24C0E", "#F0913F"),
        Paint::Pink => shades!("pink-text", "#BC1356", "#F376A6"),
        Paint::Grey => shades!("grey-text", "#5C6363", "#919EAC"),
        Paint::None
        | Paint::Paper
        | Paint::PaleGreen
        | Paint::PaleBlue
        | Paint::Purple
        | Paint::DarkGreen
        | Paint::Indigo
        | Paint::Ink
        | Paint::Black => shades(paint),
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
        for shades in PAINTS.into_iter().flat_map(|paint| [shades(paint), text_shades(paint)]) {
            let name = shades.css.trim_start_matches("var(").split(',').next().unwrap_or_default();
            let expected = format!("{name}: light-dark({}, {});", shades.light, shades.dark).to_lowercase();
            assert!(css.contains(&expected), "explorer.css lacks `{expected}`");
        }
    }

    #[test]
    fn lines_can_be_told_from_what_is_behind_them() {
        each_on_each_ground(|theme, paint, ground| {
            // The border of a subnet that nobody knows is as faint as the series' grey.
            let contrast = contrast(theme.color(paint), ground);
            assert!(
                contrast >= 3.0 || paint == Paint::Grey,
                "{theme:?} {paint:?} on {ground}: {contrast:.2}"
            );
        });
    }

    #[test]
    fn texts_can_be_read_on_every_ground_and_when_they_are_selected() {
        each_on_each_ground(|theme, paint, ground| {
            let text = theme.text_color(paint);
            let plain = contrast(text, ground);
            assert!(plain >= 4.5, "{theme:?} {paint:?} on {ground}: {plain:.2}");
            let selected = contrast(&washed(theme, text), &washed(theme, ground));
            assert!(selected >= 4.5, "{theme:?} {paint:?} on {ground}, selected: {selected:.2}");
        });
    }

    fn each_on_each_ground(check: impl Fn(Theme, Paint, &str)) {
        const GROUNDS: [Paint; 3] = [Paint::Paper, Paint::PaleGreen, Paint::PaleBlue];
        for theme in [Theme::Light, Theme::Dark] {
            for paint in PAINTS.into_iter().filter(|paint| !GROUNDS.contains(paint)) {
                for ground in GROUNDS {
                    check(theme, paint, theme.color(ground));
                }
            }
        }
    }

    /// Returns what a selected icon looks like: the accent lies over it, as thin as explorer.css has it.
    fn washed(theme: Theme, color: &str) -> String {
        const SHARE: f64 = 0.12;
        let css = include_str!("../view/explorer.css");
        assert!(css.contains("--_accent-wash: color-mix(in srgb, var(--_accent) 12%, transparent)"));
        assert!(css.contains("--_accent: var(--cfn-accent, light-dark(#0b62b8, #6db3ff))"));
        let accent = match theme {
            Theme::Light => "#0b62b8",
            Theme::Dark => "#6db3ff",
        };
        let mixed = |at| (channel(color, at) * (1.0 - SHARE) + channel(accent, at) * SHARE).round() as u8;
        format!("#{:02X}{:02X}{:02X}", mixed(1), mixed(3), mixed(5))
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
                let value = channel(color, at) / 255.0;
                weight * if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            })
            .sum()
    }

    fn channel(color: &str, at: usize) -> f64 {
        f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("a colour is six digits"))
    }
}
