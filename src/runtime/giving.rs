//! Giving references out: what is selected becomes references, and those a
//! file.
//!
//! Never on the screen's task: a selection may be everything. A file is
//! written beside its place and moved there whole; one that is there is left
//! alone unless its replacement was asked for.

use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use crate::app::giving::Given;
use crate::app::giving::Selection;
use crate::domain::id::WorkId;
use crate::domain::query::Anchor;
use crate::domain::reference::Reference;
use crate::export;
use crate::problem::Problem;
use crate::runtime::read_thread::whole;
use crate::store::Reader;
use crate::store::StoreError;

/// How many works are asked for at once.
const PAGE: usize = 500;

/// All that is known of a work, also what a file said when it was brought.
///
/// # Errors
///
/// Where the store cannot be read.
pub fn reference(reader: &Reader, work: WorkId) -> Result<Option<Reference>, StoreError> {
    let Some(whole) = whole(reader, work)? else {
        return Ok(None);
    };
    let mut reference = Reference::of(&whole);
    let (saved, brought) = reader.brought(work)?;
    reference.saved = saved;
    for brought in brought {
        reference.fill_from(brought);
    }
    Ok(Some(reference))
}

/// What a selection gave.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Newest first: the rows that are shown, and no others.
    pub references: Vec<Reference>,
    /// Why they are fewer than was asked for, if so.
    pub caveat: Option<String>,
    /// How many are folded behind them by daily limits, and left out.
    pub n_folded: u64,
}

/// The references of a selection.
///
/// # Errors
///
/// Where the store cannot be read.
pub fn references(reader: &mut Reader, what: &Selection) -> Result<Gathered, StoreError> {
    let mut caveat = None;
    let mut n_folded = 0;
    let mut works = Vec::new();
    match what {
        Selection::Works(chosen) => works.clone_from(chosen),
        Selection::Query(query) => {
            let mut anchor = Anchor::Top;
            loop {
                let page = reader.page(query, anchor, PAGE)?;
                caveat = caveat.or(page.caveat);
                works.extend(page.rows.iter().map(|row| row.work));
                n_folded += page
                    .rows
                    .iter()
                    .map(|row| u64::from(row.n_folded))
                    .sum::<u64>();
                match page.rows.last() {
                    Some(last) if !page.at_bottom => anchor = Anchor::Below(last.work),
                    _ => break,
                }
            }
        }
    }
    let mut references = Vec::with_capacity(works.len());
    for work in works {
        references.extend(reference(reader, work)?);
    }
    Ok(Gathered {
        references,
        caveat,
        n_folded,
    })
}

/// Writes a file whole or not at all.
///
/// # Errors
///
/// A sentence where it is there already and is not to be replaced, or cannot
/// be written.
pub fn put(file: &Path, text: &[u8], replace: bool) -> Result<(), Problem> {
    let taken = || {
        Problem::new(
            format!("{} is there already", spoken(file)),
            "it was left alone",
            "Choose another name; on the command line --force replaces it",
        )
    };
    if !replace && file.exists() {
        return Err(taken());
    }
    let written = write_beside(file, text, replace);
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => taken(),
        _ => Problem::new(
            format!("{} was not written", spoken(file)),
            error,
            "Check the folder and choose another",
        ),
    })
}

fn write_beside(file: &Path, text: &[u8], replace: bool) -> io::Result<()> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    // What any program's file has; a private one could not be sent on.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut beside = builder.prefix(".rounds-").tempfile_in(folder)?;
    beside.write_all(text)?;
    beside.as_file().sync_all()?;
    let moved = match replace {
        true => beside.persist(file),
        false => beside.persist_noclobber(file),
    };
    moved.map(|_| ()).map_err(|error| error.error)
}

/// What `~/` means.
pub fn at_home(file: &str) -> PathBuf {
    match (file.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(file),
    }
}

