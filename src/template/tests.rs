//! What templates are read as.
