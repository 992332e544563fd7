//! The small menu behind `T`: renaming, moving and deleting lists, sources and
//! topics.

use crate::app::effect::Ask;
use crate::app::effect::Question;
use crate::app::input::Input;
use crate::app::lists::ListsLine;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::Popup;
use crate::app::model::Tended;
use crate::app::model::View;
use crate::app::notices::named;
use crate::domain::id::SourceId;
use crate::domain::query::Place;
use crate::domain::source::Source;

/// What a tend menu can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Rename,
    PutIntoLists,
    Limit,
    Unfollow,
    DeleteList,
    EditWords,
    DropTopic,
    EditQuery,
    DropTimeline,
    NewList,
    NewTopic,
}

impl Choice {
    /// The line of the menu.
    pub const fn label(self) -> &'static str {
        match self {
            Choice::Rename => "Rename",
            Choice::PutIntoLists => "Choose the lists it stands in",
            Choice::Limit => "Show at most so many of it a day",
            Choice::Unfollow => "Unfollow; saved items stay",
            Choice::DeleteList => "Delete it; its sources stay followed",
            Choice::EditWords => "Edit its words",
            Choice::DropTopic => "Take this topic away",
            Choice::EditQuery => "Show it, to change its query",
            Choice::DropTimeline => "Take this timeline away",
            Choice::NewList => "Make a new list",
            Choice::NewTopic => "Make a new topic",
        }
    }
}

/// The lines of the menu, from the top.
pub fn choices(of: &Tended) -> &'static [Choice] {
    match of {
        Tended::List(_) => &[
            Choice::Rename,
            Choice::DeleteList,
            Choice::NewList,
            Choice::NewTopic,
        ],
        Tended::Source(_) => &[
            Choice::Rename,
            Choice::PutIntoLists,
            Choice::Limit,
            Choice::Unfollow,
            Choice::NewList,
        ],
        Tended::Topic(_) => &[
            Choice::EditWords,
            Choice::DropTopic,
            Choice::NewTopic,
            Choice::NewList,
        ],
        Tended::Timeline(_) => &[Choice::DropTimeline, Choice::EditQuery],
        Tended::Nothing => &[Choice::NewList, Choice::NewTopic],
    }
}

