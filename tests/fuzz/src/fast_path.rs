//! The quick way to read a delivery, against the reader.

use idcloud_types::webhook::RawPayload;

/// `RawPayload::from_slice` accepts what `Deserialize` accepts, as an equal value, and refuses the rest at the same
/// place for the same cause.
///
/// # Panics
///
/// If that does not hold.
pub fn fast_path(body: &[u8]) {
    let quick = RawPayload::from_slice(body);
    let read = serde_json::from_slice::<RawPayload>(body);
    match (quick, read) {
        (Ok(quick), Ok(read)) => {
            assert_eq!(quick, read);
            // Equal numbers may be written differently, and the order of members is not compared.
            let [quick, read] = [quick, read].map(|raw| serde_json::to_string(&raw).unwrap());
            assert_eq!(quick, read);
        }
        // What is not UTF-8 is refused before it is read.
        (Err(quick), Err(read)) if std::str::from_utf8(body).is_ok() => {
            // serde reports no position for a body that is not an object, and stops before what follows it.
            if read.line() > 0 {
                assert_eq!(quick.category(), read.classify());
                assert_eq!((quick.line(), quick.column()), (read.line(), read.column()));
                assert_eq!(quick.json_error().to_string(), read.to_string());
            }
        }
        (Err(_), Err(_)) => {}
        (quick, read) => panic!(
            "quickly accepted: {}, read: {}",
            quick.is_ok(),
            read.is_ok()
        ),
    }
}
