//! Writes the families of heavy templates into a folder: `cargo run --release --example heavy -- FOLDER [BYTES]`.

#[path = "../tests/hostile/families.rs"]
mod families;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "target/heavy".into());
    let bytes = arguments.next().and_then(|bytes| bytes.parse().ok()).unwrap_or(1_000_000);
    std::fs::create_dir_all(&folder)?;
    let families = families::families(bytes);
    for family in &families {
        let name = family.name.replace([' ', ','], "-");
        std::fs::write(Path::new(&folder).join(format!("{name}.yaml")), &family.text)?;
    }
    println!("{} templates in {folder}", families.len());
    Ok(())
}
