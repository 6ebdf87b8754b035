//! What CONTRIBUTING promises of every provider: a small file that names its sources, a page, and
//! vectors that somebody outside of this project has judged wherever somebody can.

use std::{fs, path::PathBuf};

use webhook_core::{
    providers,
    scheme::Evidence,
    testing::vectors::{Provenance, Vector},
};

/// The most lines of code that one provider may take; what is longer has something general in it.
const LONGEST: usize = 80;

struct ProviderFile {
    slug: &'static str,
    docs: &'static str,
    evidence: Evidence,
    constant: &'static str,
    path: PathBuf,
    text: String,
}

impl ProviderFile {
    /// The module documentation, which names the sources.
    fn header(&self) -> String {
        let lines = self
            .text
            .lines()
            .filter_map(|line| line.strip_prefix("//!"));
        lines.collect()
    }

    fn code(&self) -> impl Iterator<Item = &str> {
        let lines = self.text.lines().map(str::trim_start);
        lines.filter(|line| !line.is_empty() && !line.starts_with("//"))
    }

    fn vectors(&self) -> Vec<Vector> {
        let path = root().join(format!("tests/vectors/{}.jsonl", self.slug));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        Vector::parse_lines(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"))
    }
}

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn rust_files(directory: &str) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(root().join("crates/webhook-core").join(directory)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let sources = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    sources
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect()
}

/// The file of every provider.
fn provider_files() -> Vec<ProviderFile> {
    let sources = rust_files("src/providers");
    let file = |scheme: &webhook_core::Scheme| {
        let slug = scheme.name();
        let constant = providers::constant_name(slug).expect(slug);
        let definition = format!("pub const {constant}: Scheme");
        let (path, text) = sources
            .iter()
            .find(|(_, text)| text.contains(&definition))
            .expect(slug);
        ProviderFile {
            slug,
            docs: scheme.docs(),
            evidence: scheme.evidence(),
            constant,
            path: path.clone(),
            text: text.clone(),
        }
    };
    providers::ALL.iter().map(file).collect()
}

#[test]
fn no_provider_takes_more_than_eighty_lines_of_code() {
    for file in provider_files() {
        let lines = file.code().count();
        assert!(
            lines <= LONGEST,
            "{}: {lines} lines: move what is general into the engine",
            file.path.display()
        );
    }
}

#[test]
fn every_provider_names_its_source_and_has_a_page_that_links_to_it() {
    for file in provider_files() {
        let slug = file.slug;
        assert!(
            file.header().contains(" - "),
            "{slug}: the header lists no source"
        );
        assert!(file.docs.starts_with("https://"), "{slug}: {}", file.docs);
        let page = root().join(format!("docs/providers/{slug}.md"));
        let page = fs::read_to_string(page).unwrap_or_else(|error| panic!("{slug}: {error}"));
        assert!(page.contains(file.docs), "{slug}: the page names no source");
    }
}

/// Whether the vendor has a package that can be run on a request, by the file's own account. The
/// source of a sender, which files name too, signs and cannot judge.
fn has_an_sdk(file: &ProviderFile) -> bool {
    let header = file.header();
    header.split(" - ").any(|source| {
        let is_package = source.contains("npm package") || source.contains("PyPI");
        is_package && source.contains("(official)")
    })
}

#[test]
fn what_somebody_outside_can_judge_somebody_outside_has_judged() {
    let published: String = rust_files("tests/published")
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let (mut judged, mut unjudged) = (0, Vec::new());
    for file in provider_files() {
        let from_outside = file
            .vectors()
            .iter()
            .any(|vector| vector.provenance().is_from_outside());
        let is_published = published.contains(&format!("providers::{})", file.constant));
        if from_outside || is_published {
            judged += 1;
        } else if has_an_sdk(&file) {
            unjudged.push(file.slug);
        }
    }
    assert!(
        unjudged.is_empty(),
        "run the vendor's SDK on their vectors: {unjudged:?}"
    );
    assert!(
        judged > 100,
        "only {judged} providers are judged from outside"
    );
}

#[test]
fn what_the_vendor_itself_has_judged_is_vendor_source() {
    for file in provider_files() {
        let vectors = file.vectors();
        let by = |provenance| {
            vectors
                .iter()
                .any(|vector| vector.provenance() == provenance)
        };
        let by_vendor = by(Provenance::Published) || has_an_sdk(&file) && by(Provenance::Sdk);
        assert!(
            !by_vendor || file.evidence == Evidence::VendorSource,
            "{}: {:?}",
            file.slug,
            file.evidence
        );
    }
}

#[test]
fn a_vector_says_who_judged_it() {
    let line = |sdk: &str| {
        format!(
            r#"{{"id":"x","provider":"github","level":"must","expect":"reject","sdk":"{sdk}","secrets":["a secret of some length"],"now_unix":0,"method":"POST","url":"/","headers":[],"body_base64":""}}"#
        )
    };
    for (sdk, provenance) in [
        ("stripe@23.1.0", Provenance::Sdk),
        ("@slack/bolt@5.1.0", Provenance::Sdk),
        ("sinch@2.3.0 (PyPI)", Provenance::Sdk),
        ("published: the vendor's page", Provenance::Published),
        ("none: Python 3 hmac", Provenance::Independent),
        ("", Provenance::Independent),
    ] {
        let vector = &Vector::parse_lines(&line(sdk)).unwrap()[0];
        assert_eq!(vector.provenance(), provenance, "{sdk}");
        assert_eq!(
            vector.provenance().is_from_outside(),
            provenance != Provenance::Independent
        );
    }
}
