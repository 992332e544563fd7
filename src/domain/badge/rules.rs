//! The table behind badges: which words, where, mean what.

use std::fmt;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::domain::about;
use crate::domain::about::Relation;
use crate::domain::badge::Badge;
use crate::domain::badge::standing::British;
use crate::domain::badge::standing::ends;
use crate::domain::badge::standing::fits;
use crate::domain::badge::standing::is_design;
use crate::domain::badge::standing::starts;
use crate::domain::badge::standing::title_has;
use crate::domain::ident::Identifier;

/// Where words must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At the very start of the title, brackets and articles aside.
    Start,
    /// In the title where a design is named: at its start, or behind a colon,
    /// a dash or a full stop.
    Design,
    /// At the end of the title, in brackets.
    End,
    /// Anywhere in the title.
    Title,
    /// All of the title.
    Whole,
    /// All of one category.
    Category,
    /// In the name of the source.
    Source,
    /// At the start of a DOI; `#` stands for a digit.
    Doi,
}

struct Rule {
    badge: Badge,
    place: Place,
    /// Any of these, whole words, folded, with British `randomis`.
    words: &'static [&'static str],
    /// None of these may stand in the title.
    unless: &'static [&'static str],
    #[cfg_attr(not(test), allow(dead_code))]
    examples: &'static [&'static str],
    #[cfg_attr(not(test), allow(dead_code))]
    counter_examples: &'static [&'static str],
}

/// What a title about guidelines or trials has that a guideline or trial has not.
const ABOUT: &[&str] = &[
    "adherence",
    "appraisal",
    "awareness",
    "comparison",
    "compliance",
    "concordance",
    "impact",
    "implementation",
    "implementing",
    "perceptions",
    "quality",
    "summary",
    "uptake",
    "update on",
    "survey",
    "barriers",
];

const NOT_THE_TRIAL: &[&str] = &[
    "protocol",
    "rationale",
    "study design",
    "design of",
    "post hoc",
    "post-hoc",
    "secondary analysis",
    "secondary analyses",
    "secondary outcomes",
    "reanalysis",
    "commentary",
    "emulation",
    "emulated",
    "mendelian",
    "non-randomised",
    "nonrandomised",
    "quasi-randomised",
    "systematic review",
    "meta-analysis",
    "pooled analysis",
    "simulation",
    "statistical analysis plan",
    "lessons",
    "feasibility of",
    "cost-effectiveness analysis",
    "economic evaluation",
    "process evaluation",
    "qualitative study",
    "subgroup analysis",
    "target trial",
];

