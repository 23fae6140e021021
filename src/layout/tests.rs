//! Tests of the passes together, on scenes made by hand.
