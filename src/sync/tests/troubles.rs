//! Servers as they go wrong, each as its own sentence on the health screen.

use crate::domain::intake::Taken;
use crate::domain::intake::Turn;
use crate::domain::source::NewSource;
use crate::domain::source::Source;
use crate::domain::source::Standing;
use crate::store::Reader;
use crate::store::Store;
use crate::store::testing::feed;
use crate::sync::examine;

use super::*;

/// Small, so that the limits are met at once.
fn narrow() -> Settings {
    Settings {
        total: Duration::from_millis(300),
        body_cap: 64 << 10,
        ..settings()
    }
}

const TROUBLES: [&str; 10] = [
    "/good",
    "/redirect",
    "/gone",
    "/slow",
    "/huge",
    "/html",
    "/429",
    "/loop",
    "/404",
    "/broken",
];

/// Answers by the first word of the path.
async fn troubled() -> Server {
    let bomb = zstd::bulk::compress(&vec![b' '; 4 << 20], 3).unwrap();
    Server::start(move |asked| match asked.path.as_str() {
        "/redirect" => redirect(301, "/moved"),
        "/gone" => status(410),
        // A byte, and then no other: as slow as can be.
        "/slow" => Answer::Half(b"<".to_vec()),
        "/huge" => crate::net::testing::encoded("zstd", &bomb),
        "/html" => ok("<!doctype html><html><head><title>A page</title>\
             <link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed\" title=\"It\">\
             </head><body><p>Words.</body></html>"),
        "/429" => Answer::Reply(429, vec![("Retry-After", "7200".to_string())], Vec::new()),
        "/loop" => redirect(301, "/loop"),
        "/404" => status(404),
        "/broken" => ok("%PDF-1.7"),
        _ => ok(RSS),
    })
    .await
}

struct Clinic {
    folder: tempfile::TempDir,
    store: Store,
    server: Server,
}

impl Clinic {
    /// Follows one source of each path.
    async fn of(paths: &[&str]) -> Clinic {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path(), NOW).unwrap();
        let server = troubled().await;
        for path in paths {
            let new = NewSource {
                title: path.to_string(),
                ..feed(&server.at(path))
            };
            store.follow(&new, None, NOW).unwrap();
        }
        Clinic {
            folder,
            store,
            server,
        }
    }

    fn reader(&self) -> Reader {
        Reader::open(self.folder.path()).unwrap()
    }

    /// Asks all of them once, as if no host had wished to be left alone.
    async fn refresh(&mut self) -> Vec<Turn> {
        let mut targets = self.reader().targets().unwrap();
        for target in &mut targets {
            target.paused = None;
        }
        // One after the other: all live on one host, and 429 pauses a host.
        let mut turns = Vec::new();
        for target in targets {
            let intakes = all(narrow(), vec![target]).await;
            let taken = self.store.ingest(&intakes, NOW).unwrap();
            turns.extend(taken.into_iter().filter_map(|taken| taken.turn));
        }
        turns
    }

    fn source(&self, title: &str) -> Source {
        let sources = self.reader().sources().unwrap();
        let mut sources = sources.into_iter();
        sources.find(|source| source.title == title).unwrap()
    }
}

#[tokio::test]
async fn each_trouble_ends_in_its_own_sentence_within_its_limit() {
    let mut clinic = Clinic::of(&TROUBLES).await;
    let begun = Instant::now();
    let turns = clinic.refresh().await;
    assert!(begun.elapsed() < Duration::from_secs(5));
    let gone = Turn::Gone {
        title: "/gone".to_string(),
    };
    assert_eq!(turns, [gone]);
    for (title, what, standing) in [
        ("/good", "new 1", Standing::Good),
        ("/redirect", "nothing new", Standing::Good),
        ("/gone", "410 gone for good", Standing::Gone),
        ("/slow", "timed out after 0.3 s", Standing::Failing),
        (
            "/huge",
            "the answer is larger than 64 kB",
            Standing::Failing,
        ),
        (
            "/429",
            "429 asked too often; it asks us to wait 2 hours",
            Standing::Failing,
        ),
        (
            "/loop",
            "its redirects go round in a circle",
            Standing::Failing,
        ),
        ("/404", "404 not found", Standing::Failing),
        (
            "/broken",
            "this is no feed: it begins with \"%PDF-1.7\"",
            Standing::Failing,
        ),
    ] {
        let source = clinic.source(title);
        assert_eq!((source.what.as_str(), source.standing), (what, standing));
    }
    let html = clinic.source("/html");
    assert!(html.what.starts_with("this is a web page, not a feed"));
    let feed = (clinic.server.at("/feed"), "It".to_string());
    assert_eq!(html.offers, [feed]);
    assert_eq!(clinic.source("/redirect").moved_from, None, "said once");
}

