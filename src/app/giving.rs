//! `X`: giving references out to a file, and the citations that `y` copies.
//!
//! What is written, and where, is chosen here; the file is written beside the
//! screen, and a message says what became of it.

use crate::app::effect::Effect;
use crate::app::effect::Given;
use crate::app::effect::Question;
use crate::app::effect::Selection;
use crate::app::input::Input;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::notices::part;
use crate::app::notices::said;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::export::FORMATS;
use crate::export::cite::Style;

/// What can be given out where one stands.
pub struct Offer {
    pub label: &'static str,
    /// As part of a file's name.
    name: &'static str,
    what: Selection,
}

impl Model {
    /// The selections that `Tab` walks through, the likeliest first.
    pub fn export_offers(&self) -> Vec<Offer> {
        let saved = Query {
            place: Place::Saved,
            ..Query::default()
        };
        let shown = self.listing().query.clone();
        let mut offers = Vec::new();
        if let Some(work) = self.chosen() {
            offers.push(Offer {
                label: "this item",
                name: "item",
                what: Selection::Works(vec![work]),
            });
        }
        offers.push(Offer {
            label: "everything saved",
            name: "saved",
            what: Selection::Query(saved.clone()),
        });
        if shown != saved && self.chosen().is_some() {
            offers.push(Offer {
                label: "all of this list",
                name: "list",
                what: Selection::Query(shown),
            });
        }
        offers
    }

    /// Opens the table of formats.
    pub(super) fn offer_export(&mut self) {
        self.popup = Some(Popup::Export { of: 0, cursor: 0 });
    }

    /// Another selection for the same table.
    pub(super) fn next_offer(&mut self, by: usize) {
        let n = self.export_offers().len().max(1);
        if let Some(Popup::Export { of, .. }) = &mut self.popup {
            *of = (*of + by) % n;
        }
    }

    /// A format was chosen: where to, with a name nobody has to think of.
    pub(super) fn ask_where_to(&mut self, of: usize, cursor: usize) {
        let Some(offer) = self.export_offers().into_iter().nth(of) else {
            return;
        };
        let Some(format) = FORMATS.get(cursor) else {
            return;
        };
        let day = self.today();
        let file = format!("~/rounds-{}-{day}.{}", offer.name, format.ending);
        self.popup = Some(Popup::Ask {
            what: Asked::ExportTo {
                format: format.id,
                what: offer.what,
            },
            input: Input::holding(file),
        });
    }

    pub(super) fn export_to(&mut self, format: &'static str, what: Selection, file: String) {
        self.say("Writing…");
        self.desk.out.push(Effect::Export { format, what, file });
    }

    pub(super) fn exported(&mut self, result: Result<Given, String>) {
        match result {
            Err(why) => self.say_failed(format!("Not exported: {}", part(&why))),
            Ok(given) => {
                let n = match given.n {
                    1 => "1 reference".to_string(),
                    n => format!("{n} references"),
                };
                let file = said(&given.file);
                match given.n_left_out {
                    0 => self.say_done(format!("{n} written to {file}")),
                    left => self.say_done(format!(
                        "{n} written to {file}; {left} without an address left out"
                    )),
                }
            }
        }
    }

    /// Copies a citation of the chosen work: the store knows all of it.
    pub(super) fn copy_citation(&mut self, style: Style) {
        if let Some(work) = self.chosen() {
            self.ask(Question::Citation { work, style });
        }
    }

    pub(super) fn cited(&mut self, style: Style, text: Option<String>) {
        match text {
            Some(text) => self.copy(text.trim_end(), style.name()),
            None => self.say("This item is no longer kept."),
        }
    }
}
