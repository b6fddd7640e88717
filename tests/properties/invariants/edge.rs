//! The edge handler's decisions, beside the URL Standard as the `url` crate has it.

use alloy_connectivity::edge::{PASSAGES, decide};
use alloy_connectivity::url::encode;
use std::collections::BTreeSet;
use url::Url;

const OWN: &str = "https://app.example";
const LISTED: &str = "https://other.example";
const CONNECTORS: [&str; 2] = ["notion", "slack"];
const BASE: &str = "/alloy";
/// Origins, each with the path that is meant with what is below it.
const PLACES: [(&str, &str); 2] = [("https://docs.example", "/app"), ("https://open.example", "")];

/// The first line is a path and a query, a target, and a state; the others are names.
pub fn holds(data: &[u8]) {
    let text = super::text(data);
    answers_are_of_one_kind(&text);
    let (line, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let (path, query) = line.split_once('?').unwrap_or((line, ""));
    for method in ["GET", "POST", "DELETE"] {
        what_is_admitted_is_on_the_table(method, "", "none", path, query);
    }
    targets_are_where_they_may_be(line);
    only_whole_states_are_used(line);
    let names: Vec<_> = rest.lines().collect();
    marks_tell_lines_apart(&names);
}

/// The answer's lines; none for a refusal, which is one of ours.
fn ask(question: &[&str]) -> Option<Vec<String>> {
    let answer = decide(&question.join("\n"));
    let lines: Vec<_> = answer.split('\n').map(str::to_owned).collect();
    if lines[0] == "0" {
        return Some(lines[1..].to_vec());
    }
    assert_eq!(lines.len(), 3, "{answer:?}");
    let codes: &[&str] = match lines[0].as_str() {
        "400" => &["REQUEST_MALFORMED"],
        "403" => &[
            "CROSS_ORIGIN",
            "ROUTE_REFUSED",
            "CONNECTOR_REFUSED",
            "RETURN_TO_REFUSED",
            "STATE_INVALID",
            "STATE_EXPIRED",
        ],
        "404" => &["ROUTE_UNKNOWN"],
        "405" => &["METHOD_REFUSED"],
        // Of a setting.
        "500" => &[""],
        _ => &[],
    };
    assert!(codes.contains(&lines[1].as_str()), "{answer:?}");
    None
}

/// Whatever is asked, there is an answer.
pub fn answers_are_of_one_kind(text: &str) {
    ask(&[text]);
    for name in ["admit", "loopback", "redirect", "pack", "state", "marks"] {
        ask(&[name, text]);
    }
}

/// The line of the table under which a request passes.
fn admit(method: &str, origin: &str, site: &str, path: &str, query: &str) -> Option<String> {
    let names: Vec<_> = query.split('&').map(|pair| pair.split('=').next().unwrap_or("")).collect();
    let (names, connectors) = (names.join("\t"), CONNECTORS.join("\t"));
    let lines = ask(&["admit", method, origin, site, OWN, LISTED, &connectors, &names, path])?;
    assert_eq!(lines.len(), 1, "{path:?}");
    lines.into_iter().next()
}

/// What a segment means; it is refused where it is not encoded as it must be.
fn meant(segment: &str) -> Vec<u8> {
    let mut bytes = segment.bytes();
    let mut meant = vec![];
    while let Some(byte) = bytes.next() {
        let mut digit = || char::from(bytes.next().unwrap()).to_digit(16).unwrap() as u8;
        meant.push(if byte == b'%' { digit() << 4 | digit() } else { byte });
    }
    meant
}

/// What is admitted is a line of the table, its fixed parts spelled as they are there, and its other
/// parts such that nobody takes one for more, or for none.
pub fn what_is_admitted_is_on_the_table(
    method: &str,
    origin: &str,
    site: &str,
    path: &str,
    query: &str,
) {
    // It comes as one line of the question.
    let (path, query) = (path.replace('\n', "%0A"), query.replace('\n', "%0A"));
    for base in ["", "/connectors/", "/connectors/notion/actions/", "/credentials/"] {
        let path = format!("{base}{path}");
        let Some(line) = admit(method, origin, site, &path, &query) else { continue };
        only_own_pages_come_in(method, origin, site, &line);
        if method == "OPTIONS" {
            continue;
        }
        let found = PASSAGES.lines().any(|passage| passage == format!("{method} {line}"));
        assert!(found, "{method} {path:?}: {line}");
        let words: Vec<_> = line.split(' ').collect();
        let (parts, segments): (Vec<_>, Vec<_>) =
            (words[0].split('/').collect(), path.split('/').collect());
        assert_eq!(parts.len(), segments.len(), "{path:?}: {line}");
        for (at, (part, segment)) in parts.into_iter().zip(segments).enumerate() {
            if !part.starts_with('{') {
                assert_eq!(part, segment, "{path:?}: {line}");
                continue;
            }
            let meant = meant(segment);
            assert!(!meant.is_empty() && meant != b"." && meant != b"..", "{path:?}");
            let odd = |byte: &u8| byte.is_ascii_control() || b"/\\%".contains(byte);
            assert!(!meant.iter().any(odd), "{path:?}");
            assert!(
                part != "{connectorId}" || at == 2 && CONNECTORS.contains(&segment),
                "{path:?}"
            );
        }
        let known = |name: &str| {
            ["", "userId"].contains(&name) || method == "GET" && words[3..].contains(&name)
        };
        let names = query.split('&').map(|pair| pair.split('=').next().unwrap());
        let is_open = ["callback", "connected"].contains(&words[1]);
        assert!(is_open || names.into_iter().all(known), "{query:?}: {line}");
    }
}

/// Pages of other origins come in nowhere but where providers lead back to.
fn only_own_pages_come_in(method: &str, origin: &str, site: &str, line: &str) {
    let own = ["", OWN].contains(&origin) && ["", "same-origin", "none"].contains(&site);
    match line.split(' ').nth(1).unwrap() {
        "callback" | "connected" => {}
        "preflight" => assert_eq!((method, origin), ("OPTIONS", LISTED)),
        "connect" if method == "GET" => assert!(own && !site.is_empty(), "{origin} {site}"),
        _ => assert!(own || origin == LISTED, "{origin} {site} {line}"),
    }
}

/// Whatever a page asks for, as the handler reads it: own pages but the handler's, and listed places.
pub fn targets_are_where_they_may_be(target: &str) {
    let own = Url::parse(OWN).unwrap();
    let places = PLACES.map(|(origin, path)| format!("{origin} {path}")).join("\t");
    for prefix in ["", "/", OWN, "https://docs.example/app", "https://open.example/"] {
        let Ok(url) = own.join(&format!("{prefix}{target}")) else { continue };
        let after = url[url::Position::BeforePath..].len();
        let before = &url.as_str()[..url.as_str().len() - after];
        let passes = ask(&["redirect", before, url.path(), OWN, BASE, &places]).is_some();
        let origin = url.origin().ascii_serialization();
        let is_plain =
            url.username().is_empty() && url.password().is_none() && url.scheme() == "https";
        let segments: Vec<_> = url.path().split('/').skip(1).collect();
        let allowed = if origin == OWN {
            segments.first() != Some(&"alloy") || segments == ["alloy", "connected"]
        } else {
            PLACES.iter().any(|(listed, parent)| {
                let is_below = segments.first() == Some(&"app") && !url.path().contains('%');
                origin == *listed && (parent.is_empty() || is_below)
            })
        };
        let is_elsewhere = origin == OWN && url.path().starts_with("//");
        assert_eq!(passes, is_plain && allowed && !is_elsewhere, "{url}");
    }
}

/// A flow as the handler writes it: encoded words, and lines of what is connected.
pub fn states_say_what_was_packed(
    expires: u32,
    words: &[String],
    connections: &[(String, String)],
    now: u32,
) {
    let words: Vec<_> = words.iter().map(|word| encode(word)).collect();
    let expiry = expires.to_string();
    let flow = [&[expiry], &words[..]].concat().join(" ");
    let lines: Vec<_> =
        connections.iter().map(|(id, date)| format!("{} {}", encode(id), encode(date))).collect();
    let question: Vec<_> =
        ["pack", &flow].into_iter().chain(lines.iter().map(String::as_str)).collect();
    let state = ask(&question).unwrap().join("\n");
    assert!(!state.contains('\n'));

    let whole = words.iter().all(|word| !word.is_empty());
    let time = now.to_string();
    let used = |state: &str, connector: &str| ask(&["state", &time, connector, state]).is_some();
    assert_eq!(used(&state, &words[2]), whole && now < expires, "{state:?} {now}");
    assert!(!used(&state, &format!("{}x", words[2])), "{state:?}");
    assert!(!used(&format!("2{}", &state[1..]), &words[2]), "{state:?}");
    // Without a time there is no telling.
    assert!(ask(&["state", "NaN", &words[2], &state]).is_none(), "{state:?}");

    let mut back = state.split(' ');
    assert_eq!(back.next(), Some("1"));
    let said: Vec<_> = back.by_ref().take(5).collect();
    assert_eq!(said.join(" "), flow);
    let marks = ask(&[&["marks"], &question[2..]].concat()).unwrap().join("\n");
    assert_eq!(back.collect::<Vec<_>>().join(" "), marks);
}

/// A state that is used has every one of its words, and belongs to the connector.
pub fn only_whole_states_are_used(text: &str) {
    for text in
        [text.to_owned(), format!("1 4000000000 {text}"), format!("1 4000000000 f u notion {text}")]
    {
        if ask(&["state", "1", "notion", &text]).is_none() {
            continue;
        }
        let line = text.split('\n').next().unwrap();
        let words: Vec<_> = line.split(' ').collect();
        assert!(words.len() >= 6 && words[..6].iter().all(|word| !word.is_empty()), "{text:?}");
        assert_eq!((words[0], words[4]), ("1", "notion"), "{text:?}");
        assert!(words[1].parse::<u32>().unwrap() > 1, "{text:?}");
    }
}

/// Connections that differ in anything have different marks.
pub fn marks_tell_lines_apart(lines: &[&str]) {
    let lines: Vec<_> =
        lines.iter().map(|line| encode(line)).filter(|line| !line.is_empty()).collect();
    let question: Vec<_> = ["marks"].into_iter().chain(lines.iter().map(String::as_str)).collect();
    let answer = ask(&question).unwrap().join("\n");
    let marks: Vec<_> = answer.split_terminator(' ').collect();
    assert_eq!(marks.len(), lines.len(), "{lines:?}");
    assert!(marks.iter().all(|mark| mark.len() == 16), "{answer:?}");
    assert_eq!(BTreeSet::from_iter(&marks).len(), BTreeSet::from_iter(&lines).len(), "{lines:?}");
}

/// What is taken for this machine is so by the URL Standard too.
pub fn loopback_is_this_machine(text: &str) {
    let Ok(url) = Url::parse(text) else { return };
    let origin = url.origin().ascii_serialization();
    if ["http", "https"].contains(&url.scheme()) {
        let is_this_machine = super::url::is_this_machine(&url);
        assert!(is_this_machine || ask(&["loopback", &origin]).is_none(), "{origin:?}");
    }
}
