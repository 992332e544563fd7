//! What the store answers, taken in and said.

use crate::app::asking::LISTINGS;
use crate::app::effect::Ask;
use crate::app::effect::AskId;
use crate::app::effect::Done;
use crate::app::effect::Effect;
use crate::app::effect::Reply;
use crate::app::effect::Wanted;
use crate::app::model::Model;
use crate::app::model::Tone;
use crate::app::model::View;
use crate::app::notices::part;
use crate::app::pending::Mark;
use crate::domain::answer::PageOfRows;
use crate::domain::query::Place;

impl Model {
    pub(super) fn replied(&mut self, reply: Reply) {
        match reply {
            Reply::Done {
                ask,
                revision,
                done,
            } => self.done(ask, revision, done),
            Reply::Failed { ask, why } => self.failed(ask, &why),
            Reply::Page { generation, page } => self.page_came(generation, page),
            Reply::NextUnread { generation, row } => self.unread_found(generation, row),
            Reply::Overview {
                generation,
                overview,
            } => {
                let newest = self.desk.overview_asked;
                // While a refresh runs the next question is always on its way.
                let of_here = self.desk.overview_since <= generation && generation < newest;
                let as_new = overview.revision >= self.overview.revision;
                if generation == newest || (of_here && as_new) {
                    let n_before = self.overview.n_round_unread;
                    self.overview = *overview;
                    self.mention_round_end(n_before);
                    let last = crate::app::lists::lists_lines(self).len().saturating_sub(1);
                    self.lists_cursor = self.lists_cursor.min(last);
                    self.take_round(generation);
                    self.count_timelines();
                }
            }
            Reply::Count {
                generation,
                counted,
            } => self.count_came(generation, Some(counted)),
            Reply::Facets { generation, facets } => self.facets_came(generation, facets),
            Reply::Snippet { work, wish, text } => {
                if self.search.query.wish == wish {
                    self.snippet = Some((work, text));
                }
            }
            Reply::Work(id, work) => self.work_came(id, work),
            Reply::Why(id, reasons) => {
                if let Some(article) = &mut self.article
                    && article.work == id
                {
                    article.why = reasons;
                }
            }
            Reply::Citation { style, text } => self.cited(style, text),
            Reply::Sources(sources) => {
                let chosen = self.health_source().map(|source| source.id);
                self.sources = sources;
                let rows = crate::app::health::health_rows(self);
                let at = rows.iter().position(|source| Some(source.id) == chosen);
                self.health.cursor = at.unwrap_or(self.health.cursor);
                self.keep_health();
                self.say_mistaken();
            }
            Reply::Book(book) => self.book_came(book),
            Reply::Clues(clues) => self.clues_came(clues),
            Reply::Unanswered { generation, why } => self.unanswered(generation, &why),
            Reply::Changed { .. } => self.ask_everything_again(),
        }
    }

    fn page_came(&mut self, generation: u64, mut page: PageOfRows) {
        let known = LISTINGS
            .into_iter()
            .find(|view| self.listing_of(*view).generation == generation);
        let Some(view) = known.filter(|_| generation > 0) else {
            return;
        };
        let listing = self.listing_of(view);
        match listing.asked {
            // What is wanted behind it may be newer, also where it is the same.
            Some(asked) if asked == page.anchor => listing.asked = None,
            None if listing.wanted == Some(page.anchor) => listing.wanted = None,
            _ => {}
        }
        // It is of a place that a key has left; to take it in would select a row
        // there, and the jump would count as left.
        if listing.jumps() && listing.wanted != Some(page.anchor) {
            return self.send_waiting_page();
        }
        if page.revision < listing.revision {
            return match listing.cursor {
                Some(_) => self.ask_again(view),
                None => self.ask_page(view, page.anchor),
            };
        }
        self.lift(page.revision);
        self.lay_over_page(&mut page);
        self.agree(&page.rows);
        let n_rows = self.n_rows_of(view);
        let listing = self.listing_of(view);
        let before = listing.n_fresh;
        listing.take_in(page, n_rows);
        if listing.n_fresh > before && view == self.listing_view() {
            self.mention_fresh();
        }
        if view == self.listing_view() {
            self.follow_selection();
        }
        self.send_waiting_page();
        self.ask_missing();
        if self.desk.opens == Some(generation) {
            self.desk.opens = None;
            if view == self.view() && self.popup.is_none() {
                self.open_selected("There is nothing to open.");
            }
        }
    }