/// Words and phrases as they are typed: commas divide them.
pub(super) fn words_of(text: &str) -> Vec<String> {
    text.split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

impl Model {
    /// What the cursor stands on, for the menu.
    pub(super) fn tended_here(&self) -> Tended {
        if self.view() == View::Health {
            return match self.health_source() {
                Some(source) => Tended::Source(source.id),
                None => Tended::Nothing,
            };
        }
        if self.focus == Pane::Lists {
            return match self.lists_line() {
                Some(ListsLine::List { list, .. }) => Tended::List(list),
                Some(ListsLine::Timeline { name, .. }) => Tended::Timeline(name),
                _ => Tended::Nothing,
            };
        }
        if let Some(name) = self.kept_name() {
            return Tended::Timeline(name.to_string());
        }
        let query = &self.timeline.query;
        let topics = &self.overview.topics;
        let topic = topics.iter().find(|topic| Some(topic.id) == query.topic);
        match (topic, query.place) {
            (Some(topic), _) => Tended::Topic(topic.name.clone()),
            (None, Place::List(list)) => Tended::List(list),
            (None, Place::Source(source)) => Tended::Source(source),
            (None, Place::All | Place::Saved | Place::Muted | Place::Round) => Tended::Nothing,
        }
    }

    /// A line of the menu was chosen.
    pub(super) fn tend(&mut self, of: Tended, cursor: usize) {
        let Some(choice) = choices(&of).get(cursor) else {
            return;
        };
        self.popup = None;
        match (choice, of) {
            (Choice::Rename, Tended::List(list)) => {
                let lists = self.overview.lists.iter();
                let name = lists.filter(|it| it.id == list).map(|it| it.name()).next();
                self.ask_for(Asked::RenameList(list), name.unwrap_or_default());
            }
            (Choice::Rename, Tended::Source(source)) => {
                let title = self.source_title(source);
                self.ask_for(Asked::RenameSource(source), title);
            }
            (Choice::PutIntoLists, Tended::Source(source)) => match self.overview.lists.len() {
                0 => self.ask_for(Asked::NewList, String::new()),
                _ => self.popup = Some(Popup::Lists { source, cursor: 0 }),
            },
            (Choice::Limit, Tended::Source(source)) => self.ask_for_a_limit(source),
            (Choice::Unfollow, Tended::Source(source)) => {
                self.change(Ask::Unfollow(source));
            }
            (Choice::DeleteList, Tended::List(list)) => {
                self.change(Ask::DeleteList(list));
            }
            (Choice::EditWords, Tended::Topic(name)) => {
                let mut topics = self.overview.topics.iter();
                let topic = topics.find(|it| it.name == name);
                let words = topic.map(|it| it.words.join(", ")).unwrap_or_default();
                self.ask_for(Asked::TopicWords(name), words);
            }
            (Choice::DropTopic, Tended::Topic(name)) => {
                self.change(Ask::DropTopic { name });
            }
            (Choice::DropTimeline, Tended::Timeline(name)) => {
                self.change(Ask::SetTimeline { name, query: None });
            }
            (Choice::EditQuery, Tended::Timeline(name)) => {
                let mut kept = self.overview.timelines.iter();
                let query = kept.find(|it| it.name == name).map(|it| it.query.clone());
                self.show_kept(&query.unwrap_or_default());
                self.type_filter();
            }
            (Choice::NewList, _) => self.ask_for(Asked::NewList, String::new()),
            (Choice::NewTopic, _) => self.ask_for(Asked::NewTopic, String::new()),
            (_, _) => {}
        }
    }

    /// `-` on a row: names its source first; the second one in a row stops
    /// following it.
    pub(super) fn unfollow_of_row(&mut self) {
        let asked = self.desk.unfollowing.take();
        let row = self.chosen().and_then(|work| self.row_of(work));
        let of_row = |source: &&Source| row.is_some_and(|row| row.source == source.title);
        let mut sources = self.sources.iter().filter(of_row);
        let (Some(source), None) = (sources.next(), sources.next()) else {
            let health = self.keymap.first_key("go.health").to_string();
            let jump = self.keymap.first_key("jump").to_string();
            return self.say(format!(
                "Select a source first: {health} lists them, {jump} finds one by name."
            ));
        };
        let (id, name) = (source.id, named(&source.title));
        if asked == Some(id) {
            self.change(Ask::Unfollow(id));
            return;
        }
        let key = self.keymap.first_key("unfollow").to_string();
        self.desk.unfollowing = Some(id);
        self.say(format!("{key} once more stops following {name}."));
    }

    pub(super) fn ask_for(&mut self, what: Asked, text: String) {
        let input = Input::holding(text);
        self.popup = Some(Popup::Ask { what, input });
    }

    /// What a source is called; empty where it is not known.
    pub(super) fn source_title(&self, source: SourceId) -> String {
        let mut sources = self.sources.iter();
        let source = sources.find(|it| it.id == source);
        source.map(|it| it.title.clone()).unwrap_or_default()
    }

    /// Puts the source into the list under the cursor, or takes it out.
    pub(super) fn tick_list(&mut self, source: SourceId, cursor: usize) {
        let Some(list) = self.overview.lists.get_mut(cursor) else {
            return;
        };
        let member = !list.sources.contains(&source);
        match member {
            true => list.sources.push(source),
            false => list.sources.retain(|it| *it != source),
        }
        let list = list.id;
        self.change_quietly(Ask::SetMember {
            list,
            source,
            member,
        });
    }

    /// Whether a topic consists of nothing but the person's own words.
    pub(super) fn is_own_topic(&self, name: &str) -> bool {
        let mut topics = self.overview.topics.iter();
        topics.any(|topic| topic.name == name && topic.shipped.is_none())
    }

    /// The place that was shown is no more.
    pub(super) fn leave_gone_place(&mut self) {
        let mut query = self.timeline.query.clone();
        query.place = Place::All;
        self.requery(View::Timeline, query);
        self.ask(Question::Sources);
        self.ask_overview();
    }
}
