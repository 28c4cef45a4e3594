//! Keys of the tests' own, so that none is kept in a file.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, encode};
use serde_json::Value;

/// A private RSA key.
pub struct Key {
    pub pem: String,
}

impl Key {
    pub fn generate() -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let lines = BASE64_STANDARD.encode(pair.as_der().unwrap().as_ref());
        let lines: Vec<_> = lines.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
        let label = "PRIVATE KEY";
        Self { pem: format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n")) }
    }

    fn private(&self) -> EncodingKey {
        EncodingKey::from_rsa_pem(self.pem.as_bytes()).unwrap()
    }

    /// The public half, as a provider publishes it.
    pub fn public(&self, id: &str) -> Jwk {
        let mut key = Jwk::from_encoding_key(&self.private(), Algorithm::RS256).unwrap();
        key.common.key_id = Some(id.to_owned());
        key
    }

    pub fn decoding(&self) -> DecodingKey {
        DecodingKey::from_jwk(&self.public("")).unwrap()
    }

    pub fn sign(&self, id: Option<&str>, claims: &Value) -> String {
        let mut header = Header::new(Algorithm::RS256);
        header.kid = id.map(str::to_owned);
        encode(&header, claims, &self.private()).unwrap()
    }
}
