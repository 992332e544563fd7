//! The form of a log entry: filled in by the item, said by the person.
//!
//! Minutes are never filled in: what the reader's clock counted is offered, and
//! stands only when it is taken. What may identify a patient is marked, once;
//! the next Enter keeps it as it is. What was typed is never dropped.

mod form;

use crate::app::effect::Ask;
use crate::app::effect::Key;
use crate::app::effect::KeyCode;
use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::typing::edit;
use crate::domain::id::WorkId;
use crate::domain::learning::Draft;
use crate::domain::learning::Entry;
use crate::domain::learning::Looked;
use crate::domain::learning::MinutesFrom;
use crate::domain::learning::body;
use crate::domain::privacy;
use crate::domain::work::Work;

pub use form::FIELDS;
pub use form::Field;
pub use form::Form;
pub use form::Trouble;
use form::place_of;

impl Model {
    /// Opens the form: for the chosen item, in the log for anything.
    pub(super) fn new_entry(&mut self) {
        self.ask_book();
        let Some(work) = self.chosen() else {
            let draft = Draft {
                learned_on: self.today(),
                ..Draft::default()
            };
            return self.open_form(Form::of(draft, None, None));
        };
        self.peek(work);
        let draft = match self.loaded(work) {
            Some(loaded) => Draft::of_work(loaded, &self.overview.topics, self.today()),
            // The keys never wait: the row fills in what it knows, the rest
            // comes with the article.
            None => {
                self.desk.entry_wanted = Some(work);
                let row = self.row_of(work).cloned().unwrap_or_default();
                let work = Work {
                    row,
                    ..Work::default()
                };
                Draft::of_work(&work, &[], self.today())
            }
        };
        let mut form = Form::of(draft, None, Some(work));
        form.offered = self.desk.read.minutes_of(work);
        self.open_form(form);
    }

    fn loaded(&self, work: WorkId) -> Option<&Work> {
        let article = self.article.as_ref().filter(|it| it.work == work)?;
        article.loaded.as_deref()
    }

    /// The article of an entry came, or is gone: what it fills in is filled in,
    /// and an Enter that waited for it is done.
    pub(super) fn entry_is_known(&mut self, work: WorkId) {
        if self.desk.entry_wanted != Some(work) {
            return;
        }
        self.desk.entry_wanted = None;
        let today = self.today();
        let topics = &self.overview.topics;
        let known = self
            .loaded(work)
            .map(|it| Draft::of_work(it, topics, today));
        let waits = match &mut self.popup {
            Some(Popup::Entry(form)) if form.work == Some(work) && form.replaces.is_none() => {
                if let Some(known) = known {
                    form.fill_in(known);
                }
                std::mem::take(&mut form.waits)
            }
            _ => false,
        };
        if waits {
            self.write_entry();
        }
    }

    /// Opens the form on the entry under the cursor of the log.
    pub(super) fn correct_entry(&mut self) {
        let Some(entry) = self.log_entry().cloned() else {
            return self.say("No entry is selected.");
        };
        self.open_form(form_of(&entry));
    }

    /// What was typed before about the same thing comes back.
    fn open_form(&mut self, form: Form) {
        let is_same = |left: &Form| left.work == form.work && left.replaces == form.replaces;
        let left = self.log.left.take_if(|left| is_same(left));
        self.popup = Some(Popup::Entry(left.unwrap_or_else(|| Box::new(form))));
    }

    /// A key while the form is open.
    pub(super) fn typed_in_form(&mut self, key: Key) {
        let Some(Popup::Entry(form)) = &mut self.popup else {
            return;
        };
        let ctrl = |c: char| key.ctrl && key.code == KeyCode::Char(c);
        let in_kind = form.field() == Field::Kind;
        match key.code {
            KeyCode::Esc => self.leave_form(),
            KeyCode::Enter => self.write_entry(),
            KeyCode::Tab | KeyCode::Down => form.step(1),
            KeyCode::BackTab | KeyCode::Up => form.step(-1),
            _ if ctrl('x') => self.withdraw_entry(),
            KeyCode::Right | KeyCode::Char(' ') if in_kind => {
                form.draft.kind = form.draft.kind.step(1);
            }
            KeyCode::Left if in_kind => form.draft.kind = form.draft.kind.step(-1),
            KeyCode::Char('+') if form.field() == Field::Minutes => {
                if let Some(minutes) = form.offer() {
                    form.draft.minutes_from = MinutesFrom::TimerConfirmed;
                    form.inputs[place_of(Field::Minutes)] = Input::holding(minutes.to_string());
                }
            }
            _ => {
                if let Some(input) = form.input_mut() {
                    let before = input.text.clone();
                    edit(input, key);
                    if input.text != before {
                        form.trouble = None;
                    }
                }
            }
        }
    }