#[rustfmt::skip]
const RULES: &[Rule] = &[
    Rule { badge: Badge::Retracted, place: Place::Start,
        words: &["retracted:", "retracted]", "retracted)", "retracted article", "retracted chapter", "retracted paper:", "retraction:", "retraction notice", "retraction note", "retraction to:", "retraction of \"", "retraction of:", "notice of retraction", "retraction and replacement"],
        unless: &["bibliometric", "retracted articles", "retraction notices", "retraction notes"],
        examples: &["Retraction: Effect of X on Y", "[Retracted] Effect of X", "RETRACTED ARTICLE: Effect of X", "Retraction notice to “Effect of X”", "RETRACTED: Effect", "Retraction Note to: Effect", "Retraction—Effect of X", "Retraction of “Effect of X”"],
        counter_examples: &["Retraction rates in cardiology journals", "Eyelid retraction: causes", "Retraction: a bibliometric analysis", "Retracted studies and guidelines", "Retraction notices in oncology", "Retraction: the surgeon's view", "Retraction-induced injury", "Retraction of the foreskin", "Chest wall retraction in bronchiolitis", "Muscle retraction after rotator cuff tears", "Tendon retraction: a predictor of healing", "Retraction of the tendon after repair", "Lid retraction in Graves disease"] },
    Rule { badge: Badge::Retracted, place: Place::End, words: &["retracted", "retracted article"], unless: &[],
        examples: &["Effect of X on Y [Retracted]", "Effect of X (Retracted article)"], counter_examples: &["Why papers are retracted"] },
    Rule { badge: Badge::Retracted, place: Place::Category, words: &["retracted publication", "retraction of publication", "retraction", "retractions", "retracted"], unless: &[],
        examples: &["Retraction", "Retracted Publication"], counter_examples: &["Retraction research"] },

    Rule { badge: Badge::Concern, place: Place::Start,
        words: &["expression of concern:", "expression of concern]", "expression of concern -", "expression of concern for", "expression of concern on", "expression of concern regarding", "expression of concern to:", "editorial expression of concern", "editorial note of concern"],
        unless: &["among"],
        examples: &["Expression of concern: Effect of X", "Editorial Expression of Concern: Effect of X", "[Expression of Concern] X", "Expression of concern—X"],
        counter_examples: &["Expressions of concern in medical journals", "Expression of concern among parents"] },
    Rule { badge: Badge::Concern, place: Place::End, words: &["expression of concern"], unless: &[],
        examples: &["Effect of X [Expression of concern]"], counter_examples: &["On an expression of concern"] },
    Rule { badge: Badge::Concern, place: Place::Category, words: &["expression of concern", "expressions of concern"], unless: &[],
        examples: &["Expression of Concern"], counter_examples: &["Concern"] },

    Rule { badge: Badge::Safety, place: Place::Start,
        words: &["fda drug safety communication", "drug safety communication", "safety alert", "national patient safety alert", "patient safety alert", "drug safety update:", "boxed warning", "fda adds boxed warning", "fda requires boxed warning", "early alert:", "class # medicines recall", "class # recall", "company led medicines recall", "medical device recall", "urgent field safety notice", "field safety notice"],
        unless: &["effect", "effects", "impact", "association", "trends"],
        examples: &["FDA Drug Safety Communication: FDA warns about X", "Safety alert: X infusion pumps", "Boxed warning added to X", "Class 2 Medicines Recall: X Ltd, Y 5 mg tablets", "National Patient Safety Alert: X"],
        counter_examples: &["Effect of boxed warnings on prescribing", "Boxed warning and its effect on prescribing", "Recall bias in case-control studies", "Total recall", "Safety of X in pregnancy", "Safety and efficacy of X: a randomised trial", "Patient safety culture: a survey"] },
    Rule { badge: Badge::Safety, place: Place::Title,
        words: &["dear healthcare professional letter", "dear health care provider letter", "direct healthcare professional communication", "voluntary recall of", "voluntary nationwide recall", "issues voluntary recall", "adds boxed warning", "requires boxed warning"],
        unless: &["effect", "effects", "impact", "association", "trends"],
        examples: &["X Issues Voluntary Nationwide Recall of Y", "FDA adds boxed warning to X", "X: Direct Healthcare Professional Communication"],
        counter_examples: &["Voluntary recall in memory tests"] },
    Rule { badge: Badge::Safety, place: Place::Source,
        words: &["medwatch", "drug safety communications", "drug safety update", "drug safety podcasts", "safety alerts", "recalls", "medical device safety communications", "drug alerts", "medeffect"],
        unless: &[],
        examples: &["MHRA Drug Safety Update", "FDA MedWatch", "Health Canada: Recalls and safety alerts"], counter_examples: &["Drug Safety", "Journal of Patient Safety"] },
    Rule { badge: Badge::Safety, place: Place::Category, words: &["drug safety communication", "safety alert", "drug safety update"], unless: &[],
        examples: &["Safety Alert"], counter_examples: &["Drug safety"] },

    Rule { badge: Badge::Corrected, place: Place::Start,
        words: &["correction:", "corrections:", "correction]", "correction to:", "correction to lancet", "correction to \"", "correction -", "corrigendum", "corrigenda", "erratum", "errata", "author correction", "publisher correction", "editorial correction", "corrected and republished", "correction and republication"],
        unless: &[],
        examples: &["Correction: Effect of X", "Erratum to “Effect of X”", "Corrigendum: X", "Author Correction: X", "Correction to Lancet Infect Dis 2021; 21: 1", "Correction to: X"],
        counter_examples: &["Correction of hyponatraemia", "Correction for multiple testing", "Anaemia correction: a trial", "Correction: a matter of speed"] },
    Rule { badge: Badge::Corrected, place: Place::Whole, words: &["correction", "corrections", "department of error"], unless: &[],
        examples: &["Correction", "Department of Error"], counter_examples: &["Correction of vision"] },
    Rule { badge: Badge::Corrected, place: Place::Category, words: &["published erratum", "erratum", "correction", "corrections", "corrigendum", "author correction", "publisher correction"], unless: &[],
        examples: &["Published Erratum"], counter_examples: &["Correction of vision"] },

    Rule { badge: Badge::Preprint, place: Place::Source, words: &["medrxiv", "biorxiv", "arxiv", "arxiv.org", "research square", "ssrn", "preprints.org", "preprints with the lancet", "chemrxiv", "psyarxiv", "europe pmc preprints"], unless: &[],
        examples: &["medRxiv: Cardiovascular Medicine", "cs.LG updates on arXiv.org", "Research Square"], counter_examples: &["Research", "The Lancet"] },
    Rule { badge: Badge::Preprint, place: Place::Doi, words: &["10.1101/####.##.##.", "10.1101/######", "10.64898/", "10.21203/rs.", "10.20944/preprints", "10.2139/ssrn.", "10.48550/arxiv.", "10.26434/chemrxiv", "10.31219/osf.io", "10.31234/osf.io", "10.36227/techrxiv", "10.32388/"], unless: &[],
        examples: &["10.1101/2021.06.16.21258632", "10.1101/744003", "10.21203/rs.3.rs-1/v1"], counter_examples: &["10.1101/gr.1.2", "10.1101/gad.989402", "10.1056/nejmoa1"] },
    Rule { badge: Badge::Preprint, place: Place::Category, words: &["preprint", "preprints"], unless: &[], examples: &["Preprint"], counter_examples: &["Preprint servers"] },

    Rule { badge: Badge::Guideline, place: Place::Design,
        words: &["clinical practice guideline", "clinical practice guidelines", "practice guideline", "evidence-based guideline", "consensus guideline", "consensus guidelines", "guideline from the", "guidelines from the", "guideline of the", "recommendation statement", "us preventive services task force recommendation statement", "clinical guideline", "living guideline", "a living who guideline", "who guideline", "guideline update", "a clinical practice guideline update"],
        unless: ABOUT,
        examples: &["Management of X: A Clinical Practice Guideline", "Clinical practice guideline for X", "X: a living WHO guideline", "X in adults: guideline update", "Screening for X: US Preventive Services Task Force Recommendation Statement"],
        counter_examples: &["Adherence to X: a clinical practice guideline audit", "Guideline-directed therapy in X", "Do clinicians follow clinical practice guidelines?"] },
    Rule { badge: Badge::Guideline, place: Place::Start,
        words: &["guideline for the management", "guidelines for the management", "guidelines for the diagnosis", "guideline for the diagnosis", "guidelines for the treatment", "guideline for the treatment", "guidelines for the prevention", "guideline for the prevention", "guidelines on the management", "guideline on the management", "#### esc guidelines", "#### aha/acc guideline", "#### acc/aha guideline", "#### esc/eacts guidelines", "#### esc/ers guidelines", "#### esh guidelines", "#### guideline for", "#### guidelines for", "kdigo #### clinical practice guideline"],
        unless: ABOUT,
        examples: &["2023 ESC Guidelines for the management of X", "Guidelines for the diagnosis of X", "2022 AHA/ACC Guideline for X", "KDIGO 2024 Clinical Practice Guideline for X"],
        counter_examples: &["Guidelines for the authors of X", "Guidelines for the management of X: barriers", "Impact of the 2023 ESC Guidelines"] },
    Rule { badge: Badge::Guideline, place: Place::Category, words: &["practice guideline", "guideline", "guidelines", "clinical practice guideline"], unless: &[], examples: &["Practice Guideline"], counter_examples: &["Guideline adherence"] },

    Rule { badge: Badge::Review, place: Place::Design,
        words: &["systematic review", "systematic literature review", "meta-analysis", "meta-analyses", "network meta-analysis", "meta analysis", "metaanalysis", "umbrella review", "systematic reviews and meta-analyses"],
        unless: &["protocol", "commentary", "how to", "reporting of", "quality of reporting"],
        examples: &["X in Y: a systematic review and meta-analysis", "Systematic review of X", "X - A Network Meta-Analysis", "A meta-analysis of X", "X: an individual patient data meta-analysis", "X: umbrella review of observational studies"],
        counter_examples: &["X: protocol for a systematic review", "Why meta-analysis matters in X", "How to read a meta-analysis: a guide", "A review of X", "Meta-analysis finds X in Y", "A systematic review casts doubt on X", "X: open peer review", "Peer review: does it work?", "X: a narrative review", "Comment on: Long title of some paper: a systematic review"] },
    Rule { badge: Badge::Review, place: Place::Title, words: &["systematic review and meta-analysis", "systematic review with meta-analysis", "systematic review and network meta-analysis"],
        unless: &["protocol", "commentary", "how to", "reporting of", "quality of reporting"],
        examples: &["Effect of X on Y in a systematic review and meta-analysis"], counter_examples: &["Protocol of a systematic review and meta-analysis"] },
    Rule { badge: Badge::Review, place: Place::Category, words: &["systematic review", "meta-analysis", "systematic reviews", "meta-analyses", "systematic review and meta-analysis"], unless: &[], examples: &["Meta-Analysis"], counter_examples: &["Review", "Peer review"] },
    // The first edition is the protocol; a review has an edition behind it.
    Rule { badge: Badge::Review, place: Place::Doi, words: &["10.1002/14651858.cd######.pub"], unless: &["withdrawn", "protocol"], examples: &["10.1002/14651858.cd000001.pub2"], counter_examples: &["10.1002/14651858.cd000001"] },

    Rule { badge: Badge::Rct, place: Place::Design,
        words: &["randomised controlled trial", "randomised clinical trial", "randomised trial", "randomised controlled study", "randomised comparative effectiveness trial", "randomised noninferiority trial", "randomised non-inferiority trial", "randomised crossover trial", "randomised placebo-controlled trial", "randomised, placebo-controlled", "randomised, double-blind", "randomised double-blind", "double-blind randomised", "double-blind, randomised", "cluster randomised trial", "cluster-randomised trial", "cluster randomised controlled trial", "randomised, controlled trial", "randomised, open-label", "randomised open-label", "randomised, phase", "randomised phase", "cluster-randomised, crossover trial", "cluster-randomised crossover trial", "open-label, randomised", "open-label randomised", "randomised, controlled", "randomised comparison", "randomised sham-controlled", "randomised, sham-controlled", "randomised factorial trial", "randomised pilot trial", "randomised feasibility trial", "randomised withdrawal trial", "stepped-wedge randomised trial", "stepped-wedge, cluster-randomised"],
        unless: NOT_THE_TRIAL,
        examples: &["X for Y: a randomised controlled trial", "X for Y: A Randomized Clinical Trial", "Randomized Trial of X for Y", "A Randomized, Controlled Trial of X", "X (ABC): a multicentre, double-blind, randomised, placebo-controlled, phase 3 trial", "A Cluster-Randomized Trial of X", "A Phase 3 Randomized Trial of X", "X—a randomised trial", "A randomised comparison of X versus Y", "X: a randomised sham-controlled trial"],
        counter_examples: &["X: protocol for a randomised controlled trial", "X: a Mendelian randomisation study", "X: systematic review of randomised controlled trials", "X: a non-randomised controlled trial", "X: secondary analysis of a randomised controlled trial", "Why every randomised controlled trial needs a nurse", "Randomised trial shows X in Y", "X: a nonrandomized controlled trial", "Comment on: Long title of some paper: a randomised trial", "Re: Long title of some paper: a randomized controlled trial", "Reply to: Long title of some paper: a randomised trial", "X: cost-effectiveness analysis alongside a randomised trial", "Safety of X in a registry"] },
    Rule { badge: Badge::Rct, place: Place::Title, words: &["in a randomised controlled trial", "in a randomised trial", "in a randomised clinical trial"], unless: NOT_THE_TRIAL,
        examples: &["X reduces Y in a randomized controlled trial"], counter_examples: &["Lessons in a randomised trial"] },
    Rule { badge: Badge::Rct, place: Place::Category, words: &["randomised controlled trial", "randomised controlled trials", "randomised clinical trial"], unless: &["protocol"], examples: &["Randomized Controlled Trial"], counter_examples: &["Clinical Trial"] },

    Rule { badge: Badge::Case, place: Place::Design, words: &["case report", "case report and review of the literature", "case report and literature review"], unless: &["systematic review", "how to"],
        examples: &["X after Y: a case report", "Case report: X after Y", "A case report of X"], counter_examples: &["How to write a case report", "X: a case-control study", "X: review of case reports", "The case for X", "A case-crossover study of X", "Case management of X", "Case fatality of X"] },
    Rule { badge: Badge::Case, place: Place::Category, words: &["case reports", "case report", "clinical case report"], unless: &[], examples: &["Case Reports"], counter_examples: &["Case-control study"] },

    Rule { badge: Badge::News, place: Place::Category, words: &["news"], unless: &[], examples: &["News"], counter_examples: &["News and views"] },
];

