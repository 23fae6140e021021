//! A value of a property as people type it, where the property's name says what it must be.

use std::net::IpAddr;

use crate::diagnostic::{Diagnostic, Path, Step};

/// The code of what is no value of its kind.
const NO_VALUE: &str = "X0033";

/// The highest port.
pub const LAST_PORT: i64 = 65_535;

/// Returns what AWS would say against a text as the value at a path: where a range of addresses or a port is wanted, and it is none.
pub fn mistyped(path: &Path, text: &str) -> Option<Diagnostic> {
    let mut steps = path.steps();
    while let [rest @ .., Step::Key(function), Step::Index(_)] = steps
        && &**function == "Fn::If"
    {
        steps = rest;
    }
    let Some(Step::Key(name)) = steps.last() else { return None };
    // What AWS looks up is nothing yet.
    if text.contains("{{resolve:") {
        return None;
    }
    let no = |what: &str, hint: &str| {
        Some(Diagnostic::error(NO_VALUE, path.clone(), format!("`{text}` is no {what}")).hint(hint))
    };
    if is_range(name) {
        let is_six = name.contains("Ipv6");
        let example = if is_six { "2001:db8::/32" } else { "10.0.0.0/16" };
        return match read_range(text) {
            Some(address) if address.is_ipv6() == is_six => None,
            _ => no("range of addresses", &format!("write it as {example}")),
        };
    }
    let port = text.parse::<i64>().ok().filter(|_| is_port(name))?;
    if (-1..=LAST_PORT).contains(&port) {
        return None;
    }
    no("port", "say a number up to 65535")
}

/// Returns true for the name of a property that is a port.
pub fn is_port(name: &str) -> bool {
    name.ends_with("Port")
}

fn is_range(name: &str) -> bool {
    name.ends_with("CidrBlock") || matches!(name, "CidrIp" | "CidrIpv6")
}

/// Reads a range of addresses: its first address.
fn read_range(text: &str) -> Option<IpAddr> {
    let (address, bits) = text.split_once('/')?;
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    bits.parse::<u8>().ok().filter(|bits| *bits <= most).map(|_| address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, text: &str) -> Option<String> {
        mistyped(&Path::root().key("Properties").key(name), text).map(|no| no.in_one_line())
    }

    #[test]
    fn ranges_and_ports_are_known_by_their_names() {
        for (name, good) in [
            ("CidrBlock", "10.0.0.0/16"),
            ("CidrIp", "0.0.0.0/0"),
            ("CidrIpv6", "::/0"),
            ("Ipv6CidrBlock", "2001:db8::/64"),
            ("FromPort", "-1"),
            ("ToPort", "65535"),
            ("HealthCheckPort", "traffic-port"),
            ("PortRange", "99999"),
        ] {
            assert_eq!(said(name, good), None, "{name}");
        }
        for (name, bad) in [
            ("CidrBlock", "foo"),
            ("DestinationCidrBlock", "10.0.0.0/33"),
            ("CidrIp", "10.0.0.1"),
            ("CidrIp", "::/0"),
            ("CidrIpv6", "0.0.0.0/0"),
            ("FromPort", "65536"),
            ("Port", "-2"),
        ] {
            assert!(said(name, bad).is_some(), "{name}");
        }
        assert_eq!(said("CidrIp", "{{resolve:ssm:/office/range}}"), None);
        let branch = Path::root().key("CidrIp").key("Fn::If");
        assert!(mistyped(&branch.index(1), "office").is_some());
        assert!(mistyped(&Path::root().key("CidrBlock").key("Fn::Select").index(0), "0").is_none());
        assert_eq!(
            said("CidrIp", "a").as_deref(),
            Some("`a` is no range of addresses: write it as 10.0.0.0/16")
        );
    }
}
