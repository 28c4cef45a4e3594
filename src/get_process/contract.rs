//! The two contracts.

/// The contract of a response, determined by the endpoint that you call.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    strum::Display,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum Contract {
    /// `GET /client/v1/process/{id}`, "by Unico".
    WebSdk,
    /// `GET /processes/v1/{id}` and `/v2/{id}`, "by Client".
    Api,
}

impl Contract {
    /// The label for a log or a metric: `web_sdk` or `api`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
