//! `EVENT_TYPE_*`: the last thing that happened before a process expired.

use crate::wire::vocabulary::open_enum;

open_enum! {
    /// The last event before the process expired: the webhook's `lastEvent`, sent only with `result` = `expired`.
    ///
    /// The known values are those of the [event-types page](crate#sources) ("lastEvent enumeration"), in its order,
    /// which roughly follows the journey. The page announces that the set may evolve, and asks you to make the events
    /// that you react to configurable: see [`Subscription`](super::Subscription). In code, match with a guard, which
    /// keeps working after a later version adds a variant for the value:
    ///
    /// ```
    /// use idcloud_types::webhook::EventType;
    ///
    /// fn had_opened_the_link(last: &EventType) -> bool {
    ///     match last {
    ///         EventType::ProcessCreated => false,
    ///         other if other.as_str() == "EVENT_TYPE_OF_TOMORROW" => false,
    ///         _ => true,
    ///     }
    /// }
    ///
    /// assert!(!had_opened_the_link(&EventType::from("EVENT_TYPE_OF_TOMORROW")));
    /// ```
    pub enum EventType {
        /// The process exists, but the user has not done anything yet.
        ProcessCreated = "EVENT_TYPE_PROCESS_CREATED" => "Process created",
        /// The user scanned the QR code that moves the journey to a phone.
        QrCodeRead = "EVENT_TYPE_QR_CODE_READ" => "QR code was read",
        /// The user began the journey.
        ProcessStartedByUser = "EVENT_TYPE_PROCESS_STARTED_BY_USER" => "Process started by user",
        /// The face capture and its checks are done.
        IdentityValidationStepFinished = "EVENT_TYPE_IDENTITY_VALIDATION_STEP_FINISHED" => "Identity validation step finished",
        /// The user reached the document capture.
        DocumentStepStarted = "EVENT_TYPE_DOCUMENT_STEP_STARTED" => "Document step has started",
        /// The user photographed the document.
        DocumentPhotoCaptured = "EVENT_TYPE_DOCUMENT_PHOTO_CAPTURED" => "Photo of the document taken",
        /// The user chose a stored picture of the document.
        DocumentUploadedFromGallery = "EVENT_TYPE_DOCUMENT_UPLOADED_FROM_GALLERY" => "Document uploaded from gallery",
        /// The document capture is done.
        DocumentStepFinished = "EVENT_TYPE_DOCUMENT_STEP_FINISHED" => "Document step finished",
        /// The session timed out or was replaced by a new one.
        SessionEnded = "EVENT_TYPE_SESSION_ENDED" => "Session ended by timeout or by new session created",
        /// The document capture failed.
        ErrorOnDocumentStep = "EVENT_TYPE_ERROR_ON_DOCUMENT_STEP" => "Error on document step",
        _ => Unknown(UnknownEventType),
    }
}
