//! Bridge (bridge.xyz): stablecoin payments.
//!
//! - Documentation: <https://apidocs.bridge.xyz/platform/additional-information/webhooks/signature>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes): ten minutes
//!
//! The documentation's example verifies only if the content is hashed before RSA hashes it again.

use crate::scheme::{
    Algorithm, At, Encoding, Evidence, Grammar, KeyFormat, Part, Scheme, TimeUnit,
};

/// Bridge (bridge.xyz); [`BRIDGEAPI`](super::BRIDGEAPI) is another company.
pub const BRIDGE_XYZ: Scheme = Scheme::hmac(Algorithm::RsaSha256, "bridge-xyz", "x-webhook-signature")
        .documented(
            "Bridge (bridge.xyz)",
            "https://apidocs.bridge.xyz/platform/additional-information/webhooks/signature",
            Evidence::VendorSource,
        )
        .key_format(KeyFormat::PublicKey)
        // x-webhook-signature: t=1705854411204,v0=<base64>
        .grammar(Grammar::Pairs { separator: ',', signature: "v0" })
        .encoding(Encoding::Base64)
        .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
        .prehashed()
        .timestamp(At::InSignature("t"))
        .time_unit(TimeUnit::Milliseconds)
        .tolerance_secs(600)
        .notes(&[
            "Every webhook has a key of its own, in the answer to its creation.",
            "Webhooks start disabled.",
        ]);
