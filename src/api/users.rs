//! The users on whose behalf calls are made. The reference has them; the guide is silent.

use super::endpoint::{Endpoint, Gives, Kept, both};

const ALL: &str = "/users";
const ONE: &str = "/users/{userId}";

/// `POST /users`
pub static CREATE: Endpoint =
    Endpoint::new("createUser", "POST", &[both(ALL)], Gives::Item("user"));

/// `GET /users`
pub static LIST: Endpoint = Endpoint::new("listUsers", "GET", &[both(ALL)], Gives::Rows("users"));

/// `GET /users/{userId}`, by id or by username.
pub static GET: Endpoint = Endpoint::new("getUser", "GET", &[both(ONE)], Gives::Item("user"));

/// `PUT /users/{userId}`
pub static UPDATE: Endpoint = Endpoint::new("updateUser", "PUT", &[both(ONE)], Gives::Item("user"));

/// `DELETE /users/{userId}`
pub static DELETE: Endpoint = Endpoint::new("deleteUser", "DELETE", &[both(ONE)], Gives::Nothing);

/// `POST /users/batch`: at most a thousand at once.
pub static CREATE_MANY: Endpoint =
    Endpoint::new("createUsers", "POST", &[both("/users/batch")], Gives::Rows("users"));

/// `GET /users/{userId}/token`. The reference wants the user in the query too.
pub static TOKEN: Endpoint =
    Endpoint::new("createUserToken", "GET", &[both("/users/{userId}/token")], Gives::Token)
        .kept(Kept::Secret);
