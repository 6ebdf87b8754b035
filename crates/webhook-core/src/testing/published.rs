//! Providers whose keys are fetched, played by a test: a signer, and the key document it would publish.

use serde_json::{Value, json};

use super::keys::{self, KeyPair};
use crate::{
    Inbound, Keyring, Refusal, Scheme, Secret, Secrets, Signer, UnixTime, Verified, Verifier,
    keys::{KeyRequest, StaticKeys},
    scheme::KeyForm,
    signer::{Outgoing, Signed},
};

/// The time at which the address of the document is found out; any will do.
const SOME_TIME: UnixTime = UnixTime::from_secs(1_700_000_000);

/// Where [`RequestBuilder`](super::RequestBuilder) sends to.
const URL: &str = "http://localhost/";

/// Both ends of a provider that publishes its keys.
///
/// ```
/// use webhook_core::{UnixTime, providers, signer::Outgoing, testing::Published};
///
/// let paypal = Published::new(&providers::PAYPAL).expect("RSA can be signed with");
/// let now = UnixTime::from_secs(1_764_000_000);
/// let signed = paypal.signer().sign(&Outgoing::new(br#"{"id":"WH-1"}"#, now));
/// let verified = paypal.verify(&signed, now)?;
/// assert_eq!(verified.event_id().as_deref(), Some("WH-1"));
/// # Ok::<(), webhook_core::Refusal>(())
/// ```
#[derive(Clone, Debug)]
pub struct Published {
    scheme: Scheme,
    configured: Secret,
    pair: &'static KeyPair,
    signer: Signer,
    keys: StaticKeys,
}

impl Published {
    /// Of a scheme; `None` if its keys are not fetched, or nothing here signs as it does: with SHA-1,
    /// or with a family that is switched off.
    pub fn new(scheme: &Scheme) -> Option<Self> {
        let example = scheme
            .configured
            .map_or("", |configured| configured.example);
        Self::with_secret(scheme, Secret::new(example).key_id("test-key-id"))
    }

    /// As [`Published::new`], for receivers that are configured otherwise than in the scheme's own
    /// example.
    pub fn with_secret(scheme: &Scheme, configured: impl Into<Secret>) -> Option<Self> {
        let configured = configured.into();
        let fetch = scheme.fetched_keys()?;
        let pair = keys::pair(scheme.algorithm)?;
        let signer = Signer::with_private_key(*scheme, configured.clone(), pair.private).ok()?;
        let mut published = Self {
            scheme: *scheme,
            configured,
            pair,
            signer,
            keys: StaticKeys::new(),
        };
        let wanted = published.wanted()?;
        let document = published.document(fetch.form)?;
        published.keys = StaticKeys::new().with(wanted.url(), document);
        Some(published)
    }

    /// Who signs.
    pub fn signer(&self) -> Signer {
        self.signer.clone()
    }

    /// What receivers are configured with, in a secret's place.
    pub fn secrets(&self) -> Secrets {
        self.configured.clone().into()
    }

    /// The private key, PKCS#8 as PEM.
    pub fn private_key(&self) -> &'static str {
        self.pair.private
    }

    /// What is published: a [`KeySource`](crate::KeySource) for the receiver.
    pub fn keys(&self) -> StaticKeys {
        self.keys.clone()
    }

    /// Verifies what was signed.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn verify(&self, signed: &Signed, now: UnixTime) -> Result<Verified, Refusal> {
        let (method, uri) = (http::Method::POST, http::Uri::from_static("/"));
        let head = Inbound::new(&method, &uri, &signed.headers);
        let verifier = self.verifier().ok_or(Refusal::KeyUnavailable)?;
        verifier.verify_with(&head, signed.body.clone(), now, |wanted| {
            let document = self.keys.get(wanted);
            let keys = document.and_then(|document| Keyring::parse(&self.scheme, &document));
            keys.map(Into::into).map_err(|_| Refusal::KeyUnavailable)
        })
    }

    fn verifier(&self) -> Option<Verifier> {
        if self.scheme.signs_url() {
            Verifier::with_public_url(self.scheme, self.secrets(), URL).ok()
        } else {
            Verifier::new(self.scheme, self.secrets()).ok()
        }
    }

    /// Which document a delivery of this provider asks for.
    fn wanted(&self) -> Option<KeyRequest> {
        let body = super::samples(self.scheme.name).next()?.body;
        let signed = self.signer.sign(&Outgoing::new(body.as_bytes(), SOME_TIME));
        let (method, uri) = (http::Method::POST, http::Uri::from_static("/"));
        let head = Inbound::new(&method, &uri, &signed.headers);
        let mut asked = None;
        // It ends there: nothing is known yet to answer with.
        let _ = self
            .verifier()?
            .verify_with(&head, signed.body, SOME_TIME, |wanted| {
                asked = Some(wanted.clone());
                Err(Refusal::KeyUnavailable)
            });
        asked
    }

    fn document(&self, form: KeyForm) -> Option<String> {
        let at = |pointer: &str, value: Value| {
            let mut members = pointer.split('/').skip(1).collect::<Vec<_>>();
            let mut document = value;
            while let Some(member) = members.pop() {
                document = json!({ member: document });
            }
            document.to_string()
        };
        let jwk = || serde_json::from_str::<Value>(self.pair.jwk).ok();
        let pem = self.pair.public;
        Some(match form {
            KeyForm::Jwks => json!({ "keys": [jwk()?] }).to_string(),
            KeyForm::Jwk(pointer) => at(pointer, jwk()?),
            KeyForm::PublicKey("") => pem.to_owned(),
            KeyForm::PublicKey(pointer) => at(pointer, pem.into()),
            KeyForm::Certificate { .. } => keys::CERTIFICATE.to_owned(),
        })
    }
}