    /// Only the question it is about is given up; what waits behind it is
    /// asked.
    fn unanswered(&mut self, generation: Option<u64>, why: &str) {
        if let Some(generation) = generation {
            for view in LISTINGS {
                let listing = self.listing_of(view);
                if listing.generation == generation {
                    listing.asked = None;
                    // A jump to an end did not come to be.
                    let row = listing.rows.get(listing.top).map(|row| row.work);
                    listing.cursor = listing.cursor.or(row);
                }
            }
            self.desk.hunt = self.desk.hunt.filter(|it| it.generation != generation);
            self.desk.opens = self.desk.opens.filter(|it| *it != generation);
            self.count_came(generation, None);
            self.send_waiting_page();
        }
        self.say_failed(format!("Could not look that up: {}", part(why)));
    }

    /// Says how many rows came in above, where nothing else is said: neither a
    /// refresh that runs or has ended nor the answer to a key gives way to it.
    /// The place line tells the number anyway.
    fn mention_fresh(&mut self) {
        let standing = self.notice.as_ref().map(|notice| notice.id);
        let gives_way = standing.is_none() || standing == self.desk.fresh_notice;
        if self.fetching.is_some() || !gives_way {
            return;
        }
        if let Some(words) = self.fresh_words() {
            self.mention(Tone::Plain, words);
            self.desk.fresh_notice = self.notice.as_ref().map(|notice| notice.id);
        }
    }

    /// `5 new above` the screen; `None` where nothing is that is unread.
    pub fn fresh_words(&self) -> Option<String> {
        let elsewhere = self.overview.n_unread_here > 0;
        let words = self.listing().fresh_words();
        words.filter(|_| self.listing().is_unread_above(elsewhere))
    }

    fn done(&mut self, id: AskId, revision: u64, done: Done) {
        self.confirm(id, revision);
        let Some(waiting) = self.pending.asks.remove(&id) else {
            return;
        };
        match &waiting.ask {
            Ask::SetPosition { .. } | Ask::SetSession(_) => return,
            Ask::SetRead { work, read } => self.confirm_older(Mark::Read, *work, *read, id),
            Ask::SetSaved { work, saved } => self.confirm_older(Mark::Saved, *work, *saved, id),
            Ask::SetReadAll { .. } | Ask::SetSavedAll { .. } => {
                self.confirm_marked(&waiting.ask, id)
            }
            Ask::SetNote { work, note } => self.note_kept(*work, note),
            Ask::SetReview { work, question } => self.review_set(*work, question.is_some()),
            _ => {}
        }
        if !waiting.quiet {
            self.say_what_was_done(&waiting.ask, &done);
        }
        if let Done::Undone(Some(what)) = &done {
            self.grade_taken_back(what);
        }
        if moves_rows(&waiting.ask) {
            for view in LISTINGS {
                self.listing_of(view).own = revision;
            }
        }
        self.after_change(&waiting.ask, &done);
    }

    /// What is asked for after a change, so that the screen tells it.
    fn after_change(&mut self, ask: &Ask, done: &Done) {
        match (ask, done) {
            (Ask::SetRead { .. } | Ask::SetNote { .. }, _) => self.ask_overview(),
            (Ask::SetReview { .. } | Ask::Grade { .. }, _) => self.ask_overview(),
            (Ask::Log { .. } | Ask::WithdrawLog(_), _) => {
                self.log.left = None;
                self.ask_book();
                self.ask_overview();
            }
            (Ask::SetSaved { saved: true, .. }, _) => {
                self.ask_overview();
                if self.saved.generation > 0 {
                    self.ask_again(View::Saved);
                }
            }
            (Ask::SetSaved { .. }, _) => self.ask_overview(),
            (_, Done::Round(n)) => self.round_begun(*n),
            (_, Done::Asks(_)) => {}
            (_, Done::Followed { source, before }) => {
                if !before {
                    let wanted = Wanted::Source(*source);
                    self.desk.out.push(Effect::Refresh(wanted));
                }
                self.ask(crate::app::effect::Question::Sources);
                self.ask_everything_again();
            }
            (_, Done::Shifted(shift)) if shift.is_empty() => {}
            (_, Done::Shifted(_)) => {
                self.desk.out.push(Effect::Refresh(Wanted::Due));
                self.ask(crate::app::effect::Question::Sources);
                self.ask_everything_again();
            }
            (Ask::FollowAll { entries, .. }, _) => {
                if !entries.is_empty() {
                    self.desk.out.push(Effect::Refresh(Wanted::Due));
                }
                self.ask(crate::app::effect::Question::Sources);
                self.ask_everything_again();
            }
            (Ask::Readdress { source, .. }, _) => {
                self.desk.out.push(Effect::Refresh(Wanted::Source(*source)));
                self.ask(crate::app::effect::Question::Sources);
                self.ask_everything_again();
            }
            (Ask::Unfollow(source), _) if self.timeline.query.place == Place::Source(*source) => {
                self.leave_gone_place();
            }
            (Ask::DeleteList(list), _) if self.timeline.query.place == Place::List(*list) => {
                self.leave_gone_place();
            }
            (Ask::Unfollow(_) | Ask::RenameSource { .. } | Ask::Undo { .. } | Ask::Redo, _) => {
                self.ask(crate::app::effect::Question::Sources);
                self.ask_everything_again();
            }
            (Ask::SetDaily { .. }, _) => self.limit_set(),
            (_, _) => self.ask_everything_again(),
        }
    }

