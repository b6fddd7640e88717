//! Records: the guide's data endpoints. The reference has none.

use super::endpoint::{Endpoint, Gives, both};

const ALL: &str = "/users/{userId}/integrations/{integrationId}/data/{entity}";
const ONE: &str = "/users/{userId}/integrations/{integrationId}/data/{entity}/{recordId}";

/// `GET …/data/{entity}`
pub static LIST: Endpoint =
    Endpoint::new("listRecords", "GET", &[both(ALL)], Gives::Rows("records")).on_data_host();

/// `POST …/data/{entity}`
pub static CREATE: Endpoint =
    Endpoint::new("createRecord", "POST", &[both(ALL)], Gives::Item("data")).on_data_host();

/// `PUT …/data/{entity}/{recordId}`
pub static UPDATE: Endpoint =
    Endpoint::new("updateRecord", "PUT", &[both(ONE)], Gives::Item("data")).on_data_host();
