//! What is read, and how.
