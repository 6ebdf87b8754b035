//! [`Refusal`]: the typed no to one request.

use std::{net::IpAddr, time::Duration};

use http::{HeaderValue, Response, StatusCode, header};

use crate::Scheme;

/// Why a delivery was not handed to the handler.
///
/// Every refusal has a [`status`](Refusal::status) chosen for what providers do with it, a stable
/// [`code`](Refusal::code) for logs and metrics, and a `Display` text for the operator. The peer
/// sees only [`PUBLIC_MESSAGE`](Refusal::PUBLIC_MESSAGE): nothing here helps to forge a signature,
/// and neither secrets nor signatures appear in any form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A header the scheme needs is absent, empty or blank.
    #[error(
        "header {header} is missing or empty: is this request from the provider, and is signing switched on there?"
    )]
    MissingHeader {
        /// The header's name.
        header: &'static str,
    },
    /// The parameter of the query that holds the signature is absent or empty.
    #[error(
        "parameter {parameter} of the query is missing or empty: is the URL registered as the provider asks, and does a proxy keep the query?"
    )]
    MissingParameter {
        /// The parameter's name.
        parameter: &'static str,
    },
    /// A security header came more than once; taking the first or the last would be a guess.
    #[error("header {header} came more than once")]
    DuplicateHeader {
        /// The header's name.
        header: &'static str,
    },
    /// The request does not have the scheme's form.
    #[error("malformed: {what}")]
    Malformed {
        /// What is wrong.
        what: &'static str,
    },
    /// More candidate signatures than any honest sender puts into one header.
    #[error("more than {limit} signatures in one header")]
    TooManySignatures {
        /// The limit.
        limit: usize,
    },
    /// No configured secret made any of the signatures.
    #[error(
        "no active secret made this signature: check the endpoint's secret, and that nothing between the provider and this service changes the body or the URL"
    )]
    BadSignature,
    /// It is genuine, or claims to be, and about something that this endpoint does not expect: anybody
    /// can have such providers sign something of his own.
    #[error("not expected here: {what}")]
    NotExpected {
        /// What is not.
        what: &'static str,
    },
    /// The timestamp lies further in the past than the tolerance.
    #[error(
        "timestamp is {age:?} old, tolerance is {tolerance:?}: a replay, or a clock that is off"
    )]
    Stale {
        /// How old.
        age: Duration,
        /// How old it may be.
        tolerance: Duration,
    },
    /// The timestamp lies further in the future than the tolerance.
    #[error("timestamp is {ahead:?} in the future, tolerance is {tolerance:?}: a clock is off")]
    FromFuture {
        /// How far ahead.
        ahead: Duration,
        /// How far it may be.
        tolerance: Duration,
    },
    /// The method is none of the scheme's.
    #[error("method not allowed; the provider sends {}", allow.join(", "))]
    MethodNotAllowed {
        /// The methods that are, for the `Allow` header.
        allow: &'static [&'static str],
    },
    /// The body is encoded, and what the provider signs is not known to be the encoded form.
    #[error("unexpected Content-Encoding: providers sign the plain body")]
    ContentEncoding,
    /// The body exceeds the limit.
    #[error(
        "body exceeds the limit of {limit} bytes: raise it with .body_limit(..) if the provider really sends more"
    )]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The body did not arrive within the deadline.
    #[error("body did not arrive within {deadline:?}")]
    BodyTimeout {
        /// The deadline.
        deadline: Duration,
    },
    /// The connection broke while the body was being read.
    #[error("body could not be read to its end")]
    BodyRead,
    /// Another request is working on this very delivery.
    #[error("the same delivery is being handled right now")]
    InFlight {
        /// When a retry may find it finished.
        retry_after: Duration,
    },
    /// The request came from an address that is none of the allowed ones.
    #[error(
        "{address} is none of the allowed sources: has the provider published new ones, or does the proxy in between have to be trusted?"
    )]
    SourceNotAllowed {
        /// The address, behind the trusted proxies.
        address: IpAddr,
    },
    /// The address that the request came from is not known, though only some are allowed.
    #[error(
        "the source address is not known: put a PeerAddr into the request's extensions or set .peer_from(..), and let trusted proxies send their header"
    )]
    SourceUnknown,
    /// A limit on bodies in memory or on running handlers is reached.
    #[error("overloaded: {what}")]
    Overloaded {
        /// Which limit.
        what: &'static str,
    },
    /// The dedupe store failed or took too long, and the policy is to fail closed.
    #[error("the dedupe store is unavailable")]
    StoreUnavailable,
    /// The claim was lost to another owner while the handler ran.
    #[error("the claim on this delivery was lost while its handler ran")]
    LeaseLost,
    /// The secrets or keys for this request could not be had.
    #[error("the secrets for this request are unavailable")]
    KeyUnavailable,
    /// What the provider's endpoint check asks for could not be done: a secret was not kept, a
    /// subscription not confirmed.
    #[error("an endpoint check could not be answered: {what}")]
    CheckUnanswered {
        /// What was not done.
        what: &'static str,
    },
    /// No tenant matches this request.
    #[error("no tenant matches this request")]
    UnknownTenant,
    /// The handler has not answered within the configured time; it goes on.
    #[error("the handler did not answer within {deadline:?}; it goes on in the background")]
    HandlerLate {
        /// The deadline.
        deadline: Duration,
    },
    /// The handler panicked.
    #[error("the handler panicked")]
    HandlerPanicked,
    /// The client disconnected, and the handler was set to be dropped then.
    #[error("the client disconnected and the handler was cancelled")]
    Cancelled,
    /// The service is shutting down.
    #[error("shutting down")]
    ShuttingDown,
}

