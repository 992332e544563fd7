//! Images asked for on loopback: what is taken, what is refused, who is not
//! asked at all.

use super::*;
use crate::sync::picture;

fn sent(kind: &str, body: impl Into<Vec<u8>>) -> Answer {
    let headers = vec![("Content-Type", kind.to_string())];
    Answer::Reply(200, headers, body.into())
}

/// What comes of an image on a server that is followed itself, and how often it
/// was asked.
async fn asked(cap: usize, answer: Answer) -> (Result<Vec<u8>, String>, usize) {
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/elsewhere" => ok("an image"),
        _ => answer.clone(),
    })
    .await;
    let client = Client::new(&Settings {
        body_cap: cap,
        ..settings()
    });
    let image = picture(&client.unwrap(), &server.at("/x.png"), &server.address).await;
    (image.map(|held| held.response.body), server.asked().len())
}

#[tokio::test]
async fn an_image_is_taken_whatever_its_server_calls_it_but_a_page() {
    for kind in ["image/png", "IMAGE/JPEG; q=1", "application/octet-stream"] {
        let (image, _) = asked(1 << 20, sent(kind, "an image")).await;
        assert_eq!(image.as_deref(), Ok(&b"an image"[..]), "{kind}");
    }
    for (kind, said) in [
        ("text/html; charset=utf-8", "a web page"),
        ("image/svg+xml", "an SVG drawing"),
        ("application/pdf", "no image"),
    ] {
        let (image, _) = asked(1 << 20, sent(kind, "an image")).await;
        assert!(image.unwrap_err().contains(said), "{kind}");
    }
}

#[tokio::test]
async fn what_is_too_large_gone_or_broken_is_said() {
    let (image, _) = asked(2_048, sent("image/png", vec![0; 2_049])).await;
    assert_eq!(image.unwrap_err(), "the answer is larger than 2 kB");
    let (image, n_asked) = asked(1_000, status(404)).await;
    assert!(image.unwrap_err().contains("404"));
    assert_eq!(n_asked, 1, "it is not tried again");
    let bomb = vec![("Content-Encoding", "gzip".to_string())];
    let (image, _) = asked(1_000, Answer::Reply(200, bomb, vec![1, 2, 3])).await;
    assert!(image.is_err());
}

#[tokio::test]
async fn machines_around_us_are_not_asked_unless_they_are_followed() {
    let server = Server::start(|_| ok("an image")).await;
    let client = Client::new(&settings()).unwrap();
    for followed in ["", "https://journal.example/feed", "no address"] {
        let https = server.at("/x.png").replace("http://", "https://");
        for address in [server.at("/x.png"), https] {
            let image = picture(&client, &address, followed).await;
            assert!(image.is_err(), "{address} {followed}");
        }
    }
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn a_redirect_leads_on_as_far_as_it_may() {
    let (image, _) = asked(1_000, redirect(302, "/elsewhere")).await;
    assert_eq!(image.as_deref(), Ok(&b"an image"[..]));
    let (image, _) = asked(1_000, redirect(302, "http://10.0.0.1/x.png")).await;
    assert!(image.is_err());
    let (image, _) = asked(1_000, redirect(302, "/x.png")).await;
    assert!(image.is_err());
}

#[tokio::test]
async fn nobody_is_told_more_than_what_can_be_drawn() {
    let server = Server::start(|_| ok("an image")).await;
    let client = Client::new(&settings()).unwrap();
    let held = picture(&client, &server.at("/x.png"), &server.address).await;
    assert!(held.is_ok());
    let asked = server.asked().remove(0);
    assert!(asked.headers["accept"].starts_with("image/png"));
    for name in ["referer", "cookie", "authorization"] {
        assert!(!asked.headers.contains_key(name), "{name}");
    }
}
