//! A refresh against a server on loopback.

mod articles;
mod pictures;
mod troubles;

use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use tokio::sync::mpsc;
use tokio::sync::watch;

use crate::domain::id::SourceId;
use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Target;
use crate::domain::time::UtcTime;
use crate::net::Client;
use crate::net::Settings;
use crate::net::testing::Answer;
use crate::net::testing::Server;
use crate::net::testing::ok;
use crate::net::testing::redirect;
use crate::net::testing::settings;
use crate::net::testing::status;

use super::Refresh;
use super::find;
use super::plan;
use super::refresh;
use crate::domain::topic::Matcher;

const NOW: UtcTime = UtcTime(2_000_000_000);
const RSS: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Words</title>\
    <link>https://example.com/</link><description/>\
    <item><title>One</title><link>https://example.com/1</link><guid>1</guid></item>\
    </channel></rss>";

fn with(settings: Settings) -> Refresh {
    Refresh {
        client: Client::new(&settings).unwrap(),
        settings,
        interval: plan::INTERVAL,
        matcher: Arc::new(Matcher::of_words(&[])),
        clock: Arc::new(|| NOW),
    }
}

fn target(source: i64, address: String) -> Target {
    Target {
        source: SourceId(source),
        kind: "feed".to_string(),
        address,
        ..Target::default()
    }
}

/// Refreshes to the end; intakes in the order of their sources.
async fn all(settings: Settings, targets: Vec<Target>) -> Vec<Intake> {
    let (out, mut came) = mpsc::channel(8);
    let (_stop, stop) = watch::channel(false);
    let refresh_of = with(settings);
    let (_, mut intakes) = tokio::join!(refresh(&refresh_of, targets, out, stop), async {
        let mut intakes = Vec::new();
        while let Some(intake) = came.recv().await {
            intakes.push(intake);
        }
        intakes
    });
    intakes.sort_by_key(|intake| intake.source);
    intakes
}

async fn one(target: Target) -> Intake {
    all(settings(), vec![target]).await.remove(0)
}

fn why(intake: &Intake) -> &str {
    match &intake.outcome {
        Outcome::Failed { why, .. } => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn news_come_with_what_the_next_refresh_needs() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/old" => redirect(301, "/feed"),
        _ => Answer::Reply(
            200,
            vec![
                ("ETag", "\"one\"".to_string()),
                ("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT".to_string()),
                ("Cache-Control", "max-age=7200".to_string()),
            ],
            RSS.into(),
        ),
    })
    .await;
    let intake = one(target(1, server.at("/old"))).await;
    assert_eq!((intake.source, intake.tried), (SourceId(1), NOW));
    assert!(intake.next_try.0 - NOW.0 >= 7_200);
    let Outcome::News {
        validators,
        n_bytes,
        moved_to,
        ..
    } = intake.outcome
    else {
        panic!("{intake:?}");
    };
    assert_eq!(validators.etag.as_deref(), Some("\"one\""));
    assert!(validators.last_modified.is_some());
    assert_eq!(n_bytes, RSS.len() as u64);
    assert_eq!(moved_to, Some(server.at("/feed")));
}

#[tokio::test]
async fn nothing_new_is_noticed_by_the_server_or_by_the_bodys_hash() {
    let server = Server::start(|asked| {
        let known = asked.headers.get("if-none-match").map(String::as_str);
        match known == Some("\"one\"") && asked.headers.contains_key("if-modified-since") {
            true => status(304),
            false => ok(RSS),
        }
    })
    .await;
    let Outcome::News { body_hash, .. } = one(target(1, server.at("/"))).await.outcome else {
        panic!("no news");
    };
    let known = |etag: &str| Target {
        etag: Some(etag.to_string()),
        last_modified: Some("Sun, 06 Nov 1994 08:49:37 GMT".to_string()),
        body_hash: Some(body_hash),
        ..target(1, server.at("/"))
    };
    for (etag, said_so) in [("\"one\"", true), ("\"other\"", false)] {
        let Outcome::Unchanged {
            by_server,
            validators,
            ..
        } = one(known(etag)).await.outcome
        else {
            panic!("changed");
        };
        assert_eq!(by_server, said_so);
        assert_eq!(validators.etag.is_some(), said_so, "kept as it came");
    }
}

#[tokio::test]
async fn a_status_is_told_in_words() {
    let server = Server::start(|asked| match asked.path.trim_start_matches('/').parse() {
        Ok(429) => Answer::Reply(503, vec![("Retry-After", "2400".to_string())], Vec::new()),
        Ok(code) => status(code),
        Err(_) => Answer::Never,
    })
    .await;
    let targets = [401, 404, 410, 500, 304]
        .map(|code| target(code, server.at(&format!("/{code}"))))
        .to_vec();
    let intakes = all(settings(), targets).await;
    let said: Vec<&str> = intakes.iter().map(why).collect();
    assert_eq!(
        said,
        [
            "304 not modified, though nothing was known of it",
            "401 needs a password: rounds password 401",
            "404 not found",
            "410 gone for good",
            "500 the server has a problem"
        ]
    );
    assert!(matches!(
        intakes[3].outcome,
        Outcome::Failed { gone: true, .. }
    ));
    let late = one(target(1, server.at("/429"))).await;
    assert_eq!(
        why(&late),
        "503 not available just now; it asks us to wait 40 minutes"
    );
    assert!(late.next_try.0 - NOW.0 >= 2_400);
}

