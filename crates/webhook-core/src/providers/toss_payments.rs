//! Toss Payments: events of payouts and sellers. Those of payments are unsigned.
//!
//! - Documentation: <https://docs.tosspayments.com/reference/using-api/webhook-events>
//! - The rule, and an event, quoted at <https://techchat.tosspayments.com/m/1308725417263497257>
//! - The key is the security key's text by an independent receiver found in public code

use crate::scheme::{At, Encoding, Evidence, Grammar, Identity, Part, Scheme, TimeUnit};

/// Toss Payments (payouts and sellers).
pub const TOSS_PAYMENTS: Scheme = Scheme::hmac_sha256("toss-payments", "tosspayments-webhook-signature")
        .documented(
            "Toss Payments (payouts and sellers)",
            "https://docs.tosspayments.com/reference/using-api/webhook-events",
            Evidence::ThirdParty,
        )
        // tosspayments-webhook-signature: v1:<base64>,<base64>
        .grammar(Grammar::PrefixedList { prefix: "v1:", separator: ',' })
        .encoding(Encoding::Base64)
        .content(&[Part::Body, Part::Lit(":"), Part::Timestamp])
        .timestamp(At::Header("tosspayments-webhook-transmission-time"))
        .time_unit(TimeUnit::DateTime)
        .event_id(&[At::Json("/eventId")])
        .event_type(&[At::Json("/eventType")])
        .identity(Identity::SignedId(At::Json("/eventId")))
        .notes(&[
            "The secret is the security key.",
            "Events of payments are unsigned, and refused here: fetch the payment instead.",
        ]);
