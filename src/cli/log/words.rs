//! What of an entry can be said on a command line.

use clap::Args;

use crate::domain::learning::Day;
use crate::domain::learning::Draft;
use crate::domain::learning::KINDS;
use crate::domain::learning::Kind;

#[derive(Debug, Args)]
pub(super) struct Words {
    /// What it was; an item fills this in.
    #[arg(long)]
    title: Option<String>,
    /// How long it took, in minutes; 0 for what is only noted.
    #[arg(long, short)]
    minutes: Option<u32>,
    /// The day, as 2026-03-14; today if none is given.
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    /// article, guideline, journal-club, teaching …
    #[arg(long, value_parser = kind)]
    kind: Option<Kind>,
    /// A field of your practice; may be given more than once.
    #[arg(long)]
    scope: Vec<String>,
    /// Why you read it.
    #[arg(long, value_name = "TEXT")]
    question: Option<String>,
    /// What you learned.
    #[arg(long, value_name = "TEXT")]
    learned: Option<String>,
    /// What you will do differently.
    #[arg(long, value_name = "TEXT")]
    change: Option<String>,
    /// When to look whether it changed.
    #[arg(long, value_name = "DAY")]
    look_back: Option<Day>,
    /// Until when you can claim accredited credit for it elsewhere; the log
    /// lists what is due first.
    #[arg(long, value_name = "DAY")]
    claim_by: Option<Day>,
    /// Keep the words also where they may identify a patient.
    #[arg(long)]
    pub(super) anyway: bool,
}

fn kind(word: &str) -> Result<Kind, String> {
    Kind::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = KINDS.iter().map(|(_, word, _)| *word).collect();
        format!("the kinds are {}", known.join(", "))
    })
}

impl Words {
    pub(super) fn has_minutes(&self) -> bool {
        self.minutes.is_some()
    }

    pub(super) fn has_title(&self) -> bool {
        self.title.is_some()
    }

    /// Lays what was said over a draft.
    pub(super) fn over(self, mut draft: Draft) -> Draft {
        let texts = [
            (&mut draft.title, self.title),
            (&mut draft.question, self.question),
            (&mut draft.takeaway, self.learned),
            (&mut draft.change, self.change),
        ];
        for (field, said) in texts {
            if let Some(said) = said {
                *field = said;
            }
        }
        draft.minutes = self.minutes.unwrap_or(draft.minutes);
        draft.learned_on = self.on.unwrap_or(draft.learned_on);
        draft.kind = self.kind.unwrap_or(draft.kind);
        draft.change_review = self.look_back.or(draft.change_review);
        draft.claim_by = self.claim_by.or(draft.claim_by);
        if !self.scope.is_empty() {
            draft.scope = self.scope;
        }
        draft.cleaned()
    }
}
