//! Generators: mostly almost right, for what is all wrong is refused at the first look.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value as Json};

/// Texts that have broken parsers before, and any others.
pub fn text() -> impl Strategy<Value = String> {
    let awkward = select(vec![
        "",
        " ",
        ".",
        "..",
        "%2e%2e",
        "../x",
        "a/b",
        "a?b",
        "a#b",
        "a\\b",
        "//",
        "a:b@c",
        "%",
        "%zz",
        "\0",
        "a\r\nb",
        "\"",
        "é",
        "漢字",
        "😀",
        "\u{feff}",
        "\u{202e}",
        "__proto__",
        "constructor",
        "null",
    ]);
    prop_oneof![2 => awkward.prop_map(str::to_owned), 2 => "\\PC{0,12}", 1 => any::<String>()]
}

/// URLs, whole and in pieces.
pub fn url() -> impl Strategy<Value = String> {
    let scheme = prop_oneof![
        3 => select(vec!["http://", "https://", "HTTP://"]),
        1 => select(vec![
            "https:/", "https:///", "https:", "ftp://", "file:///", "", "//", "javascript:", "data:,",
            "http:\\\\", " https://", "wss://",
        ]),
    ];
    let user = select(vec!["", "", "", "u@", "u:p@", "@", ":@", "a@b@", "u%40:p@"]);
    let host = prop_oneof![
        4 => select(vec![
            "localhost", "LOCALHOST", "localhost.", "a.localhost", ".localhost", "localhost.example",
            "evillocalhost", "127.example", "127.0.0.1.example", "127.0.0.x", "127.0.0.1",
            "127.1.2.3", "127.1", "127.0.0.08", "127.0.0.010", "127.0.0.256", "127.0.0.1.2",
            "0x7f.0.0.1", "2130706433", "0", "10.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]",
            "[::ffff:127.0.0.1]", "[::1", "[:]", "[]", "[::1]x", "example.com", "runalloy.com",
            "a_b.example", "xn--mnchen-3ya.example", "xn--a", "münchen.example", "ｌｏｃａｌｈｏｓｔ",
            "a..b", "-", ".", "a b", "a%41", "\u{ad}", "",
        ]).prop_map(str::to_owned),
        1 => "[a-zA-Z0-9.\\-_]{1,16}",
        1 => "\\[[0-9a-f:.]{0,20}\\]",
        1 => "[0-9.x]{1,15}",
        1 => text(),
    ];
    let port = select(vec![
        "", "", "", ":", ":80", ":443", ":0", ":65535", ":65536", ":00080", ":-1", ":1x",
    ]);
    let path = prop_oneof![
        2 => select(vec![
            "", "/", "//", "/a", "/a/", "/a//b/", "/./a", "/a/..", "/%2e%2E/a", "/%252e", "/a/.../b", "/é",
            "\\a", "/a;b=c", "/a'b(c)!*,$&=+:@",
        ]).prop_map(str::to_owned),
        1 => "(/[a-z0-9.~!$&'()*+,;=:@_-]{0,6}){0,4}",
        1 => text().prop_map(|text| format!("/{text}")),
    ];
    let tail = select(vec!["", "", "", "", "?", "#", "?q=1", "#f", "?a/b#c?d", "?\u{e9}"]);
    let whole = (scheme, user, host, port, path, tail).prop_map(
        |(scheme, user, host, port, path, tail)| [scheme, user, &host, port, &path, tail].concat(),
    );
    prop_oneof![9 => whole, 1 => text()]
}

/// JSON in which fields with these names turn up, and strings with these values.
pub fn json(
    names: &'static [&'static str],
    values: &'static [&'static str],
) -> impl Strategy<Value = Json> {
    let string = prop_oneof![
        3 => select(values).prop_map(str::to_owned),
        1 => text(),
    ];
    let leaf = prop_oneof![
        1 => Just(Json::Null),
        1 => any::<bool>().prop_map(Json::from),
        1 => any::<i64>().prop_map(Json::from),
        1 => any::<f64>().prop_map(Json::from),
        6 => string.prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
            3 => record(names, inner),
        ]
    })
}

/// An object, most of whose fields have one of these names.
pub fn record(
    names: &'static [&'static str],
    value: impl Strategy<Value = Json>,
) -> impl Strategy<Value = Json> {
    let name = prop_oneof![6 => select(names).prop_map(str::to_owned), 1 => text()];
    prop::collection::vec((name, value), 0..6)
        .prop_map(|fields| Json::Object(fields.into_iter().collect::<Map<_, _>>()))
}

/// The query of a redirect, as a server may send it: raw where RFC 3986 lets it be.
pub fn query() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[A-Za-z0-9._~!$'()*+,;:@/?=-]{0,12}",
        "(%[0-9A-F]{2}){0,4}",
        // Google's codes look like this.
        Just("4/0AX4XfWh-u7bQ".to_owned()),
    ];
    let name = select(vec!["code", "state", "error", "error_description", "scope", "iss"]);
    prop::collection::vec((name, value), 1..5).prop_map(|pairs| {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("&")
    })
}

/// Paths below a handler.
pub fn handler_path() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => select(vec![
            "connectors", "notion", "slack", "gmail", "actions", "execute", "resources", "credentials",
            "metadata", "users", "u1", "connect", "callback", "connected", "c1", "token", "one",
            "%6eotion", "a%20b", "a+b", "%2e%2e", "..", "a%2Fb", "%00", "%25", "%C3%A9", "%E9",
        ]).prop_map(str::to_owned),
        1 => text(),
    ];
    let any = prop::collection::vec(part, 1..6).prop_map(|parts| format!("/{}", parts.join("/")));
    let id = select(vec!["a1", "get-page", "%C3%A9", "a%20b", "%2e", "%25", "a%5Cb", "é", "%", ""]);
    let right = select(vec![
        "/connectors",
        "/connectors/notion/actions/*",
        "/connectors/slack/actions/*/execute",
        "/connectors/notion/credentials/*",
        "/users/*/credentials",
        "/users/*/credentials/*",
        "/credentials/users/*",
        "/credentials/*",
        "/connect/notion",
        "/callback/notion",
        "/connected",
        "/connectors/notion/credentials/metadata",
        "/users/*/token",
        "/connectors/*",
    ]);
    let right = (right, id).prop_map(|(path, id)| path.replace('*', id));
    prop_oneof![1 => any, 1 => right]
}

/// Values of `Origin`; empty for none.
pub fn origin() -> impl Strategy<Value = &'static str> {
    select(vec![
        "",
        "null",
        "https://app.example",
        "https://other.example",
        "https://evil.example",
        "http://app.example",
        "https://app.example.evil",
        "https://app.example:443",
    ])
}
