//! [`Unhandled`]: a success behind which no handler stands.

/// In the extensions of a 2xx: no handler took this delivery, on purpose. The layer counts it as
/// `unhandled`, apart from what was handled.
///
/// A handler of one's own that passes over events says so in the same way:
///
/// ```
/// use webhook_core::Unhandled;
///
/// let mut response = http::Response::new("not for us");
/// response.extensions_mut().insert(Unhandled);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unhandled;
