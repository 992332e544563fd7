//! The client against a server on loopback.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::Barrier;

use crate::wire::Request;

use super::Client;
use super::NetError;
use super::Settings;
use super::testing::Answer;
use super::testing::Server;
use super::testing::encoded;
use super::testing::ok;
use super::testing::redirect;
use super::testing::settings;
use super::testing::status;

/// 18 bytes, gzipped.
const GZIP: &str = "1f8b0800000000000203b3292a2eb64bafca2c28484db1d107710018c1ea2c12000000";
const BROTLI: &str = "0b08803c7273733e62726f746c693c2f7273733e03";
const DEFLATE: &str = "789cb3292a2eb64b494dcb492c494db1d107f100475f070d";
/// 200,000 blanks in 14 bytes.
const BOMB: &str = "5b3f0d835f02241e0b04f2090600";

pub(super) fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

fn client() -> Client {
    Client::new(&settings()).unwrap()
}

pub(super) fn get(address: &str) -> Request {
    Request {
        address: address.to_string(),
        headers: Vec::new(),
    }
}

#[tokio::test]
async fn a_request_carries_our_name_and_the_sources_own_headers() {
    let server = Server::start(|_| ok("<rss/>")).await;
    let request = Request {
        address: server.at("/feed?a=1#top"),
        headers: vec![
            ("Accept".to_string(), "application/rss+xml".to_string()),
            ("If-None-Match".to_string(), "\"abc\"".to_string()),
            ("Bad\nName".to_string(), "x".to_string()),
            ("Cookie".to_string(), "broken\nvalue".to_string()),
        ],
    };
    let response = client().send(&request).await.unwrap();
    assert_eq!((response.status, &response.body[..]), (200, &b"<rss/>"[..]));
    assert_eq!(response.address, server.at("/feed?a=1"));
    let asked = &server.asked()[0];
    assert_eq!(asked.path, "/feed?a=1");
    assert_eq!(asked.headers["accept"], "application/rss+xml");
    assert_eq!(asked.headers["if-none-match"], "\"abc\"");
    assert!(!asked.headers.contains_key("cookie"));
    let name = &asked.headers["user-agent"];
    assert!(
        name.starts_with("rounds/") && name.ends_with(" (terminal feed reader)"),
        "{name}"
    );
}

#[tokio::test]
async fn packed_bodies_arrive_unpacked() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/gzip" => encoded("gzip", &bytes(GZIP)),
        "/brotli" => encoded("br", &bytes(BROTLI)),
        _ => encoded("deflate", &bytes(DEFLATE)),
    })
    .await;
    for (path, body) in [
        ("/gzip", "<rss>gzipped</rss>"),
        ("/brotli", "<rss>brotli</rss>"),
        ("/deflate", "<rss>deflated</rss>"),
    ] {
        let response = client().send(&get(&server.at(path))).await.unwrap();
        assert_eq!(String::from_utf8_lossy(&response.body), body);
    }
}

#[tokio::test]
async fn what_is_too_large_is_stopped_also_when_it_only_unpacks_to_that() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/announced" => ok(vec![b' '; 200_000]),
        _ => encoded("br", &bytes(BOMB)),
    })
    .await;
    let small = Client::new(&Settings {
        body_cap: 64 << 10,
        ..settings()
    })
    .unwrap();
    for path in ["/announced", "/bomb"] {
        let error = small.send(&get(&server.at(path))).await.unwrap_err();
        assert_eq!(error, NetError::TooLarge { cap: 64 << 10 }, "{path}");
        assert_eq!(error.to_string(), "the answer is larger than 64 kB");
    }
    let whole = client().send(&get(&server.at("/bomb"))).await.unwrap();
    assert_eq!(whole.body.len(), 200_000);
}

#[tokio::test]
async fn every_status_is_an_answer_with_its_headers() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/304" => Answer::Reply(304, vec![("ETag", "\"x\"".to_string())], Vec::new()),
        _ => Answer::Reply(404, Vec::new(), b"sorry".to_vec()),
    })
    .await;
    let response = client().send(&get(&server.at("/304"))).await.unwrap();
    assert_eq!(response.status, 304);
    assert_eq!(response.header("etag"), Some("\"x\""));
    let response = client().send(&get(&server.at("/x"))).await.unwrap();
    assert_eq!((response.status, response.body.len()), (404, 0));
}

#[tokio::test]
async fn permanent_redirects_move_a_source_and_others_do_not() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/old" => redirect(301, "/older"),
        "/older" => redirect(308, "/new"),
        "/away" => redirect(302, "/new"),
        "/circle" => redirect(301, "/circle"),
        _ => ok("<rss/>"),
    })
    .await;
    let client = client();
    let moved = client.send(&get(&server.at("/old"))).await.unwrap();
    assert_eq!(moved.moved_to, Some(server.at("/new")));
    assert_eq!(moved.address, server.at("/new"));
    let away = client.send(&get(&server.at("/away"))).await.unwrap();
    assert_eq!(
        (away.moved_to, away.address),
        (None, server.at("/new")),
        "for now only"
    );
    let error = client.send(&get(&server.at("/circle"))).await.unwrap_err();
    assert_eq!(error, NetError::RedirectLoop);
}

