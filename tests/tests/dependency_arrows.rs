//! The arrows between the workspace's crates point down, and the core drags in no framework.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

/// Which crates each crate may depend on. A new edge is a decision, not an accident.
const ARROWS: &[(&str, &[&str])] = &[
    (
        "hookgate",
        &[
            "axum-webhook",
            "tower-webhook",
            "webhook-events",
            "webhook-core",
        ],
    ),
    (
        "axum-webhook",
        &["tower-webhook", "webhook-events", "webhook-core"],
    ),
    (
        "warp-webhook",
        &["tower-webhook", "webhook-events", "webhook-core"],
    ),
    ("tower-webhook", &["webhook-core"]),
    ("webhook-redis", &["webhook-core"]),
    ("webhook-postgres", &["webhook-core"]),
    ("webhook-sqlite", &["webhook-core"]),
    ("webhook-events", &["webhook-core"]),
    ("webhook-core", &[]),
];

/// The arrows that must be there; the rest of [`ARROWS`] may be.
const DRAWN: &[(&str, &str)] = &[
    ("hookgate", "axum-webhook"),
    ("axum-webhook", "tower-webhook"),
    ("axum-webhook", "webhook-events"),
    ("warp-webhook", "tower-webhook"),
    ("warp-webhook", "webhook-events"),
    ("tower-webhook", "webhook-core"),
    ("webhook-redis", "webhook-core"),
    ("webhook-postgres", "webhook-core"),
    ("webhook-sqlite", "webhook-core"),
    ("webhook-events", "webhook-core"),
];

/// Frameworks, runtimes, clients, caches and clocks: none of them belongs below the layer. `jiff` is
/// there without its feature `std`, which is its clock: what is left of it reads dates.
const BANNED_IN_CORE: &[&str] = &[
    "async-std",
    "axum",
    "axum-core",
    "chrono",
    "dashmap",
    "futures-executor",
    "futures-util",
    "h2",
    "hyper",
    "hyper-util",
    "metrics",
    "mio",
    "moka",
    "parking_lot",
    "redis",
    "reqwest",
    "rusqlite",
    "rustls",
    "smol",
    "socket2",
    "sqlx",
    "time",
    "tokio",
    "tokio-util",
    "tower",
    "tower-http",
    "tower-layer",
    "tower-service",
    "tracing",
    "ureq",
    "warp",
];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .exec()
        .expect("cargo metadata")
}

fn ours(metadata: &Metadata) -> BTreeMap<&str, &Package> {
    let arrows: BTreeSet<_> = ARROWS.iter().map(|(name, _)| *name).collect();
    metadata
        .workspace_packages()
        .into_iter()
        .filter(|package| arrows.contains(package.name.as_str()))
        .map(|package| (package.name.as_str(), package))
        .collect()
}

/// Direct dependencies that users get, optional ones included.
fn normal(package: &Package) -> BTreeSet<&str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .map(|dependency| dependency.name.as_str())
        .collect()
}

#[test]
fn arrows_between_our_crates_point_down_only() {
    let metadata = metadata();
    let crates = ours(&metadata);
    assert_eq!(
        crates.len(),
        ARROWS.len(),
        "every crate of the table exists"
    );
    for (name, allowed) in ARROWS {
        let found = normal(crates[name]);
        for (other, _) in ARROWS {
            let drawn = found.contains(other);
            assert!(
                !drawn || allowed.contains(other),
                "{name} -> {other} is a new arrow"
            );
        }
    }
    for (from, to) in DRAWN {
        assert!(normal(crates[from]).contains(to), "{from} -> {to} is gone");
    }
}

#[test]
fn every_published_crate_stands_in_the_table() {
    let metadata = metadata();
    for package in metadata.workspace_packages() {
        let published = package
            .publish
            .as_ref()
            .is_none_or(|registries| !registries.is_empty());
        let known = ARROWS
            .iter()
            .any(|(name, _)| *name == package.name.as_str());
        assert_eq!(
            published, known,
            "{}: add it to the table, or `publish = false`",
            package.name
        );
        // Whatever is not published is never depended upon by what is.
        if published {
            let unpublished = metadata
                .workspace_packages()
                .into_iter()
                .filter(|other| other.publish.as_ref().is_some_and(Vec::is_empty));
            for other in unpublished {
                assert!(
                    !normal(package).contains(other.name.as_str()),
                    "{}",
                    package.name
                );
            }
        }
    }
}

/// Everything that `root` is built from. Asked of `cargo tree`: the graph of `cargo metadata` also
/// holds what no feature switches on.
fn closure(root: &str, options: &[&str]) -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .args(["--package", root, "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}"])
        .args(options)
        .output()
        .expect("cargo tree");
    let errors = String::from_utf8_lossy(&tree.stderr);
    assert!(tree.status.success(), "{errors}");
    let lines = String::from_utf8(tree.stdout).expect("UTF-8");
    let names = lines.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

/// What of it is banned in the core.
fn banned(below: &BTreeSet<String>) -> Vec<&'static str> {
    let banned = BANNED_IN_CORE.iter().copied();
    banned.filter(|name| below.contains(*name)).collect()
}

#[test]
fn the_core_has_no_framework_runtime_or_client_below_it() {
    let metadata = metadata();
    let core = ours(&metadata)["webhook-core"];
    let below = closure("webhook-core", &["--target", "all"]);
    assert!(
        below.contains("hmac") && below.contains("http"),
        "the graph was read: {below:?}"
    );
    assert_eq!(banned(&below), [""; 0]);
    // Nor behind any feature, but for axum's core behind its own. In browsers jsonwebtoken asks for
    // the time through one more, which no receiver is built with.
    let features = core.features.keys().map(String::as_str);
    let others: Vec<_> = features.filter(|feature| *feature != "axum").collect();
    let behind = closure("webhook-core", &["--features", &others.join(",")]);
    assert!(behind.contains("jsonwebtoken"), "{behind:?}");
    assert_eq!(banned(&behind), [""; 0]);
    // Those bring what verifies signatures of private keys, the parsers of certificates and of
    // structured fields, the random operations of the suite for stores and owners for these.
    let optional: Vec<_> = core
        .dependencies
        .iter()
        .filter(|dependency| dependency.optional && dependency.kind == DependencyKind::Normal)
        .map(|dependency| dependency.name.as_str())
        .collect();
    assert_eq!(
        optional,
        [
            "aws-lc-rs",
            "axum-core",
            "ed25519-dalek",
            "getrandom",
            "jsonwebtoken",
            "proptest",
            "sfv",
            "x509-cert"
        ]
    );
}

#[test]
fn the_ban_list_is_about_crates_that_are_really_around() {
    let metadata = metadata();
    let all: BTreeSet<_> = metadata
        .packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    for present in ["tokio", "tower", "axum", "moka", "hyper", "axum-core"] {
        assert!(
            all.contains(present) && BANNED_IN_CORE.contains(&present),
            "{present}"
        );
    }
    let layer = closure("tower-webhook", &["--target", "all"]);
    assert!(
        layer.contains("tokio"),
        "the search goes deep enough to find a runtime"
    );
}
