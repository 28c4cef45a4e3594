//! What all answers share: what an error calls them, and what counts as no answer.

/// What an error calls the message.
pub(super) const MESSAGE: &str = "GetProcess answer";

/// The word, unless it is one of those that the platform writes for nothing: `""`, any `..._UNSPECIFIED`, or
/// `TRUST_RESULT_UNSPECIFIE`, which a published example cuts short.
pub(super) fn specified(word: &str) -> Option<&str> {
    let is_specified =
        !word.is_empty() && !word.ends_with("_UNSPECIFIED") && word != "TRUST_RESULT_UNSPECIFIE";
    is_specified.then_some(word)
}

/// The value, unless its word is one of those.
pub(super) fn answered<W: AsRef<str>>(word: Option<&W>) -> Option<&W> {
    word.filter(|word| specified(word.as_ref()).is_some())
}