#[tokio::test]
async fn a_redirect_to_another_private_host_is_refused_and_never_asked() {
    let other = Server::start(|_| ok("secret")).await;
    let to = other.at("/").replace("127.0.0.1", "127.0.0.2");
    let by_name = other.at("/").replace("127.0.0.1", "localhost");
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/number" => redirect(302, &to),
        _ => redirect(302, &by_name),
    })
    .await;
    for path in ["/number", "/name"] {
        let error = client().send(&get(&server.at(path))).await.unwrap_err();
        assert!(matches!(error, NetError::PrivateAddress { .. }), "{error}");
        assert!(!error.is_unreachable());
    }
    assert!(other.asked().is_empty());
}

#[tokio::test]
async fn a_link_in_content_reaches_private_hosts_only_where_it_was_found() {
    let server = Server::start(|_| ok("<rss/>")).await;
    let client = client();
    let linked = get(&server.at("/feed"));
    assert!(
        client
            .send_linked(&linked, &server.at("/page"))
            .await
            .is_ok()
    );
    let error = client.send_linked(&linked, "https://nejm.org/").await;
    assert!(matches!(error, Err(NetError::PrivateAddress { .. })));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn who_asks_us_to_wait_is_left_alone() {
    let server = Server::start(|_| {
        Answer::Reply(429, vec![("Retry-After", "2400".to_string())], Vec::new())
    })
    .await;
    let client = client();
    let response = client.send(&get(&server.at("/1"))).await.unwrap();
    assert_eq!(response.status, 429);
    let error = client.send(&get(&server.at("/2"))).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "127.0.0.1 asks us to wait 40 minutes",
        "{error:?}"
    );
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn who_never_answers_or_stops_halfway_ends_at_the_time_limit() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/half" => Answer::Half(b"<rss".to_vec()),
        _ => Answer::Never,
    })
    .await;
    let hasty = Client::new(&Settings {
        total: Duration::from_millis(200),
        ..settings()
    })
    .unwrap();
    for path in ["/half", "/never"] {
        let error = hasty.send(&get(&server.at(path))).await.unwrap_err();
        assert_eq!(error.to_string(), "timed out after 0.2 s", "{path}");
        assert!(!error.is_unreachable());
    }
}

#[tokio::test]
async fn many_requests_to_a_silent_host_do_not_wait_for_many_time_limits() {
    let server = Server::start(|_| Answer::Never).await;
    let hasty = Client::new(&Settings {
        total: Duration::from_millis(200),
        ..settings()
    })
    .unwrap();
    let requests: Vec<Request> = (0..400)
        .map(|n| get(&server.at(&format!("/{n}"))))
        .collect();
    let answers = join_all(requests.iter().map(|request| hasty.send(request))).await;
    assert!(answers.iter().all(Result::is_err));
    // The last of the four may be noted just after a fifth was let in.
    assert!(server.asked().len() <= 8, "{}", server.asked().len());
}

#[tokio::test]
async fn nobody_at_the_door_is_said_without_the_password() {
    // A port that was free a moment ago.
    let server = Server::start(|_| Answer::Never).await;
    let port = server.address.rsplit(':').next().unwrap().to_string();
    drop(server);
    tokio::task::yield_now().await;
    let address = format!("http://me:hunter2@127.0.0.1:{port}/feed?key=hunter2");
    let error = client().send(&get(&address)).await.unwrap_err();
    assert_eq!(error.to_string(), "127.0.0.1 refused the connection");
    assert!(error.is_unreachable());
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_password_in_the_address_is_sent_and_not_shown() {
    let server = Server::start(|asked| match asked.headers.contains_key("authorization") {
        true => ok("<rss/>"),
        false => status(401),
    })
    .await;
    let address = server.at("/feed").replace("http://", "http://me:hunter2@");
    let response = client().send(&get(&address)).await.unwrap();
    assert_eq!(response.status, 200);
    assert_eq!(response.address, server.at("/feed"));
    assert_eq!(
        server.asked()[0].headers["authorization"],
        "Basic bWU6aHVudGVyMg=="
    );
}

#[tokio::test]
async fn four_at_once_to_one_host_and_never_five() {
    // Each answer waits until four wait: fewer at once would never end.
    let barrier = Arc::new(Barrier::new(4));
    let server = Server::start(move |_| Answer::Together(barrier.clone(), b"x".to_vec())).await;
    let client = client();
    let requests: Vec<Request> = (0..40).map(|n| get(&server.at(&format!("/{n}")))).collect();
    let answers = join_all(requests.iter().map(|request| client.send(request))).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(server.most_at_once(), 4);
}

#[tokio::test]
async fn bodies_never_hold_more_than_the_budget() {
    const BODY: usize = 100 << 10;
    let server = Server::start(|_| ok(vec![b'x'; BODY])).await;
    let client = Client::new(&Settings {
        bytes_held: 512 << 10,
        body_cap: 128 << 10,
        ..settings()
    })
    .unwrap();
    let requests: Vec<Request> = (0..40).map(|n| get(&server.at(&format!("/{n}")))).collect();
    let held_now = AtomicUsize::new(0);
    let held_most = AtomicUsize::new(0);
    join_all(requests.iter().map(|request| async {
        let held = client.send_held(request).await.unwrap();
        let now = held_now.fetch_add(BODY, Ordering::Relaxed) + BODY;
        held_most.fetch_max(now, Ordering::Relaxed);
        // The others get on while this one is kept.
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        held_now.fetch_sub(held.response.body.len(), Ordering::Relaxed);
    }))
    .await;
    let most = held_most.load(Ordering::Relaxed);
    assert!((BODY..=512 << 10).contains(&most), "{most}");
}