/// What said so, for people.
#[derive(Debug)]
pub(super) struct Witness {
    place: Place,
    words: &'static str,
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = match self.place {
            Place::Start | Place::Design | Place::End | Place::Title | Place::Whole => "title",
            Place::Category => "category",
            Place::Source => "source",
            Place::Doi => "DOI",
        };
        let words = self.words.trim_end_matches([':', ')', ']', '-', '"', ' ']);
        write!(f, "{who} says: {words}")
    }
}

/// The strongest badge and its witness.
pub(super) fn strongest(
    title: &str,
    categories: &[String],
    source_title: &str,
    identifiers: &[Identifier],
) -> Option<(Badge, Witness)> {
    // A comment on a trial is no trial, whatever title it quotes.
    let is_about_other = about::about(title).is_some_and(|(relation, _)| {
        matches!(
            relation,
            Relation::Comment | Relation::Reply | Relation::Editorial
        )
    });
    let title = British::of(title);
    let source = British::of(source_title);
    let categories: Vec<British> = categories
        .iter()
        .map(|category| British::of(category))
        .collect();
    let may_hold = |words: &Option<AhoCorasick>, text: &British| {
        words.as_ref().is_none_or(|words| words.is_match(&text.0))
    };
    let title_speaks = may_hold(&IN_TITLES, &title);
    let source_speaks = may_hold(&IN_SOURCES, &source);
    RULES
        .iter()
        .filter(|rule| match rule.place {
            Place::Design => title_speaks && !is_about_other,
            Place::Title => title_speaks,
            Place::Source => source_speaks,
            _ => true,
        })
        .filter_map(|rule| {
            let words = rule.words.iter().find(|words| match rule.place {
                Place::Category => categories
                    .iter()
                    .any(|category| fits(&category.0, words) == Some(category.0.len())),
                Place::Source => title_has(&source.0, words),
                Place::Doi => dois(identifiers).any(|doi| fits(doi, words).is_some()),
                Place::Start => starts(&title.0, words),
                Place::Design => is_design(&title.0, words),
                Place::End => ends(&title.0, words),
                Place::Title => title_has(&title.0, words),
                Place::Whole => title.0.trim_end_matches('.') == **words,
            })?;
            let refused = rule.unless.iter().any(|words| title_has(&title.0, words));
            (!refused).then_some((
                rule.badge,
                Witness {
                    place: rule.place,
                    words,
                },
            ))
        })
        // The first of equals, so that the title speaks before the category.
        .min_by_key(|(badge, _)| *badge)
}

