//! Where requests may come from: the allowed addresses, and the proxies whose word counts.
//!
//! The second line of defence for providers that only send a token. The address is the peer's own,
//! unless the peer is a trusted proxy: then it is what that proxy wrote, read from the right, up to
//! the first address that is no trusted proxy. What stands further left was written by strangers.

mod forwarded;
mod settings;

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use http::{Extensions, request::Parts};
use ipnet::IpNet;
use webhook_core::{ConfigError, Refusal};

use forwarded::ProxyHeader;

/// The address at the other end of the connection, for whoever accepts connections to put into a
/// request's extensions. With axum, [`peer_from`](crate::WebhookLayer::peer_from) reads axum's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerAddr(pub SocketAddr);

type PeerFn = dyn Fn(&Extensions) -> Option<SocketAddr> + Send + Sync;

/// The settings, and the verdict.
#[derive(Clone)]
pub(crate) struct Sources {
    /// `None` for any address.
    allowed: Option<Arc<[IpNet]>>,
    proxies: Option<(ProxyHeader, Arc<[IpNet]>)>,
    peer: Arc<PeerFn>,
}

impl Default for Sources {
    fn default() -> Self {
        Self {
            allowed: None,
            proxies: None,
            peer: Arc::new(|extensions| extensions.get::<PeerAddr>().map(|peer| peer.0)),
        }
    }
}

impl Sources {
    /// Whether the settings mean anything.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        if self.proxies.is_some() && self.allowed.is_none() {
            return Err(ConfigError::Setting {
                setting: "allow_sources",
                value: "left out where proxies are trusted",
                why: "nothing would look at the address",
            });
        }
        Ok(())
    }

    /// Whether a request came from an allowed address.
    pub(crate) fn judge(&self, request: &Parts) -> Result<(), Refusal> {
        let Some(allowed) = &self.allowed else {
            return Ok(());
        };
        let address = self.address(request).ok_or(Refusal::SourceUnknown)?;
        if covers(allowed, address) {
            Ok(())
        } else {
            Err(Refusal::SourceNotAllowed { address })
        }
    }

    /// The address of the nearest hop that is no trusted proxy.
    fn address(&self, request: &Parts) -> Option<IpAddr> {
        let peer = (self.peer)(&request.extensions)?.ip().to_canonical();
        match &self.proxies {
            Some((header, proxies)) if covers(proxies, peer) => {
                for hop in header.hops(&request.headers) {
                    // What a trusted proxy wrote and is no address ends the search.
                    let address = hop?;
                    if !covers(proxies, address) {
                        return Some(address);
                    }
                }
                None
            }
            _ => Some(peer),
        }
    }
}

fn covers(ranges: &[IpNet], address: IpAddr) -> bool {
    ranges.iter().any(|range| range.contains(&address))
}
