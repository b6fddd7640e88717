//! Files, which actions take by their key.

use super::AlloyConnectivity;
use crate::api::files::{DELETE, LIST};
use crate::core::Task;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Uploads a file, unless Alloy has the same bytes already.
    /// `POST /connectors/files/upload/request`, and `PUT` to the URL that it signs
    #[wasm_bindgen(js_name = uploadFile)]
    pub fn upload_file(&self, content: &JsValue, file: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Upload, &[content, file, options])
    }

    /// Lists the user's files. `GET /connectors/files/list`
    #[wasm_bindgen(js_name = listFiles)]
    pub fn list_files(&self, options: &JsValue) -> Promise {
        self.call(Task::Ask(&LIST), &[options])
    }

    /// Deletes a file. `DELETE /connectors/files/{s3Key}`
    #[wasm_bindgen(js_name = deleteFile)]
    pub fn delete_file(&self, s3_key: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Ask(&DELETE), &[s3_key, options])
    }
}
