//! Which requests pass, and what they ask for.

use super::decode::{decode, is_id};
use super::origin::Origin;
use super::passages::{PASSAGES, Segments, is_alloys, parameters};
use super::query;
use super::refusal::{self, Decision, noted};
use super::settings::Edge;
use crate::text::{cut, join, split};
use crate::value::Value;

const MAX_URL: usize = 16_384;

/// A part of a path as it is meant, if no reader could take it for more than one, or for none.
fn segment(written: &str) -> Option<String> {
    let apart = |byte: u8| matches!(byte, b'/' | b'\\' | b'%');
    let fits = |text: &String| {
        is_id(text) && !matches!(text.as_str(), "." | "..") && !text.bytes().any(apart)
    };
    decode(written).filter(fits)
}

impl Edge {
    /// Reads a request into the record. `origin` and `site` are its headers Origin and Sec-Fetch-Site.
    /// Gives 0, or the status of the refusal that the record then holds.
    pub fn admit<V: Value>(
        &self,
        method: &str,
        url: &str,
        origin: Option<&str>,
        site: Option<&str>,
        call: &mut V,
    ) -> u16 {
        let decision = self.look(method, url, origin, site, call);
        noted(decision, call)
    }

    fn look<V: Value>(
        &self,
        method: &str,
        url: &str,
        origin: Option<&str>,
        site: Option<&str>,
        call: &mut V,
    ) -> Decision {
        // Before anything is refused: the page is to see why.
        let listed = origin.filter(|origin| self.lists(origin));
        if let Some(origin) = listed {
            call.set("cors", V::text(origin));
        }
        if method == "OPTIONS" {
            call.set("operation", V::text("preflight"));
            return listed.map(|_| ()).ok_or(&refusal::ORIGIN);
        }
        if url.len() > MAX_URL {
            return Err(&refusal::PATH);
        }
        let rest = Origin::of(url).ok_or(&refusal::PATH)?.rest;
        if cut(rest, b'#').is_some() {
            return Err(&refusal::PATH);
        }
        let (path, query) = cut(rest, b'?').unwrap_or((rest, ""));
        let below =
            path.strip_prefix(self.base_path.as_str()).and_then(|path| path.strip_prefix('/'));
        let mut path = Segments::new();
        for written in split(below.ok_or(&refusal::UNKNOWN)?, b'/') {
            path.push((written, segment(written).ok_or(&refusal::PATH)?));
        }
        let takes = choose(method, &path, call)?;
        let is = |name: &str| call.get("operation").as_text().is_some_and(|text| text == name);
        let is_callback = is("callback");
        if !is_callback && !is("connected") {
            self.trust(origin, site, method == "GET" && is("connect"))?;
        }
        call.set("changes", V::flag(method != "GET"));
        query::read(query, &takes, is_callback, call)?;
        match (&self.connectors, call.get("connectorId").as_text()) {
            (Some(known), Some(id)) if !known.contains(&id) => Err(&refusal::CONNECTOR),
            _ => Ok(()),
        }
    }
}

/// Finds the route among those that pass, and gives the names that its query may have.
fn choose<V: Value>(method: &str, path: &Segments, call: &mut V) -> Decision<Vec<&'static str>> {
    let mut allow = String::new();
    for line in split(PASSAGES, b'\n') {
        let mut words = split(line, b' ');
        let mut word = || words.next().unwrap_or_default();
        let (its_method, template) = (word(), word());
        let Some(parameters) = parameters(template, path) else { continue };
        if its_method != method {
            let comma = if allow.is_empty() { "" } else { ", " };
            allow = join(&[&allow, comma, its_method]);
            continue;
        }
        call.set("operation", V::text(word()));
        call.set("wrap", V::text(word().trim_start_matches('-')));
        for (name, value) in parameters {
            if !name.is_empty() {
                call.set(name, V::text(value));
            }
        }
        return Ok(words.collect());
    }
    if is_alloys(method, path) {
        return Err(&refusal::ROUTE);
    }
    if allow.is_empty() {
        return Err(&refusal::UNKNOWN);
    }
    call.set("allow", V::text(&allow));
    Err(&refusal::METHOD)
}