    fn leave_form(&mut self) {
        if let Some(Popup::Entry(form)) = self.popup.take() {
            let fresh = Form::of(form.draft.clone(), form.replaces, form.work);
            if fresh.inputs != form.inputs {
                let name = match form.replaces {
                    Some(_) => "note",
                    None => "cme",
                };
                let back = self.by_key(name, "brings back what you typed");
                let text = format!("Not logged.{back}");
                self.log.left = Some(form);
                self.say(text);
            }
        }
    }

    fn write_entry(&mut self) {
        let wanted = self.desk.entry_wanted;
        if let Some(Popup::Entry(form)) = &mut self.popup
            && form.work.is_some()
            && form.work == wanted
        {
            // Its identifiers are on their way.
            form.waits = true;
            return;
        }
        let Some(Popup::Entry(form)) = &self.popup else {
            return;
        };
        let book = self.log.book.clone().unwrap_or_default();
        let mut draft = match form.written() {
            Ok(draft) => draft,
            Err((field, why)) => return self.refuse_entry(place_of(field), why),
        };
        if let Some(why) = draft.fault(self.today(), book.closed) {
            let field = match draft.title.is_empty() {
                true => Field::What,
                false if why.contains("minutes") => Field::Minutes,
                false => Field::Date,
            };
            return self.refuse_entry(place_of(field), why);
        }
        let mut warnings = Vec::new();
        draft.privacy = Looked::Clear;
        if let Some(marked) = privacy::said(&draft.free_text()) {
            warnings.push(format!("Names a patient? {marked}"));
            draft.privacy = Looked::Overridden;
        }
        let period = body::longest_cycle(&self.settings.bodies, draft.learned_on);
        if let Some(before) = book.said_before(&draft, form.replaces, period) {
            let on = before.draft.learned_on;
            warnings.push(format!("Already in this cycle, on {on}"));
        }
        let words = warnings.join(". ");
        let passes = match &form.trouble {
            _ if warnings.is_empty() => true,
            Some(trouble) => trouble.may_pass && trouble.words == words,
            None => false,
        };
        let replaces = form.replaces;
        if !passes {
            return self.mark_entry(None, words, true);
        }
        // Until the writer has answered: a refusal brings it back.
        if let Some(Popup::Entry(form)) = self.popup.take() {
            self.log.left = Some(form);
        }
        let draft = Box::new(draft);
        self.change(Ask::Log { draft, replaces });
    }

    fn refuse_entry(&mut self, at: usize, why: String) {
        self.mark_entry(Some(at), why, false);
    }

    fn mark_entry(&mut self, at: Option<usize>, words: String, may_pass: bool) {
        if let Some(Popup::Entry(form)) = &mut self.popup {
            form.at = at.unwrap_or(form.at);
            form.trouble = Some(Trouble { words, may_pass });
        }
    }

    fn withdraw_entry(&mut self) {
        let Some(Popup::Entry(form)) = &self.popup else {
            return;
        };
        match form.replaces {
            Some(entry) => {
                self.popup = None;
                self.change(Ask::WithdrawLog(entry));
            }
            None => self.say("Nothing is logged yet that could be withdrawn."),
        }
    }

    /// The writer would not have it: what was typed stands there again.
    pub(super) fn entry_refused(&mut self, why: &str) {
        let words = why.to_string();
        if self.popup.is_none()
            && let Some(form) = self.log.left.take()
        {
            self.popup = Some(Popup::Entry(form));
            self.mark_entry(None, words, false);
        }
    }
}

fn form_of(entry: &Entry) -> Form {
    Form::of(entry.draft.clone(), Some(entry.id), None)
}
