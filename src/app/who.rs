//! Who to follow: suggestions with their reasons, ticked and followed, or
//! hidden for good.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::effect::Question;
use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::catalogue::Clues;
use crate::domain::catalogue::Kind;
use crate::domain::catalogue::Suggestion;
use crate::domain::catalogue::suggestions;

/// The screen of suggestions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// What the person's own data says; `None` until it is here.
    pub clues: Option<Clues>,
    /// Best first.
    pub all: Vec<Suggestion>,
    pub tab: WhoTab,
    pub cursor: usize,
    pub top: usize,
    /// The keys of those that are ticked.
    pub ticked: Vec<String>,
    /// The keys of those that were followed here: they stay in their rows until
    /// the screen is left, so that nobody moves under the cursor.
    pub followed: Vec<String>,
    /// Words typed to find somebody, while they are typed.
    pub find: Option<Input>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhoTab {
    #[default]
    Best,
    Agencies,
    Journals,
    Teaching,
    People,
}

/// The tabs with what they are called.
pub const WHO_TABS: [(WhoTab, &str); 5] = [
    (WhoTab::Best, "Best match"),
    (WhoTab::Agencies, "Agencies"),
    (WhoTab::Journals, "Journals"),
    (WhoTab::Teaching, "Teaching"),
    (WhoTab::People, "People"),
];

impl Who {
    /// The suggestions of a tab.
    pub fn of(&self, tab: WhoTab) -> Vec<&Suggestion> {
        let fits = |it: &&Suggestion| match (tab, it.entry.kind) {
            (WhoTab::Best, _) => true,
            (WhoTab::Agencies, kind) => matches!(kind, Kind::Agency | Kind::Guideline),
            (WhoTab::Journals, kind) => {
                matches!(kind, Kind::Journal | Kind::Review | Kind::Preprint)
            }
            (WhoTab::Teaching, kind) => matches!(kind, Kind::Blog | Kind::Podcast | Kind::Video),
            (WhoTab::People, kind) => kind == Kind::Person,
        };
        self.all.iter().filter(fits).collect()
    }

    /// What is shown.
    pub fn shown(&self) -> Vec<&Suggestion> {
        self.of(self.tab)
    }

    /// What is under the cursor.
    pub fn chosen(&self) -> Option<&Suggestion> {
        self.shown().get(self.cursor).copied()
    }
}

impl Model {
    pub(super) fn show_who(&mut self) {
        if self.view() != View::Who {
            self.who.followed.clear();
            self.who.find = None;
        }
        self.go(View::Who);
    }

    /// What the screen needs: the catalogue, and what the person's data says.
    pub(super) fn want_clues(&mut self) {
        if !self.views.contains(&View::Who) {
            return;
        }
        match self.catalogue.is_some() {
            true => self.ask(Question::Clues),
            false => self.want_catalogue(),
        }
    }

    pub(super) fn clues_came(&mut self, clues: Clues) {
        if let Some(catalogue) = &self.catalogue {
            let before = std::mem::replace(&mut self.who.all, suggestions(catalogue, &clues));
            self.keep_followed(before);
        }
        self.who.clues = Some(clues);
        let all = &self.who.all;
        let stands = |key: &String| all.iter().any(|it| it.key() == key);
        self.who.ticked.retain(stands);
        self.keep_who();
    }

    /// Puts whom the person followed here back where they stood.
    fn keep_followed(&mut self, before: Vec<Suggestion>) {
        let who = &mut self.who;
        let all = &who.all;
        let is_new = |key: &String| all.iter().any(|it| it.key() == key);
        // Taken back: suggested as ever.
        who.followed.retain(|key| !is_new(key));
        for (at, suggestion) in before.into_iter().enumerate() {
            let is_followed = who.followed.iter().any(|key| key == suggestion.key());
            if is_followed {
                who.all.insert(at.min(who.all.len()), suggestion);
            }
        }
    }

