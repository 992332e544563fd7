//! Entries of a catalogue, as small as they can be. Only for tests.

use crate::domain::catalogue::Entry;
use crate::domain::catalogue::Kind;

/// An entry whose address is made of its name.
pub fn entry(name: &str, kind: Kind, specialty: &str, n_lists: u32) -> Entry {
    let host = name.to_lowercase().replace(' ', "-");
    Entry {
        name: name.to_string(),
        kind,
        address: format!("https://{host}.example/feed"),
        home: format!("https://{host}.example/"),
        specialties: vec![specialty.to_string()],
        n_lists,
        ..Entry::default()
    }
}
