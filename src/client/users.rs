//! The users on whose behalf calls are made.

use super::AlloyConnectivity;
use crate::api::users::{CREATE, DELETE, GET, LIST, TOKEN, UPDATE};
use crate::core::Task;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl AlloyConnectivity {
    /// Creates a user. `POST /users`
    #[wasm_bindgen(js_name = createUser)]
    pub fn create_user(&self, user: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Ask(&CREATE), &[user, options])
    }

    /// Creates many. `POST /users/batch`, for each thousand of them
    #[wasm_bindgen(js_name = createUsers)]
    pub fn create_users(&self, users: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::CreateUsers, &[users, options])
    }

    /// Gets a user by its username, or creates it. `GET /users/{userId}`, `POST /users`
    #[wasm_bindgen(js_name = ensureUser)]
    pub fn ensure_user(&self, user: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::EnsureUser, &[user, options])
    }

    /// Lists the users. `GET /users`
    #[wasm_bindgen(js_name = listUsers)]
    pub fn list_users(&self, options: &JsValue) -> Promise {
        self.call(Task::Ask(&LIST), &[options])
    }

    /// Gets a user by its id or its username. `GET /users/{userId}`
    #[wasm_bindgen(js_name = getUser)]
    pub fn get_user(&self, user_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Ask(&GET), &[user_id, options])
    }

    /// Changes a user. `PUT /users/{userId}`
    #[wasm_bindgen(js_name = updateUser)]
    pub fn update_user(&self, user_id: &JsValue, changes: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Ask(&UPDATE), &[user_id, changes, options])
    }

    /// Deletes a user. `DELETE /users/{userId}`
    #[wasm_bindgen(js_name = deleteUser)]
    pub fn delete_user(&self, user_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Ask(&DELETE), &[user_id, options])
    }

    /// Makes a token with which the user's own page may speak to Alloy. `GET /users/{userId}/token`
    #[wasm_bindgen(js_name = createUserToken)]
    pub fn create_user_token(&self, user_id: &JsValue, options: &JsValue) -> Promise {
        self.call(Task::Ask(&TOKEN), &[user_id, options])
    }
}