    fn failed(&mut self, id: AskId, why: &str) {
        self.refuse(id);
        let Some(waiting) = self.pending.asks.remove(&id) else {
            return;
        };
        let why = part(why);
        let text = match &waiting.ask {
            // The position is a convenience, and the session is written when
            // nobody looks any more.
            Ask::SetPosition { .. } | Ask::SetSession(_) => return,
            Ask::SetSaved { saved: false, .. } => format!("Still saved: {why}. Nothing was lost"),
            Ask::SetRead { .. } | Ask::SetReadAll { .. } | Ask::AllRead { .. } => {
                format!("Not marked: {why}. Nothing else was lost")
            }
            Ask::SetTags { .. } => format!("Tags not changed: {why}. Nothing was lost"),
            Ask::SetSavedAll { .. } => format!("Not changed: {why}. Nothing was lost"),
            Ask::Split { .. } => format!("Not split off: {why}. Nothing was lost"),
            Ask::Join { .. } => format!("Not joined: {why}. Nothing was lost"),
            Ask::Undo { .. } => format!("Not taken back: {why}. Nothing was lost"),
            Ask::Redo => format!("Not done again: {why}. Nothing was lost"),
            Ask::Follow { .. } | Ask::FollowAll { .. } | Ask::FollowLiving(..) => {
                format!("Not followed: {why}. Nothing else was lost")
            }
            Ask::Readdress { .. } => format!("Still asked where it was: {why}. Nothing was lost"),
            Ask::Unfollow(_) => format!("Still followed: {why}. Nothing was lost"),
            Ask::Grade { work, .. } => {
                self.grade_refused(*work);
                format!("Not graded: {why}. Nothing else was lost")
            }
            Ask::Log { .. } => {
                self.entry_refused(&why);
                format!("Not logged: {why}. What you typed is kept")
            }
            Ask::SetNote { work, note } => {
                // What was typed is worth more than a line of text.
                if note.contains('\n') {
                    self.desk.note_left = Some((*work, note.clone()));
                    let back = self.by_key("note.editor", "brings it back");
                    return self.say_failed(format!("Note not saved: {why}.{back}"));
                }
                let work = *work;
                if self.popup.is_some() {
                    let back = self.by_key("note", "brings it back");
                    return self.say_failed(format!("Note not saved: {why}.{back}"));
                }
                self.ask_for(crate::app::model::Asked::Note(work), note.clone());
                format!("Note not saved: {why}. Enter tries again")
            }
            _ => format!("Not saved: {why}. Nothing else was lost"),
        };
        self.say_failed(text);
        self.ask_everything_again();
    }
}

/// Whether a change takes rows away and brings them back, not one by one.
fn moves_rows(ask: &Ask) -> bool {
    matches!(
        ask,
        Ask::Undo { .. }
            | Ask::Redo
            | Ask::Unfollow(_)
            | Ask::DeleteList(_)
            | Ask::SetMember { .. }
            | Ask::SetMute { .. }
            | Ask::SetDaily { .. }
            | Ask::Split { .. }
            | Ask::Join { .. }
    )
}
