//! NOWPayments: instant payment notifications.
//!
//! - Documentation: <https://documenter.getpostman.com/view/7907941/2s93JusNJt>
//! - Several independent receivers, which agree on the sorted members
//!
//! The body is signed without blanks and with its members in the order of their names, at every
//! depth.

use crate::{
    Inbound, Refusal,
    json_tree::{Node, Style},
    scheme::{Algorithm, At, CustomContent, Evidence, Scheme},
};

/// NOWPayments.
pub const NOWPAYMENTS: Scheme =
    Scheme::hmac(Algorithm::HmacSha512, "nowpayments", "x-nowpayments-sig")
        .documented(
            "NOWPayments",
            "https://documenter.getpostman.com/view/7907941/2s93JusNJt",
            Evidence::ThirdParty,
        )
        .custom_content(begin)
        .event_type(&[At::Json("/payment_status")])
        .notes(&[
            "The secret is the IPN secret.",
            "/payment_id is the payment, which is sent again for each of its states.",
        ]);

fn begin(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    let sorted = Style {
        sorted: true,
        ..Style::default()
    };
    Ok(CustomContent::of_body(move |body| {
        Ok(Node::of_body(body)?.write(sorted))
    }))
}
