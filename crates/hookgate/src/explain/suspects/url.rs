//! The URL as the provider called it, which a proxy hides.

use http::Uri;

use super::super::case::{Case, Suspicion, Undo};

pub(super) fn suspicions(case: &Case) -> Vec<Suspicion> {
    if !case.scheme.signs_url() {
        return Vec::new();
    }
    let given = case.url.as_deref().and_then(|url| url.parse::<Uri>().ok());
    let mut hosts: Vec<String> = Vec::new();
    let mut add = |host: Option<&str>| {
        if let Some(host) = host.map(str::trim).filter(|host| !host.is_empty()) {
            let bare = host.rsplit_once(':').map_or(host, |(bare, _)| bare);
            // Without its port first: the one inside is rarely the one outside.
            for host in [bare, host] {
                if !hosts.iter().any(|known| known == host) {
                    hosts.push(host.to_owned());
                }
            }
        }
    };
    add(given
        .as_ref()
        .and_then(|url| url.authority())
        .map(|a| a.as_str()));
    // Here nothing is trusted: a candidate counts only if the signature says so.
    add(case
        .header("x-forwarded-host")
        .and_then(|list| list.split(',').next()));
    add(case.header("host"));
    add(case.capture.url.authority().map(|a| a.as_str()));
    let mut paths: Vec<String> = Vec::new();
    let captured = case.capture.url.path();
    for path in given
        .as_ref()
        .map(Uri::path)
        .into_iter()
        .chain([captured, "/"])
    {
        let bare = path.trim_end_matches('/');
        for path in [path.to_owned(), bare.to_owned(), format!("{bare}/")] {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for scheme in ["https", "http"] {
        for host in &hosts {
            for path in &paths {
                let url = format!("{scheme}://{host}{path}");
                if case.url.as_ref() != Some(&url) {
                    found.push(Suspicion {
                        code: "url",
                        what: format!(
                            "the provider called {url}, not {}",
                            case.url.as_deref().unwrap_or("what this service sees")
                        ),
                        fix: format!(".public_url({url:?}), the URL registered with the provider"),
                        undo: Undo::Url(url),
                    });
                }
            }
        }
    }
    found
}
