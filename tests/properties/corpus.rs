//! What libFuzzer has found worth keeping, once more.

use super::invariants::SUBJECTS;
use std::collections::BTreeSet;
use std::fs::{read, read_dir};
use std::path::PathBuf;

fn folder(path: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "fuzz", path].iter().collect()
}

fn names(path: &str) -> BTreeSet<String> {
    let entries = read_dir(folder(path)).unwrap_or_else(|error| panic!("fuzz/{path}: {error}"));
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn every_input_of_the_corpus_holds() {
    for (subject, holds) in SUBJECTS {
        let inputs = names(&format!("corpus/{subject}"));
        assert!(!inputs.is_empty(), "fuzz/corpus/{subject} is empty");
        for input in inputs {
            println!("{subject}/{input}");
            holds(&read(folder(&format!("corpus/{subject}/{input}"))).unwrap());
        }
    }
}

#[test]
fn every_subject_has_a_target_and_a_corpus_and_there_are_no_others() {
    let subjects: BTreeSet<_> = SUBJECTS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names("corpus"), subjects);
    let targets = subjects.iter().map(|name| format!("{name}.rs")).collect();
    assert_eq!(names("fuzz_targets"), targets);
}
