//! Articles asked for on loopback: what comes, who refuses, who is left alone.

use std::collections::HashMap;

use super::*;
use crate::domain::article::Brought;
use crate::domain::article::Catch;
use crate::domain::article::Refusal;
use crate::domain::article::Stated;
use crate::domain::article::Wish;
use crate::domain::id::WorkId;
use crate::sync::articles;

fn page() -> String {
    let text = "Dapagliflozin lowered the rate of death in those with heart failure. ".repeat(8);
    format!("<html><head><title>T</title></head><body><article><p>{text}</p></article></body>")
}

fn reply(status: u16, headers: &[(&'static str, &str)], body: &str) -> Answer {
    let headers = headers
        .iter()
        .map(|(name, value)| (*name, value.to_string()));
    Answer::Reply(status, headers.collect(), body.as_bytes().to_vec())
}

/// A server with a robots.txt and one other answer for all pages.
async fn serving(robots: Answer, page: Answer) -> Server {
    Server::start(move |asked| match asked.path.as_str() {
        "/robots.txt" => robots.clone(),
        _ => page.clone(),
    })
    .await
}

fn wish(address: String, followed: &str) -> Wish {
    Wish {
        work: WorkId(1),
        address,
        followed: followed.to_string(),
        ..Wish::default()
    }
}

async fn asked(settings: Settings, wishes: Vec<Wish>) -> Vec<Catch> {
    let (sender, mut catches) = mpsc::channel(1);
    let client = Client::new(&settings).unwrap();
    let (_, came) = tokio::join!(articles(client, wishes, HashMap::new(), sender), async {
        let mut came = Vec::new();
        while let Some(catch) = catches.recv().await {
            came.push(catch);
        }
        came
    });
    came
}

fn brought(catches: &[Catch]) -> Vec<&Brought> {
    fn one(catch: &Catch) -> Option<&Brought> {
        match catch {
            Catch::Article { brought, .. } => Some(brought),
            Catch::Robots { .. } => None,
        }
    }
    catches.iter().filter_map(one).collect()
}

#[track_caller]
fn refused(catches: &[Catch], refusal: Refusal) {
    let came = brought(catches);
    let [Brought::Refused { refusal: it, .. }] = came[..] else {
        panic!("{came:?}");
    };
    assert_eq!(*it, refusal);
}

/// What is kept of the one article that was refused.
fn stated(catches: &[Catch]) -> Stated {
    match brought(catches)[..] {
        [Brought::Refused { stated, .. }] => *stated.clone(),
        ref other => panic!("{other:?}"),
    }
}

async fn of(robots: Answer, page: Answer) -> (Server, Vec<Catch>) {
    let server = serving(robots, page).await;
    let followed = server.at("/feed");
    let catches = asked(settings(), vec![wish(server.at("/a/1"), &followed)]).await;
    (server, catches)
}

#[tokio::test]
async fn an_article_comes_after_its_servers_rules_were_asked_once() {
    let server = serving(status(404), ok(page())).await;
    let followed = server.at("/feed");
    let wishes = (1..4).map(|n| wish(server.at(&format!("/a/{n}")), &followed));
    let catches = asked(settings(), wishes.collect()).await;
    let came = brought(&catches);
    assert_eq!(came.len(), 3);
    for one in came {
        let Brought::Article(article) = one else {
            panic!("{one:?}");
        };
        assert!(article.html.contains("Dapagliflozin"));
    }
    let paths: Vec<String> = server.asked().into_iter().map(|it| it.path).collect();
    assert_eq!(paths, ["/robots.txt", "/a/1", "/a/2", "/a/3"]);
    assert_eq!(server.most_at_once(), 1, "one at a time of a host");
}

#[tokio::test]
async fn rules_of_a_robots_txt_are_obeyed_and_kept() {
    let rules = "User-agent: *\nDisallow: /a/";
    let (server, catches) = of(ok(rules), ok(page())).await;
    refused(&catches, Refusal::Robots);
    assert_eq!(server.asked().len(), 1, "the page was not asked");
    let kept = Catch::Robots {
        server: server.address.clone(),
        rules: rules.to_string(),
    };
    assert!(catches.contains(&kept), "{catches:?}");
}

#[tokio::test]
async fn a_robots_txt_that_fails_forbids_for_now() {
    let (server, catches) = of(status(503), ok(page())).await;
    let came = brought(&catches);
    assert!(matches!(came[..], [Brought::Later { .. }]), "{came:?}");
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn who_refuses_programs_is_taken_at_their_word() {
    for (code, refusal) in [
        (401, Refusal::SignIn),
        (403, Refusal::Programs),
        (406, Refusal::Programs),
        (429, Refusal::Programs),
        (451, Refusal::Programs),
        (404, Refusal::Gone),
        (410, Refusal::Gone),
    ] {
        let (_, catches) = of(status(404), status(code)).await;
        refused(&catches, refusal);
    }
}

#[tokio::test]
async fn who_wants_no_copy_is_obeyed_in_header_and_page() {
    let header = reply(200, &[("X-Robots-Tag", "noindex, noarchive")], &page());
    let (_, catches) = of(status(404), header).await;
    refused(&catches, Refusal::NoArchive);
    let meta = format!(
        "<meta name=robots content=noarchive><meta name=citation_volume content=12>\
         <meta name=citation_abstract content='A copy of it'>{}",
        page()
    );
    let (_, catches) = of(status(404), ok(meta)).await;
    refused(&catches, Refusal::NoArchive);
    let stated = stated(&catches);
    assert_eq!(stated.volume.as_deref(), Some("12"), "facts are kept");
    assert_eq!(stated.abstract_, None, "no text is");
}

#[tokio::test]
async fn what_is_no_page_is_not_read() {
    let pdf = reply(200, &[("Content-Type", "application/pdf")], "%PDF-1.7");
    let (_, catches) = of(status(404), pdf).await;
    refused(&catches, Refusal::Pdf);
    assert!(stated(&catches).pdf.is_some_and(|it| it.ends_with("/a/1")));
    let zip = reply(200, &[("Content-Type", "application/zip")], "PK");
    let (_, catches) = of(status(404), zip).await;
    refused(&catches, Refusal::OtherFile);
    let check = ok("<title>Just a moment...</title><p>Checking your browser");
    let (_, catches) = of(status(404), check).await;
    refused(&catches, Refusal::Check);
    let empty = ok("<div id=app></div><script>start()</script>");
    let (_, catches) = of(status(404), empty).await;
    refused(&catches, Refusal::NoText);
}

#[tokio::test]
async fn a_link_to_a_pdf_is_not_even_asked_for() {
    let catches = asked(
        settings(),
        vec![wish("http://127.0.0.1:9/a.PDF?x".to_string(), "")],
    )
    .await;
    refused(&catches, Refusal::Pdf);
    let pdf = stated(&catches).pdf;
    assert_eq!(pdf.as_deref(), Some("http://127.0.0.1:9/a.PDF?x"));
}

#[tokio::test]
async fn a_pdf_that_a_doi_leads_to_is_known_by_where_it_lies() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => status(404),
        "/doi" => redirect(302, "/full"),
        _ => reply(200, &[("Content-Type", "application/pdf")], "%PDF-1.7"),
    })
    .await;
    let followed = server.at("/feed");
    let catches = asked(settings(), vec![wish(server.at("/doi"), &followed)]).await;
    refused(&catches, Refusal::Pdf);
    assert_eq!(stated(&catches).pdf, Some(server.at("/full")));
}

