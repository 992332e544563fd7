//! The lines of the form, what stands in them and what it means.

use crate::app::input::Input;
use crate::domain::id::WorkId;
use crate::domain::learning::Day;
use crate::domain::learning::Draft;
use crate::domain::learning::EntryId;
use crate::domain::learning::MinutesFrom;

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
    /// Whether Enter was pressed before the article was here.
    pub waits: bool,
}

/// Why an entry was not written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub words: String,
    /// Whether the next Enter writes it all the same.
    pub may_pass: bool,
}

impl Form {
    pub(in crate::app) fn of(
        draft: Draft,
        replaces: Option<EntryId>,
        work: Option<WorkId>,
    ) -> Form {
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
            waits: false,
        }
    }

    /// Takes over what the article says; what was typed stays.
    pub(super) fn fill_in(&mut self, known: Draft) {
        let scope = &mut self.inputs[place_of(Field::Scope)];
        if scope.text.is_empty() {
            *scope = Input::holding(known.scope.join(", "));
        }
        self.draft.keys = known.keys;
        self.draft.source = known.source;
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

    pub(super) fn step(&mut self, by: isize) {
        let n = FIELDS.len() as isize;
        self.at = (self.at as isize + by).rem_euclid(n) as usize;
    }

    /// What was written, or the field that cannot be read and why.
    pub(super) fn written(&self) -> Result<Draft, (Field, String)> {
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

pub(super) fn place_of(field: Field) -> usize {
    FIELDS.iter().position(|it| it.0 == field).unwrap_or(0)
}
