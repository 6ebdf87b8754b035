//! What usually happens to webhooks on their way: each module takes one part of the request.

mod body;
pub(super) mod configured;
mod headers;
mod json;
mod secret;
mod url;

use super::case::{Case, Suspicion};

/// Everything that can be undone, the most usual first.
pub(super) fn all(case: &Case) -> Vec<Suspicion> {
    let mut all = secret::suspicions(case);
    all.extend(configured::suspicions(case));
    all.extend(headers::suspicions(case));
    all.extend(url::suspicions(case));
    all.extend(body::suspicions(case));
    all.extend(json::suspicions(case));
    all
}
