//! The one way in: what happened is routed to what answers it.

use std::time::Duration;

use crate::app::actions;
use crate::app::actions::Action;
use crate::app::actions::Scope;
use crate::app::desk::Desk;
use crate::app::effect::Effect;
use crate::app::effect::Key;
use crate::app::effect::KeyCode;
use crate::app::effect::Msg;
use crate::app::effect::Question;
use crate::app::effect::Timer;
use crate::app::effect::Wanted;
use crate::app::filter::only_warnings;
use crate::app::geometry::LEAST_HEIGHT;
use crate::app::geometry::LEAST_WIDTH;
use crate::app::keymap;
use crate::app::keymap::Keymap;
use crate::app::keymap::Meaning;
use crate::app::model::Article;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::Popup;
use crate::app::model::Settings;
use crate::app::model::Tone;
use crate::app::model::View;
use crate::app::notices::said;
use crate::app::session;
use crate::app::shelf;
use crate::domain::picture::Cell;
use crate::domain::query::Query;
use crate::domain::query::wish::Wish;
use crate::domain::time::UtcTime;

/// How long a prefix waits before its continuations are shown.
const WHICH_KEY: Duration = Duration::from_millis(300);

impl Model {
    /// The first state, where the last session stood, and what it asks for.
    pub fn start(
        settings: Settings,
        width: u16,
        height: u16,
        now: UtcTime,
        session: Option<&str>,
    ) -> (Model, Vec<Effect>) {
        let session = session::read(session.unwrap_or_default());
        let mut model = Model {
            now,
            width,
            height,
            cell: Cell::default(),
            keymap: Keymap::new(&settings.keys),
            desk: Desk {
                colour: settings.colour,
                own_theme: settings.theme.own(),
                began: now,
                drafts: session.drafts,
                ..Desk::default()
            },
            settings,
            views: session.views,
            focus: Pane::Rows,
            lists_open: false,
            lists_hidden: false,
            lists_cursor: 0,
            article_hidden: false,
            zoomed: false,
            two_lines: false,
            overview: Default::default(),
            counting: Default::default(),
            timeline: Default::default(),
            saved: Default::default(),
            search: Default::default(),
            search_box: Default::default(),
            search_typing: false,
            snippet: None,
            article: None,
            sources: Vec::new(),
            health: Default::default(),
            log: Default::default(),
            round: Default::default(),
            catalogue: None,
            welcome: Default::default(),
            who: Default::default(),
            help_top: 0,
            help_find: Default::default(),
            help_typing: false,
            messages_top: 0,
            popup: None,
            waiting: Vec::new(),
            which_key: false,
            notice: None,
            messages: Vec::new(),
            fetching: None,
            offline: None,
            pending: Default::default(),
            next_ask: 0,
            generation: 0,
        };
        model.timeline.cursor = session.cursor;
        model.timeline.line = session.line;
        model.saved.cursor = session.saved_cursor;
        let library = shelf::as_left(&session.library, model.now);
        model.saved.query = library.clone();
        let query = Query {
            place: session.place,
            topic: session.topic,
            unread_only: session.unread_only,
            // What is no longer understood is a filter no more.
            wish: Wish::strict(&session.filter, model.now).unwrap_or_default(),
            ..Query::default()
        };
        let query = Query {
            hits_only: only_warnings(&query.wish),
            ..query
        };
        model.requery(View::Timeline, query);
        model.ask_overview();
        if model.views.contains(&View::Saved) {
            model.requery(View::Saved, library);
        }
        if model.views.contains(&View::Log) {
            model.ask_book();
        }
        if model.views.contains(&View::Health) || model.view() == View::Timeline {
            model.ask(Question::Sources);
        }
        if let Some((work, block, below)) = session.article
            && model.views.contains(&View::Reader)
        {
            model.focus = Pane::Article;
            model.desk.resume = Some((work, block, below));
            model.article = Some(Article::of(work));
            model.ask(Question::Work(work));
        }
        let effects = std::mem::take(&mut model.desk.out);
        (model, effects)
    }

