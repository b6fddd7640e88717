//! Contacts: the Unified API's, or, where the connection is Notion's, pages, as the guide has them.

use super::endpoint::{Endpoint, Gives, both};
use crate::value::Value;

const ALL: &str = "/one/crm/contacts";

/// `GET /one/crm/contacts`
pub static LIST: Endpoint = Endpoint::new("CRM.listContacts", "GET", &[both(ALL)], Gives::Contacts);

/// `POST /one/crm/contacts`
pub static CREATE: Endpoint =
    Endpoint::new("CRM.createContact", "POST", &[both(ALL)], Gives::Contact);

/// `PUT /one/crm/contacts/{contactId}`
pub static UPDATE: Endpoint = Endpoint::new(
    "CRM.updateContact",
    "PUT",
    &[both("/one/crm/contacts/{contactId}")],
    Gives::Contact,
);

/// The connector whose pages stand for contacts.
pub const PAGED: &str = "notion";

/// The action that does the same with pages.
pub fn action(endpoint: &Endpoint) -> &'static str {
    match endpoint.method {
        "GET" => "post-search",
        "POST" => "post-page",
        _ => "patch-page",
    }
}

/// What came of that action, under the names that contacts have.
pub fn of_pages<V: Value>(endpoint: &Endpoint, result: &V) -> Option<V> {
    let (name, value) = match endpoint.gives {
        Gives::Contacts => ("contacts", super::endpoint::rows_of(result, "results")?),
        _ => ("contact", result.clone()),
    };
    let mut found = V::record();
    found.set("data", value.clone());
    found.set(name, value);
    Some(found.copy())
}
