//! Numbers in order that are as near as can be to those that are wanted (isotonic regression).

/// Returns the ascending numbers that are nearest to the wanted ones, each with its weight, by pooling neighbours that would
/// be in disorder.
pub fn ascending(wanted: &[(f64, f64)]) -> Vec<f64> {
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for &(value, weight) in wanted {
        pools.push((value, weight, 1));
        while let [.., a, b] = pools.as_mut_slice() {
            if a.0 <= b.0 {
                break;
            }
            let weight = a.1 + b.1;
            *a = ((a.0 * a.1 + b.0 * b.1) / weight, weight, a.2 + b.2);
            pools.pop();
        }
    }
    pools.iter().flat_map(|&(value, _, count)| std::iter::repeat_n(value, count)).collect()
}
