//! [`ConfigError`]: mistakes found at start-up.

use std::time::Duration;

/// A configuration that cannot work, with what to do about it. Never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// No secret was given.
    #[error("{scheme}: no secret was given; pass the endpoint's signing secret")]
    NoSecret {
        /// The scheme's name.
        scheme: &'static str,
    },
    /// A secret is empty or blank, or nothing is left of it once its prefix is taken off: whoever
    /// knows that could sign anything.
    #[error("{scheme}: the secret{label} is empty; is the variable that should hold it set?")]
    EmptySecret {
        /// The scheme's name.
        scheme: &'static str,
        /// The secret's label, quoted, or nothing.
        label: String,
    },
    /// A secret starts or ends with white space: a pasted newline, most often.
    #[error("{scheme}: the secret{label} has white space around it (a pasted newline?); trim it")]
    BlankAroundSecret {
        /// The scheme's name.
        scheme: &'static str,
        /// The secret's label, quoted, or nothing.
        label: String,
    },
    /// Another credential was pasted.
    #[error("{scheme} secret{label} looks like {looks_like} ({prefix}…); {fix}")]
    WrongCredential {
        /// The scheme's name.
        scheme: &'static str,
        /// The secret's label, quoted, or nothing.
        label: String,
        /// What it looks like.
        looks_like: &'static str,
        /// By which prefix.
        prefix: &'static str,
        /// What to use instead.
        fix: &'static str,
    },
    /// A secret lacks the prefix that all of this provider's secrets have.
    #[error(
        "{scheme}: the secret{label} does not start with {prefix}; copy the whole signing secret from the endpoint's page"
    )]
    MissingPrefix {
        /// The scheme's name.
        scheme: &'static str,
        /// The secret's label, quoted, or nothing.
        label: String,
        /// The prefix.
        prefix: &'static str,
    },
    /// The signed content names a public value beside the secret, which must be configured with it.
    #[error(
        "{scheme}: the secret{label} comes without its {key_id}, which is signed too; add it with Secret::key_id(..)"
    )]
    NoKeyId {
        /// The scheme's name.
        scheme: &'static str,
        /// The secret's label, quoted, or nothing.
        label: String,
        /// What the provider calls the value: the app key.
        key_id: &'static str,
    },
    /// A secret should be base64 and is not.
    #[error(
        "{scheme}: the secret{label} is not standard base64 with padding; copy the whole signing secret, unchanged, from the endpoint's page"
    )]
    NotBase64 {
        /// The scheme's name.
        scheme: &'static str,
        /// The secret's label, quoted, or nothing.
        label: String,
    },
    /// A secret should be hexadecimal and is not.
    #[error(
        "{scheme}: the secret{label} is not hexadecimal; copy the whole signing key, unchanged, from the provider's page"
    )]
    NotHex {
        /// The scheme's name.
        scheme: &'static str,
        /// The secret's label, quoted, or nothing.
        label: String,
    },
    /// A public key should be one of this scheme's algorithm, and is not.
    #[error(
        "{scheme}: the secret{label} is no public key for {algorithm}; copy the public key, unchanged, from the provider's page"
    )]
    NotAPublicKey {
        /// The scheme's name.
        scheme: &'static str,
        /// The secret's label, quoted, or nothing.
        label: String,
        /// The algorithm.
        algorithm: &'static str,
    },
    /// A private key should be one of this scheme's algorithm, and is not.
    #[error("{scheme}: the key{label} is no private key for {algorithm}; give PKCS#8 as PEM")]
    NotAPrivateKey {
        /// The scheme's name.
        scheme: &'static str,
        /// The key's label, quoted, or nothing.
        label: String,
        /// The algorithm.
        algorithm: &'static str,
    },
    /// What was given in a secret's place, of a provider whose keys are fetched, cannot be that.
    #[error("{scheme}: what is configured{label} is not {what}, such as {example}")]
    NotConfigurable {
        /// The scheme's name.
        scheme: &'static str,
        /// The secret's label, quoted, or nothing.
        label: String,
        /// What is wanted.
        what: &'static str,
        /// What one looks like.
        example: &'static str,
    },
    /// A token's claim is compared with the secret's key id, and there is none.
    #[error("{scheme}: the secret{label} lacks its key id; add Secret::key_id({what})")]
    KeyIdMissing {
        /// The scheme's name.
        scheme: &'static str,
        /// The secret's label, quoted, or nothing.
        label: String,
        /// What it is compared with.
        what: &'static str,
    },
    /// The scheme's keys are fetched, and nobody is there to do it.
    #[error(
        "{scheme} publishes its keys and they must be fetched; switch on the feature `fetch`, or give .key_source(..)"
    )]
    KeySourceMissing {
        /// The scheme's name.
        scheme: &'static str,
    },
    /// The scheme's algorithm is switched off in this build.
    #[error("{scheme} needs the crate feature `{feature}`; add it in Cargo.toml")]
    FeatureOff {
        /// The scheme's name.
        scheme: &'static str,
        /// The feature.
        feature: &'static str,
    },
    /// Nobody but the provider can sign.
    #[error(
        "{scheme} signs with {algorithm}, which needs the private key of its signer; without one replay a delivery that was recorded"
    )]
    CannotSign {
        /// The scheme's name.
        scheme: &'static str,
        /// The algorithm.
        algorithm: &'static str,
    },
    /// A text in a list of addresses is none, or lets everybody in.
    #[error(
        "`{text}` is no range of source addresses: {problem}; write `203.0.113.0/24`, `2001:db8::/32` or one address"
    )]
    SourceRange {
        /// The text.
        text: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A key is so short that it can be searched for.
    #[error(
        "{scheme}: the secret{label} gives a key of {bytes} bytes, fewer than {minimum}; use a longer one, or webhook_core::danger::short_secret if the provider offers no other"
    )]
    ShortSecret {
        /// The scheme's name.
        scheme: &'static str,
        /// The secret's label, quoted, or nothing.
        label: String,
        /// The key's length.
        bytes: usize,
        /// The least length.
        minimum: usize,
    },
    /// More secrets than a rotation needs; each costs one MAC per request.
    #[error(
        "{scheme}: {count} secrets, at most {limit} are tried; use one layer per endpoint, or by_request for tenants"
    )]
    TooManySecrets {
        /// The scheme's name.
        scheme: &'static str,
        /// How many.
        count: usize,
        /// The limit.
        limit: usize,
    },
    /// An environment variable is not set, or is not Unicode.
    #[error("environment variable {name} is not set; export it with the endpoint's signing secret")]
    EnvUnset {
        /// The variable's name.
        name: String,
    },
    /// The scheme signs the URL and none is configured.
    #[error(
        "{scheme} signs the URL it calls; give the exact URL registered there, such as https://example.com/hooks, with .public_url(..)"
    )]
    PublicUrlMissing {
        /// The scheme's name.
        scheme: &'static str,
    },
    /// The public URL is not an absolute http(s) URL without query and fragment.
    #[error(
        "{scheme}: the public URL must be an absolute http(s) URL without query or fragment, exactly as registered with the provider"
    )]
    PublicUrlInvalid {
        /// The scheme's name.
        scheme: &'static str,
    },
    /// The scheme contradicts itself.
    #[error("scheme {scheme}: {problem}")]
    Scheme {
        /// The scheme's name.
        scheme: &'static str,
        /// What is wrong.
        problem: &'static str,
    },
    /// Done records would be forgotten while the provider still retries.
    #[error(
        "{scheme} retries for {horizon:?}, but done records are kept for {window:?} only: a late retry would run twice; lengthen .window(..), or call .short_window(..) if that is meant"
    )]
    WindowTooShort {
        /// The scheme's name.
        scheme: &'static str,
        /// The window.
        window: Duration,
        /// The horizon it must exceed.
        horizon: Duration,
    },
    /// Two layers share a store and an endpoint name, so each would swallow the other's deliveries.
    #[error(
        "two layers share a dedupe store and the endpoint name {endpoint:?}: name them apart with .endpoint(..), or call .shared_endpoint() if the same deliveries reach both"
    )]
    EndpointReused {
        /// The name.
        endpoint: String,
    },
    /// A setting is zero or otherwise meaningless.
    #[error("{setting} must not be {value}: {why}")]
    Setting {
        /// The builder method.
        setting: &'static str,
        /// What was given.
        value: &'static str,
        /// Why not.
        why: &'static str,
    },
}
