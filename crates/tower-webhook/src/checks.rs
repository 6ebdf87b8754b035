//! Endpoint checks that come unsigned: from the head alone, or from a small body that is read only
//! where the scheme has such a check and the request no signature.

use std::sync::Arc;

use http::{Method, Response, request::Parts};
use webhook_core::{
    Inbound, Refusal, UnixTime, Verifier,
    handshake::{FirstUse, HandshakeAnswer},
    scheme::MAX_HANDSHAKE_BODY,
};

use crate::{
    ResponseBody, answer, observe,
    shared::{Shared, Source},
    tenants::build_verifier,
};

/// The answer to an endpoint check that shows in its head.
pub(crate) fn greeting(
    shared: &Shared,
    parts: &Parts,
    received_at: UnixTime,
    verifier: &Result<&Verifier, Refusal>,
) -> Option<HandshakeAnswer> {
    // Most deliveries are posts of providers that check nothing that way: nothing is spent on them.
    if parts.method == Method::POST && !shared.posts_unsigned_checks {
        return None;
    }
    let verifier = verifier.as_ref().ok()?;
    let answer = verifier.greet(&Inbound::from(parts), &shared.agreed, received_at)?;
    observe::handshake(shared);
    Some(answer)
}

/// A request that was refused by its head and that may be an endpoint check by its body.
pub(crate) struct Unsigned {
    /// The endpoint's, if it has a secret already.
    verifier: Option<Verifier>,
}

impl Unsigned {
    /// The largest body that is read for it.
    pub(crate) const BODY: usize = MAX_HANDSHAKE_BODY;

    /// Whether a refused request is worth its body.
    pub(crate) fn by_head(
        shared: &Shared,
        parts: &Parts,
        announced: u64,
        verifier: Result<&Verifier, Refusal>,
        refusal: &Refusal,
    ) -> Option<Self> {
        let lacks_secret = matches!(refusal, Refusal::UnknownTenant);
        let may_be_one = shared.posts_unsigned_checks
            && announced <= Self::BODY as u64
            && (lacks_secret || matches!(refusal, Refusal::MissingHeader { .. }))
            && parts.method == Method::POST
            && shared.scheme.may_be_check(&Inbound::from(parts));
        may_be_one.then(|| Self {
            verifier: verifier.ok().cloned(),
        })
    }

    /// What is to be answered, if it is an endpoint check.
    pub(crate) fn by_body(
        self,
        shared: &Shared,
        parts: &Parts,
        body: &[u8],
        received_at: UnixTime,
    ) -> Option<Check> {
        let request = Inbound::from(parts);
        match self.verifier {
            // Whoever has a secret gets no other one from somebody who does not know it.
            Some(verifier) => verifier
                .greet_post(&request, body, &shared.agreed, received_at)
                .map(Check::Answered),
            None => shared.scheme.first_use(&request, body).map(Check::FirstUse),
        }
    }
}

/// An endpoint check.
pub(crate) enum Check {
    Answered(HandshakeAnswer),
    FirstUse(FirstUse),
}

impl Check {
    /// Answers it, once what it brings is kept.
    pub(crate) async fn answer<B>(
        self,
        shared: Arc<Shared>,
        tenant: Option<Arc<str>>,
    ) -> Response<ResponseBody<B>> {
        let answered = match self {
            Self::Answered(answer) => Ok(answer),
            Self::FirstUse(first) => keep(&shared, tenant, first).await,
        };
        match answered {
            Ok(answer) => {
                observe::handshake(&shared);
                answer::handshake(answer)
            }
            Err(refusal) => {
                observe::refused(&shared, None, &refusal);
                answer::refusal(&shared, refusal)
            }
        }
    }
}

/// Has the secret kept, on first use only.
async fn keep(
    shared: &Shared,
    tenant: Option<Arc<str>>,
    first: FirstUse,
) -> Result<HandshakeAnswer, Refusal> {
    let (Some(sink), Some(tenant)) = (&shared.secret_sink, tenant) else {
        return Err(Refusal::UnknownTenant);
    };
    // Strangers start no more of them than there may be handlers.
    let _admitted = shared.admit()?;
    let (scheme, url) = (shared.scheme, shared.public_url.as_deref());
    if build_verifier(scheme, first.secret.clone().into(), url, None).is_err() {
        return Err(Refusal::Malformed {
            what: "the secret that it brings cannot be one",
        });
    }
    sink.keep(&tenant, &first.secret).await?;
    if let Source::Tenants(tenants) = &shared.source {
        tenants.forget(&tenant);
    }
    Ok(first.answer)
}
