//! What the palette and the jump box offer for what is typed.

use crate::app::actions;
use crate::app::actions::Action;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;

/// One line of the palette or of the jump box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// `list`, `topic`, `source`, `tag`, `place`; empty in the palette.
    pub sort: String,
    pub label: String,
    /// The key or the count at the right.
    pub right: String,
    /// Why it cannot be done now.
    pub blocked: Option<String>,
}

/// Where an offer of the jump box leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    List(ListId),
    Topic(TopicId),
    Source(SourceId),
    View(View),
    /// What is saved under a tag.
    Tag(String),
    /// A kept query.
    Timeline(String),
}

/// The palette's offers for its input, best first.
pub fn commands(model: &Model, typed: &str) -> Vec<Offer> {
    commands_and_actions(model, typed)
        .into_iter()
        .map(|(offer, _)| offer)
        .collect()
}

/// The offers with what they do.
pub(super) fn commands_and_actions(model: &Model, typed: &str) -> Vec<(Offer, &'static Action)> {
    let offers = actions::all().map(|action| {
        let offer = Offer {
            sort: String::new(),
            label: action.help.to_string(),
            right: model.keymap.keys_of(action.name).join("  "),
            blocked: blocked_here(model, action),
        };
        let named = score(&[action.name, action.help, action.short], typed);
        (named.max(score_of_others(action, typed)), offer, action)
    });
    let mut found =
        best_first(offers.map(|(score, offer, action)| (score, (score, offer, action))));
    // Of those that fit as well, what can be done here goes first.
    if !typed.trim().is_empty() {
        found.sort_by_key(|(score, offer, _)| (std::cmp::Reverse(*score), offer.blocked.is_some()));
    }
    let found = found.into_iter();
    found.map(|(_, offer, action)| (offer, action)).collect()
}

/// The score of the other words for an action. Only the beginning of one counts,
/// and a little less than the same letters at the beginning of a word of its name
/// would, so that names go first.
fn score_of_others(action: &Action, typed: &str) -> Option<i32> {
    let typed = typed.trim().to_lowercase();
    let begun = |word: &&&str| !typed.is_empty() && word.starts_with(typed.as_str());
    action.also.iter().find(begun)?;
    score_one(&format!(" {typed}"), &typed).map(|score| score - 1)
}

/// Why what belongs to another screen cannot run.
pub const NOT_HERE: &str = "it does nothing on this screen";

/// Why an action cannot run where one stands.
pub(super) fn blocked_here(model: &Model, action: &Action) -> Option<String> {
    // The palette itself is a popup; what it runs is for what stands below it.
    let scope = model.scope_below();
    let holds = action.scopes.contains(&actions::Scope::Global) || action.scopes.contains(&scope);
    if !holds {
        return Some(NOT_HERE.to_string());
    }
    if action.name.ends_with(".nth") {
        return Some("press the number itself".to_string());
    }
    (action.blocked)(model).map(str::to_string)
}

/// The jump box's offers for its input, best first.
pub fn places(model: &Model, typed: &str) -> Vec<Offer> {
    places_and_targets(model, typed)
        .into_iter()
        .map(|(offer, _)| offer)
        .collect()
}

/// The offers with where they lead.
pub(super) fn places_and_targets(model: &Model, typed: &str) -> Vec<(Offer, Target)> {
    let overview = &model.overview;
    let unread = |n: u64| format!("{n} unread");
    let offer = |sort: &str, label: String, right: String, target: Target| {
        let offer = Offer {
            sort: sort.to_string(),
            label,
            right,
            blocked: None,
        };
        (offer, target)
    };
    let lists = overview.lists.iter().map(|list| {
        let right = unread(list.n_unread.into());
        offer("list", list.name(), right, Target::List(list.id))
    });
    let topics = overview.topics.iter().map(|topic| {
        let right = unread(topic.n_unread.into());
        offer("topic", topic.name.clone(), right, Target::Topic(topic.id))
    });
    let sources = model.sources.iter().map(|source| {
        let right = unread(source.n_unread.into());
        offer(
            "source",
            source.title.clone(),
            right,
            Target::Source(source.id),
        )
    });
    let timelines = overview.timelines.iter().map(|kept| {
        let target = Target::Timeline(kept.query.clone());
        let n = model.unread_of(kept);
        let right = n.map_or(String::new(), |n| format!("{n} unread"));
        offer("timeline", kept.name.clone(), right, target)
    });
    let tags = overview.shelf.tags.iter().map(|(tag, n)| {
        let right = format!("{n} saved");
        offer("tag", format!("#{tag}"), right, Target::Tag(tag.clone()))
    });
    let screens = [
        ("Timeline", unread(overview.n_unread_all), View::Timeline),
        ("Saved", format!("{} saved", overview.n_saved), View::Saved),
        (
            "Source health",
            format!("{} failing", overview.n_failing),
            View::Health,
        ),
        ("Review", format!("{} due", model.n_due()), View::Review),
        ("CME log", String::new(), View::Log),
        ("Messages", String::new(), View::Messages),
        ("Keys", String::new(), View::Help),
    ];
    let screens = screens
        .into_iter()
        .map(|(name, right, view)| offer("place", name.to_string(), right, Target::View(view)));
    let all = lists
        .chain(topics)
        .chain(timelines)
        .chain(tags)
        .chain(screens)
        .chain(sources);
    best_first(all.map(|it| (score(&[&it.0.label], typed), it)))
}

fn best_first<T>(scored: impl Iterator<Item = (Option<i32>, T)>) -> Vec<T> {
    let mut found: Vec<(i32, T)> = scored
        .filter_map(|(score, it)| score.map(|score| (score, it)))
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, it)| it).collect()
}

/// The best score of any of the texts; `None` where none holds the typed
/// letters in their order.
fn score(texts: &[&str], typed: &str) -> Option<i32> {
    texts.iter().filter_map(|text| score_one(text, typed)).max()
}

/// Letters in a row and at the beginnings of words count more; spaces in what
/// is typed do not count.
fn score_one(text: &str, typed: &str) -> Option<i32> {
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let mut best = None;
    let starts: Vec<usize> = match typed.trim().to_lowercase().chars().next() {
        None => return Some(0),
        Some(first) => (0..text.len()).filter(|at| text[*at] == first).collect(),
    };
    for start in starts {
        best = best.max(score_from(&text, start, typed));
    }
    best
}

fn score_from(text: &[char], start: usize, typed: &str) -> Option<i32> {
    let mut at = start;
    let mut last = None;
    let mut total = 0;
    for wanted in typed.to_lowercase().chars().filter(|c| !c.is_whitespace()) {
        let found = (at..text.len()).find(|index| text[*index] == wanted)?;
        total += match last {
            Some(last) if last + 1 == found => 8,
            _ if found == 0 => 10,
            _ if !text[found - 1].is_alphanumeric() => 6,
            _ => 1,
        };
        last = Some(found);
        at = found + 1;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::score_one;

    #[test]
    fn letters_match_in_their_order_and_word_starts_come_first() {
        assert!(score_one("Renal & diabetes", "ren").is_some());
        assert!(score_one("Renal & diabetes", "rd").is_some());
        assert_eq!(score_one("Renal & diabetes", "dr"), None);
        assert!(score_one("mark all read", "ar") > score_one("calendar", "ar"));
        assert_eq!(score_one("anything", ""), Some(0));
    }
}
