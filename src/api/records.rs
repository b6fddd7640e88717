//! Records: the guide's data endpoints. The reference has none.

use super::endpoint::{Endpoint, both};

const MANY: &str = "/users/{userId}/integrations/{integrationId}/data/{entity}";
const ONE: &str = "/users/{userId}/integrations/{integrationId}/data/{entity}/{recordId}";

/// `GET …/data/{entity}`
pub static LIST: Endpoint = Endpoint::new("listRecords", "GET", &[both(MANY)]).on_data_host();

/// `POST …/data/{entity}`
pub static CREATE: Endpoint = Endpoint::new("createRecord", "POST", &[both(MANY)]).on_data_host();

/// `PUT …/data/{entity}/{recordId}`
pub static UPDATE: Endpoint = Endpoint::new("updateRecord", "PUT", &[both(ONE)]).on_data_host();
