//! The pages of `docs/providers/`: one for each provider, and their index.

use std::fmt::Write as _;

use axum_webhook::Scheme;

use super::{rows::rows, usage};

/// The index.
pub(super) fn index(schemes: &[&Scheme]) -> String {
    let mut page = format!(
        "# Providers\n\n\
         {} of them. Each page says what is checked and where that is written. *Evidence* is how well:\n\
         `vendor-source` by the vendor's own code or vectors, `vendor-docs` by its documentation,\n\
         `third-party` by independent verifiers only.\n\n\
         These pages are generated: `BLESS=1 cargo test -p hookgate --test pages`.\n\n\
         | Provider | Slug | Signed with | Evidence |\n|---|---|---|---|\n",
        schemes.len()
    );
    for scheme in schemes {
        let (title, name) = (scheme.title(), scheme.name());
        let (algorithm, evidence) = (scheme.algorithm().as_str(), scheme.evidence().as_str());
        let _ = writeln!(
            page,
            "| [{title}]({name}.md) | `{name}` | {algorithm} | {evidence} |"
        );
    }
    page
}

/// One provider's page.
pub(super) fn page(scheme: &Scheme) -> String {
    let mut page = format!("# {}\n\n", scheme.title());
    if !scheme.signs_body() {
        page.push_str(
            "**The body is not signed.** Deliveries are authenticated, not verified: whoever captured one\n\
             can send any body under its headers.\n\n",
        );
    }
    let _ = write!(
        page,
        "```rust,ignore\n{}\n```\n\n| | |\n|---|---|\n",
        usage::code(scheme)
    );
    for (what, value) in rows(scheme) {
        let _ = writeln!(page, "| {what} | {} |", value.replace('|', "\\|"));
    }
    if !scheme.page_notes().is_empty() {
        page.push('\n');
        for note in scheme.page_notes() {
            let _ = writeln!(page, "- {note}");
        }
    }
    if scheme.is_final(503) {
        page.push_str(
            "\n**A 503 is final here**: what fails is not sent again. Answer first, and work from a queue.\n",
        );
    }
    if scheme
        .handshakes_axis()
        .iter()
        .any(|check| check.is_no_post())
    {
        page.push_str(
            "\nThe endpoint check is no post: route it to the layer too, `any(handler).layer(layer)`.\n",
        );
    }
    for line in usage::needs(scheme) {
        let _ = write!(page, "\n{line}\n");
    }
    match &*usage::commands(scheme) {
        [] => {}
        [command] => {
            let _ = write!(page, "\nTry it: `{command}`\n");
        }
        commands => {
            let commands = commands.join("\n");
            let _ = write!(
                page,
                "\nTry it, signed with the test kit's key:\n\n```sh\n{commands}\n```\n"
            );
        }
    }
    page
}
