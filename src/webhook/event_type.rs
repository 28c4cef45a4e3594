//! `EVENT_TYPE_*`: the last thing that happened before a process expired.

use alloc::boxed::Box;

use strum::{EnumCount, EnumIs, EnumMessage};

use crate::vocabulary::open_vocabulary;

/// Where the user was when the process expired: the webhook's `lastEvent`, sent only with `result` = `expired`.
///
/// The known values are the ten of the event-types page ("lastEvent enumeration"), in its order, which is roughly
/// that of the journey. The page says that the set may evolve and that the events you react to should be
/// configuration: see [`Subscription`](super::Subscription). In code, match with a guard, which goes on working when
/// a later version learns the value:
///
/// ```
/// use idcloud_types::webhook::EventType;
///
/// fn had_opened_the_link(last: &EventType) -> bool {
///     match last {
///         EventType::ProcessCreated => false,
///         other if other.as_str() == "EVENT_TYPE_LINK_SENT" => false,
///         _ => true,
///     }
/// }
///
/// assert!(!had_opened_the_link(&EventType::from("EVENT_TYPE_LINK_SENT")));
/// ```
#[derive(Clone, Debug, EnumCount, EnumIs, EnumMessage)]
#[non_exhaustive]
pub enum EventType {
    /// The process exists, and the user did nothing yet. Wire: `EVENT_TYPE_PROCESS_CREATED`.
    #[strum(message = "Process created")]
    ProcessCreated,
    /// The user scanned the QR code that moves the journey to a phone. Wire: `EVENT_TYPE_QR_CODE_READ`.
    #[strum(message = "QR code was read")]
    QrCodeRead,
    /// The user began the journey. Wire: `EVENT_TYPE_PROCESS_STARTED_BY_USER`.
    #[strum(message = "Process started by user")]
    ProcessStartedByUser,
    /// The face capture and its checks are done. Wire: `EVENT_TYPE_IDENTITY_VALIDATION_STEP_FINISHED`.
    #[strum(message = "Identity validation step finished")]
    IdentityValidationStepFinished,
    /// The user reached the document capture. Wire: `EVENT_TYPE_DOCUMENT_STEP_STARTED`.
    #[strum(message = "Document step has started")]
    DocumentStepStarted,
    /// The user photographed the document. Wire: `EVENT_TYPE_DOCUMENT_PHOTO_CAPTURED`.
    #[strum(message = "Photo of the document taken")]
    DocumentPhotoCaptured,
    /// The user chose a stored picture of the document. Wire: `EVENT_TYPE_DOCUMENT_UPLOADED_FROM_GALLERY`.
    #[strum(message = "Document uploaded from gallery")]
    DocumentUploadedFromGallery,
    /// The document capture is done. Wire: `EVENT_TYPE_DOCUMENT_STEP_FINISHED`.
    #[strum(message = "Document step finished")]
    DocumentStepFinished,
    /// The session timed out or gave way to a new one. Wire: `EVENT_TYPE_SESSION_ENDED`.
    #[strum(message = "Session ended by timeout or by new session created")]
    SessionEnded,
    /// The document capture failed. Wire: `EVENT_TYPE_ERROR_ON_DOCUMENT_STEP`.
    #[strum(message = "Error on document step")]
    ErrorOnDocumentStep,
    /// An event that this version does not know; read it with [`as_str`](Self::as_str).
    Unknown(UnknownEventType),
}

/// The string of an [`EventType`] that this version does not know. Only reading one builds it.
#[derive(Clone)]
pub struct UnknownEventType(Box<str>);

impl EventType {
    /// The text that the event-types page gives for a known event, in English; `None` for an unknown one.
    ///
    /// A payload's own `lastEventDescription` may differ: whether the platform translates it was never seen.
    #[must_use]
    pub fn description(&self) -> Option<&'static str> {
        self.get_message()
    }
}

open_vocabulary!(EventType, UnknownEventType, "a webhook event type (a string)", {
    ProcessCreated => "EVENT_TYPE_PROCESS_CREATED",
    QrCodeRead => "EVENT_TYPE_QR_CODE_READ",
    ProcessStartedByUser => "EVENT_TYPE_PROCESS_STARTED_BY_USER",
    IdentityValidationStepFinished => "EVENT_TYPE_IDENTITY_VALIDATION_STEP_FINISHED",
    DocumentStepStarted => "EVENT_TYPE_DOCUMENT_STEP_STARTED",
    DocumentPhotoCaptured => "EVENT_TYPE_DOCUMENT_PHOTO_CAPTURED",
    DocumentUploadedFromGallery => "EVENT_TYPE_DOCUMENT_UPLOADED_FROM_GALLERY",
    DocumentStepFinished => "EVENT_TYPE_DOCUMENT_STEP_FINISHED",
    SessionEnded => "EVENT_TYPE_SESSION_ENDED",
    ErrorOnDocumentStep => "EVENT_TYPE_ERROR_ON_DOCUMENT_STEP",
});
