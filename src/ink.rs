//! The palette's names.

/// A colour by its place in the palette, so that themes can change it; `None` draws nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Nothing.
    None,
    /// `#FFFFFF`: the ground, and glyphs on a solid badge.
    Paper,
    /// `#248814`: VPC, public subnet.
    Green,
    /// `#E9F3E6`: inside a public subnet.
    PaleGreen,
    /// `#147EBA`: availability zone, private subnet.
    Blue,
    /// `#E6F2F8`: inside a private subnet.
    PaleBlue,
    /// `#DD3522`: security group.
    Red,
    /// `#D86613`: compute.
    Orange,
    /// `#5A30B5`: network.
    Purple,
    /// `#277116`: storage.
    DarkGreen,
    /// `#3334B9`: databases.
    Indigo,
    /// `#BC1356`: application integration, management.
    Pink,
    /// `#232F3E`: text.
    Ink,
    /// `#AAB7B8`: a VPC's title.
    Grey,
    /// `#000000`: links.
    Black,
}

impl Ink {
    /// The colour of a service or type by the name that the tables use; text's colour for any other.
    pub fn named(name: &str) -> Self {
        match name {
            "Green" => Ink::Green,
            "Blue" => Ink::Blue,
            "Red" => Ink::Red,
            "Orange" => Ink::Orange,
            "Purple" => Ink::Purple,
            "DarkGreen" => Ink::DarkGreen,
            "Indigo" => Ink::Indigo,
            "Pink" => Ink::Pink,
            _ => Ink::Ink,
        }
    }
}
