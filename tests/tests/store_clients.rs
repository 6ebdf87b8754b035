//! The clients of stores that this workspace is built with, and what `deny.toml` keeps out.

use cargo_metadata::{MetadataCommand, semver::Version};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// T-63: clients with a known fault in the protocol or in TLS, and the first version without it.
const FAULTY: &[(&str, Version)] = &[
    // RUSTSEC-2024-0363: a length of more than 4 GiB is read as another.
    ("sqlx-core", Version::new(0, 8, 1)),
    // RUSTSEC-2023-0027: the name in a server's certificate is not checked.
    ("async-nats", Version::new(0, 29, 0)),
];

#[test]
fn t_63_no_client_of_a_store_has_a_known_fault_of_its_protocol() {
    let metadata = MetadataCommand::new()
        .manifest_path(format!("{ROOT}/Cargo.toml"))
        .other_options(["--locked".to_owned()])
        .exec()
        .expect("cargo metadata");
    let deny = std::fs::read_to_string(format!("{ROOT}/deny.toml")).expect("deny.toml");
    for (name, first) in FAULTY {
        for package in metadata
            .packages
            .iter()
            .filter(|package| package.name == *name)
        {
            assert!(package.version >= *first, "{name} {}", package.version);
        }
        let entry = format!("crate = \"{name}@<{first}\"");
        assert!(deny.contains(&entry), "deny.toml lacks {entry}");
    }
    let built = |name: &str| metadata.packages.iter().any(|package| package.name == name);
    for client in ["sqlx-core", "redis", "rusqlite"] {
        assert!(built(client), "{client} is looked for by its right name");
    }
}
