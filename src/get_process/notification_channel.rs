//! `NOTIFICATION_CHANNEL_*`: how the person is reached.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs};

use crate::vocabulary::open_vocabulary;

/// How the person is told of the process.
///
/// The known values are those of the `CreateProcess` page. The current example of GetProcess holds `email`, which
/// reads as unknown. Match with a guard:
///
/// ```
/// use idcloud_types::get_process::NotificationChannel;
///
/// fn is_email(channel: &NotificationChannel) -> bool {
///     match channel {
///         NotificationChannel::Email => true,
///         other => other.as_str() == "email",
///     }
/// }
///
/// assert!(is_email(&"email".into()));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs)]
#[non_exhaustive]
pub enum NotificationChannel {
    /// By `WhatsApp`. Wire: `NOTIFICATION_CHANNEL_WHATSAPP`.
    WhatsApp,
    /// By SMS. Wire: `NOTIFICATION_CHANNEL_SMS`.
    Sms,
    /// By e-mail. Wire: `NOTIFICATION_CHANNEL_EMAIL`.
    Email,
    /// A channel that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownNotificationChannel),
}

/// The string of a [`NotificationChannel`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownNotificationChannel(Box<str>);

open_vocabulary!(
    NotificationChannel, UnknownNotificationChannel, "a notification channel (a string)",
    {
        WhatsApp => "NOTIFICATION_CHANNEL_WHATSAPP",
        Sms => "NOTIFICATION_CHANNEL_SMS",
        Email => "NOTIFICATION_CHANNEL_EMAIL",
    }
);
