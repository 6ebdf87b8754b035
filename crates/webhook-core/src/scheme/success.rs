//! What a provider reads in the answer to a delivery that was handled.

use http::{Response, StatusCode, header};

/// The answer that tells a provider that its delivery succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SuccessAnswer {
    /// Any 2xx; the body is not read.
    Any,
    /// This status alone; the body is not read.
    Status(u16),
    /// A 200 with exactly this body; anything else counts as failed.
    Fixed {
        /// The `Content-Type`.
        content_type: &'static str,
        /// The body.
        body: &'static str,
    },
    /// The provider acts on the body, which depends on the outcome: the handler must make it.
    ByHandler {
        /// What it is: "the reply that the user sees, as JSON".
        what: &'static str,
        /// `Content-Type` and body that say "handled, nothing to add", where there are such.
        neutral: Option<(&'static str, &'static str)>,
    },
}

impl SuccessAnswer {
    /// A 200 with exactly this body.
    pub const fn fixed(content_type: &'static str, body: &'static str) -> Self {
        Self::Fixed { content_type, body }
    }

    /// An answer that is the handler's to make; a duplicate gets an empty 200.
    pub const fn by_handler(what: &'static str) -> Self {
        Self::ByHandler {
            what,
            neutral: None,
        }
    }

    /// The status: 200 unless the provider wants another.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Status(status) => StatusCode::from_u16(status).unwrap_or(StatusCode::OK),
            _ => StatusCode::OK,
        }
    }

    /// `Content-Type` and body, where the provider reads them and they are known beforehand.
    pub const fn body(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Fixed { content_type, body } => Some((content_type, body)),
            Self::ByHandler { neutral, .. } => neutral,
            Self::Any | Self::Status(_) => None,
        }
    }

    /// The answer as a response: what a duplicate gets, and a handler may return as it is. For
    /// [`SuccessAnswer::ByHandler`] it says as little as the provider accepts.
    ///
    /// ```
    /// use webhook_core::providers;
    ///
    /// let answer = providers::ADYEN.success_axis().response();
    /// assert_eq!((answer.status().as_u16(), answer.body().as_str()), (200, "[accepted]"));
    /// ```
    pub fn response(self) -> Response<String> {
        let mut response = Response::new(String::new());
        *response.status_mut() = self.status();
        if let Some((content_type, body)) = self.body() {
            let value = http::HeaderValue::from_static(content_type);
            response.headers_mut().insert(header::CONTENT_TYPE, value);
            body.clone_into(response.body_mut());
        }
        response
    }
}
