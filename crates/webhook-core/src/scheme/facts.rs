//! What is known about a provider beyond its signature, and how well.

/// How well a scheme's facts are sourced. Nothing ships on a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence {
    /// The vendor's own SDK or sender code was read, or a published vector was recomputed.
    VendorSource,
    /// The vendor's own documentation was read.
    VendorDocs,
    /// Seen only in independent verifiers.
    ThirdParty,
    /// A user's own scheme.
    Own,
}

impl Evidence {
    /// The word used in listings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VendorSource => "vendor-source",
            Self::VendorDocs => "vendor-docs",
            Self::ThirdParty => "third-party",
            Self::Own => "own",
        }
    }
}

/// A credential that is often pasted where the signing secret belongs, and what to do instead.
///
/// A secret that starts with `prefix` is refused at start-up with
/// "*looks like `looks_like` (`prefix`…); `fix`*".
#[derive(Clone, Copy, Debug)]
pub struct SecretHint {
    /// How the wrong credential starts.
    pub prefix: &'static str,
    /// What it is, with its article: "an API key".
    pub looks_like: &'static str,
    /// What to use: "use the endpoint's signing secret (whsec_…)".
    pub fix: &'static str,
}

/// What is configured in a secret's place, of a provider whose keys are fetched: a topic, a webhook
/// id, an audience. It is no secret, and binds deliveries to this endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Configured {
    /// What the provider calls it, with its article: "a topic's ARN".
    pub what: &'static str,
    /// Whether a text can be one.
    pub is_one: fn(&str) -> bool,
    /// What one looks like: "arn:aws:sns:us-east-1:123456789012:orders".
    pub example: &'static str,
}

impl Configured {
    /// The address under which an account of the provider's publishes its keys.
    pub const BASE_URL: Self = Self {
        what: "the https address of your account",
        is_one: |text| crate::keys::address::is_base(text),
        example: "https://yours.example.com",
    };
}
