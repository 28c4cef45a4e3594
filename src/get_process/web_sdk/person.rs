//! Whom a process is about.

use alloc::string::String;
use alloc::vec::Vec;

use super::values::{DuiType, NotificationChannel};
use crate::get_process::sensitive::Sensitive;
use crate::wire::object::open_object;

open_object! {
    /// The person whom a process verifies, as given when the process was created.
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
    pub struct Person {
        /// The form of `duiValue`.
        dui_type: Option<DuiType> = "duiType",
        /// The number or address that identifies the person, such as a CPF in digits. It can be any string of up to 320
        /// characters, encoded or composite.
        dui_value: Option<Sensitive<String>> = "duiValue",
        /// The person's name; may be `""`.
        friendly_name: Option<Sensitive<String>> = "friendlyName",
        /// The person's e-mail address.
        email: Option<Sensitive<String>> = "email",
        /// The person's phone number.
        phone: Option<Sensitive<String>> = "phone",
        /// Your own reference. Only the third party's [digest](crate#sources) shows this member here.
        client_reference: Option<Sensitive<String>> = "clientReference",
        /// How the person was notified of the process.
        notifications: Option<Vec<Notification>> = "notifications",
    }
}

open_object! {
    /// One way in which the person was notified of the process.
    #[derive(Clone, Default, PartialEq, Eq)]
    pub struct Notification {
        /// The channel of the notification.
        notification_channel: Option<NotificationChannel> = "notificationChannel",
    }
}
