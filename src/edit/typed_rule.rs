//! A rule of a security group as people write its parts.

use std::net::IpAddr;

use crate::diagnostic::{Diagnostic, Path};

use super::rule::{Direction, Peer, Rule};

/// The code of what is no part of a rule.
const NO_RULE: &str = "X0032";

impl Rule {
    /// Returns the rule that these texts mean: ports as `22`, `8000-8080` or `all`; the other side as an address, a range of
    /// addresses, a prefix list or a security group of the template.
    ///
    /// # Errors
    /// When one of them is none, with what to write instead.
    pub fn typed(direction: Direction, protocol: &str, ports: &str, peer: &str) -> Result<Self, Diagnostic> {
        let ports = match (protocol, ports) {
            ("-1" | "all", "") => None,
            (_, ports) => typed_ports(ports)?,
        };
        Ok(Self { direction, protocol: protocol.into(), ports, peer: typed_peer(peer)?, description: None })
    }
}

fn typed_ports(text: &str) -> Result<Option<(u16, u16)>, Diagnostic> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    match (text, from.trim().parse::<u16>(), to.trim().parse::<u16>()) {
        ("all", ..) => Ok(None),
        (_, Ok(from), Ok(to)) if from <= to => Ok(Some((from, to))),
        _ => Err(no(
            format!("`{text}` is no port"),
            "say a number up to 65535, a range such as 8000-8080, or all",
        )),
    }
}

fn typed_peer(text: &str) -> Result<Peer, Diagnostic> {
    let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
    let no_range = |hint: String| Err(no(format!("`{text}` is no range of addresses"), &hint));
    if let Ok(address) = address.parse::<IpAddr>() {
        let most = if address.is_ipv4() { 32 } else { 128 };
        return match bits.map_or(Ok(most), str::parse::<u8>) {
            Ok(bits) if bits <= most => Ok(Peer::Cidr(format!("{address}/{bits}").into())),
            _ => no_range(format!("its last part is a number up to {most}")),
        };
    }
    match text {
        _ if bits.is_some() || text.is_empty() => {
            no_range("write it as 203.0.113.0/24 or 2001:db8::/32".to_owned())
        }
        _ if text.starts_with("pl-") => Ok(Peer::PrefixList(text.into())),
        _ => Ok(Peer::Group(text.into())),
    }
}

fn no(what: String, hint: &str) -> Diagnostic {
    Diagnostic::error(NO_RULE, Path::root(), what).hint(hint)
}