/// A file's name for a sentence, as short as it can be: a line of a screen is.
fn spoken(file: &Path) -> String {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    match home.map(|home| file.strip_prefix(home)) {
        Some(Ok(rest)) => format!("~/{}", rest.display()),
        _ => file.display().to_string(),
    }
}

/// Writes a selection to a file, for the screen.
///
/// # Errors
///
/// A sentence.
pub fn give(data: &Path, format: &str, what: &Selection, file: &str) -> Result<Given, Problem> {
    let Some(format) = export::named(format) else {
        return Err(Problem::said(format!("There is no format {format}")));
    };
    let mut reader = Reader::open(data)?;
    let Gathered {
        references,
        n_folded,
        ..
    } = references(&mut reader, what)?;
    if references.is_empty() {
        return Err(Problem::said("There is nothing to export"));
    }
    let (text, left_out) = export::write(format, &references);
    let what = match references.len() - left_out.len() {
        1 => "1 reference".to_string(),
        n => format!("{n} references"),
    };
    let mut left = Vec::new();
    if !left_out.is_empty() {
        left.push(format!("{} without an address", left_out.len()));
    }
    left.extend(folded_rows(n_folded));
    let left_out = (!left.is_empty()).then(|| left.join(" and "));
    put_given(
        &text,
        Given {
            what,
            file: file.to_string(),
            left_out,
        },
    )
}

/// How many folded rows a list leaves out, in words.
pub fn folded_rows(n: u64) -> Option<String> {
    match n {
        0 => None,
        1 => Some("1 folded row".to_string()),
        n => Some(format!("{n} folded rows")),
    }
}

/// Writes a text to the file that was asked for, for the screen.
///
/// # Errors
///
/// A sentence.
pub fn put_given(text: &str, mut given: Given) -> Result<Given, Problem> {
    let file = at_home(&given.file);
    put(&file, text.as_bytes(), false)?;
    given.file = spoken(&file);
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::Gathered;
    use super::give;
    use super::put;
    use super::references;
    use crate::app::giving::Selection;
    use crate::domain::intake::Record;
    use crate::domain::query::Query;
    use crate::store::Reader;
    use crate::store::Store;
    use crate::store::testing::NOW;
    use crate::store::testing::feed;
    use crate::store::testing::news;

    #[test]
    fn a_list_is_given_out_as_it_is_shown_and_what_is_folded_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path(), NOW).unwrap();
        let new = feed("https://prolific.example/");
        let (source, _) = store.follow(&new, None, NOW).unwrap();
        let record = |n: i64| Record {
            key: n.to_string(),
            title: format!("Paper {n}"),
            link: Some(format!("https://prolific.example/{n}")),
            published: Some(NOW.plus(-3 * 86_400 - n)),
            ..Record::default()
        };
        let records: Vec<Record> = (0..5).map(record).collect();
        store.ingest(&[news(source, &records)], NOW).unwrap();
        store.set_daily(source, Some(2), NOW).unwrap();
        while store.fold_again(9).unwrap() {}
        let mut reader = Reader::open(folder.path()).unwrap();
        let all = Selection::Query(Query::default());
        let Gathered {
            references: shown,
            n_folded,
            ..
        } = references(&mut reader, &all).unwrap();
        assert_eq!((shown.len(), n_folded), (2, 3));
        let file = folder.path().join("list.ris");
        let given = give(folder.path(), "ris", &all, &file.to_string_lossy()).unwrap();
        assert_eq!(given.what, "2 references");
        assert_eq!(given.left_out.as_deref(), Some("3 folded rows"));
    }

    #[test]
    fn a_file_that_is_there_is_replaced_only_when_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ris");
        put(&file, b"one", false).unwrap();
        let refused = put(&file, b"two", false).unwrap_err().to_string();
        assert!(refused.contains("is there already"), "{refused}");
        assert_eq!(std::fs::read(&file).unwrap(), b"one");
        put(&file, b"two", true).unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(put(&folder.path().join("no/such/folder.ris"), b"", false).is_err());
    }
}
