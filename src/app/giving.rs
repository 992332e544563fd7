//! `X`: giving things out to a file, and the citations that `y` copies.
//!
//! What is written, in which form and where, is chosen here; the file is
//! written beside the screen, and a message says what became of it.

use crate::app::effect::Effect;
use crate::app::effect::Question;
use crate::app::input::Input;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::app::notices::part;
use crate::app::notices::said;
use crate::domain::id::WorkId;
use crate::domain::learning::Period;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::export::FORMATS;
use crate::export::cite::Style;
use crate::export::log;
use crate::export::log::LOG_FORMATS;
use crate::export::log::Sheet;

/// Which works are given out as references: single ones, or all that a query
/// finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    Works(Vec<WorkId>),
    Query(Query),
}

/// What is given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    References(Selection),
    /// The learning log of a calendar year.
    Log(i16),
}

/// What was written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// `3 references`.
    pub what: String,
    pub file: String,
    /// What the form could not hold, if anything: `2 without an address`.
    pub left_out: Option<String>,
}

/// What can be given out where one stands.
pub struct Offer {
    pub label: String,
    /// As part of a file's name.
    name: String,
    what: Wanted,
}

/// A form it can be given out in.
pub struct Form {
    id: &'static str,
    pub name: &'static str,
    ending: &'static str,
    pub help: &'static str,
}

impl Wanted {
    fn forms(&self) -> Vec<Form> {
        match self {
            Wanted::References(_) => FORMATS
                .iter()
                .map(|it| Form {
                    id: it.id,
                    name: it.name,
                    ending: it.ending,
                    help: it.help,
                })
                .collect(),
            Wanted::Log(_) => LOG_FORMATS
                .iter()
                .map(|it| Form {
                    id: it.id,
                    name: it.name,
                    ending: it.ending,
                    help: it.help,
                })
                .collect(),
        }
    }
}

impl Model {
    /// The selections that `Tab` walks through, the likeliest first.
    pub fn export_offers(&self) -> Vec<Offer> {
        let saved = Query {
            place: Place::Saved,
            ..Query::default()
        };
        let of = |label: &str, name: &str, what| Offer {
            label: label.to_string(),
            name: name.to_string(),
            what: Wanted::References(what),
        };
        let everything = of("everything saved", "saved", Selection::Query(saved.clone()));
        if self.view() == View::Log {
            let year = self.log_year();
            let log = Offer {
                label: format!("your learning log of {year}"),
                name: format!("log-{year}"),
                what: Wanted::Log(year),
            };
            return vec![log, everything];
        }
        let shown = self.listing().query.clone();
        let mut offers = Vec::new();
        let marked = self.marked();
        if !marked.is_empty() {
            let label = format!("the {} marked", marked.len());
            offers.push(of(&label, "marked", Selection::Works(marked)));
        }
        if let Some(work) = self.chosen() {
            let this = Selection::Works(vec![work]);
            offers.push(of("this item", "item", this));
        }
        offers.push(everything);
        if shown != saved && self.chosen().is_some() {
            let list = Selection::Query(shown);
            offers.push(of("all of this list", "list", list));
        }
        offers
    }

    /// The forms of one of the offers.
    pub fn forms_of(&self, offer: usize) -> Vec<Form> {
        let offers = self.export_offers();
        offers.get(offer).map_or(Vec::new(), |it| it.what.forms())
    }

    /// Opens the table of forms.
    pub(super) fn offer_export(&mut self) {
        self.popup = Some(Popup::Export { of: 0, cursor: 0 });
    }

    /// Another selection, with the form that stands in the same place.
    pub(super) fn next_offer(&mut self, by: usize) {
        let Some(Popup::Export { of, cursor }) = self.popup else {
            return;
        };
        let of = (of + by) % self.export_offers().len().max(1);
        let last = self.forms_of(of).len().saturating_sub(1);
        let cursor = cursor.min(last);
        self.popup = Some(Popup::Export { of, cursor });
    }

    /// A form was chosen: where to, with a name nobody has to think of.
    pub(super) fn ask_where_to(&mut self, of: usize, cursor: usize) {
        let Some(offer) = self.export_offers().into_iter().nth(of) else {
            return;
        };
        let Some(form) = offer.what.forms().into_iter().nth(cursor) else {
            return;
        };
        let file = format!("~/rounds-{}-{}.{}", offer.name, self.today(), form.ending);
        self.popup = Some(Popup::Ask {
            what: Asked::ExportTo {
                format: form.id,
                what: offer.what,
            },
            input: Input::holding(file),
        });
    }

    pub(super) fn export_to(&mut self, format: &'static str, what: Wanted, file: String) {
        let effect = match what {
            Wanted::References(what) => Effect::Export { format, what, file },
            Wanted::Log(year) => match self.log_as(format, year, file) {
                Ok(effect) => effect,
                Err(why) => return self.say_failed(why),
            },
        };
        self.say("Writing…");
        self.desk.out.push(effect);
    }

    /// The log is all here, and so small that writing it down takes no time.
    fn log_as(&self, format: &str, year: i16, file: String) -> Result<Effect, &'static str> {
        let Some(book) = &self.log.book else {
            return Err("The log is still being read; try again in a moment.");
        };
        let Some(format) = log::named(format) else {
            return Err("There is no such form of the log.");
        };
        let period = Period::of_year(year);
        let written = (format.write)(&Sheet {
            book,
            period,
            bodies: &self.settings.bodies,
            made: self.today(),
            name: None,
        });
        let left_out = match written.left_out.len() {
            0 => None,
            1 => Some("1 without an outcome".to_string()),
            n => Some(format!("{n} without an outcome")),
        };
        Ok(Effect::Put {
            text: written.text,
            given: Given {
                what: format!("Your log of {year}"),
                file,
                left_out,
            },
        })
    }

    pub(super) fn exported(&mut self, result: Result<Given, String>) {
        match result {
            Err(why) => self.say_failed(format!("Not exported: {}", part(&why))),
            Ok(given) => {
                let Given { what, left_out, .. } = given;
                let file = said(&given.file);
                match left_out {
                    None => self.say_done(format!("{what} written to {file}")),
                    Some(left) => {
                        self.say_done(format!("{what} written to {file}; {left} left out"));
                    }
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
