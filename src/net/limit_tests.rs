//! What is asked of us and what is too much, against a server on loopback.

use std::time::Duration;

use crate::wire::AUTHORIZATION;
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
use super::tests::bytes;
use super::tests::get;

/// 200,000 blanks each.
const GZIP_BOMB: [&str; 2] = [
    "1f8b0800000000000203edc13101000000c2a02aeb9fd20cfe4001",
    "af0131616210400d0300",
];
const BROTLI_BOMB: &str = "5b3f0d835f02241e0b04f2090600";

fn client() -> Client {
    Client::new(&settings()).unwrap()
}

/// Between its head and its end are only zeros.
fn gzip_bomb() -> Vec<u8> {
    let mut bomb = bytes(GZIP_BOMB[0]);
    bomb.resize(220, 0);
    bomb.extend(bytes(GZIP_BOMB[1]));
    bomb
}

#[tokio::test]
async fn a_small_answer_that_unpacks_to_a_large_one_is_stopped() {
    let zstd = zstd::encode_all(&vec![b' '; 200_000][..], 3).unwrap();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/gzip" => encoded("gzip", &gzip_bomb()),
        "/br" => encoded("br", &bytes(BROTLI_BOMB)),
        _ => encoded("zstd", &zstd),
    })
    .await;
    let small = Client::new(&Settings {
        body_cap: 64 << 10,
        ..settings()
    })
    .unwrap();
    for path in ["/gzip", "/br", "/zstd"] {
        let whole = client().send(&get(&server.at(path))).await.unwrap();
        assert_eq!(whole.body, vec![b' '; 200_000], "{path}");
        let error = small.send(&get(&server.at(path))).await.unwrap_err();
        assert_eq!(error.to_string(), "the answer is larger than 64 kB");
    }
}

#[tokio::test]
async fn headers_that_are_too_large_are_said_so() {
    let server = Server::start(|asked| {
        let many = |n: usize, size: usize| vec![("X", "y".repeat(size)); n];
        let headers = match asked.path.as_str() {
            "/fits" => many(1, 60_000),
            "/long" => many(1, 70_000),
            "/longer" => many(1, 900_000),
            "/some" => many(300, 10),
            _ => many(5_000, 10),
        };
        Answer::Reply(200, headers, Vec::new())
    })
    .await;
    for path in ["/fits", "/some"] {
        assert!(
            client().send(&get(&server.at(path))).await.is_ok(),
            "{path}"
        );
    }
    for path in ["/long", "/longer", "/many"] {
        let error = client().send(&get(&server.at(path))).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the headers of the answer are too many, or larger than 64 kB",
            "{path}: {error:?}"
        );
    }
}

#[tokio::test]
async fn who_takes_the_request_and_says_nothing_is_given_up_first() {
    let server = Server::start(|_| Answer::Never).await;
    let hasty = Client::new(&Settings {
        first_byte: Duration::from_millis(100),
        ..settings()
    })
    .unwrap();
    let error = hasty.send(&get(&server.at("/"))).await.unwrap_err();
    assert_eq!(error.to_string(), "no answer began within 0.1 s");
    assert!(!error.is_unreachable());
}

#[tokio::test]
async fn a_server_is_told_our_name_and_nothing_else() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/old" => Answer::Reply(
            302,
            vec![
                ("Location", "/feed".to_string()),
                ("Set-Cookie", "who=1; Path=/".to_string()),
            ],
            Vec::new(),
        ),
        _ => Answer::Reply(
            200,
            vec![("Set-Cookie", "who=2; Path=/".to_string())],
            Vec::new(),
        ),
    })
    .await;
    let client = client();
    client.send(&get(&server.at("/old"))).await.unwrap();
    client.send(&get(&server.at("/feed"))).await.unwrap();
    for asked in server.asked() {
        let mut names: Vec<&str> = asked.headers.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"]);
        assert_eq!(
            asked.headers["user-agent"],
            concat!(
                "rounds/",
                env!("CARGO_PKG_VERSION"),
                " (terminal feed reader)"
            )
        );
    }
    assert_eq!(server.asked().len(), 3);
}

