//! WeChat Pay.
//!
//! - Documentation: <https://pay.weixin.qq.com/doc/global/v3/en/4012357149>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Algorithm, At, Encoding, Evidence, KeyFormat, Part, Scheme, SuccessAnswer};

/// WeChat Pay.
pub const WECHAT_PAY: Scheme = Scheme::hmac(
    Algorithm::RsaSha256,
    "wechat-pay",
    "wechatpay-signature",
)
.documented(
    "WeChat Pay",
    "https://pay.weixin.qq.com/doc/global/v3/en/4012357149",
    Evidence::ThirdParty,
)
.event_id(&[At::Json("/id")])
.key_format(KeyFormat::PublicKey)
.encoding(Encoding::Base64)
.content(&[
    Part::Timestamp,
    Part::Lit("\n"),
    Part::Header("wechatpay-nonce"),
    Part::Lit("\n"),
    Part::Body,
    Part::Lit("\n"),
])
.timestamp(At::Header("wechatpay-timestamp"))
.event_type(&[At::Json("/event_type")])
.notes(&[
    "The secrets are the platform's public keys; Wechatpay-Serial names the one that signed.",
    "/resource is encrypted under the APIv3 key.",
])
.facts(&["wechatpay-serial"])
.retry_horizon_secs(24 * 3600)
.success_answer(SuccessAnswer::fixed(
    "application/json",
    r#"{"code":"SUCCESS"}"#,
));