#[tokio::test]
async fn a_kind_that_is_not_known_here_fails_alone() {
    let intake = one(Target {
        kind: "telepathy".to_string(),
        ..target(1, "http://127.0.0.1:1/".to_string())
    })
    .await;
    assert!(why(&intake).contains("telepathy"));
}

#[tokio::test]
async fn a_hanging_source_holds_nobody_up() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/hangs" => Answer::Never,
        _ => ok(RSS),
    })
    .await;
    let mut targets = vec![target(0, server.at("/hangs"))];
    targets.extend((1..60).map(|source| target(source, server.at("/ok"))));
    let (out, mut came) = mpsc::channel(8);
    let (stop, told) = watch::channel(false);
    let refresh_of = with(settings());
    tokio::join!(refresh(&refresh_of, targets, out, told), async {
        for _ in 1..60 {
            assert_ne!(came.recv().await.unwrap().source, SourceId(0));
        }
        stop.send_replace(true);
        assert!(came.recv().await.is_none());
    });
}

#[tokio::test]
async fn a_hanging_source_ends_at_its_time_limit() {
    let server = Server::start(|_| Answer::Never).await;
    let hasty = Settings {
        total: Duration::from_millis(200),
        ..settings()
    };
    let intakes = all(hasty, vec![target(1, server.at("/"))]).await;
    assert_eq!(why(&intakes[0]), "timed out after 0.2 s");
}

#[tokio::test]
async fn stopping_sends_what_came_and_ends_the_rest_at_once() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/ok" => ok(RSS),
        _ => Answer::Never,
    })
    .await;
    let patient = Settings {
        per_host: 100,
        ..settings()
    };
    let mut targets = vec![target(0, server.at("/ok"))];
    targets.extend((1..500).map(|source| target(source, server.at("/never"))));
    let (out, mut came) = mpsc::channel(8);
    let (stop, told) = watch::channel(false);
    let refreshing = tokio::spawn(async move {
        refresh(&with(patient), targets, out, told).await;
    });
    let first = came.recv().await.unwrap();
    assert_eq!(first.source, SourceId(0));
    server.has_seen(50).await;
    let begun = Instant::now();
    stop.send_replace(true);
    refreshing.await.unwrap();
    assert!(begun.elapsed() < Duration::from_millis(200));
    assert!(came.recv().await.is_none(), "nothing for the others");
}

#[tokio::test]
async fn stopping_does_not_wait_for_who_takes_nothing() {
    let server = Server::start(|_| ok(RSS)).await;
    let targets = (0..100)
        .map(|source| target(source, server.at("/")))
        .collect();
    let (out, mut came) = mpsc::channel(1);
    let (stop, told) = watch::channel(false);
    let refreshing = tokio::spawn(async move {
        refresh(&with(settings()), targets, out, told).await;
    });
    server.has_seen(20).await;
    stop.send_replace(true);
    refreshing.await.unwrap();
    let mut n_came = 0;
    while came.recv().await.is_some() {
        n_came += 1;
    }
    assert!(n_came <= 1, "{n_came}");
}

#[tokio::test]
async fn a_refresh_ends_when_nobody_listens() {
    let server = Server::start(|_| Answer::Never).await;
    let (out, came) = mpsc::channel(1);
    let (_stop, told) = watch::channel(false);
    drop(came);
    refresh(
        &with(settings()),
        vec![target(1, server.at("/"))],
        out,
        told,
    )
    .await;
}

#[tokio::test]
async fn a_window_of_sources_is_asked_and_all_get_their_turn() {
    let server = Server::start(|_| ok(RSS)).await;
    let narrow = Settings {
        in_flight: 3,
        ..settings()
    };
    let targets = (0..200)
        .map(|source| target(source, server.at(&format!("/{source}"))))
        .collect();
    let intakes = all(narrow, targets).await;
    assert_eq!(intakes.len(), 200);
    assert!(server.most_at_once() <= 3);
    assert!(
        intakes
            .iter()
            .all(|intake| matches!(intake.outcome, Outcome::News { .. }))
    );
}

#[tokio::test]
async fn an_address_of_a_feed_finds_itself() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/gone" => status(410),
        _ => ok(RSS),
    })
    .await;
    let client = with(settings()).client;
    let found = find(&client, &server.at("/feed"), None, &|| NOW)
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].address, server.at("/feed"));
    let why = find(&client, &server.at("/gone"), None, &|| NOW).await;
    assert_eq!(why.unwrap_err(), "410 gone for good");
}

#[tokio::test]
async fn a_web_page_finds_the_feeds_it_links_or_those_in_the_usual_places() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/linking" => ok("<!doctype html><html><head><title>A</title>\
            <link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed-of-page\" title=\"F\">\
            </head><body>Words</body></html>"),
        "/bare" => ok("<!doctype html><html><head><title>B</title></head><body>Words</body></html>"),
        "/feed-of-page" | "/rss.xml" => ok(RSS),
        _ => status(404),
    })
    .await;
    let client = with(settings()).client;
    for (page, feed) in [("/linking", "/feed-of-page"), ("/bare", "/rss.xml")] {
        let found = find(&client, &server.at(page), None, &|| NOW)
            .await
            .unwrap();
        assert_eq!(found.len(), 1, "{page}");
        assert_eq!(found[0].address, server.at(feed));
        assert_eq!(found[0].title, "Words");
        assert_eq!(
            (found[0].n_items, found[0].newest.as_deref()),
            (1, Some("One"))
        );
    }
    // Two pages, the feed of one, and three places beside the other.
    assert_eq!(server.asked().len(), 2 + 1 + 3);
}
