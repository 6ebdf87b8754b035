//! Where a vector's verdict comes from, so that no provider rests on our own reading alone.

use super::Vector;

/// Who gave a vector's verdict, as its `sdk` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Provenance {
    /// An SDK was run on the request: the vendor's own, the reference library of its family, or the
    /// one that its users take where it has none.
    Sdk,
    /// The vendor published request and signature.
    Published,
    /// Another implementation than this one signed it, from the documented rule.
    Independent,
}

impl Provenance {
    /// Whether somebody outside of this project gave the verdict.
    pub const fn is_from_outside(self) -> bool {
        matches!(self, Self::Sdk | Self::Published)
    }
}

impl Vector {
    /// Where the verdict comes from: [`Vector::sdk`] is a package and its version, or
    /// `published: ` and where, or `none: ` and what signed instead.
    pub fn provenance(&self) -> Provenance {
        if self.sdk.starts_with("published: ") {
            Provenance::Published
        } else if self.sdk.is_empty() || self.sdk.starts_with("none: ") {
            Provenance::Independent
        } else {
            Provenance::Sdk
        }
    }
}