    /// Finds somebody on the shown tab by the words that are typed.
    pub(super) fn find_in_who(&mut self) {
        let Some(find) = &self.who.find else {
            return;
        };
        let words = find.text.trim().to_lowercase();
        let shown = self.who.shown();
        let mut names = shown.iter().map(|it| it.entry.name.to_lowercase());
        let at = names
            .clone()
            .position(|name| name.starts_with(&words))
            .or_else(|| names.position(|name| name.contains(&words)));
        if let Some(at) = at.filter(|_| !words.is_empty()) {
            self.who.cursor = at;
        }
        self.keep_who();
    }

    pub(super) fn keep_who(&mut self) {
        let n_rows = self.n_rows_of(View::Who);
        let n = self.who.shown().len();
        let who = &mut self.who;
        who.cursor = who.cursor.min(n.saturating_sub(1));
        let lowest = (who.cursor + 1).saturating_sub(n_rows);
        who.top = who.top.clamp(lowest, who.cursor);
    }

    pub(super) fn show_who_tab(&mut self, number: u8) {
        let at = usize::from(number).checked_sub(1);
        match at.and_then(|at| WHO_TABS.get(at)) {
            Some((tab, _)) => {
                self.who.tab = *tab;
                (self.who.cursor, self.who.top) = (0, 0);
                self.keep_who();
            }
            None => self.say(format!("There is no tab {number} here.")),
        }
    }

    /// Ticks the suggestion under the cursor, or takes the tick off.
    pub(super) fn tick_in_who(&mut self) {
        let Some(chosen) = self.who.chosen() else {
            return self.say("Nobody is selected.");
        };
        if chosen.entry.address.is_empty() {
            return self.say_no_feed();
        }
        let key = chosen.key().to_string();
        if self.who.followed.contains(&key) {
            return self.say_is_followed();
        }
        match self.who.ticked.iter().position(|it| *it == key) {
            Some(at) => _ = self.who.ticked.remove(at),
            None => self.who.ticked.push(key),
        }
        self.notice = None;
    }

    /// Follows all that are ticked, else the one under the cursor.
    pub(super) fn follow_suggested(&mut self) {
        let who = &self.who;
        let is_ticked = |it: &&Suggestion| who.ticked.iter().any(|key| key == it.key());
        let mut wanted: Vec<&Suggestion> = who.all.iter().filter(is_ticked).collect();
        if wanted.is_empty() {
            wanted.extend(who.chosen());
        }
        match wanted.as_slice() {
            [] => return self.say("Nobody is selected."),
            [one] if one.entry.address.is_empty() => return self.say_no_feed(),
            [one] if who.followed.iter().any(|key| key == one.key()) => {
                return self.say_is_followed();
            }
            _ => {}
        }
        let keys: Vec<String> = wanted.iter().map(|it| it.key().to_string()).collect();
        let sources = wanted.iter().map(|it| (Vec::new(), it.entry.as_source()));
        let entries = sources.collect();
        self.who.ticked.clear();
        self.who.followed.extend(keys);
        self.change(Ask::FollowAll {
            entries,
            topics: None,
            welcomed: false,
        });
    }

    fn say_is_followed(&mut self) {
        let undo = self.keymap.first_key("undo").to_string();
        self.say(format!(
            "This one is followed already. {undo} takes back the last."
        ));
    }

    fn say_no_feed(&mut self) {
        let open = self.keymap.first_key("open.browser").to_string();
        let follow = self.keymap.first_key("follow").to_string();
        self.say(format!(
            "No feed is known. {open} opens the papers at PubMed: Create RSS there gives an address; paste it, or {follow} in the timeline."
        ));
    }

    /// Hides the suggestion under the cursor for good.
    pub(super) fn hide_suggested(&mut self) {
        let Some(chosen) = self.who.chosen() else {
            return self.say("Nobody is selected.");
        };
        let (key, name) = (chosen.key().to_string(), chosen.entry.name.clone());
        self.change(Ask::HideSuggestion { key, name });
    }

    /// Opens the page of the suggestion under the cursor.
    pub(super) fn open_suggested(&mut self) {
        match self.who.chosen() {
            Some(chosen) if !chosen.entry.home.is_empty() => {
                let link = chosen.entry.home.clone();
                self.desk.out.push(Effect::Open { link });
            }
            _ => self.say("Nobody with a page is selected."),
        }
    }
}
