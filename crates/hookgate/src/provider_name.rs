//! A provider's name on the command line: completed by shells, and guessed at where it is unknown.

use std::ffi::OsStr;

use axum_webhook::providers;
use clap::{
    Arg, Command, Error,
    builder::{PossibleValue, TypedValueParser},
    error::ErrorKind,
};

use crate::words;

/// The parser of arguments that name a provider.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ProviderName;

impl TypedValueParser for ProviderName {
    type Value = String;

    /// clap's own list of values would be told whole, and there are hundreds of them.
    fn parse_ref(
        &self,
        command: &Command,
        _: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, Error> {
        let name = value.to_string_lossy();
        if providers::by_name(&name).is_some() {
            return Ok(name.into_owned());
        }
        let problem = format!("{}\n", words::no_provider(&name));
        Err(Error::raw(ErrorKind::InvalidValue, problem).with_cmd(command))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let names = providers::ALL.iter().map(|scheme| scheme.name());
        Some(Box::new(names.map(PossibleValue::new)))
    }
}
