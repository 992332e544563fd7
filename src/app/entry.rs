//! The form of a log entry: filled in by the item, said by the person.
//!
//! Minutes are never filled in: what the reader's clock counted is offered, and
//! stands only when it is taken. What may identify a patient is marked, once;
//! the next Enter keeps it as it is. What was typed is never dropped.

use crate::app::effect::Ask;
use crate::app::effect::Key;
use crate::app::effect::KeyCode;
use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::typing::edit;
use crate::domain::id::WorkId;
use crate::domain::learning::Day;
use crate::domain::learning::Draft;
use crate::domain::learning::Entry;
use crate::domain::learning::EntryId;
use crate::domain::learning::Looked;
use crate::domain::learning::MinutesFrom;
use crate::domain::learning::body;
use crate::domain::privacy;

/// A line of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    What,
    Date,
    Minutes,
    Kind,
    Scope,
    Question,
    Learned,
    Change,
    LookBack,
    ClaimBy,
}

/// Every line from the top: its label and what belongs there.
pub const FIELDS: [(Field, &str, &str); 10] = [
    (Field::What, "What", "its title"),
    (Field::Date, "Date", "as 2026-03-14"),
    (Field::Minutes, "Minutes", "how long it took; 0: only noted"),
    (Field::Kind, "Kind", ""),
    (Field::Scope, "Field", "of your practice, commas between"),
    (Field::Question, "Why", "why you read it, if you like"),
    (
        Field::Learned,
        "Learned",
        "one line: what do you take home?",
    ),
    (Field::Change, "Change", "what will you do differently?"),
    (
        Field::LookBack,
        "Look back",
        "a day to see whether it changed",
    ),
    (
        Field::ClaimBy,
        "Claim by",
        "credit you claim elsewhere: last day",
    ),
];

/// An entry while it is written.
#[derive(Clone, Debug)]
pub struct Form {
    /// What is not typed: identifiers, source, kind.
    pub draft: Draft,
    /// The entry it corrects.
    pub replaces: Option<EntryId>,
    /// The item it is about.
    pub work: Option<WorkId>,
    pub inputs: [Input; FIELDS.len()],
    /// Which line the keys go into.
    pub at: usize,
    /// Minutes the item was on screen in the reader.
    pub offered: Option<u32>,
    /// What stands in the way, or needs a second look.
    pub trouble: Option<Trouble>,
}

/// Why an entry was not written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub words: String,
    /// Whether the next Enter writes it all the same.
    pub may_pass: bool,
}

impl Form {
    fn of(draft: Draft, replaces: Option<EntryId>, work: Option<WorkId>) -> Form {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let minutes = match replaces {
            Some(_) => draft.minutes.to_string(),
            None => String::new(),
        };
        let texts = [
            draft.title.clone(),
            draft.learned_on.to_string(),
            minutes,
            String::new(),
            draft.scope.join(", "),
            draft.question.clone(),
            draft.takeaway.clone(),
            draft.change.clone(),
            day(draft.change_review),
            day(draft.claim_by),
        ];
        let at = match draft.title.is_empty() {
            true => 0,
            false => place_of(Field::Minutes),
        };
        Form {
            draft,
            replaces,
            work,
            inputs: texts.map(Input::holding),
            at,
            offered: None,
            trouble: None,
        }
    }

    pub fn field(&self) -> Field {
        FIELDS[self.at.min(FIELDS.len() - 1)].0
    }

    /// The text field the keys go into; the kind is chosen, not typed.
    pub fn input(&self) -> Option<&Input> {
        match self.field() {
            Field::Kind => None,
            _ => self.inputs.get(self.at),
        }
    }

    pub fn input_mut(&mut self) -> Option<&mut Input> {
        match self.field() {
            Field::Kind => None,
            _ => self.inputs.get_mut(self.at),
        }
    }

    fn text(&self, field: Field) -> &str {
        self.inputs[place_of(field)].text.trim()
    }

    /// The offer, while it can be taken.
    pub fn offer(&self) -> Option<u32> {
        self.offered
            .filter(|_| self.text(Field::Minutes).is_empty())
    }

    fn step(&mut self, by: isize) {
        let n = FIELDS.len() as isize;
        self.at = (self.at as isize + by).rem_euclid(n) as usize;
    }

    /// What was written, or the field that cannot be read and why.
    fn written(&self) -> Result<Draft, (Field, String)> {
        let day = |field: Field| match self.text(field) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|why| (field, why)),
        };
        let wrong = |why: &str| (Field::Minutes, why.to_string());
        let minutes = match self.text(Field::Minutes) {
            "" => {
                return Err(wrong(
                    "How many minutes did it take? 0 for what is only noted",
                ));
            }
            text => text
                .parse()
                .map_err(|_| wrong("Minutes are a number, as 25"))?,
        };
        let is_offer = self.offered == Some(minutes);
        let from_timer = self.draft.minutes_from == MinutesFrom::TimerConfirmed && is_offer;
        let kept_from = self.replaces.is_some() && self.draft.minutes == minutes;
        let scope = self.text(Field::Scope).split(',').map(str::to_string);
        Ok(Draft {
            title: self.text(Field::What).to_string(),
            learned_on: day(Field::Date)?.ok_or((Field::Date, "Which day was it?".to_string()))?,
            minutes,
            minutes_from: match (kept_from, from_timer) {
                (true, _) => self.draft.minutes_from,
                (false, true) => MinutesFrom::TimerConfirmed,
                (false, false) => MinutesFrom::User,
            },
            scope: scope.collect(),
            question: self.text(Field::Question).to_string(),
            takeaway: self.text(Field::Learned).to_string(),
            change: self.text(Field::Change).to_string(),
            change_review: day(Field::LookBack)?,
            claim_by: day(Field::ClaimBy)?,
            ..self.draft.clone()
        }
        .cleaned())
    }
}

fn place_of(field: Field) -> usize {
    FIELDS.iter().position(|it| it.0 == field).unwrap_or(0)
}

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
        let loaded = self.article.as_ref().and_then(|it| it.loaded.as_ref());
        let Some(loaded) = loaded.filter(|loaded| loaded.row.work == work) else {
            self.desk.entry_wanted = Some(work);
            return;
        };
        let draft = Draft::of_work(loaded, &self.overview.topics, self.today());
        let mut form = Form::of(draft, None, Some(work));
        form.offered = self.desk.read.minutes_of(work);
        self.open_form(form);
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
                let key = match form.replaces {
                    Some(_) => self.keymap.first_key("note"),
                    None => self.keymap.first_key("cme"),
                };
                let text = format!("Not logged. {key} brings back what you typed.");
                self.log.left = Some(form);
                self.say(text);
            }
        }
    }

    fn write_entry(&mut self) {
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
