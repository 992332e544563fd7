//! What is said in the message line, and the memory of it.

use std::mem::Discriminant;
use std::mem::discriminant;
use std::time::Duration;

use crate::app::effect::Effect;
use crate::app::effect::Timer;
use crate::app::geometry;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Notice;
use crate::app::model::Popup;
use crate::app::model::Tone;
use crate::app::model::View;
use crate::app::paper::Run;
use crate::app::paper::wrap::wrap;
use crate::domain::id::WorkId;
use crate::domain::text;
use crate::domain::time::UtcTime;

/// How long a message stands.
const STANDS: Duration = Duration::from_secs(6);
/// Cells that a name takes at most where more is said of it.
const NAME: usize = 28;
/// How many messages are remembered.
const KEPT: usize = 500;

/// A message by its number, and what it stands over.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StandsOver {
    id: u64,
    view: View,
    popup: Option<Discriminant<Popup>>,
    /// How far following an address is.
    step: Option<Discriminant<Follow>>,
}

/// Cells of a message on its screen, right of when it was said.
pub fn messages_width(width: u16) -> usize {
    usize::from(width.saturating_sub(9).max(1))
}

/// Text from outside, fit for the message line.
pub(super) fn said(text: &str) -> String {
    text::clean(text).into_owned()
}

/// A name from outside in a sentence that has more to say: what comes behind it
/// stays on a screen of 80 columns. What has no name is the source.
pub(super) fn named(name: &str) -> String {
    match name.is_empty() {
        true => "the source".to_string(),
        false => text::shorten(&said(name), NAME).into_owned(),
    }
}

/// A sentence as part of another: `The disk is full.` as `the disk is full`.
pub(super) fn part(sentence: &str) -> String {
    let sentence = said(sentence);
    let sentence = sentence.trim().trim_end_matches('.');
    let mut chars = sentence.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            let rest = &sentence[first.len_utf8()..];
            format!("{}{rest}", first.to_lowercase())
        }
        _ => sentence.to_string(),
    }
}

impl Model {
    /// What a key is for, to stand behind another sentence: ` u takes it back.`
    /// Empty where the action has no key: nobody could press that.
    pub fn by_key(&self, name: &str, does: &str) -> String {
        match self.keymap.first_key(name) {
            "" => String::new(),
            key => format!(" {key} {does}."),
        }
    }

    /// Answers a key with a sentence.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.tell(Tone::Plain, text.into());
    }

    /// Says that something is done; `✓` stands before it.
    pub(super) fn say_done(&mut self, text: impl Into<String>) {
        self.tell(Tone::Done, text.into());
    }

    /// Says that something needs care; `▲` stands before it.
    pub fn say_care(&mut self, text: impl Into<String>) {
        self.tell(Tone::Care, text.into());
    }

    /// Says that something failed; it stands until Esc.
    pub(super) fn say_failed(&mut self, text: impl Into<String>) {
        self.tell(Tone::Failed, text.into());
    }

    /// Says what nobody asked for. It is remembered, but does not take the
    /// place of a failure that was not looked at.
    pub(super) fn mention(&mut self, tone: Tone, text: impl Into<String>) {
        let text = text.into();
        match &self.notice {
            Some(notice) if notice.tone == Tone::Failed && tone != Tone::Failed => {
                self.remember(text);
            }
            _ => self.tell(tone, text),
        }
    }

    /// The plain message that stands, and what it stands over.
    pub(super) fn said_of(&self) -> Option<(u64, View, Option<WorkId>)> {
        let notice = self.notice.as_ref()?;
        (notice.tone == Tone::Plain).then(|| (notice.id, self.view(), self.chosen()))
    }

    /// Takes away what was said about one item once another is chosen: there
    /// it would be a lie. What was done or needs care stands its time.
    pub(super) fn unsay(&mut self, before: Option<(u64, View, Option<WorkId>)>) {
        let Some((id, view, chosen)) = before else {
            return;
        };
        let moved = self.view() != view || self.chosen() != chosen;
        if moved && self.notice.as_ref().is_some_and(|it| it.id == id) {
            self.notice = None;
        }
    }

    /// The message that stands, and the screen and the popup it stands over.
    pub(super) fn stands_over(&self) -> Option<StandsOver> {
        let id = self.notice.as_ref()?.id;
        let step = match &self.popup {
            Some(Popup::Follow(step)) => Some(discriminant(step)),
            _ => None,
        };
        Some(StandsOver {
            id,
            view: self.view(),
            popup: self.popup.as_ref().map(discriminant),
            step,
        })
    }

    /// Takes a message away once a key has opened or closed something over
    /// what it was about. It is remembered.
    pub(super) fn unsay_elsewhere(&mut self, before: Option<StandsOver>) {
        let now = self.stands_over();
        let is_same_message = now.as_ref().map(|it| it.id) == before.as_ref().map(|it| it.id);
        if is_same_message && now != before {
            self.notice = None;
        }
    }

    fn tell(&mut self, tone: Tone, text: String) {
        let id = self.next_timer();
        if tone != Tone::Failed {
            self.desk.out.push(Effect::After(STANDS, Timer::Notice(id)));
        }
        self.remember(text.clone());
        self.notice = Some(Notice { text, tone, id });
    }

    /// Every message since the start in lines of so many cells, each first line
    /// with when it was said.
    pub fn message_lines(&self, width: usize) -> Vec<(Option<UtcTime>, String)> {
        let mut lines = Vec::new();
        for (said, words) in &self.messages {
            let wrapped = wrap(&[Run::plain(words.as_str())], width).into_iter();
            for (nth, line) in wrapped.enumerate() {
                let text = line.into_iter().map(|run| run.text).collect();
                lines.push(((nth == 0).then_some(*said), text));
            }
        }
        lines
    }

    /// The first line that may be at the top of the messages.
    pub(super) fn messages_most(&self) -> usize {
        let rows = geometry::geometry(self).rows.unwrap_or_default();
        let lines = self.message_lines(messages_width(rows.width));
        lines.len().saturating_sub(usize::from(rows.height.max(1)))
    }

    fn remember(&mut self, text: String) {
        if self.messages.len() >= KEPT {
            self.messages.drain(..=self.messages.len() - KEPT);
        }
        self.messages.push((self.now, text));
    }

    /// A number that no timer had before.
    pub(super) fn next_timer(&mut self) -> u64 {
        self.desk.n_timers += 1;
        self.desk.n_timers
    }
}
