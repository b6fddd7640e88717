//! Contacts: the Unified API's. With a Notion connection pages stand for them (src/js/contacts.js).

use super::endpoint::{Endpoint, both};

const PATH: &str = "/one/crm/contacts";

/// `GET /one/crm/contacts`
pub static LIST: Endpoint = Endpoint::new("CRM.listContacts", "GET", &[both(PATH)]);

/// `POST /one/crm/contacts`
pub static CREATE: Endpoint = Endpoint::new("CRM.createContact", "POST", &[both(PATH)]);

/// `PUT /one/crm/contacts/{contactId}`
pub static UPDATE: Endpoint =
    Endpoint::new("CRM.updateContact", "PUT", &[both("/one/crm/contacts/{contactId}")]);
