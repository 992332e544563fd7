//! The first start: two screens of ticks, then the timeline. Nothing is typed,
//! nobody is asked, and passed once it never comes back.

use std::sync::Arc;

use crate::app::effect::Ask;
use crate::app::effect::Done;
use crate::app::effect::Effect;
use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::Tone;
use crate::app::model::View;
use crate::app::notices::part;
use crate::app::notices::said;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::FIELDS;
use crate::domain::catalogue::Field;
use crate::domain::catalogue::Offer;
use crate::domain::catalogue::offers;
use crate::domain::living::Reading;
use crate::domain::living::Shift;
use crate::domain::source::NewSource;

/// Where a person stands in the welcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Welcome {
    pub step: Step,
    /// The field under the cursor, and the first line that is shown.
    pub cursor: usize,
    pub top: usize,
    /// Whether each of [`FIELDS`] is ticked, by its place; those that are.
    pub ticked: Vec<usize>,
    /// Words typed to find a field, while they are typed.
    pub find: Option<Input>,
    /// The lists of the second step.
    pub offers: Vec<Offer>,
    pub offer_cursor: usize,
    pub offer_top: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    #[default]
    Fields,
    Lists,
    /// The sources of the list under the cursor, one by one.
    Inside,
}

impl Welcome {
    /// The ticked lists, and their sources.
    pub fn chosen(&self) -> (usize, usize) {
        let ticked = self.offers.iter().filter(|offer| offer.ticked);
        let n_sources = ticked.clone().map(|offer| offer.entries.len()).sum();
        (ticked.count(), n_sources)
    }

    /// The list under the cursor.
    pub fn offer(&self) -> Option<&Offer> {
        self.offers.get(self.offer_cursor)
    }

    fn fields(&self) -> Vec<&'static Field> {
        let ticked = FIELDS.iter().enumerate();
        ticked
            .filter(|(at, _)| self.ticked.contains(at))
            .map(|(_, field)| field)
            .collect()
    }
}

/// How many columns the fields stand in.
pub fn columns(width: u16) -> usize {
    match width {
        110.. => 3,
        60.. => 2,
        _ => 1,
    }
}

/// The lines the fields take at a width.
pub fn field_lines(width: u16) -> usize {
    FIELDS.len().div_ceil(columns(width))
}

impl Model {
    /// Shows the welcome: for whoever follows nothing and has not passed it.
    pub fn welcome_in(&mut self) -> Vec<Effect> {
        self.welcome = Welcome::default();
        self.go(View::Welcome);
        self.want_catalogue();
        std::mem::take(&mut self.desk.out)
    }

    pub(super) fn want_catalogue(&mut self) {
        if self.catalogue.is_none() {
            self.desk.out.push(Effect::Catalogue);
        }
    }

    pub(super) fn catalogue_came(&mut self, catalogue: Arc<Catalogue>, trouble: Option<String>) {
        self.catalogue = Some(catalogue);
        if self.view() == View::Welcome && self.welcome.step != Step::Fields {
            self.make_offers();
        }
        if let Some(trouble) = trouble {
            self.say_care(said(&trouble));
        }
        self.want_clues();
    }

    fn make_offers(&mut self) {
        if let Some(catalogue) = &self.catalogue {
            self.welcome.offers = offers(catalogue, &self.welcome.fields());
        }
        (self.welcome.offer_cursor, self.welcome.offer_top) = (0, 0);
    }

    /// Ticks what is under the cursor, or takes the tick off.
    pub(super) fn tick_in_welcome(&mut self) {
        let welcome = &mut self.welcome;
        match welcome.step {
            Step::Fields => match welcome.ticked.iter().position(|it| *it == welcome.cursor) {
                Some(at) => _ = welcome.ticked.remove(at),
                None => welcome.ticked.push(welcome.cursor),
            },
            Step::Lists | Step::Inside => {
                if let Some(offer) = welcome.offers.get_mut(welcome.offer_cursor) {
                    offer.ticked = !offer.ticked;
                }
            }
        }
        self.notice = None;
    }

    /// On to the lists, then to the timeline.
    pub(super) fn welcome_on(&mut self) {
        match self.welcome.step {
            Step::Fields if self.welcome.ticked.is_empty() => {
                let tick = self.keymap.first_key("pick").to_string();
                self.say(format!(
                    "Tick at least one with {tick}, or Esc to see every list."
                ));
            }
            Step::Fields => self.show_offers(),
            Step::Inside => self.welcome.step = Step::Lists,
            Step::Lists if self.catalogue.is_none() => {}
            Step::Lists if self.welcome.chosen().0 == 0 => {
                self.say("No list is ticked. Tick one, or Esc to start with none.");
            }
            Step::Lists => self.pass_welcome(true),
        }
    }

    fn show_offers(&mut self) {
        self.welcome.step = Step::Lists;
        self.notice = None;
        self.make_offers();
        let mut fields = self.welcome.fields().into_iter();
        if let Some(field) = fields.find(|field| field.specialties.is_empty()) {
            let name = field.name;
            self.say(format!(
                "No special list for {name} yet: these fit everyone."
            ));
        }
    }

