//! `Fn::Cidr`: blocks of equal size within a block.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

/// The first `count` blocks with `bits` host bits each in `block`; why not, when there are none.
pub(super) fn blocks(block: &str, count: u32, bits: u32) -> Result<Vec<Rc<str>>, String> {
    if !(1..=256).contains(&count) {
        return Err(format!("the count must be between 1 and 256, not {count}"));
    }
    let (address, prefix) =
        parse(block).ok_or_else(|| format!("`{block}` is no block of addresses such as `10.0.0.0/16`"))?;
    let width: u32 = if address.is_ipv4() { 32 } else { 128 };
    let Some(small) = width.checked_sub(bits).filter(|small| bits >= 1 && *small >= prefix) else {
        return Err(format!("blocks with {bits} host bits don't fit in `{block}`"));
    };
    let room = small - prefix;
    if room < 32 && u64::from(count) > 1 << room {
        return Err(format!("`{block}` has no room for {count} blocks with {bits} host bits"));
    }
    let number = match address {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    };
    // A shift by the whole width is not defined, and a prefix of 0 asks for one.
    let base = if prefix == 0 { 0 } else { number >> (width - prefix) << (width - prefix) };
    Ok((0..count)
        .map(|i| {
            let start = base + if bits < 128 { u128::from(i) << bits } else { 0 };
            let address = match address {
                IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::from(u32::try_from(start).unwrap_or(u32::MAX))),
                IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::from(start)),
            };
            format!("{address}/{small}").into()
        })
        .collect())
}

fn parse(block: &str) -> Option<(IpAddr, u32)> {
    let (address, prefix) = block.split_once('/')?;
    let address: IpAddr = address.parse().ok()?;
    let prefix: u32 = prefix.parse().ok()?;
    (prefix <= if address.is_ipv4() { 32 } else { 128 }).then_some((address, prefix))
}
