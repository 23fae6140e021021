//! The command line: render, graph, command, check.

fn main() {}