    /// Takes in what happened and says what the world is asked to do.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Key(key) => {
                self.touched();
                let before = self.said_of();
                let stood = self.stands_over();
                self.key(key);
                self.unsay(before);
                self.unsay_elsewhere(stood);
                self.forget_named();
            }
            Msg::Pointing(it) => {
                self.touched();
                let before = self.said_of();
                let stood = self.stands_over();
                self.pointed(it);
                self.unsay(before);
                self.unsay_elsewhere(stood);
                self.forget_named();
            }
            Msg::Paste(text) => self.pasted(&text),
            Msg::Resize { width, height } => {
                self.width = width;
                self.height = height;
                self.fit();
            }
            Msg::Cell(cell) => self.cell = cell,
            Msg::Picture { address, came } => self.picture_came(&address, came),
            Msg::Focus(focus) => self.focused(focus),
            Msg::Tick(now) => self.clock(now),
            Msg::Timer(timer) => self.timer(timer),
            Msg::Store(reply) => self.replied(reply),
            Msg::Fetch(news) => self.fetched(news),
            Msg::Opened(result) => self.opened(result),
            Msg::Exported(result) => self.exported(result),
            Msg::Announced {
                texts,
                by_terminal,
                wrong,
            } => self.announced(texts, by_terminal, wrong),
            Msg::Settings(Ok((settings, problems))) => self.set(*settings, problems),
            Msg::Settings(Err(why)) => self.keep_settings(&why),
            Msg::Catalogue { catalogue, trouble } => self.catalogue_came(catalogue, trouble),
            Msg::Edited { work, note } => self.note_edited(work, note),
            Msg::Care(said) => self.say_care(said),
            Msg::ThreadEnded(name) => self.thread_ended(name),
            Msg::Suspend => self.run_named("suspend"),
            Msg::Terminate => self.quit(),
        }
        self.tend_pictures();
        self.refuse_what_cannot_be();
        std::mem::take(&mut self.desk.out)
    }

    /// The terminal lost the focus or has it again; then what is due is
    /// fetched, for time has passed.
    fn focused(&mut self, focus: bool) {
        let returns = focus && self.desk.read.away;
        self.desk.read.away = !focus;
        if returns && self.settings.scheduled && !self.has_ended("fetcher") {
            self.desk.out.push(Effect::Refresh(Wanted::Due));
        }
    }

    /// From the first key on the selected row is the person's.
    fn touched(&mut self) {
        let listing = self.listing_mut();
        listing.filling &= listing.rows.is_empty();
    }

    fn timer(&mut self, timer: Timer) {
        match timer {
            Timer::WhichKey(id) => {
                if self.desk.prefix == id && !self.waiting.is_empty() {
                    self.which_key = true;
                }
            }
            Timer::Notice(id) => {
                let stands = |notice: &crate::app::model::Notice| {
                    notice.id == id && notice.tone != Tone::Failed
                };
                if self.notice.as_ref().is_some_and(stands) {
                    self.notice = None;
                }
            }
            Timer::Interrupt(id) => {
                if self.desk.interrupt == Some(id) {
                    self.desk.interrupt = None;
                }
            }
        }
    }

    /// Where keys are looked up now.
    pub fn scope(&self) -> Scope {
        match self.popup {
            Some(_) => Scope::Links,
            None => self.scope_below(),
        }
    }

    /// Where keys are looked up once the box on top is closed.
    pub fn scope_below(&self) -> Scope {
        Scope::of(self.view())
    }

    /// What may follow the keys that wait: each key with its action.
    pub fn continuations(&self) -> Vec<(String, &'static Action)> {
        self.keymap.continuations(&self.waiting, self.scope())
    }

    /// Whether nothing but the notice of too small a window is on screen.
    pub fn is_too_small(&self) -> bool {
        self.width < LEAST_WIDTH || self.height < LEAST_HEIGHT
    }

    pub(super) fn key(&mut self, key: Key) {
        if self.is_too_small() {
            return self.key_when_too_small(key);
        }
        if self.is_typing() {
            return self.typed(key);
        }
        if key.code == KeyCode::Esc && !self.waiting.is_empty() {
            let begun = keymap::spell(&self.waiting);
            self.end_prefix();
            return self.say(format!("{begun} is dropped; nothing was done."));
        }
        self.waiting.push(key);
        match self.keymap.meaning(&self.waiting, self.scope()) {
            Meaning::Act(action, digit) => {
                let keys = keymap::spell(&self.waiting);
                self.end_prefix();
                let sideways = sideways(key, action);
                match self.popup {
                    Some(Popup::Filter(_)) if sideways != 0 => self.turn_column(sideways),
                    Some(_) => self.key_in_popup(action, digit, &keys),
                    None => self.run(action, digit),
                }
            }
            Meaning::Prefix => {
                let id = self.next_timer();
                self.desk.prefix = id;
                let timer = Timer::WhichKey(id);
                self.desk.out.push(Effect::After(WHICH_KEY, timer));
            }
            Meaning::Nothing => {
                let keys = keymap::spell(&self.waiting);
                self.end_prefix();
                self.say_unbound(&keys);
            }
        }
    }

    /// Nothing can be seen, so nothing is done but leaving.
    fn key_when_too_small(&mut self, key: Key) {
        if let Meaning::Act(action, _) = self.keymap.meaning(&[key], Scope::Global) {
            match action.name {
                "back" | "quit" => self.quit(),
                "interrupt" | "suspend" | "redraw" => self.run(action, None),
                _ => {}
            }
        }
    }

    pub(super) fn end_prefix(&mut self) {
        self.waiting.clear();
        self.which_key = false;
    }

    pub(super) fn say_unbound(&mut self, keys: &str) {
        if self.popup.is_some() {
            let keys = said(keys);
            return self.say(format!("{keys} does nothing here. Esc closes this box."));
        }
        let is_digit = matches!(keys.as_bytes(), [b'1'..=b'9']);
        if is_digit && self.view() == View::Search {
            return self.say_no_tabs();
        }
        let keys = said(keys);
        let help = self.by_key("help", "shows all keys");
        let palette = self.by_key("palette", "finds by name");
        self.say(format!("{keys} does nothing here.{help}{palette}"));
    }

    pub(super) fn say_no_tabs(&mut self) {
        let topics = self.by_key("go.timeline", "shows topics");
        let text = format!("There are no tabs here.{topics}");
        self.say(text);
    }

    /// Does what the action of this name does.
    pub(super) fn run_named(&mut self, name: &str) {
        if let Some(action) = actions::named(name) {
            self.run(action, None);
        }
    }

    /// Does what an action does, or says why it cannot be done.
    pub(super) fn run(&mut self, action: &'static Action, digit: Option<u8>) {
        if action.name != "unfollow" {
            self.desk.unfollowing = None;
        }
        // What waits for its page is not opened any more, and that is all that
        // a key for going back does.
        let opens = self.desk.opens.take().is_some();
        if opens && matches!(action.name, "back" | "esc" | "move.out") {
            return;
        }
        match (action.blocked)(self) {
            Some(why) => self.say(format!("Not now: {why}.")),
            None => (action.run)(self, digit),
        }
    }
}

/// Which way across a key goes: 1 right, -1 left, 0 neither. Enter goes in
/// as the right arrow does and moves nothing.
fn sideways(key: Key, action: &Action) -> isize {
    match action.name {
        "move.in" if key.code != KeyCode::Enter => 1,
        "move.out" => -1,
        _ => 0,
    }
}
