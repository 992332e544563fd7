//! Images asked of a server on loopback, as the screen asks for them.

#![cfg(feature = "images")]

use image::ImageFormat;
use ratatui::style::Color;

use super::*;
use crate::app::geometry::Area;
use crate::app::model::Settings;
use crate::config::Given;
use crate::config::meaning;
use crate::config::written::Written;
use crate::domain::time::UtcTime;
use crate::net::testing::Answer;
use crate::net::testing::Server;
use crate::net::testing::ok;
use crate::net::testing::status;
use crate::picture::testing;

fn model() -> Model {
    let settings = Settings {
        images: Some(Way::HalfBlocks),
        ..Settings::default()
    };
    Model::start(settings, 80, 24, UtcTime(0), None).0
}

/// A gallery and who wishes.
fn gallery() -> (Gallery, mpsc::UnboundedSender<Wanted>) {
    let (config, _) = meaning(Written::default(), &Given::default());
    let fetch = config::Fetch {
        proxy: config::Proxy::None,
        ..config.fetch
    };
    let (wishes, wished) = mpsc::unbounded_channel();
    let (_, fetch) = watch::channel(fetch);
    (Gallery::new(wished, fetch), wishes)
}

fn wanted(server: &Server, paths: &[&str]) -> Wanted {
    Wanted {
        addresses: paths.iter().map(|path| server.at(path)).collect(),
        followed: server.address.clone(),
    }
}

/// What the model is told next.
async fn next(gallery: &mut Gallery) -> (String, Result<(u32, u32), String>) {
    let model = model();
    loop {
        let news = gallery.next().await;
        let told = gallery.take(news, &model).into_iter().next();
        if let Some(Msg::Picture { address, came }) = told {
            let path = address.rsplit('/').next().unwrap_or_default();
            return (path.to_string(), came);
        }
    }
}

fn paths(server: &Server) -> Vec<String> {
    server.asked().into_iter().map(|asked| asked.path).collect()
}

fn png(asked: &crate::net::testing::Asked) -> Answer {
    match asked.path.as_str() {
        "/gone" => status(404),
        "/bomb" => ok(testing::claiming(60_000, 60_000)),
        "/cut" => ok(&testing::image(ImageFormat::Png, 64, 64)[..80]),
        "/large" => ok(vec![0; MOST_BYTES + 1]),
        "/never" => Answer::Never,
        _ => ok(testing::image(ImageFormat::Png, 32, 64)),
    }
}

#[tokio::test]
async fn images_come_one_after_the_other_and_hostile_ones_as_a_sentence() {
    let server = Server::start(png).await;
    let (mut gallery, wishes) = gallery();
    let all = ["/a", "/gone", "/bomb", "/cut", "/large", "/b"];
    wishes.send(wanted(&server, &all)).unwrap();
    for (path, said) in [
        ("a", Ok((32, 64))),
        ("gone", Err("404")),
        ("bomb", Err("larger than 4096 pixels")),
        ("cut", Err("damaged")),
        ("large", Err("larger than 5 MB")),
        ("b", Ok((32, 64))),
    ] {
        let (came_from, came) = next(&mut gallery).await;
        assert_eq!(came_from, path);
        match (came, said) {
            (Ok(size), Ok(expected)) => assert_eq!(size, expected),
            (Err(why), Err(part)) => assert!(why.contains(part), "{path}: {why}"),
            (came, _) => panic!("{path}: {came:?}"),
        }
    }
    assert_eq!(paths(&server), all);
    assert_eq!(server.most_at_once(), 1);
}

#[tokio::test]
async fn what_is_left_is_asked_for_no_more_and_what_is_here_not_again() {
    let server = Server::start(png).await;
    let (mut gallery, wishes) = gallery();
    wishes.send(wanted(&server, &["/never", "/a"])).unwrap();
    // Takes the wish in; then the first is under way.
    let news = gallery.next().await;
    assert!(gallery.take(news, &model()).is_empty());
    server.has_seen(1).await;
    wishes.send(wanted(&server, &["/b"])).unwrap();
    assert_eq!(next(&mut gallery).await.0, "b");
    wishes.send(Wanted::default()).unwrap();
    wishes.send(wanted(&server, &["/b", "/c"])).unwrap();
    assert_eq!(next(&mut gallery).await, ("b".to_string(), Ok((32, 64))));
    assert_eq!(next(&mut gallery).await.0, "c");
    assert_eq!(paths(&server), ["/never", "/b", "/c"]);
}

#[tokio::test]
async fn one_that_failed_is_asked_for_again_when_its_article_is() {
    let server = Server::start(png).await;
    let (mut gallery, wishes) = gallery();
    for _ in 0..2 {
        wishes.send(wanted(&server, &["/gone"])).unwrap();
        assert!(next(&mut gallery).await.1.is_err());
        wishes.send(Wanted::default()).unwrap();
    }
    assert_eq!(paths(&server).len(), 2);
}

#[tokio::test]
async fn an_image_is_drawn_in_half_blocks_where_it_has_its_place() {
    let server = Server::start(png).await;
    let (mut gallery, wishes) = gallery();
    wishes.send(wanted(&server, &["/a"])).unwrap();
    assert!(next(&mut gallery).await.1.is_ok());
    let address = server.at("/a");
    let room = Room {
        columns: 4,
        rows: 4,
    };
    let mut placed = Placed {
        address: &address,
        room,
        area: Area {
            x: 1,
            y: 2,
            width: 4,
            height: 4,
        },
        skip: 0,
    };
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    let blank = buffer.clone();
    gallery.draw(&placed, &mut buffer);
    assert_eq!(buffer, blank, "before it is ready there is nothing");
    gallery.make(&placed, (Way::HalfBlocks, Cell::default(), room));
    let news = gallery.next().await;
    assert!(matches!(news, News::Printed(..)));
    gallery.take(news, &model());
    gallery.draw(&placed, &mut buffer);
    assert_eq!(buffer[(1, 2)].bg, Color::Rgb(255, 0, 0));
    assert_eq!(buffer[(4, 5)].bg, Color::Rgb(0, 0, 255));
    // Another room is another print.
    placed.room.rows = 3;
    let mut buffer = blank.clone();
    gallery.draw(&placed, &mut buffer);
    assert_eq!(buffer, blank);
}

#[test]
fn no_more_pixels_are_kept_than_there_is_room_for() {
    let (mut gallery, _wishes) = gallery();
    let bytes = testing::image(ImageFormat::Png, 2_000, 2_000);
    let read = || Image::decode(&bytes, (2_000, 2_000)).unwrap();
    let one = read().n_bytes();
    for n in 0..=MOST_MEMORY / one {
        gallery.here.insert(n.to_string(), Arc::new(read()));
    }
    gallery.wanted.addresses = vec!["0".to_string()];
    gallery.make_room();
    assert_eq!(gallery.here.len(), 1);
    assert!(gallery.here.contains_key("0"));
}
