//! The hosts that have an address which the template gives them: whoever names it elsewhere means them.

use crate::eval::Value;
use crate::maps::IndexMap;
use crate::template::LogicalId;

use super::excerpt::whole;
use super::resources::Resources;

/// Hosts by the addresses that are given to one alone.
pub(super) struct FixedAddresses<'a>(IndexMap<String, Option<&'a LogicalId>>);

/// Where types give hosts an address.
const GIVEN: [(&str, &str); 5] = [
    ("EC2::Instance", "PrivateIpAddress"),
    ("EC2::Instance", "NetworkInterfaces[].PrivateIpAddress"),
    ("EC2::Instance", "NetworkInterfaces[].PrivateIpAddresses[].PrivateIpAddress"),
    ("EC2::NetworkInterface", "PrivateIpAddress"),
    ("EC2::NetworkInterface", "PrivateIpAddresses[].PrivateIpAddress"),
];

impl<'a> FixedAddresses<'a> {
    /// Reads what the hosts of the template are given.
    pub fn read(resources: &Resources<'a>) -> Self {
        let mut holders: IndexMap<String, Option<&LogicalId>> = IndexMap::new();
        for (short, path) in GIVEN {
            for id in resources.of_type(short) {
                for address in resources.values(id, path).into_iter().filter_map(text) {
                    // Two networks may both have it.
                    let holder = holders.entry(address).or_insert(Some(id));
                    *holder = holder.filter(|known| *known == id);
                }
            }
        }
        Self(holders)
    }

    /// Returns whose address a value is.
    pub fn holder(&self, value: &Value) -> Option<&'a LogicalId> {
        if self.0.is_empty() { None } else { self.0.get(&text(value)?).copied().flatten() }
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(_) | Value::Deferred(_) => {
            whole(value).map(|text| text.to_string()).filter(|text| !text.is_empty())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::List(_) | Value::Map(_) => None,
    }
}
