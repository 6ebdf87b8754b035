//! The hostile suite: what made published receivers panic, hang, burn CPU or lose events, over
//! real sockets. `docs/assurance.md` is written from its results.

mod body;
mod dedupe;
mod delivery;
mod page;
mod rig;
mod settings;
mod signature;
mod url;
