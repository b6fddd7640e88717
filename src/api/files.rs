//! Files, which actions take by their key. The bytes go to Alloy's storage, at a URL that Alloy signs.

use super::endpoint::{Endpoint, Gives, both};
use super::{Body, Host, Operation, Route};
use crate::config::is_redirect_uri;
use crate::value::Value;

/// `GET /connectors/files/list`
pub static LIST: Endpoint =
    Endpoint::new("listFiles", "GET", &[both("/connectors/files/list")], Gives::Rows("files"));

/// `DELETE /connectors/files/{s3Key}`
pub static DELETE: Endpoint =
    Endpoint::new("deleteFile", "DELETE", &[both("/connectors/files/{s3Key}")], Gives::Nothing);

/// `POST /connectors/files/upload/request`: asks where the bytes of this digest go. It changes nothing.
pub fn ask<V: Value>(filename: &V, mime_type: &V, md5: V) -> Operation<V> {
    let mut body = V::record();
    body.set("filename", filename.clone());
    body.set("mimeType", mime_type.clone());
    body.set("md5", md5);
    let body = Body::Json(body.stringify());
    let route = Route::post("/connectors/files/upload/request", &[], body);
    Operation::new("uploadFile, asked", vec![route])
}

/// What Alloy says to [`ask`].
pub struct Place<V> {
    /// The key under which actions find the file.
    pub s3_key: V,
    /// Whether it is there already.
    pub existing: bool,
    /// The signed URL, a string value.
    pub url: V,
    md5: V,
}

/// Reads the answer to [`ask`]. None when it lacks the key, or a URL for what is not there yet.
pub fn place<V: Value>(body: &V) -> Option<Place<V>> {
    // Under the same name as its own field.
    let outer = body.get("presignedUrl");
    let place = if outer.is_structure() { &outer } else { body };
    place.get_text("s3Key")?;
    let existing = place.get_text("type").as_deref() == Some("existing");
    let url = place.get("presignedUrl");
    if !existing && !url.as_text().is_some_and(|url| is_redirect_uri(&url)) {
        return None;
    }
    Some(Place { s3_key: place.get("s3Key"), existing, url, md5: place.get("md5") })
}

/// `PUT` to the signed URL.
pub fn put<V: Value>(place: &Place<V>, content: V, mime_type: &V, md5: &V) -> Operation<V> {
    let mut headers = V::record();
    headers.set("content-type", mime_type.clone());
    headers.set("content-md5", if place.md5.is_null() { md5.clone() } else { place.md5.clone() });
    let body = Body::File { content, headers };
    // The URL is a secret: nobody is shown more of it than that there is one.
    let path = "/{presignedUrl}".to_owned();
    let host = Host::Storage(place.url.as_text().unwrap_or_default());
    let route = Route::new("PUT", "/{presignedUrl}", &[""], body);
    Operation::new("uploadFile, put", vec![Route { path, host, ..route }])
}

/// What an upload gives.
pub fn stored<V: Value>(place: &Place<V>) -> V {
    let mut stored = V::record();
    stored.set("s3Key", place.s3_key.clone());
    stored.set("existing", V::flag(place.existing));
    stored.copy()
}
