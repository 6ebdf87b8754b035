//! The signer's certificate of a PEM document (feature `x509`): its key, and when it counts.

use super::keyring::Validity;

/// The DER of the certificate's `SubjectPublicKeyInfo`, and when the certificate is valid.
#[cfg(feature = "x509")]
pub(super) fn read(document: &[u8]) -> Option<(Vec<u8>, Validity)> {
    use x509_cert::{
        Certificate,
        der::{DecodePem as _, Encode as _},
        time::Time,
    };

    use crate::UnixTime;

    const END: &str = "-----END CERTIFICATE-----";
    let text = std::str::from_utf8(document).ok()?.trim_start();
    // The signer's own comes first (RFC 8555, section 9.1, and both providers do so).
    let first = text.get(..text.find(END)?.checked_add(END.len())?)?;
    let certificate = Certificate::from_pem(first).ok()?;
    let body = certificate.tbs_certificate();
    let seconds = |time: &Time| {
        let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
        Some(UnixTime::from_secs(seconds))
    };
    let validity = Validity {
        not_before: Some(seconds(&body.validity().not_before)?),
        not_after: Some(seconds(&body.validity().not_after)?),
    };
    let key = body.subject_public_key_info().to_der().ok()?;
    Some((key, validity))
}

/// No scheme that needs one can have been configured.
#[cfg(not(feature = "x509"))]
pub(super) fn read(_: &[u8]) -> Option<(Vec<u8>, Validity)> {
    None
}
