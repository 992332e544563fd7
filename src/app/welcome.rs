//! The first start: two screens of ticks, then the timeline. Nothing is typed,
//! nobody is asked. Passed once it comes back only when it is called.

use std::sync::Arc;

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::notices::said;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::FIELDS;
use crate::domain::catalogue::Field;
use crate::domain::catalogue::Offer;
use crate::domain::catalogue::offers;
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
    /// The ticks that the lists were made for; none where every list is shown.
    offered_for: Option<Vec<usize>>,
    /// Whether the person called it, after the first start: `q` then goes back.
    pub again: bool,
    /// Whether Enter with no list ticked was answered by asking.
    sure: bool,
    /// Whether Enter on the lists came before they did: whoever types ahead
    /// presses no key twice.
    eager: bool,
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

    /// The fields that were chosen: those that are ticked, and those whose own
    /// list is.
    fn chosen_fields(&self) -> Vec<&'static Field> {
        let lists = self.offers.iter().filter(|offer| offer.ticked);
        let of_lists: Vec<&str> = lists.filter_map(|it| it.field.map(|it| it.name)).collect();
        let fields = FIELDS.iter().enumerate();
        fields
            .filter(|(at, field)| self.ticked.contains(at) || of_lists.contains(&field.name))
            .map(|(_, field)| field)
            .collect()
    }

    /// The topics of what was chosen (name, shipped id), each once; `None`
    /// where nothing was, for then nothing is said of topics.
    fn topics(&self) -> Option<Vec<(String, String)>> {
        let fields = self.chosen_fields();
        if fields.is_empty() {
            return None;
        }
        let mut topics: Vec<(String, String)> = Vec::new();
        for field in fields {
            let Some(id) = field.specialties.first() else {
                continue;
            };
            if topics.iter().all(|(_, known)| known != id) {
                topics.push((field.name.to_string(), (*id).to_string()));
            }
        }
        Some(topics)
    }
}

/// How wide a column of fields is; its box and the longest name fit.
pub const FIELD: u16 = 36;

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

    /// Shows the welcome once more, for whoever calls it.
    pub(super) fn welcome_again(&mut self) {
        if self.view() == View::Welcome {
            return self.say("This is the welcome.");
        }
        self.welcome = Welcome {
            again: true,
            ..Welcome::default()
        };
        self.go(View::Welcome);
        self.want_catalogue();
    }

    pub(super) fn want_catalogue(&mut self) {
        if self.catalogue.is_none() {
            self.desk.out.push(Effect::Catalogue);
        }
    }

    pub(super) fn catalogue_came(&mut self, catalogue: Arc<Catalogue>, trouble: Option<String>) {
        self.catalogue = Some(catalogue);
        if self.views.contains(&View::Welcome) && self.welcome.step != Step::Fields {
            let every = self.welcome.offered_for.is_none();
            self.make_offers(every);
            // Lists other than the wanted ones are looked at first.
            let eager = std::mem::take(&mut self.welcome.eager) && trouble.is_none();
            if eager && self.view() == View::Welcome && self.popup.is_none() {
                self.welcome_on();
            }
        }
        if let Some(trouble) = trouble {
            self.say_care(said(&trouble));
        }
        self.want_clues();
    }

    /// The lists that fit the ticks, or `every` list there is. What was ticked
    /// among them stays where they are the same.
    fn make_offers(&mut self, every: bool) {
        let welcome = &mut self.welcome;
        let wanted = (!every).then(|| welcome.ticked.clone());
        welcome.sure = false;
        if welcome.offered_for == wanted && !welcome.offers.is_empty() {
            return;
        }
        welcome.offered_for = wanted;
        if let Some(catalogue) = &self.catalogue {
            let fields = if every { Vec::new() } else { welcome.fields() };
            welcome.offers = offers(catalogue, &fields);
        }
        (self.welcome.offer_cursor, self.welcome.offer_top) = (0, 0);
    }

    /// Ticks what is under the cursor, or takes the tick off.
    pub(super) fn tick_in_welcome(&mut self) {
        let welcome = &mut self.welcome;
        (welcome.sure, welcome.eager) = (false, false);
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
                let with = match self.keymap.first_key("pick") {
                    "" => String::new(),
                    key => format!(" with {key}"),
                };
                let shows = self.by_key("esc", "shows every list");
                self.say(format!("Tick one{with}.{shows}"));
            }
            Step::Fields => self.show_offers(),
            Step::Inside => self.welcome.step = Step::Lists,
            // Of every list none is ticked: there is nothing to go on with.
            Step::Lists if self.catalogue.is_none() && self.welcome.offered_for.is_none() => {}
            Step::Lists if self.catalogue.is_none() => {
                self.welcome.eager = true;
                let back = self.by_key("esc", "goes back");
                self.say(format!(
                    "Following these lists as soon as they are read.{back}"
                ));
            }
            Step::Lists if self.welcome.chosen().0 == 0 && !self.welcome.sure => {
                self.welcome.sure = true;
                let on = self.keymap.first_key("welcome.on").to_string();
                self.say(format!(
                    "No list is ticked. Tick one, or {on} again to start with none."
                ));
            }
            Step::Lists => self.pass_welcome(),
        }
    }

    fn show_offers(&mut self) {
        self.welcome.step = Step::Lists;
        self.notice = None;
        self.make_offers(false);
        let offers = &self.welcome.offers;
        let has_none = |field: &&'static Field| {
            let own = |offer: &Offer| offer.field.is_some_and(|it| it.name == field.name);
            !offers.iter().any(own)
        };
        let mut fields = self.welcome.fields().into_iter();
        if let Some(field) = fields.find(has_none)
            && self.catalogue.is_some()
        {
            let name = field.name;
            self.say(format!(
                "No special list for {name} yet: these fit everyone."
            ));
        }
    }

    /// Esc: from the fields to every list, from the lists back to the fields.
    /// Nothing is ticked and no tick is taken off.
    pub(super) fn skip_welcome(&mut self) {
        match self.welcome.step {
            Step::Fields => {
                self.welcome.step = Step::Lists;
                self.make_offers(true);
                if self.welcome.chosen().0 == 0 {
                    let back = self.by_key("esc", "goes back");
                    self.say(format!("Every list; none is ticked.{back}"));
                }
            }
            Step::Lists | Step::Inside => self.out_of_welcome(),
        }
    }

    fn pass_welcome(&mut self) {
        let mut entries: Vec<(Vec<String>, NewSource)> = Vec::new();
        for offer in self.welcome.offers.iter().filter(|it| it.ticked) {
            let sources = offer.entries.iter().map(|entry| entry.as_source());
            entries.extend(sources.map(|source| (vec![offer.name.clone()], source)));
        }
        let topics = self.welcome.topics();
        self.views = vec![View::Timeline];
        self.change(Ask::FollowAll {
            entries,
            topics,
            welcomed: true,
        });
        self.fit();
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
        self.notice = None;
        self.welcome.eager = false;
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
        let n_rows = self.n_rows_of(View::Welcome);
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
