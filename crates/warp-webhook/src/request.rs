//! A request put together again from what warp's filters give of it.

use bytes::Buf;
use futures_util::{Stream, TryStreamExt as _};
use http::{HeaderMap, Method, Request, Uri};
use http_body::{Body, Frame};
use http_body_util::StreamBody;
use tower_webhook::PeerAddr;
use warp::{Filter, Rejection, path::Tail};

use crate::peer::peer;

/// The request that is being filtered, as the layer and the inner filter see it: with the path that
/// is left, and the body as it arrives. Takes path and body.
pub(crate) fn request()
-> impl Filter<Extract = (Request<impl Body<Data: Send> + Send + 'static>,), Error = Rejection> + Copy
{
    let query = warp::query::raw()
        .map(Some)
        .or(warp::any().map(|| None))
        .unify();
    warp::method()
        .and(warp::path::tail())
        .and(query)
        .and(warp::header::headers_cloned())
        .and(peer())
        .and(warp::body::stream())
        .map(
            |method, path: Tail, query: Option<String>, headers, peer, body| {
                let uri = uri(path.as_str(), query.as_deref());
                rebuild(method, uri, headers, peer, body)
            },
        )
}

/// What is left of the path, and the query as it came.
fn uri(rest: &str, query: Option<&str>) -> Uri {
    let (mark, query) = query.map_or(("", ""), |query| ("?", query));
    // Parts of a URI that was one make one again; were it not so, the layer would see no query,
    // which verifies no more than it should.
    Uri::try_from(format!("/{rest}{mark}{query}")).unwrap_or_default()
}

fn rebuild<S, D, E>(
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    peer: Option<PeerAddr>,
    body: S,
) -> Request<impl Body<Data: Send> + Send + 'static>
where
    S: Stream<Item = Result<D, E>> + Send + 'static,
    D: Buf,
    E: 'static,
{
    // warp's pieces are `Bytes`, whatever it calls them: this copies nothing.
    let frames = body.map_ok(|mut piece| Frame::data(piece.copy_to_bytes(piece.remaining())));
    let mut request = Request::new(StreamBody::new(frames));
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    if let Some(peer) = peer {
        request.extensions_mut().insert(peer);
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_url_is_a_url() {
        for (rest, query, expected) in [
            ("", None, "/"),
            ("", Some(""), "/?"),
            ("a/b", Some("c=d&e"), "/a/b?c=d&e"),
            ("/a//", Some("?"), "//a//??"),
            ("%2e%00", Some("%zz"), "/%2e%00?%zz"),
            ("*", None, "/*"),
        ] {
            assert_eq!(uri(rest, query).to_string(), expected);
        }
    }
}
