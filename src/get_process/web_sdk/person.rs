//! Whom a process is about.

use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use crate::get_process::object::open_object;
use crate::get_process::{DuiType, NotificationChannel, Sensitive};

/// Whom a process is about: what was given when it was created.
///
/// ```
/// use idcloud_types::get_process::web_sdk::Person;
///
/// let mut person = Person::default();
/// person.dui_value = Some("12345678909".into());
/// assert_eq!(format!("{person:?}"), "Person { dui_value: <redacted> }");
/// assert_eq!(person.dui_value.unwrap().expose(), "12345678909");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Person {
    /// `duiType`: what kind of number `duiValue` is.
    pub dui_type: Option<DuiType>,
    /// `duiValue`: the number that names the person, such as a CPF in digits.
    pub dui_value: Option<Sensitive<String>>,
    /// `friendlyName`: may be `""`.
    pub friendly_name: Option<Sensitive<String>>,
    /// `email`
    pub email: Option<Sensitive<String>>,
    /// `phone`
    pub phone: Option<Sensitive<String>>,
    /// `notifications`: how the person was told of the process.
    pub notifications: Option<Vec<Notification>>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(Person, "a person (a JSON object)", {
    dui_type => "duiType",
    dui_value => "duiValue",
    friendly_name => "friendlyName",
    email => "email",
    phone => "phone",
    notifications => "notifications",
});

/// One way in which the person was told of the process.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notification {
    /// `notificationChannel`
    pub notification_channel: Option<NotificationChannel>,
    /// The members that this version does not know. A repeated one keeps its last value.
    pub extra: Map<String, Value>,
}

open_object!(Notification, "a notification (a JSON object)", {
    notification_channel => "notificationChannel",
});
