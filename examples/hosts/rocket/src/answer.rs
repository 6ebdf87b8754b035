//! [`Answer`]: a response in the types of Rocket.

use std::io::Cursor;

use rocket::{
    Request,
    http::Status,
    response::{self, Responder, Response},
};

/// What the provider gets: from the handler, or in its place.
#[derive(Debug)]
pub struct Answer(pub http::Response<String>);

impl<'r> Responder<'r, 'static> for Answer {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        let (parts, body) = self.0.into_parts();
        let mut response = Response::build();
        response.status(Status::new(parts.status.as_u16()));
        for (name, value) in &parts.headers {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            response.raw_header_adjoin(name.to_string(), value);
        }
        response.sized_body(body.len(), Cursor::new(body)).ok()
    }
}