fn with_secret(address: &str) -> Request {
    let value = "Basic bWU6aHVudGVyMg==".to_string();
    Request {
        address: address.to_string(),
        headers: vec![(AUTHORIZATION.to_string(), value)],
    }
}

#[tokio::test]
async fn a_password_goes_to_its_own_server_and_never_along_to_another() {
    let other = Server::start(|_| ok("other")).await;
    let away = other.at("/");
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/old" => redirect(301, "/feed"),
        "/away" => redirect(302, &away),
        _ => ok("<rss/>"),
    })
    .await;
    let client = client();
    client.send(&with_secret(&server.at("/old"))).await.unwrap();
    // The same host at another port is another server.
    client
        .send(&with_secret(&server.at("/away")))
        .await
        .unwrap();
    let told = |server: &Server| -> Vec<bool> {
        let asked = server.asked();
        let has = asked
            .iter()
            .map(|it| it.headers.contains_key(AUTHORIZATION));
        has.collect()
    };
    assert_eq!(told(&server), [true, true, true]);
    assert_eq!(told(&other), [false]);
}

#[tokio::test]
async fn who_was_sent_elsewhere_and_back_comes_back_without_a_password() {
    let elsewhere = Server::start(|asked| redirect(302, &asked.path[1..])).await;
    let away = elsewhere.at("/");
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => redirect(
            302,
            &format!("{away}http://{}/admin", asked.headers["host"]),
        ),
        _ => ok("admin"),
    })
    .await;
    let came = client()
        .send(&with_secret(&server.at("/feed")))
        .await
        .unwrap();
    assert_eq!(came.body, b"admin");
    let asked = server.asked();
    assert!(asked[0].headers.contains_key(AUTHORIZATION));
    assert!(!asked[1].headers.contains_key(AUTHORIZATION));
}

#[tokio::test]
async fn a_source_at_an_ipv6_address_is_asked_like_any_other() {
    let Some(server) = Server::start_at("[::1]:0", |asked| match asked.path.as_str() {
        "/old" => redirect(301, "/feed"),
        "/mapped" => redirect(302, "http://[::ffff:127.0.0.1]/"),
        _ => ok("<rss/>"),
    })
    .await
    else {
        // This machine has no IPv6; what is decided about it is tested in
        // `guard` all the same.
        return;
    };
    let came = client().send(&get(&server.at("/old"))).await.unwrap();
    assert_eq!(came.moved_to, Some(server.at("/feed")));
    let error = client()
        .send(&get(&server.at("/mapped")))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "[::ffff:7f00:1] is a private address, and was not followed by you"
    );
}

#[tokio::test]
async fn a_proxy_of_the_settings_is_asked_for_everything() {
    let proxy = Server::start(|_| ok("by proxy")).await;
    let by_proxy = Client::new(&Settings {
        proxy: Some(proxy.address.replace("http://", "http://me:hunter2@")),
        ..settings()
    })
    .unwrap();
    // No such host: only the proxy is ever asked.
    let request = with_secret("http://feeds.invalid/feed");
    assert_eq!(by_proxy.send(&request).await.unwrap().body, b"by proxy");
    let asked = &proxy.asked()[0];
    assert_eq!(asked.path, "http://feeds.invalid/feed");
    assert_eq!(
        asked.headers["proxy-authorization"],
        "Basic bWU6aHVudGVyMg=="
    );
}

#[tokio::test]
async fn behind_a_proxy_a_private_name_in_a_redirect_is_still_refused() {
    let proxy = Server::start(|_| redirect(302, "http://printer/")).await;
    let by_proxy = Client::new(&Settings {
        proxy: Some(proxy.address.clone()),
        ..settings()
    })
    .unwrap();
    let error = by_proxy.send(&get("http://feeds.invalid/")).await;
    assert!(matches!(error, Err(NetError::PrivateAddress { .. })));
    assert_eq!(proxy.asked().len(), 1);
}
