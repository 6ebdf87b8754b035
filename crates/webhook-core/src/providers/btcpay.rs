//! BTCPay Server.
//!
//! - Documentation: <https://docs.btcpayserver.org/API/Greenfield/v1/#tag/Webhooks>
//! - public code and doc excerpts found by the string BTCPay-Sig (index gives no repository;
//!   several independent ones agree)

use crate::scheme::{At, Evidence, Grammar, Scheme};

/// BTCPay Server.
pub const BTCPAY: Scheme = Scheme::hmac_sha256("btcpay", "btcpay-sig")
    .documented(
        "BTCPay Server",
        "https://docs.btcpayserver.org/API/Greenfield/v1/#tag/Webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_type(&[At::Json("/type")]);
