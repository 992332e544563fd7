//! The images of the article that is read: asked for one at a time, unpacked on
//! a thread beside the screen, kept for as long as there is room.
//!
//! Asked for is only what the model wants just now; what it wants no more is
//! not asked for any more, even when it waits already. Nothing is written
//! anywhere: what was let go is asked for again. The images of saved articles
//! are not kept either, for a note of where an image lies is all the store has.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tokio::select;
use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::task::spawn_blocking;
use xxhash_rust::xxh3::xxh3_64;

use crate::app::effect::Msg;
use crate::app::model::Model;
use crate::app::paper::WIDEST;
use crate::app::pictures::Wanted;
use crate::config;
use crate::domain::picture::Cell;
use crate::domain::picture::MOST_BYTES;
use crate::domain::picture::Room;
use crate::domain::picture::Way;
use crate::net;
use crate::net::Client;
use crate::picture::Image;
use crate::picture::Print;
use crate::runtime::wishes::net_settings;
use crate::sync;
use crate::ui::pictures::Pictures;
use crate::ui::pictures::Placed;
use crate::ui::pictures::placed;

/// Bytes of pixels that are kept. Those of the article that is read may be
/// more: they are at most [`MOST_OF_ARTICLE`](crate::domain::picture::MOST_OF_ARTICLE).
const MOST_MEMORY: usize = 64 << 20;

/// No image is drawn in more rows than this; half of a screen is less.
const MOST_ROWS: u32 = 60;

/// The images that are here. Lives with the screen, which it never holds up.
pub(super) struct Gallery {
    wishes: mpsc::UnboundedReceiver<Wanted>,
    news: mpsc::Receiver<News>,
    inbox: mpsc::Sender<News>,
    fetch: watch::Receiver<config::Fetch>,
    /// Made when first needed, and again when the settings change.
    client: Option<Client>,
    wanted: Wanted,
    /// What is still to be asked for.
    queue: VecDeque<String>,
    under_way: Option<UnderWay>,
    n_asked: u64,
    here: HashMap<String, Arc<Image>>,
    prints: HashMap<String, Hanging>,
}

/// The image that is asked for just now.
struct UnderWay {
    nth: u64,
    address: String,
    task: AbortHandle,
}

/// An image in the size it is shown in.
struct Hanging {
    shape: Shape,
    /// `None` while it is made, and where it could not be.
    print: Option<Print>,
}

type Shape = (Way, Cell, Room);

pub(super) enum News {
    Wanted(Wanted),
    Came {
        nth: u64,
        client: Option<Client>,
        came: Result<Image, String>,
    },
    Printed(String, Shape, Result<Print, String>),
}

impl Gallery {
    /// Begins to listen; nothing is asked for until something is wanted.
    pub fn new(
        wishes: mpsc::UnboundedReceiver<Wanted>,
        fetch: watch::Receiver<config::Fetch>,
    ) -> Gallery {
        let (inbox, news) = mpsc::channel(8);
        Gallery {
            wishes,
            news,
            inbox,
            fetch,
            client: None,
            wanted: Wanted::default(),
            queue: VecDeque::new(),
            under_way: None,
            n_asked: 0,
            here: HashMap::new(),
            prints: HashMap::new(),
        }
    }

    /// The next thing to take in; waits for ever where there is none.
    pub async fn next(&mut self) -> News {
        loop {
            select! {
                Some(wanted) = self.wishes.recv() => return News::Wanted(wanted),
                Some(news) = self.news.recv() => return news,
                else => std::future::pending().await,
            }
        }
    }

    /// Takes something in; gives what the model is to be told.
    pub fn take(&mut self, news: News, model: &Model) -> Vec<Msg> {
        match news {
            News::Wanted(wanted) => {
                let told = self.want(wanted);
                self.ask_next(model.cell);
                told
            }
            News::Came { nth, client, came } => {
                // What was left on the way is no news any more.
                let Some(asked) = self.under_way.take_if(|it| it.nth == nth) else {
                    return Vec::new();
                };
                self.client = client;
                self.ask_next(model.cell);
                let size = came.as_ref().map(Image::size).map_err(String::clone);
                if let Ok(image) = came {
                    self.here.insert(asked.address.clone(), Arc::new(image));
                    self.make_room();
                }
                vec![told(asked.address, size)]
            }
            News::Printed(address, shape, print) => {
                match (self.prints.get_mut(&address), print) {
                    (Some(hanging), Ok(print)) if hanging.shape == shape => {
                        hanging.print = Some(print);
                    }
                    (_, Ok(_)) => {}
                    (_, Err(why)) => tracing::error!("an image was not drawn: {why}"),
                }
                Vec::new()
            }
        }
    }

    fn want(&mut self, wanted: Wanted) -> Vec<Msg> {
        let is_wanted = |address: &String| wanted.addresses.contains(address);
        self.prints.retain(|address, _| is_wanted(address));
        if let Some(left) = self.under_way.take_if(|it| !is_wanted(&it.address)) {
            left.task.abort();
        }
        self.queue.clear();
        let mut known = Vec::new();
        for address in &wanted.addresses {
            let under_way = self.under_way.as_ref();
            match self.here.get(address) {
                Some(image) => known.push(told(address.clone(), Ok(image.size()))),
                None if under_way.is_some_and(|it| it.address == *address) => {}
                None => self.queue.push_back(address.clone()),
            }
        }
        self.wanted = wanted;
        known
    }

