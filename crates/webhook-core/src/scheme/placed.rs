//! Signatures that stand in no header, and where a content that a function makes has the secret.

use super::{Algorithm, At, CustomContent, Encoding, Scheme, TailFn, check};
use crate::Refusal;

/// Where the secret stands in a content that a function makes. In a template it is
/// [`Part::Secret`](super::Part::Secret).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecretPlace {
    /// Before everything else.
    First,
    /// After everything else, which only a plain hash allows.
    Last,
}

impl Scheme {
    /// Starts a scheme whose signature, in hexadecimal, stands in the body or in the query: at the
    /// first of these places that holds one. What it covers is a function's to say
    /// ([`Scheme::custom_content`]), since the body holds the signature itself.
    ///
    /// # Panics
    /// For an empty name, or a place that is a header or inside one.
    pub const fn signed_in(
        algorithm: Algorithm,
        name: &'static str,
        places: &'static [At],
    ) -> Self {
        check::places(places);
        check::no_header(places);
        let mut scheme = Self::hmac(algorithm, name, "-");
        scheme.header = "";
        scheme.signature_at = places;
        scheme
    }

    /// Starts a scheme without a signature: the secret itself stands in the body, which is
    /// *authenticated*, not verified.
    ///
    /// # Panics
    /// As [`Scheme::signed_in`].
    pub const fn token_in(name: &'static str, places: &'static [At]) -> Self {
        Self::signed_in(Algorithm::Token, name, places)
            .encoding(Encoding::Plain)
            .body_not_signed("the provider sends a shared token and signs nothing")
            .content(&[])
    }

    /// Declares that a content which a function makes starts with the secret.
    pub const fn secret_first(mut self) -> Self {
        self.secret_in_content = Some(SecretPlace::First);
        self
    }

    /// Declares that a content which a function makes ends with the secret.
    ///
    /// # Panics
    /// For an algorithm that is no plain hash.
    pub const fn secret_last(mut self) -> Self {
        assert!(
            self.algorithm.is_plain_hash(),
            "only a plain hash has the secret at the end of its content"
        );
        self.secret_in_content = Some(SecretPlace::Last);
        self
    }

    /// Where the signature stands, if that is not a header: the first place that holds one.
    pub const fn signature_places(&self) -> &'static [At] {
        self.signature_at
    }

    /// Where a content that a function makes has the secret, if it holds it.
    pub const fn secret_place(&self) -> Option<SecretPlace> {
        self.secret_in_content
    }
}

impl CustomContent {
    /// These heads, each followed by what the body adds.
    pub fn new(heads: Vec<String>, tail: TailFn) -> Self {
        Self {
            heads,
            tail,
            identity: None,
        }
    }

    /// The text that `read` makes of the complete body, and nothing else.
    pub fn of_body(
        read: impl FnOnce(&[u8]) -> Result<String, Refusal> + Send + Sync + 'static,
    ) -> Self {
        Self {
            heads: vec![String::new()],
            tail: Box::new(|body, content| {
                content.extend_from_slice(read(body)?.as_bytes());
                Ok(())
            }),
            identity: None,
        }
    }

    /// Lets the whole body identify a delivery, of which the content holds but a part: two states of
    /// one payment may differ in nothing that is signed.
    pub fn identified_by_body(mut self) -> Self {
        self.identity = Some(String::new());
        self
    }
}