    /// Esc: from the fields to every list, from the lists to the timeline with
    /// none of them.
    pub(super) fn skip_welcome(&mut self) {
        match self.welcome.step {
            Step::Fields => {
                self.welcome.ticked.clear();
                self.show_offers();
            }
            Step::Inside => self.welcome.step = Step::Lists,
            Step::Lists => self.pass_welcome(false),
        }
    }

    fn pass_welcome(&mut self, follow: bool) {
        let mut entries: Vec<(Vec<String>, NewSource)> = Vec::new();
        let offers = self.welcome.offers.iter().filter(|it| it.ticked && follow);
        for offer in offers {
            let sources = offer.entries.iter().map(|entry| entry.as_source());
            entries.extend(sources.map(|source| (vec![offer.name.clone()], source)));
        }
        let fields = if follow {
            self.welcome.fields()
        } else {
            Vec::new()
        };
        let topics = fields.into_iter().filter_map(|field| {
            let id = field.specialties.first()?;
            Some((field.name.to_string(), (*id).to_string()))
        });
        let topics = topics.collect();
        self.views = vec![View::Timeline];
        self.change(Ask::FollowAll {
            entries,
            topics,
            welcomed: true,
        });
        self.fit();
    }

    pub(super) fn say_followed_all(&mut self, entries: &[(Vec<String>, NewSource)], done: &Done) {
        let Done::FollowedAll { n_new } = done else {
            return;
        };
        match n_new {
            0 if entries.is_empty() => {
                let who = self.by_key("who", "shows whom to follow");
                self.say(format!("Nothing is followed yet.{who}"));
            }
            0 => self.say("All of them are followed already."),
            1 => {
                let back = self.by_key("undo", "twice takes it back");
                self.say_done(format!("Following 1 more source.{back}"));
            }
            n => {
                let back = self.by_key("undo", "twice takes them back");
                self.say_done(format!("Following {n} sources.{back}"));
            }
        }
    }

    /// Who came to a list that lives elsewhere and who went; and where it could
    /// not be read.
    pub(super) fn say_shift(&mut self, reading: &Reading, shift: &Shift) {
        match reading {
            Reading::Failed(_) if self.offline.is_some() => {}
            Reading::Failed(why) if !shift.list.is_empty() => {
                let list = said(&shift.list);
                self.mention(
                    Tone::Care,
                    format!("The list {list} was not read: {}.", part(why)),
                );
            }
            _ if shift.is_empty() => {}
            _ => {
                let what = said(&shift.sentence());
                let back = self.by_key("undo", "twice takes it back");
                self.mention(Tone::Done, format!("{what}.{back}"));
            }
        }
    }

    /// Moves the cursor by lines.
    pub(super) fn walk_welcome(&mut self, by: isize) {
        let welcome = &mut self.welcome;
        match welcome.step {
            Step::Fields => {
                let moved = welcome.cursor.saturating_add_signed(by);
                welcome.cursor = moved.min(FIELDS.len() - 1);
            }
            Step::Lists => {
                let moved = welcome.offer_cursor.saturating_add_signed(by);
                welcome.offer_cursor = moved.min(welcome.offers.len().saturating_sub(1));
            }
            Step::Inside => {}
        }
        self.keep_welcome();
    }

    pub(super) fn in_welcome(&mut self) {
        match self.welcome.step {
            Step::Fields => self.across(1),
            Step::Lists if self.welcome.offer().is_some() => self.welcome.step = Step::Inside,
            Step::Lists | Step::Inside => {}
        }
    }

    pub(super) fn out_of_welcome(&mut self) {
        match self.welcome.step {
            Step::Fields => self.across(-1),
            Step::Lists => self.welcome.step = Step::Fields,
            Step::Inside => self.welcome.step = Step::Lists,
        }
        self.keep_welcome();
    }

    fn across(&mut self, by: isize) {
        let lines = field_lines(self.width);
        let moved = self.welcome.cursor.checked_add_signed(by * lines as isize);
        if let Some(moved) = moved.filter(|it| *it < FIELDS.len()) {
            self.welcome.cursor = moved;
        }
        self.keep_welcome();
    }

    /// Finds a field by the words that are typed.
    pub(super) fn find_field(&mut self) {
        let Some(find) = &self.welcome.find else {
            return;
        };
        let words = find.text.trim().to_lowercase();
        let mut fields = FIELDS.iter().map(|it| it.name.to_lowercase());
        let at = fields
            .clone()
            .position(|name| name.starts_with(&words))
            .or_else(|| fields.position(|name| name.contains(&words)));
        if let Some(at) = at.filter(|_| !words.is_empty()) {
            self.welcome.cursor = at;
        }
        self.keep_welcome();
    }

    /// Keeps the cursor on the screen.
    pub(super) fn keep_welcome(&mut self) {
        let n_rows = self.n_rows();
        let lines = field_lines(self.width);
        let welcome = &mut self.welcome;
        let line = welcome.cursor % lines.max(1);
        let most = lines.saturating_sub(n_rows);
        let lowest = (line + 1).saturating_sub(n_rows);
        welcome.top = welcome.top.clamp(lowest, line.max(lowest)).min(most);
        let at = welcome.offer_cursor;
        let lowest = (at + 1).saturating_sub(n_rows);
        welcome.offer_top = welcome.offer_top.clamp(lowest, at);
    }
}
