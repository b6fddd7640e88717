//! Which routes have proven to be there.

use crate::api::Route;
use crate::config::Dialect;

/// What a client has learnt: per operation, the template of the route that gave an answer of
/// Alloy's. A route once proven is the only one tried again.
#[derive(Default)]
pub struct Routes(Vec<(&'static str, &'static str)>);

impl Routes {
    /// The routes of `operation` to try, in order.
    pub fn choose<V>(
        &self,
        operation: &'static str,
        mut routes: Vec<Route<V>>,
        dialect: Option<Dialect>,
    ) -> Vec<Route<V>> {
        if dialect.is_some() {
            routes.retain(|route| route.dialect.is_none() || route.dialect == dialect);
        }
        let proven = self.proven(operation);
        let is_proven = |route: &Route<V>| Some(route.template) == proven;
        if routes.iter().any(is_proven) {
            routes.retain(is_proven);
        }
        routes
    }

    /// What has been proven for `operation`.
    pub fn proven(&self, operation: &str) -> Option<&'static str> {
        self.0.iter().find(|(name, _)| *name == operation).map(|(_, template)| *template)
    }

    /// Remembers that this route of `operation` is there.
    pub fn prove(&mut self, operation: &'static str, template: &'static str) {
        if !self.0.iter().any(|(name, _)| *name == operation) {
            self.0.push((operation, template));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes() -> Vec<Route<()>> {
        vec![
            Route::get("/guide", &[]).only(Dialect::Guide),
            Route::get("/both", &[]),
            Route::get("/reference", &[]).only(Dialect::Reference),
        ]
    }

    fn chosen(memory: &Routes, dialect: Option<Dialect>) -> Vec<&'static str> {
        memory.choose("op", routes(), dialect).iter().map(|route| route.template).collect()
    }

    #[test]
    fn a_pinned_dialect_keeps_to_its_routes() {
        let memory = Routes::default();
        assert_eq!(chosen(&memory, None), ["/guide", "/both", "/reference"]);
        assert_eq!(chosen(&memory, Some(Dialect::Guide)), ["/guide", "/both"]);
        assert_eq!(chosen(&memory, Some(Dialect::Reference)), ["/both", "/reference"]);
    }

    #[test]
    fn a_proven_route_is_the_only_one_and_stays_it() {
        let mut memory = Routes::default();
        memory.prove("op", "/reference");
        memory.prove("op", "/guide");
        memory.prove("other", "/both");
        assert_eq!(chosen(&memory, None), ["/reference"]);
    }

    #[test]
    fn a_proof_that_the_pinned_dialect_does_not_have_is_no_use_to_it() {
        let mut memory = Routes::default();
        memory.prove("op", "/reference");
        assert_eq!(chosen(&memory, Some(Dialect::Guide)), ["/guide", "/both"]);
    }
}