#[tokio::test]
async fn trouble_holds_nobody_else_up() {
    let server = troubled().await;
    let mut targets: Vec<Target> = ["/slow", "/huge", "/loop", "/gone"]
        .iter()
        .zip(100..)
        .map(|(path, source)| target(source, server.at(path)))
        .collect();
    targets.extend((0..40).map(|source| target(source, server.at(&format!("/{source}")))));
    let begun = Instant::now();
    let intakes = all(narrow(), targets).await;
    assert!(begun.elapsed() < Duration::from_secs(5));
    let n_news = intakes
        .iter()
        .filter(|intake| matches!(intake.outcome, Outcome::News { .. }))
        .count();
    assert_eq!((intakes.len(), n_news), (44, 40));
}

#[tokio::test]
async fn a_permanent_redirect_said_twice_moves_the_source() {
    let mut clinic = Clinic::of(&["/redirect"]).await;
    assert_eq!(clinic.refresh().await, []);
    // The same body again is an answer too.
    let turns = clinic.refresh().await;
    assert!(
        matches!(turns.as_slice(), [Turn::Moved { .. }]),
        "{turns:?}"
    );
    let source = clinic.source("/redirect");
    assert_eq!(source.address, clinic.server.at("/moved"));
    assert_eq!(source.moved_from, Some(clinic.server.at("/redirect")));
}

#[tokio::test]
async fn not_found_ten_times_is_gone_and_asked_once_a_day() {
    let mut clinic = Clinic::of(&["/404"]).await;
    for n in 1..=12 {
        let turns = clinic.refresh().await;
        assert_eq!(turns.len(), usize::from(n == 10), "{n}");
    }
    let source = clinic.source("/404");
    assert_eq!(source.standing, Standing::Gone);
    let wait = source.next_try.unwrap().0 - NOW.0;
    assert!((77_000..96_000).contains(&wait), "{wait}");
}

#[tokio::test]
async fn a_host_that_wished_to_be_left_alone_is_not_asked_after_a_restart() {
    let mut clinic = Clinic::of(&["/429", "/good"]).await;
    clinic.refresh().await;
    let n_asked = clinic.server.asked().len();
    // Another run of the program: another client, the same database.
    let targets = clinic.reader().targets().unwrap();
    assert!(plan::due(&targets, NOW.plus(7_199)).is_empty());
    let intakes = all(narrow(), targets).await;
    assert_eq!(clinic.server.asked().len(), n_asked, "nobody was asked");
    for intake in &intakes {
        assert_eq!(why(intake), "127.0.0.1 asks us to wait 2 hours");
        assert!(intake.next_try.0 - NOW.0 >= 7_200);
    }
    let taken = clinic.store.ingest(&intakes, NOW).unwrap();
    let waits = |it: &Taken| !it.failed && it.waits >= Some(NOW.plus(7_200));
    assert!(taken.iter().all(waits), "who was not asked has not failed");
}

#[tokio::test]
async fn how_long_an_answer_stays_fresh_is_read_from_expires_too() {
    for (headers, least) in [
        (vec![("Expires", "Sun, 06 Nov 1994 12:49:37 GMT")], 14_400),
        (
            vec![
                ("Expires", "Sun, 06 Nov 1994 12:49:37 GMT"),
                ("Cache-Control", "no-cache"),
            ],
            0,
        ),
        (
            vec![
                ("Expires", "Sun, 06 Nov 1994 12:49:37 GMT"),
                ("Cache-Control", "max-age=7200"),
            ],
            7_200,
        ),
        (vec![("Expires", "0")], 0),
    ] {
        let shown = format!("{headers:?}");
        let server = Server::start(move |_| {
            let mut all: Vec<(&'static str, String)> = headers
                .iter()
                .map(|(name, value)| (*name, value.to_string()))
                .collect();
            all.push(("Date", "Sun, 06 Nov 1994 08:49:37 GMT".to_string()));
            Answer::Reply(200, all, RSS.into())
        })
        .await;
        let intake = one(target(1, server.at("/"))).await;
        let wait = intake.next_try.0 - NOW.0;
        let least = least.max(3_000);
        assert!((least..least + 2_400).contains(&wait), "{wait}: {shown}");
    }
}

#[tokio::test]
async fn an_examination_tells_each_hop_and_says_nothing_of_what_is_known() {
    let server = troubled().await;
    let known = Target {
        etag: Some("\"one\"".to_string()),
        body_hash: Some(1),
        ..target(1, server.at("/redirect"))
    };
    let examined = examine(&with(narrow()), &known).await;
    let statuses: Vec<u16> = examined.steps.iter().map(|step| step.status).collect();
    assert_eq!(statuses, [301, 200]);
    assert_eq!(examined.steps[0].location.as_deref(), Some("/moved"));
    assert!(examined.steps[0].peer.is_some());
    assert!(matches!(examined.outcome, Outcome::News { .. }));
    let answer = examined.answer.unwrap();
    assert_eq!((answer.n_bytes, answer.is_utf8), (RSS.len(), true));
    let asked = server.asked();
    assert!(!asked[0].headers.contains_key("if-none-match"));

    let circle = examine(&with(narrow()), &target(2, server.at("/loop"))).await;
    assert_eq!(circle.steps.len(), 1, "the hop before it is told");
    assert!(circle.answer.is_none());
}
