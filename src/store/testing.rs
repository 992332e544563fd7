//! A store in a folder of its own, and the smallest things to put into it.
//! Only for tests.

use std::path::Path;

use tempfile::TempDir;

use crate::domain::answer::PageOfRows;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::WorkId;
use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Record;
use crate::domain::intake::Validators;
use crate::domain::query::Anchor;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::source::NewSource;
use crate::domain::time::UtcTime;
use crate::store::Reader;
use crate::store::Store;
use crate::store::folds::FOLDED;
use crate::store::search::Index;
use crate::store::walk;

/// When everything happens.
pub const NOW: UtcTime = UtcTime(2_000_000_000);

pub struct House {
    pub folder: TempDir,
    pub store: Store,
    pub reader: Reader,
}

impl House {
    pub fn new() -> House {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), NOW).unwrap();
        let reader = Reader::open(folder.path()).unwrap();
        House {
            folder,
            store,
            reader,
        }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Closes and opens everything again.
    pub fn reopen(self) -> House {
        let House {
            folder,
            store,
            reader,
        } = self;
        drop((store, reader));
        let store = Store::open(folder.path(), NOW).unwrap();
        let reader = Reader::open(folder.path()).unwrap();
        House {
            folder,
            store,
            reader,
        }
    }

    pub fn follow(&mut self, name: &str) -> SourceId {
        self.follow_in(name, None)
    }

    pub fn follow_in(&mut self, name: &str, list: Option<ListId>) -> SourceId {
        let new = NewSource {
            title: name.to_string(),
            ..feed(&format!("https://{name}.example/feed"))
        };
        self.store.follow(&new, list, NOW).unwrap().0
    }

    pub fn list(&mut self, name: &str) -> ListId {
        self.store.make_list(&[name.to_string()], NOW).unwrap()
    }

    /// Takes in an answer; how many works were new.
    pub fn take(&mut self, source: SourceId, records: &[Record]) -> u32 {
        let taken = self.store.ingest(&[news(source, records)], NOW).unwrap();
        self.check();
        taken[0].n_new
    }

    /// Reads everything into the search index; the HTML as it stands.
    pub fn index_all(&self) {
        let mut index = Index::open(self.path()).unwrap();
        let step = |index: &mut Index| index.step(&self.reader, &|html| html.to_string(), 7);
        while step(&mut index).unwrap().n_left > 0 {}
    }

    /// The work an item belongs to.
    pub fn work(&self, source: SourceId, key: &str) -> WorkId {
        let name = format!("item:{}/{key}", source.0);
        self.reader.find_work(&name).unwrap().unwrap()
    }

    pub fn page(&mut self, query: &Query, anchor: Anchor, limit: usize) -> PageOfRows {
        self.reader.page(query, anchor, limit).unwrap()
    }

    /// Titles of a place, newest first.
    pub fn titles(&mut self, place: Place) -> Vec<String> {
        self.titles_of(&Query {
            place,
            ..Query::default()
        })
    }

    pub fn titles_of(&mut self, query: &Query) -> Vec<String> {
        let page = self.page(query, Anchor::Top, 1_000);
        page.rows.into_iter().map(|row| row.title).collect()
    }

    pub fn n_unread(&self, place: Place) -> u64 {
        let query = Query {
            place,
            ..Query::default()
        };
        self.reader.overview(&query).unwrap().n_unread_here
    }

    /// What is derived is what it would be if it were derived anew.
    #[track_caller]
    pub fn check(&self) {
        let drift = |what: &str, sql: &str| {
            let n: i64 = self
                .store
                .conn
                .query_one(&format!("SELECT COUNT(*) FROM ({sql})"), [], |row| {
                    row.get(0)
                })
                .unwrap();
            assert_eq!(n, 0, "{what}");
        };
        // Where the items of a work bring it: what is muted to one place only.
        let (muted, round) = (walk::code(Place::Muted), walk::code(Place::Round));
        let stands_at = format!(
            "WITH stands AS (
                 SELECT i.source, w.id AS work, p.place
                 FROM works w JOIN items i ON i.work = w.id
                 JOIN source_places p ON p.source = i.source AND w.muted = 0
                 UNION SELECT i.source, w.id, {muted}
                 FROM works w JOIN items i ON i.work = w.id
                 JOIN source_places p ON p.source = i.source AND p.place = 0 AND w.muted = 1
                 UNION SELECT i.source, w.id, {round}
                 FROM works w JOIN items i ON i.work = w.id
                 JOIN source_places p ON p.source = i.source AND p.place = 0 AND w.muted = 0
                 JOIN round_works r ON r.work = w.id)"
        );
        // And what is folded in a place to where that is.
        let place_by = |topic: &str| {
            format!(
                "iif(p.place >= 0 AND EXISTS (
                         SELECT 1 FROM folds f
                         WHERE f.source = p.source AND f.work = w.id AND f.topic = {topic}),
                     p.place + {FOLDED}, p.place)"
            )
        };
        let (place, place_of_topic) = (place_by("0"), place_by("x.topic"));
        let wanted = format!(
            "SELECT {place} AS place, 0 AS topic, w.id AS work, w.unread
             FROM works w JOIN items i ON i.work = w.id
             JOIN stands p ON p.source = i.source AND p.work = w.id
             UNION
             SELECT {place_of_topic}, x.topic, w.id, w.unread
             FROM works w JOIN items i ON i.work = w.id
             JOIN stands p ON p.source = i.source AND p.work = w.id
             JOIN items k ON k.work = w.id JOIN item_topics x ON x.item = k.id"
        );
        let stands = "SELECT place, topic, work, unread FROM entries";
        drift(
            "entries missing",
            &format!("{stands_at} SELECT * FROM ({wanted}) EXCEPT {stands}"),
        );
        drift(
            "entries too many",
            &format!("{stands_at} {stands} EXCEPT SELECT * FROM ({wanted})"),
        );
        drift(
            "folds of what is never folded",
            "SELECT 1 FROM folds f LEFT JOIN works w ON w.id = f.work
             WHERE w.id IS NULL OR w.n_sources <> 1 OR w.muted OR w.saved OR w.noted
                OR w.badge IN (SELECT word FROM badges WHERE warns)
                OR w.source <> f.source",
        );
        let counted = "SELECT place, topic, COUNT(*), SUM(unread) FROM entries GROUP BY 1, 2";
        let counts = "SELECT place, topic, n_all, n_unread FROM counts WHERE n_all > 0";
        drift("counts missing", &format!("{counted} EXCEPT {counts}"));
        drift("counts too many", &format!("{counts} EXCEPT {counted}"));
        drift(
            "counts below zero",
            "SELECT 1 FROM counts WHERE n_all < 0 OR n_unread < 0 OR n_unread > n_all",
        );
        drift(
            "places",
            "SELECT source, place FROM source_places EXCEPT
             SELECT * FROM (
                 SELECT id, 0 FROM sources WHERE followed IS NOT NULL
                 UNION SELECT id, -id FROM sources WHERE followed IS NOT NULL
                 UNION SELECT m.source, m.list FROM list_sources m
                 JOIN sources s ON s.id = m.source AND s.followed IS NOT NULL)",
        );
        drift(
            "mirrors",
            "SELECT 1 FROM works w LEFT JOIN kept k ON k.work = w.id
             WHERE w.unread <> (k.read IS NULL)
                OR w.saved <> (k.saved IS NOT NULL)
                OR w.noted <> EXISTS (SELECT 1 FROM kept_notes n WHERE n.kept = k.id)",
        );
        drift(
            "works without items",
            "SELECT 1 FROM works w WHERE NOT EXISTS (SELECT 1 FROM items i WHERE i.work = w.id)",
        );
        drift(
            "works nobody indexes",
            "SELECT id FROM works EXCEPT SELECT work FROM changes",
        );
        drift(
            "redirects that lead nowhere",
            "SELECT 1 FROM redirects r
             WHERE NOT EXISTS (SELECT 1 FROM works w WHERE w.id = r.new)
               AND NOT EXISTS (SELECT 1 FROM kept k WHERE k.work = r.new)",
        );
    }
}

/// A feed at an address, and nothing more about it.
pub fn feed(address: &str) -> NewSource {
    NewSource {
        kind: "feed".to_string(),
        address: address.to_string(),
        ..NewSource::default()
    }
}

/// An answer of a source with these items.
pub fn news(source: SourceId, records: &[Record]) -> Intake {
    Intake {
        source,
        tried: NOW,
        millis: 20,
        next_try: NOW.plus(3_600),
        outcome: Outcome::News {
            info: Box::default(),
            validators: Validators::default(),
            body_hash: 1,
            n_bytes: 100,
            records: records.to_vec(),
            skipped: Vec::new(),
            moved_to: None,
        },
    }
}

/// An item published so many seconds ago, with the keys of its work.
pub fn item(key: &str, ago: i64, work_keys: &[&str]) -> Record {
    Record {
        key: key.to_string(),
        work_keys: work_keys.iter().map(ToString::to_string).collect(),
        title: format!("title {key}"),
        link: Some(format!("https://journal.example/{key}")),
        published: Some(NOW.plus(-ago)),
        html: Some(format!("<p>text of {key}</p>")),
        ..Record::default()
    }
}
