//! Both ends of a provider that can be signed for, as the command line has them.

use axum_webhook::{Scheme, testing};

use super::{argument, run};

pub(crate) struct Ends {
    /// Arguments of `send` and `sign`.
    pub(crate) signing: Vec<String>,
    /// The receiver's secret or public key, if it has one.
    pub(crate) secret: Option<String>,
    /// Its key document, if it has one: address and file.
    pub(crate) keys: Option<(String, String)>,
    _folder: Option<tempfile::TempDir>,
}

impl Ends {
    pub(crate) fn new(scheme: &Scheme) -> Option<Self> {
        match scheme.fetched_keys() {
            None => Self::shared(scheme),
            Some(_) => Self::published(scheme),
        }
    }

    fn shared(scheme: &Scheme) -> Option<Self> {
        let keys = testing::keys(scheme, b"a key of thirty-two bytes, as is")?;
        let option = match scheme.algorithm().is_public_key() {
            true => "--private-key",
            false => "--secret",
        };
        Some(Self {
            signing: vec![option.to_owned(), argument(&keys.signing, keys.key_id)],
            secret: Some(argument(&keys.verifying, keys.key_id)),
            keys: None,
            _folder: None,
        })
    }

    fn published(scheme: &Scheme) -> Option<Self> {
        testing::Published::new(scheme)?;
        let secret = scheme
            .configured_axis()
            .map(|configured| argument(configured.example, Some("a-key-id")));
        let signing: Vec<_> = secret
            .iter()
            .flat_map(|secret| ["--secret".to_owned(), secret.clone()])
            .collect();
        let mut args = vec!["sign", scheme.name(), "--key-document"];
        args.extend(signing.iter().map(String::as_str));
        let printed = run(&args);
        assert_eq!(printed.code, Some(0), "{}", printed.stderr);
        let (_, hint) = printed.stderr.split_once(" --keys '").expect("a hint");
        let (address, _) = hint.split_once("=FILE'").expect("an address");
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("document");
        std::fs::write(&file, printed.stdout).expect("a file");
        let file = file.to_str().expect("UTF-8").to_owned();
        Some(Self {
            signing,
            secret,
            keys: Some((address.to_owned(), file)),
            _folder: Some(folder),
        })
    }
}
