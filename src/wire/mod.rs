//! How any message is read, written and shown. Independent of the messages, except for the names in [`OtherMessage`].
//!
//! [`OtherMessage`]: other_message::OtherMessage
#![cfg_attr(
    not(feature = "get-process"),
    allow(dead_code, reason = "the webhook alone needs a part of it")
)]

pub(crate) mod error;
pub(crate) mod object;
pub(crate) mod other_message;
pub(crate) mod place;
pub(crate) mod plain;
pub(crate) mod reader;
pub(crate) mod redact;
pub(crate) mod unknown;
pub(crate) mod value;
pub(crate) mod visitor;
pub(crate) mod vocabulary;
