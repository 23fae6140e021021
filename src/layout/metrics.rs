//! Text widths from a table, so that the command line and the page place every letter the same.

use super::TextMeasure;
use crate::hidden::is_hidden;

/// Advance widths of ASCII from the space on, in thousandths of the font size.
///
/// For each character the wider of Helvetica and DejaVu Sans: readers' machines differ in what stands in for
/// Helvetica, and a label that was measured too wide still collides with nothing.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 722, 770, 667, 611, 778, 752, 295,
    500, 667, 557, 863, 748, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838,
    556, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// Other letters: the widest common lower-case ones.
const OTHER: u16 = 640;

/// Ideographs and emoji fill their square.
const FULL: u16 = 1000;

/// The measure of the layout: the widths of a sans-serif font that is wide enough for all.
#[derive(Debug, Clone, Copy, Default)]
pub struct SansMetrics;

impl TextMeasure for SansMetrics {
    fn width(&self, text: &str, size: f64) -> f64 {
        let thousandths: u64 = text.chars().map(|c| u64::from(advance(c))).sum();
        thousandths as f64 * size / 1000.0
    }
}

fn advance(c: char) -> u16 {
    let code = u32::from(c);
    match c {
        ' '..='~' => ASCII.get(code as usize - 32).copied().unwrap_or(OTHER),
        '‹' | '›' => 400,
        '–' | '·' => 500,
        '…' | '—' | '→' | '←' => FULL,
        _ if is_hidden(c) || is_combining(code) => 0,
        _ if is_full_width(code) => FULL,
        _ => OTHER,
    }
}

fn is_combining(code: u32) -> bool {
    matches!(code, 0x0300..=0x036F)
}

fn is_full_width(code: u32) -> bool {
    matches!(
        code,
        0x1100..=0x115F | 0x2190..=0x27BF | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F
            | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1_F000..=0x3_FFFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_as_wide_as_its_letters() {
        assert_eq!(SansMetrics.width("VPC", 10.0), 6.84 + 6.67 + 7.22);
        assert_eq!(SansMetrics.width("", 12.0), 0.0);
    }

    #[test]
    fn ideographs_are_square_and_controls_have_no_width() {
        assert_eq!(SansMetrics.width("漢\u{7}", 12.0), 12.0);
    }
}
