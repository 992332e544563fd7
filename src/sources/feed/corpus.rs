//! Every feed of the shared corpus, read twice. Skipped where the corpus is
//! not beside the program.

use std::collections::HashSet;
use std::path::Path;
use std::path::PathBuf;

use crate::sources::DecodeError;
use crate::sources::SourceKind;
use crate::sources::feed::Feed;
use crate::wire::Response;

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/public/feeds");
    let mut waiting = vec![root];
    let mut files = Vec::new();
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => waiting.push(path),
                false => files.push(path),
            }
        }
    }
    files
}

#[test]
fn the_same_bytes_read_twice_give_the_same_keys_and_nothing_panics() {
    let files = files();
    if files.is_empty() {
        eprintln!("skipped: no corpus beside the program");
        return;
    }
    for file in files {
        let response = Response {
            status: 200,
            address: "https://example.org/feed".to_string(),
            body: std::fs::read(&file).unwrap_or_default(),
            ..Response::default()
        };
        let first = Feed.decode(&response);
        let second = Feed.decode(&response);
        assert_eq!(first, second, "{}", file.display());
        assert_ne!(first, Err(DecodeError::Panicked), "{}", file.display());
        for item in first.map(|page| page.items).unwrap_or_default() {
            assert!(!item.key.is_empty(), "{}", file.display());
            let web = item
                .link
                .as_deref()
                .is_none_or(|link| link.to_ascii_lowercase().starts_with("http"));
            assert!(web, "{}: {:?}", file.display(), item.link);
        }
    }
}

#[test]
fn entries_with_different_links_never_share_a_key() {
    for file in files() {
        let response = Response {
            address: "https://example.org/feed".to_string(),
            body: std::fs::read(&file).unwrap_or_default(),
            ..Response::default()
        };
        let items = Feed
            .decode(&response)
            .map(|page| page.items)
            .unwrap_or_default();
        let keys: HashSet<_> = items.iter().map(|item| &item.key).collect();
        let pairs: HashSet<_> = items.iter().map(|item| (&item.key, &item.link)).collect();
        assert_eq!(keys.len(), pairs.len(), "{}", file.display());
    }
}
