//! The builder methods about sources.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use http::Extensions;
use ipnet::IpNet;
use webhook_core::ConfigError;

use super::forwarded::ProxyHeader;
use crate::WebhookLayer;

impl WebhookLayer {
    /// Takes requests from these addresses only: ranges (`203.0.113.0/24`, `2001:db8::/32`) or single
    /// ones, as the provider publishes them
    /// ([`Scheme::published_sources`](webhook_core::Scheme::published_sources)). All others get 401 before anything is read. By default
    /// any address will do.
    ///
    /// An extra for providers that only send a token, whose deliveries anyone who has seen one can
    /// make. The address is that of the connection ([`PeerAddr`](crate::PeerAddr), or
    /// [`peer_from`](Self::peer_from)); behind a proxy it is the proxy's, which has to be trusted
    /// first. Where it is not known nothing gets in: 503, so that the provider keeps what it sends
    /// until that is mended.
    ///
    /// ```
    /// use std::net::SocketAddr;
    ///
    /// use axum::extract::ConnectInfo;
    /// use tower_webhook::{WebhookLayer, providers};
    ///
    /// let layer = WebhookLayer::new(providers::GITLAB_TOKEN, "a token of some length")
    ///     .allow_sources(["203.0.113.0/24"])
    ///     .trust_x_forwarded_for(["10.0.0.0/8"])
    ///     // With `app.into_make_service_with_connect_info::<SocketAddr>()`.
    ///     .peer_from(|extensions| {
    ///         let peer = extensions.get::<ConnectInfo<SocketAddr>>()?;
    ///         Some(peer.0)
    ///     });
    /// ```
    ///
    /// # Panics
    /// For what is no range, for a range that covers every address, and for an empty list.
    #[must_use]
    #[track_caller]
    pub fn allow_sources<R: AsRef<str>>(self, ranges: impl IntoIterator<Item = R>) -> Self {
        self.rebuild(|shared| {
            shared.sources.allowed = Some(parse("allow_sources", ranges)?);
            Ok(())
        })
    }

    /// Behind these proxies the source is what they append to `X-Forwarded-For`: the last address
    /// there that is none of theirs. From any other peer the header means nothing. Every proxy must
    /// append to the header; `Forwarded` is not looked at.
    ///
    /// # Panics
    /// As [`allow_sources`](Self::allow_sources).
    #[must_use]
    #[track_caller]
    pub fn trust_x_forwarded_for<R: AsRef<str>>(
        self,
        proxies: impl IntoIterator<Item = R>,
    ) -> Self {
        self.trust(ProxyHeader::XForwardedFor, proxies)
    }

    /// As [`trust_x_forwarded_for`](Self::trust_x_forwarded_for), for proxies that append to
    /// `Forwarded` ([RFC 7239](https://www.rfc-editor.org/rfc/rfc7239)); `X-Forwarded-For` is not
    /// looked at.
    ///
    /// # Panics
    /// As [`allow_sources`](Self::allow_sources).
    #[must_use]
    #[track_caller]
    pub fn trust_forwarded<R: AsRef<str>>(self, proxies: impl IntoIterator<Item = R>) -> Self {
        self.trust(ProxyHeader::Forwarded, proxies)
    }

    #[track_caller]
    fn trust<R: AsRef<str>>(
        self,
        header: ProxyHeader,
        proxies: impl IntoIterator<Item = R>,
    ) -> Self {
        self.rebuild(|shared| {
            shared.sources.proxies = Some((header, parse("trusted proxies", proxies)?));
            Ok(())
        })
    }

    /// Where the address of the connection stands in a request's extensions; by default in
    /// [`PeerAddr`](crate::PeerAddr). Never take it from a header.
    #[must_use]
    pub fn peer_from(
        self,
        peer: impl Fn(&Extensions) -> Option<SocketAddr> + Send + Sync + 'static,
    ) -> Self {
        self.set(|shared| shared.sources.peer = Arc::new(peer))
    }
}

fn parse<R: AsRef<str>>(
    setting: &'static str,
    ranges: impl IntoIterator<Item = R>,
) -> Result<Arc<[IpNet]>, ConfigError> {
    let ranges: Arc<[IpNet]> = ranges
        .into_iter()
        .map(|text| range(text.as_ref()))
        .collect::<Result<_, _>>()?;
    if ranges.is_empty() {
        return Err(ConfigError::Setting {
            setting,
            value: "an empty list",
            why: "it would match no address",
        });
    }
    Ok(ranges)
}

fn range(text: &str) -> Result<IpNet, ConfigError> {
    let wrong = |problem| ConfigError::SourceRange {
        text: text.to_owned(),
        problem,
    };
    let range = match text.parse::<IpNet>() {
        Ok(range) => range,
        Err(_) => text
            .parse::<IpAddr>()
            .map(IpNet::from)
            .map_err(|_| wrong("it does not parse"))?,
    };
    if range.prefix_len() == 0 {
        return Err(wrong("it covers every address"));
    }
    if range.addr() != range.addr().to_canonical() {
        return Err(wrong("it is IPv4 written as IPv6"));
    }
    Ok(range)
}
