//! The images of the article that is read: which are wanted, how each one
//! stands, how much room it has.
//!
//! Only in the reader, and only where the setting is on: asking for an image
//! tells its server that somebody reads this. No pixel comes here; who draws
//! them is asked with [`Effect::Pictures`] and answers with their sizes.

use crate::app::effect::Effect;
use crate::app::model::Colour;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::notices::part;
use crate::app::settings::Settings;
use crate::domain::document::Picture;
use crate::domain::picture;
use crate::domain::picture::Cell;
use crate::domain::picture::MOST_OF_ARTICLE;
use crate::domain::picture::Way;

/// The images of one article, each with how it stands; those that are not here
/// were not looked at yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Album {
    stands: Vec<(String, Stand)>,
}

/// How an image stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    Asked,
    /// It is here; so many pixels.
    Here(u32, u32),
    /// It will not come; why, as a sentence part.
    Missing(String),
    /// There is no network.
    Offline,
}

/// What images are laid out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub cell: Cell,
    /// The most rows of one image.
    pub most_rows: u16,
}

/// What the world is asked to fetch and to keep at hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// In reading order.
    pub addresses: Vec<String>,
    /// The source that the article came with; empty where that is not known.
    /// Only its own host may be a private one.
    pub followed: String,
}

impl Settings {
    /// How images are drawn, where they are at all.
    pub fn pictures(&self) -> Option<Way> {
        self.images.filter(|_| self.no_pictures().is_none())
    }

    /// Why this screen cannot draw the images that are wished for, as a
    /// sentence; `None` where it can, or where none is wished for.
    pub fn no_pictures(&self) -> Option<&'static str> {
        match (self.images?, self.colour) {
            (Way::HalfBlocks, _) if self.ascii => Some(
                "No image is asked for: half blocks are not ASCII, which is all this screen takes.",
            ),
            (Way::HalfBlocks, Colour::Ansi16 | Colour::None) => Some(
                "No image is asked for: half blocks need 256 colours, and this screen has fewer.",
            ),
            _ => None,
        }
    }
}

impl Album {
    pub fn stand(&self, address: &str) -> Option<&Stand> {
        let mut stands = self.stands.iter();
        stands.find_map(|(known, stand)| (known == address).then_some(stand))
    }

    fn set(&mut self, address: &str, stand: Stand) {
        match self.stands.iter_mut().find(|(known, _)| known == address) {
            Some((_, before)) => *before = stand,
            None => self.stands.push((address.to_string(), stand)),
        }
    }

    /// Looks at each image of a document: what may be asked for is asked.
    fn look(&mut self, pictures: &[Picture], followed: &str, offline: bool) {
        let mut n_asked = 0;
        for Picture { address, .. } in pictures {
            let objection = picture::objection(address, followed);
            n_asked += usize::from(objection.is_none());
            if let Some(Stand::Here(..) | Stand::Missing(_)) = self.stand(address) {
                continue;
            }
            let stand = match objection {
                Some(why) => Stand::Missing(why.to_string()),
                None if n_asked > MOST_OF_ARTICLE => Stand::Missing(format!(
                    "of one article not more than {MOST_OF_ARTICLE} are asked for"
                )),
                None if offline => Stand::Offline,
                None => Stand::Asked,
            };
            self.set(address, stand);
        }
    }
}

impl Stand {
    /// What stands in the place of an image that is not drawn, in brackets.
    pub fn in_words(&self) -> String {
        match self {
            Stand::Here(..) => "[image]".to_string(),
            Stand::Asked => "[image, loading]".to_string(),
            Stand::Missing(why) => format!("[image could not be had: {why}]"),
            Stand::Offline => "[image not asked for: there is no network]".to_string(),
        }
    }
}

impl Model {
    /// What the article's images are laid out for; `None` where none is shown.
    pub fn frame(&self) -> Option<Frame> {
        self.settings.pictures()?;
        if !self.views.contains(&View::Reader) {
            return None;
        }
        let (_, height) = self.article_size();
        let half = u16::try_from(height / 2).unwrap_or(u16::MAX);
        Some(Frame {
            cell: self.cell,
            most_rows: half.max(1),
        })
    }

    /// After everything that happened: looks which images are wanted now, asks
    /// for them where that has changed, and lays the article out for them.
    pub(super) fn tend_pictures(&mut self) {
        let mut wanted = Wanted::default();
        if self.view() == View::Reader {
            let frame = self.frame();
            if self.article.as_ref().is_some_and(|it| it.frame != frame) {
                self.lay_out();
            }
            if frame.is_some() {
                wanted = self.look_at_pictures();
            }
        }
        if wanted != self.desk.pictures {
            self.desk.pictures = wanted.clone();
            self.desk.out.push(Effect::Pictures(wanted));
        }
    }

    fn look_at_pictures(&mut self) -> Wanted {
        let offline = self.offline.is_some();
        let mut article = self.article.take();
        let mut wanted = Wanted::default();
        let mut changed = false;
        if let Some(article) = &mut article
            && let Some(work) = &article.loaded
            && let Some(document) = &work.document
        {
            wanted.followed.clone_from(&work.followed);
            let before = article.album.clone();
            let album = &mut article.album;
            album.look(&document.pictures, &wanted.followed, offline);
            changed = *album != before;
            let pictures = document.pictures.iter().map(|it| &it.address);
            let is_wanted =
                |it: &&String| matches!(album.stand(it), Some(Stand::Asked | Stand::Here(..)));
            wanted.addresses = pictures.filter(is_wanted).cloned().collect();
        }
        self.article = article;
        if changed {
            self.lay_out_again();
        }
        match wanted.addresses.is_empty() {
            true => Wanted::default(),
            false => wanted,
        }
    }

    /// An image came, so large in pixels, or did not; then a sentence part.
    pub(super) fn picture_came(&mut self, address: &str, came: Result<(u32, u32), String>) {
        let Some(article) = &mut self.article else {
            return;
        };
        // What was asked for another article is of no use here.
        if article.album.stand(address) != Some(&Stand::Asked) {
            return;
        }
        let stand = match came {
            Ok((width, height)) => Stand::Here(width, height),
            Err(why) => Stand::Missing(part(&why).to_string()),
        };
        article.album.set(address, stand);
        self.lay_out_again();
    }
}
