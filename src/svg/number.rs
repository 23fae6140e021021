//! Numbers as attributes have them.

/// Two decimals at most: finer than any screen, and the same text on every platform.
pub fn number(value: f64) -> String {
    rounded(value).to_string()
}

/// Rounded to two decimals; what is no number is 0, and so is `-0`, which reads badly and means the same.
pub(super) fn rounded(value: f64) -> f64 {
    if value.is_finite() { (value * 100.0).round() / 100.0 + 0.0 } else { 0.0 }
}