#[tokio::test]
async fn a_huge_page_is_refused_and_a_slow_one_tried_later() {
    let small = Settings {
        body_cap: 1_000,
        first_byte: Duration::from_millis(50),
        ..settings()
    };
    let server = serving(status(404), ok("x".repeat(2_000))).await;
    let followed = server.at("/feed");
    let catches = asked(small.clone(), vec![wish(server.at("/1"), &followed)]).await;
    refused(&catches, Refusal::TooLarge);
    let server = serving(status(404), Answer::Never).await;
    let followed = server.at("/feed");
    let catches = asked(small, vec![wish(server.at("/1"), &followed)]).await;
    let came = brought(&catches);
    let [Brought::Later { why, asked, .. }] = came[..] else {
        panic!("{came:?}");
    };
    assert!(why.contains("no answer began") && *asked, "{why}");
}

#[tokio::test]
async fn a_private_address_is_refused_unless_it_is_what_the_person_follows() {
    let server = serving(status(404), ok(page())).await;
    for followed in ["https://journal.example/feed", ""] {
        let catches = asked(settings(), vec![wish(server.at("/1"), followed)]).await;
        refused(&catches, Refusal::Private);
    }
    assert!(server.asked().is_empty());
    let leads = serving(status(404), redirect(302, "http://127.0.0.2:1/x")).await;
    let followed = leads.at("/feed");
    let catches = asked(settings(), vec![wish(leads.at("/1"), &followed)]).await;
    refused(&catches, Refusal::Private);
}

#[tokio::test]
async fn where_nobody_is_reached_it_is_perhaps_us_and_where_somebody_is_it_is_them() {
    let dead = || {
        wish(
            "http://127.0.0.1:1/1".to_string(),
            "http://127.0.0.1:1/feed",
        )
    };
    let catches = asked(settings(), vec![dead(), dead()]).await;
    let came = brought(&catches);
    assert!(
        matches!(came[..], [Brought::Missed { .. }, Brought::Missed { .. }]),
        "{came:?}"
    );
    let alive = Server::start_at("127.0.0.2:0", |_| ok(page())).await;
    // Not every system has more than one address on loopback.
    let Some(alive) = alive else { return };
    let followed = alive.at("/feed");
    let catches = asked(settings(), vec![dead(), wish(alive.at("/1"), &followed)]).await;
    let later = |it: &&&Brought| matches!(it, Brought::Later { asked: true, .. });
    assert_eq!(brought(&catches).iter().filter(later).count(), 1);
}

#[tokio::test]
async fn who_forwards_leads_to_a_server_whose_rules_count_too() {
    let target = serving(ok("User-agent: rounds\nDisallow: /"), ok(page())).await;
    let to = target.at("/full");
    let from = serving(status(404), redirect(302, &to)).await;
    let followed = from.at("/feed");
    let catches = asked(settings(), vec![wish(from.at("/doi"), &followed)]).await;
    refused(&catches, Refusal::Robots);
}

#[tokio::test]
async fn a_host_that_asks_for_a_pause_is_asked_nothing_more() {
    let date = "Tue, 18 Nov 2025 10:44:00 GMT";
    let busy = reply(503, &[("Retry-After", "600"), ("Date", date)], "");
    let server = serving(status(404), busy).await;
    let followed = server.at("/feed");
    let wishes = (1..4).map(|n| wish(server.at(&format!("/{n}")), &followed));
    let catches = asked(settings(), wishes.collect()).await;
    let came = brought(&catches);
    assert!(
        matches!(
            came[..],
            [Brought::Later {
                wait: Some(600),
                ..
            }]
        ),
        "{came:?}"
    );
    assert_eq!(server.asked().len(), 2);
}
