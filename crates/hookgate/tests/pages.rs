//! `docs/providers/`: the pages are those that the tool prints, and every provider has one.
//!
//! After a change of the table: `BLESS=1 cargo test -p hookgate --test pages`.

mod common;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use axum_webhook::providers;
use common::run;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/providers")
}

fn printed(arguments: &[&str]) -> String {
    let page = run(&[&["providers", "--markdown"], arguments].concat());
    assert_eq!(page.code, Some(0), "{}", page.stderr);
    page.stdout
}

/// What the folder should hold.
fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::from([("README.md".to_owned(), printed(&[]))]);
    for scheme in providers::ALL {
        let name = scheme.name();
        pages.insert(format!("{name}.md"), printed(&[name]));
    }
    pages
}

#[test]
fn the_pages_are_those_that_the_table_makes() {
    let pages = pages();
    if std::env::var_os("BLESS").is_some() {
        let _ = fs::remove_dir_all(folder());
        fs::create_dir_all(folder()).expect("a folder");
        for (name, text) in &pages {
            fs::write(folder().join(name), text).expect("a page");
        }
    }
    let kept: BTreeMap<_, _> = fs::read_dir(folder())
        .expect("docs/providers")
        .map(|entry| {
            let entry = entry.expect("an entry");
            let text = fs::read_to_string(entry.path()).expect("a page");
            (entry.file_name().into_string().expect("a name"), text)
        })
        .collect();
    for (name, text) in &pages {
        assert_eq!(
            kept.get(name),
            Some(text),
            "{name} is not what the table says; see the head of this file"
        );
    }
    assert_eq!(kept.len(), pages.len(), "a page of a provider that is gone");
}

#[test]
fn every_page_says_what_is_signed_and_where_that_is_written() {
    for (name, page) in pages().into_iter().filter(|(name, _)| name != "README.md") {
        for row in ["| Signed |", "| Signature |", "| Evidence |", "<https://"] {
            assert!(page.contains(row), "{name}: {row}");
        }
    }
}

#[test]
fn what_leaves_the_body_unsigned_says_so_first() {
    for scheme in providers::ALL {
        let warned = printed(&[scheme.name()]).contains("**The body is not signed.**");
        assert_eq!(warned, !scheme.signs_body(), "{}", scheme.name());
    }
}
