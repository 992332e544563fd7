//! What the small store in memory does when it is asked to change something,
//! take it back and do it again.

use crate::app::effect::Ask;
use crate::app::effect::AskId;
use crate::app::effect::Done;
use crate::app::effect::Reply;
use crate::app::testing::FakeStore;
use crate::app::testing::NOW;
use crate::domain::answer::Step;
use crate::domain::id::SourceId;
use crate::domain::id::StepId;
use crate::domain::id::WorkId;
use crate::domain::learning::Entry;
use crate::domain::learning::EntryId;
use crate::domain::living::Reading;
use crate::domain::living::Shift;
use crate::domain::query::Query;
use crate::domain::review::Card;
use crate::domain::work::Work;

impl FakeStore {
    pub fn change(&mut self, id: AskId, ask: Ask) -> Reply {
        self.asks.push(ask.clone());
        if let Some(why) = &self.refuses {
            return Reply::Failed {
                ask: id,
                why: why.clone(),
            };
        }
        let before = self.works.clone();
        let (what, done) = match ask {
            Ask::SetRead { work, read } => {
                self.edit(work, |work| work.row.read = read);
                (Some("1 marked"), Done::Plain)
            }
            Ask::SetSaved { work, saved } => {
                self.edit(work, |work| work.row.saved = saved);
                (Some("saved"), Done::Plain)
            }
            Ask::SetReadAll { works, read } => {
                for work in &works {
                    self.edit(*work, |work| work.row.read = read);
                }
                (Some("marked"), Done::Changed(works.len() as u64))
            }
            Ask::SetSavedAll { works, saved } => {
                for work in &works {
                    self.edit(*work, |work| work.row.saved = saved);
                }
                (Some("saved"), Done::Changed(works.len() as u64))
            }
            Ask::SetTags { works, add, remove } => {
                for work in &works {
                    self.edit(*work, |work| {
                        work.row.saved |= !add.is_empty();
                        work.tags.retain(|tag| !remove.contains(tag));
                        work.tags.extend(add.iter().cloned());
                        let shelf = work.row.shelf.get_or_insert_default();
                        shelf.tags.clone_from(&work.tags);
                    });
                }
                (Some("tagged"), Done::Changed(works.len() as u64))
            }
            Ask::SetHighlight { work, piece, keep } => {
                self.edit(work, |work| match keep {
                    true => work.highlights.push(piece),
                    false => work.highlights.retain(|it| *it != piece),
                });
                (Some("marked"), Done::Plain)
            }
            Ask::SetStage { works, stage } => {
                for work in &works {
                    self.edit(*work, |work| {
                        work.row.shelf.get_or_insert_default().stage = stage;
                    });
                }
                (Some("staged"), Done::Changed(works.len() as u64))
            }
            Ask::SetNote { work, note } => {
                self.edit(work, |work| work.row.noted = !note.is_empty());
                self.edit(work, |work| {
                    work.note = Some(note).filter(|it| !it.is_empty())
                });
                (Some("note"), Done::Plain)
            }
            Ask::SetPosition { work, position } => {
                self.edit(work, |work| work.position = position);
                (None, Done::Plain)
            }
            Ask::AllRead { query, newest } => {
                let rows = self.rows(&query).into_iter();
                let unread: Vec<WorkId> = rows
                    .filter(|row| !row.read && row.work <= newest)
                    .map(|row| row.work)
                    .collect();
                for work in &unread {
                    self.edit(*work, |work| work.row.read = true);
                }
                (Some("all marked as read"), Done::Read(unread.len() as u64))
            }
            Ask::Log { draft, replaces } => {
                let n = self.book.entries.len() as i64;
                self.book.entries.push(Entry {
                    id: EntryId(n + 1),
                    logged_at: NOW,
                    replaces,
                    withdraws: false,
                    draft: *draft,
                });
                (None, Done::Plain)
            }
            Ask::SetReview { work, question } => {
                self.cards.retain(|card| card.work != work);
                let in_review = question.is_some();
                self.edit(work, |work| work.row.in_review = in_review);
                if let Some(question) = question {
                    self.cards.push(Card {
                        work,
                        question,
                        active: true,
                        due: NOW,
                        ..Card::default()
                    });
                }
                (None, Done::Plain)
            }
            Ask::Grade { work, grade } => {
                let cards = self.cards.clone();
                if let Some(card) = self.cards.iter_mut().find(|card| card.work == work) {
                    let next = card.next(NOW).expect("a scheduler")[grade as usize];
                    card.memory = Some(next.memory);
                    card.last = Some(NOW);
                    card.due = NOW.plus(i64::from(next.days) * 86_400);
                }
                self.ungraded.push(cards);
                (None, Done::Plain)
            }
            Ask::Undo { .. } if !self.ungraded.is_empty() => {
                self.cards = self.ungraded.pop().unwrap_or_default();
                (None, Done::Undone(Some("graded Good: «it»".to_string())))
            }
            Ask::SetMute { query, on } => {
                self.mutes.retain(|it| *it != query);
                if on {
                    self.mutes.push(query);
                }
                (None, Done::Plain)
            }
            Ask::BeginRound { .. } => {
                let unread = Query {
                    unread_only: true,
                    ..Query::default()
                };
                let rows = self.rows(&unread).into_iter().take(3);
                self.round = rows.map(|row| row.work).collect();
                (None, Done::Round(self.round.len() as u64))
            }
            Ask::SetSession(session) => {
                self.session = Some(session);
                (None, Done::Plain)
            }
            Ask::Undo { named, .. } => match self.step() {
                Some(step) if named != Some(step.id) => (None, Done::Asks(step)),
                _ => (None, Done::Undone(self.undo())),
            },
            Ask::Redo => (None, Done::Redone(self.redo())),
            Ask::FollowAll { entries, .. } => {
                let n_new = entries.len() as u32;
                (Some("followed"), Done::FollowedAll { n_new })
            }
            Ask::TakeLiving(_, reading) => {
                let came = match reading {
                    Reading::Members { members, .. } => {
                        members.into_iter().map(|it| it.title).collect()
                    }
                    _ => Vec::new(),
                };
                let list = "Ward 7".to_string();
                let went = Vec::new();
                (None, Done::Shifted(Shift { list, came, went }))
            }
            Ask::HideSuggestion { key, .. } => {
                self.clues.hidden.push(key);
                (Some("hid"), Done::Plain)
            }
            Ask::Follow { .. } => {
                let source = SourceId(9);
                let before = false;
                (Some("followed"), Done::Followed { source, before })
            }
            _ => (Some("changed"), Done::Plain),
        };
        if let Some(what) = what {
            self.past.push((what.to_string(), before));
            self.future.clear();
        }
        self.revision += 1;
        Reply::Done {
            ask: id,
            revision: self.revision,
            done,
        }
    }

    pub fn edit(&mut self, work: WorkId, how: impl FnOnce(&mut Work)) {
        if let Some(work) = self.works.get_mut(&work) {
            how(work);
        }
    }

    /// The last step, where it is to be named first.
    fn step(&self) -> Option<Step> {
        let (what, _) = self.past.last()?;
        let asks = self.past.len() <= self.n_old || what == "followed";
        asks.then(|| Step {
            id: StepId(self.past.len() as i64),
            at: NOW.plus(-86_400),
            what: what.clone(),
        })
    }

    fn undo(&mut self) -> Option<String> {
        let (what, works) = self.past.pop()?;
        let now = std::mem::replace(&mut self.works, works);
        self.future.push((what.clone(), now));
        Some(what)
    }

    fn redo(&mut self) -> Option<String> {
        let (what, works) = self.future.pop()?;
        let now = std::mem::replace(&mut self.works, works);
        self.past.push((what.clone(), now));
        Some(what)
    }
}
