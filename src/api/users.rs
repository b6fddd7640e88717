//! The users on whose behalf calls are made. The reference has them; the guide is silent.

use super::endpoint::{Endpoint, Kept, both};

const MANY: &str = "/users";
const ONE: &str = "/users/{userId}";

/// `POST /users`
pub static CREATE: Endpoint = Endpoint::new("createUser", "POST", &[both(MANY)]);

/// `GET /users`
pub static LIST: Endpoint = Endpoint::new("listUsers", "GET", &[both(MANY)]);

/// `GET /users/{userId}`, by id or by username.
pub static GET: Endpoint = Endpoint::new("getUser", "GET", &[both(ONE)]);

/// `PUT /users/{userId}`
pub static UPDATE: Endpoint = Endpoint::new("updateUser", "PUT", &[both(ONE)]);

/// `DELETE /users/{userId}`
pub static DELETE: Endpoint = Endpoint::new("deleteUser", "DELETE", &[both(ONE)]);

/// `POST /users/batch`: at most a thousand at once.
pub static CREATE_MANY: Endpoint = Endpoint::new("createUsers", "POST", &[both("/users/batch")]);

/// `GET /users/{userId}/token`. The reference wants the user in the query too.
pub static TOKEN: Endpoint =
    Endpoint::new("createUserToken", "GET", &[both("/users/{userId}/token")]).kept(Kept::Secret);
