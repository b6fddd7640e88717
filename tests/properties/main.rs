//! The parsers under generated input: the same every time, so that a failure can be looked at again.
//! `PROPTEST_CASES=100000` looks further.

mod calls;
mod corpus;
mod invariants;
mod strategies;
mod world;

use invariants::{actions, callback, config, connections, edge, failure, gate, oauth, routes, url};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::json;
use strategies::{json, record, text};

const CASES: u32 = 500;

fn settings() -> ProptestConfig {
    let given = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: given.unwrap_or(CASES),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(202_509),
        ..ProptestConfig::default()
    }
}

const LOCATIONS: &[&str] = &["path", "query", "header", "body", "cookie", "page_id", "both"];

/// A URL without anything that browsers would mend.
const PLAIN_URL: &str = concat!(
    "https?://[a-z0-9-]{1,8}(\\.[a-z][a-z0-9]{0,5}){1,3}(:[0-9]{1,4})?",
    "(/[a-z0-9._~!$&'()*+,;=:@-]{0,6}){0,3}(\\?[a-z=&]{0,5})?(#[a-z]{0,3})?",
);

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn encoded_text_stays_in_its_place(text in text()) {
        url::encoded_text_is_read_back(&text);
        url::an_encoded_segment_stays_one(&text);
    }

    #[test]
    fn every_route_keeps_to_its_template(first in text(), second in text()) {
        routes::routes_keep_to_their_templates(&first, &second);
    }

    #[test]
    fn urls_are_what_browsers_take_them_for(text in strategies::url()) {
        url::what_is_accepted_is_what_browsers_see(&text);
    }

    #[test]
    fn plain_urls_are_accepted(text in PLAIN_URL) {
        url::what_browsers_leave_as_it_is_is_accepted(&text);
    }

    #[test]
    fn errors_have_their_words(
        body in json(&["error", "message", "errors", "code"], &["Credential not found", "", " ", "<html>"]),
    ) {
        failure::words_come_in_the_documented_order(&body);
    }

    #[test]
    fn queries_are_found(query in strategies::query(), text in text(), url in strategies::url()) {
        callback::a_query_is_found_in_every_form(&query);
        for text in [&query, &text, &url] {
            callback::a_query_is_a_part_of_its_text(text);
            callback::a_url_has_the_query_that_browsers_see(text);
        }
    }

    #[test]
    fn callbacks_have_oauths_parameters(
        pairs in prop::collection::vec(("code|state|error|error_description|scope", text()), 0..6),
    ) {
        callback::only_oauths_parameters_are_taken(&pairs);
    }

    #[test]
    fn answers_in_an_oauth_flow_are_used_or_refused(
        body in json(
            &["oauthUrl", "credentialId", "connectionId", "id", "authConfigId", "data"],
            &["https://alloy.example/authorize?token=t", "javascript:alert(1)", "c1", ""],
        ),
        url in strategies::url(),
        text in text(),
    ) {
        oauth::a_start_has_a_url_to_send_users_to(&body);
        oauth::a_start_has_a_url_to_send_users_to(&json!({"oauthUrl": url, "credentialId": body}));
        oauth::an_exchange_gives_an_id_of_the_answer(&body);
        oauth::bodies_say_what_was_given(&text, &body);
    }

    #[test]
    fn lists_of_connections_are_read(list in prop::collection::vec(row(), 0..6), other in row()) {
        for body in [json!(list), json!({"data": list}), json!({"credentials": list}), other] {
            connections::every_row_is_read_or_none(&body);
            connections::the_newest_is_newest(&body);
            connections::nothing_is_new_to_its_own_snapshot(&body);
        }
    }

    #[test]
    fn bodies_carry_every_parameter(
        flat in record(LOCATIONS, json(LOCATIONS, LOCATIONS)),
        other in json(LOCATIONS, LOCATIONS),
    ) {
        actions::bodies_carry_what_was_given(&flat, &other);
        actions::bodies_carry_what_was_given(&other, &flat);
    }

    #[test]
    fn answers_come_out_of_their_envelope(
        body in json(&["responseData", "success", "result"], &["true", ""]),
    ) {
        actions::an_answer_comes_out_of_its_envelope(&body);
    }

    #[test]
    fn calls_are_repeated_as_the_table_says(
        plans in calls::plans(), replies in calls::replies(), limit in calls::limit(),
    ) {
        calls::everything_is_in_order(&plans, replies, limit.as_ref());
    }

    #[test]
    fn calls_go_in_order_and_at_their_rate(events in prop::collection::vec(any::<u8>(), 2..200)) {
        gate::holds(&events);
    }

    #[test]
    fn requests_pass_that_are_on_the_table(
        method in "GET|POST|DELETE|OPTIONS|HEAD", path in strategies::handler_path(), any in text(),
        origin in strategies::origin(), site in "|same-origin|none|same-site|cross-site|x",
        query in "|userId=x|connectorId=notion|returnTo=/x|alloy_state=s&code=c|x=1|&|connectorId=a&x",
    ) {
        edge::what_is_admitted_is_on_the_table(&method, origin, &site, &path, &query);
        edge::what_is_admitted_is_on_the_table(&method, "", "none", &path, &query);
        edge::what_is_admitted_is_on_the_table(&method, "", "none", &any, &any);
        edge::answers_are_of_one_kind(&any);
    }

    #[test]
    fn flows_end_where_they_may(
        url in strategies::url(), path in strategies::handler_path(), any in text(),
    ) {
        for target in [&url, &path, &any, &format!("alloy{path}"), &format!("/{any}{path}")] {
            edge::targets_are_where_they_may_be(target);
        }
        edge::loopback_is_this_machine(&url);
    }

    #[test]
    fn states_carry_their_flow(
        words in prop::array::uniform4(text()), expires: u32, now: u32, other in text(),
        connections in prop::collection::vec((text(), text()), 0..4),
        names in prop::collection::vec(prop_oneof!["[ab]", text()], 0..4),
    ) {
        for now in [now, expires, expires.saturating_sub(1)] {
            edge::states_say_what_was_packed(expires, &words, &connections, now);
        }
        edge::only_whole_states_are_used(&other);
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        edge::marks_tell_lines_apart(&names);
    }

    #[test]
    fn options_make_a_safe_client_or_none(
        options in record(
            &["apiKey", "baseUrl", "dataBaseUrl", "redirectUri", "dialect", "timeoutMs", "sameOrigin"],
            json(&["baseUrl"], &["https://host.example/alloy/", "https://EU.runalloy.com", "guide"]),
        ),
        urls in prop::array::uniform3(prop::option::of(strategies::url())),
        headers in record(&["accept", "x-own", "content-type"], json(&["x"], &["1"])),
    ) {
        config::options_make_a_safe_client_or_none(&options);
        let mut options = options;
        for (name, url) in ["baseUrl", "dataBaseUrl", "redirectUri"].iter().zip(urls) {
            if let Some(url) = url {
                options[name] = json!(url);
            }
        }
        options["headers"] = headers;
        config::options_make_a_safe_client_or_none(&options);
    }
}

/// A row of a list of connections. Most have an id: without one the whole list is none.
fn row() -> impl Strategy<Value = serde_json::Value> {
    const NAMES: &[&str] = &[
        "credentialId",
        "connectionId",
        "id",
        "_id",
        "type",
        "connectorId",
        "userId",
        "createdAt",
        "created_at",
        "updatedAt",
        "data",
        "credentials",
        "name",
    ];
    const VALUES: &[&str] =
        &["c1", "c2", "notion", "notion-oauth2", "-", "2025-02-01", "2025-03-01", "me", "you"];
    let fields = (record(NAMES, json(&["id"], VALUES)), 0..20u32);
    fields.prop_map(|(mut row, number)| {
        if number > 0 {
            row["id"] = json!(format!("c{}", number % 6));
        }
        row
    })
}