/// All that rules look for anywhere in a title, in one pass: most titles have
/// none of it, and looking for each by itself took 10 % of a cold refresh.
static IN_TITLES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| all_words(|place| matches!(place, Place::Design | Place::Title)));

/// The same for the names of sources.
static IN_SOURCES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| all_words(|place| place == Place::Source));

/// `None` where the words cannot be looked for at once; then each is.
fn all_words(at: impl Fn(Place) -> bool) -> Option<AhoCorasick> {
    let rules = RULES.iter().filter(|rule| at(rule.place));
    AhoCorasick::new(rules.flat_map(|rule| rule.words)).ok()
}

/// Whether a rule of this table takes the DOI for that of a preprint.
pub(super) fn is_preprint_doi(doi: &str) -> bool {
    let rules = RULES.iter().filter(|rule| rule.badge == Badge::Preprint);
    rules
        .filter(|rule| rule.place == Place::Doi)
        .any(|rule| rule.words.iter().any(|words| fits(doi, words).is_some()))
}

fn dois(identifiers: &[Identifier]) -> impl Iterator<Item = &str> {
    identifiers
        .iter()
        .filter_map(|identifier| match identifier {
            Identifier::Doi(doi) => Some(doi.as_str()),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn badge_by(rule: &Rule, text: &str) -> Option<(Badge, String)> {
        match rule.place {
            Place::Category => Badge::why("A title", &[text.to_string()], "", &[]),
            Place::Source => Badge::why("A title", &[], text, &[]),
            Place::Doi => Badge::why("A title", &[], "", &[Identifier::Doi(text.to_string())]),
            _ => Badge::why(text, &[], "", &[]),
        }
    }

    #[test]
    fn each_rule_does_what_its_examples_say() {
        for rule in RULES {
            for words in rule.words {
                assert_eq!(British::of(words).0, *words, "words are folded");
            }
            for example in rule.examples {
                assert_eq!(
                    badge_by(rule, example).map(|(badge, _)| badge),
                    Some(rule.badge),
                    "{example}"
                );
            }
            for example in rule.counter_examples {
                assert_ne!(
                    badge_by(rule, example).map(|(badge, _)| badge),
                    Some(rule.badge),
                    "{example}"
                );
            }
        }
    }

    #[test]
    fn the_strongest_badge_wins_and_says_why() {
        let why = |title: &str, source: &str| Badge::why(title, &[], source, &[]);
        assert_eq!(
            why("X: a randomized controlled trial", "NEJM"),
            Some((
                Badge::Rct,
                "title says: randomised controlled trial".to_string()
            ))
        );
        assert_eq!(
            why("X: a randomized controlled trial", "medRxiv"),
            Some((Badge::Preprint, "source says: medrxiv".to_string()))
        );
        assert_eq!(
            why("RETRACTED: X: a randomized controlled trial", "medRxiv").map(|(badge, _)| badge),
            Some(Badge::Retracted)
        );
        assert_eq!(
            why("Correction: A randomised trial of X", "").map(|(badge, _)| badge),
            Some(Badge::Corrected)
        );
    }

    #[test]
    fn what_says_nothing_has_no_badge() {
        for title in [
            "",
            "Heart failure in 2025",
            "Review",
            "Trial",
            "Guidelines",
            "A tale of two randomised patients",
        ] {
            assert_eq!(Badge::of(title, &[], "The Journal", &[]), None, "{title}");
        }
    }
}