impl Refusal {
    /// The one line that the peer sees, whatever the reason.
    pub const PUBLIC_MESSAGE: &'static str = "webhook delivery refused\n";

    /// The HTTP status. Failures of our own are 503, the one code that every provider retries;
    /// 4xx is final for some of them and kept for requests that a retry cannot mend.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::MissingHeader { .. }
            | Self::MissingParameter { .. }
            | Self::BadSignature
            | Self::Stale { .. }
            | Self::FromFuture { .. }
            | Self::SourceNotAllowed { .. }
            | Self::UnknownTenant => StatusCode::UNAUTHORIZED,
            Self::NotExpected { .. } => StatusCode::FORBIDDEN,
            Self::DuplicateHeader { .. }
            | Self::Malformed { .. }
            | Self::TooManySignatures { .. } => StatusCode::BAD_REQUEST,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::ContentEncoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::HandlerPanicked => StatusCode::INTERNAL_SERVER_ERROR,
            Self::BodyTimeout { .. }
            | Self::BodyRead
            | Self::InFlight { .. }
            | Self::Overloaded { .. }
            | Self::StoreUnavailable
            | Self::LeaseLost
            | Self::KeyUnavailable
            | Self::CheckUnanswered { .. }
            | Self::SourceUnknown
            | Self::HandlerLate { .. }
            | Self::Cancelled
            | Self::ShuttingDown => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The refusal as a response to `scheme`'s provider: status, the one line, `Retry-After` and `Allow`.
    /// Providers that want refusals bare get no line.
    ///
    /// ```
    /// use webhook_core::{Refusal, providers};
    ///
    /// let response = Refusal::BodyRead.response(&providers::STRIPE);
    /// assert_eq!(response.status(), 503);
    /// assert_eq!(response.headers()["retry-after"], "5");
    /// assert_eq!(*response.body(), Refusal::PUBLIC_MESSAGE);
    /// ```
    pub fn response(&self, scheme: &Scheme) -> Response<&'static str> {
        let body = match scheme.refuses_barely() {
            true => "",
            false => Self::PUBLIC_MESSAGE,
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        );
        if let Self::MethodNotAllowed { allow } = self
            && let Ok(value) = HeaderValue::from_str(&allow.join(", "))
        {
            headers.insert(header::ALLOW, value);
        }
        if let Some(wait) = self.retry_after() {
            headers.insert(header::RETRY_AFTER, wait.as_secs().into());
        }
        response
    }

    /// A stable word for logs, metrics and tests.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingHeader { .. } => "missing_header",
            Self::MissingParameter { .. } => "missing_parameter",
            Self::DuplicateHeader { .. } => "duplicate_header",
            Self::Malformed { .. } => "malformed",
            Self::TooManySignatures { .. } => "too_many_signatures",
            Self::BadSignature => "bad_signature",
            Self::NotExpected { .. } => "not_expected",
            Self::Stale { .. } => "stale",
            Self::FromFuture { .. } => "from_future",
            Self::MethodNotAllowed { .. } => "method_not_allowed",
            Self::ContentEncoding => "content_encoding",
            Self::TooLarge { .. } => "too_large",
            Self::BodyTimeout { .. } => "body_timeout",
            Self::BodyRead => "body_read",
            Self::InFlight { .. } => "in_flight",
            Self::Overloaded { .. } => "overloaded",
            Self::StoreUnavailable => "store_unavailable",
            Self::LeaseLost => "lease_lost",
            Self::KeyUnavailable => "key_unavailable",
            Self::CheckUnanswered { .. } => "check_unanswered",
            Self::SourceNotAllowed { .. } => "source_not_allowed",
            Self::SourceUnknown => "source_unknown",
            Self::UnknownTenant => "unknown_tenant",
            Self::HandlerLate { .. } => "handler_late",
            Self::HandlerPanicked => "handler_panicked",
            Self::Cancelled => "cancelled",
            Self::ShuttingDown => "shutting_down",
        }
    }

    /// Whether the same delivery may succeed later, so that the provider should keep it.
    pub fn is_retryable(&self) -> bool {
        self.status().is_server_error()
    }

    /// The value for `Retry-After`, for every 503.
    pub fn retry_after(&self) -> Option<Duration> {
        /// Long enough for a blip to pass, short enough for the first retry of most providers.
        const DEFAULT: Duration = Duration::from_secs(5);
        /// A longer wait than this only delays recovery: the lease may end any time.
        const MAX: Duration = Duration::from_secs(30);
        match self {
            Self::InFlight { retry_after } => {
                Some((*retry_after).clamp(Duration::from_secs(1), MAX))
            }
            _ if self.status() == StatusCode::SERVICE_UNAVAILABLE => Some(DEFAULT),
            _ => None,
        }
    }
}
