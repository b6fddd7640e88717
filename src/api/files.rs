//! Files, which actions take by their key. The bytes go to Alloy's storage, at a URL that Alloy signs.

use super::endpoint::{Endpoint, both};
use super::{Body, Host, Operation, Route};
use crate::value::Value;

/// `POST /connectors/files/upload/request`: asks where the bytes of a digest go. It changes nothing.
pub static ASK: Endpoint =
    Endpoint::new("uploadFile", "POST", &[both("/connectors/files/upload/request")]);

/// `GET /connectors/files/list`
pub static LIST: Endpoint = Endpoint::new("listFiles", "GET", &[both("/connectors/files/list")]);

/// `DELETE /connectors/files/{s3Key}`
pub static DELETE: Endpoint =
    Endpoint::new("deleteFile", "DELETE", &[both("/connectors/files/{s3Key}")]);

// The URL is a secret: nobody is shown more of it than that there is one.
const SIGNED: &str = "/{presignedUrl}";

/// `PUT` to the signed URL `url`, with no headers but `headers`. None where there is no such URL.
pub fn put<V: Value>(arguments: &V) -> Option<Operation<V>> {
    let url = arguments.get_text("url")?;
    let body = Body::File { content: arguments.get("content"), headers: arguments.get("headers") };
    let (path, host) = (SIGNED.to_owned(), Host::Storage(url));
    let route = Route { path, host, ..Route::new("PUT", SIGNED, &[""], body) };
    Some(Operation::new("PUT", vec![route]))
}