    /// Asks for the next image, where none is under way.
    fn ask_next(&mut self, cell: Cell) {
        if self.under_way.is_some() {
            return;
        }
        let Some(address) = self.queue.pop_front() else {
            return;
        };
        if self.fetch.has_changed().unwrap_or(false) {
            self.client = None;
        }
        let fetch = self.fetch.borrow_and_update().clone();
        self.n_asked += 1;
        let nth = self.n_asked;
        let (mut client, inbox) = (self.client.clone(), self.inbox.clone());
        let (asked, followed) = (address.clone(), self.wanted.followed.clone());
        // More is not needed, however large the screen is.
        let most = (
            u32::from(WIDEST) * u32::from(cell.width),
            MOST_ROWS * u32::from(cell.height),
        );
        let asking = tokio::spawn(async move {
            let came = one(&mut client, fetch, &asked, &followed, most).await;
            // The screen is gone only when all of rounds is ending.
            let _ = inbox.send(News::Came { nth, client, came }).await;
        });
        self.under_way = Some(UnderWay {
            nth,
            address,
            task: asking.abort_handle(),
        });
    }

    /// Lets go of what no longer has room, but never of what is wanted.
    fn make_room(&mut self) {
        let n_bytes: usize = self.here.values().map(|image| image.n_bytes()).sum();
        if n_bytes > MOST_MEMORY {
            self.here
                .retain(|address, _| self.wanted.addresses.contains(address));
        }
    }

    /// Has what is on screen made ready in the size it is shown in.
    pub fn prepare(&mut self, model: &Model) {
        let Some(way) = model.settings.pictures() else {
            return;
        };
        for placed in placed(model) {
            let shape = (way, model.cell, placed.room);
            let hanging = self.prints.get(placed.address);
            if hanging.is_none_or(|hanging| hanging.shape != shape) {
                self.make(&placed, shape);
            }
        }
    }

    /// Has one image made ready, beside the screen.
    fn make(&mut self, placed: &Placed<'_>, shape: Shape) {
        let Some(image) = self.here.get(placed.address).map(Arc::clone) else {
            return;
        };
        let address = placed.address.to_string();
        let print = None;
        self.prints
            .insert(address.clone(), Hanging { shape, print });
        let inbox = self.inbox.clone();
        spawn_blocking(move || {
            let (way, cell, room) = shape;
            let print = Print::of(&image, way, cell, room, id(&address, room));
            // The screen is gone only when all of rounds is ending.
            let _ = inbox.blocking_send(News::Printed(address, shape, print));
        });
    }

    /// The terminal was emptied: what it kept of images is gone.
    pub fn begin_anew(&mut self) {
        self.prints.clear();
    }
}

impl Pictures for Gallery {
    fn draw(&self, placed: &Placed<'_>, buffer: &mut Buffer) {
        let hanging = self.prints.get(placed.address);
        let Some(hanging) = hanging.filter(|it| it.shape.2 == placed.room) else {
            return;
        };
        if let Some(print) = &hanging.print {
            let area = placed.area;
            let area = Rect::new(area.x, area.y, area.width, area.height);
            print.draw(area, placed.skip, buffer);
        }
    }
}

fn told(address: String, came: Result<(u32, u32), String>) -> Msg {
    Msg::Picture { address, came }
}

/// The number of an image for a terminal that keeps it: the same as long as it
/// is shown in one size.
fn id(address: &str, room: Room) -> u32 {
    let name = format!("{}x{} {address}", room.columns, room.rows);
    let [.., a, b, c, d] = xxh3_64(name.as_bytes()).to_be_bytes();
    u32::from_be_bytes([a, b, c, d]).max(1)
}

/// Asks for one image and unpacks it.
async fn one(
    client: &mut Option<Client>,
    fetch: config::Fetch,
    address: &str,
    followed: &str,
    most: (u32, u32),
) -> Result<Image, String> {
    let client = match client {
        Some(client) => client,
        None => {
            // Reading the system's certificates takes some milliseconds.
            let made = spawn_blocking(move || Client::new(&settings(&fetch))).await;
            let made = made.map_err(|error| error.to_string())?;
            client.insert(made.map_err(|error| error.to_string())?)
        }
    };
    let held = sync::picture(client, address, followed).await?;
    let unpacking = spawn_blocking(move || {
        let image = Image::decode(&held.response.body, most);
        drop(held.hold);
        image
    });
    let broken = |_| Err("it is damaged so that reading it failed".to_string());
    unpacking.await.unwrap_or_else(broken)
}

/// As everything else is fetched, but less of it.
fn settings(fetch: &config::Fetch) -> net::Settings {
    let settings = net_settings(fetch);
    net::Settings {
        in_flight: 1,
        per_host: 1,
        body_cap: settings.body_cap.min(MOST_BYTES),
        ..settings
    }
}

#[cfg(test)]
mod tests;
