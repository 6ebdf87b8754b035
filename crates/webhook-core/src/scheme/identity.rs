//! What makes two requests the same delivery.

use super::At;

/// The axis that deduplicates, apart from the event id that users read.
///
/// Where the named id is absent from a request, its content identifies it: two look-alikes may
/// then be told apart too finely, which runs a retry twice, but never merged, which would lose an
/// event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Identity {
    /// An id that the signature covers, alone. The same id with other content is the same delivery.
    SignedId(At),
    /// An id that the signature does not cover, together with the signed content and the given
    /// further places (Shopify's topic). A captured request replayed under a forged id runs again;
    /// [`Identity::Content`] trades that for merging legitimate look-alikes.
    IdAndContent(At, &'static [At]),
    /// The signed content without the per-attempt timestamp.
    Content,
}
