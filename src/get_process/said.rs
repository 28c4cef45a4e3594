//! What a word says, where the platform spells "nothing" in several ways.

/// What a word says: nothing if it is absent, `""`, or the word of its vocabulary for that.
pub(super) fn said<W: AsRef<str>>(
    word: Option<&W>,
    says_nothing: impl Fn(&W) -> bool,
) -> Option<&W> {
    word.filter(|word| !word.as_ref().is_empty() && !says_nothing(word))
}
