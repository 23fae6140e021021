//! Facts about resource types, as data: title, service, icon, role, placement paths, flow rules.
