//! The numbered tabs of line 2: what they are called, how much is in each, and
//! where each stands, for drawing and for clicks alike.

use crate::app::geometry::Area;
use crate::app::health::health_rows_of;
use crate::app::model::HealthTab;
use crate::app::model::Model;
use crate::app::model::View;
use crate::app::who::WHO_TABS;
use crate::domain::learning::Period;
use crate::domain::text;

/// The tabs of a screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tabs {
    /// Name and count, the first is number 1.
    pub all: Vec<(String, u64)>,
    pub chosen: usize,
    /// What stands at the right of them.
    pub right: String,
}

/// Where a tab stands in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which of all, from 0.
    pub at: usize,
    pub x: u16,
    pub width: u16,
}

/// The tabs of a screen, where it has any.
pub fn tabs(model: &Model, view: View) -> Option<Tabs> {
    match view {
        View::Timeline if model.overview.revision > 0 && model.overview.n_sources > 0 => {
            Some(topics(model))
        }
        View::Health => Some(healths(model)),
        View::Log => Some(years(model)),
        View::Who => Some(whom(model)),
        View::Saved => Some(saved(model)),
        _ => None,
    }
}

/// Where the tabs stand, as far as they fit whole beside what stands at the
/// right of them. The chosen one is among them: the first leave for it. Room is
/// left for the signs of those that do not fit; see [`hidden`].
pub fn places(tabs: &Tabs, area: Area, ascii: bool) -> Vec<Place> {
    let mut end = area.right().saturating_sub(1);
    if !tabs.right.is_empty() {
        let words = cells(&tabs.right, ascii).min(area.width / 2);
        end = end.saturating_sub(words + 2);
    }
    let width = |(at, (name, n)): (usize, &(String, u64))| {
        let number = cells(&(at + 1).to_string(), ascii);
        number + 1 + cells(name, ascii) + 1 + cells(&n.to_string(), ascii)
    };
    let widths: Vec<u16> = tabs.all.iter().enumerate().map(width).collect();
    let from = |first: usize| {
        // The first cell is kept for marks; a tab's number never touches one.
        let mut x = area.x + if first > 0 { 2 } else { 1 };
        let mut places = Vec::new();
        for (at, width) in widths.iter().copied().enumerate().skip(first) {
            // Where more follow, a blank and their sign do too. The sign may
            // stand in the cell of air at the end.
            let end = end - u16::from(at + 1 < widths.len());
            if x.saturating_add(width) > end {
                break;
            }
            places.push(Place { at, x, width });
            x += width + 2;
        }
        places
    };
    let shows_chosen = |places: &Vec<Place>| places.iter().any(|it| it.at == tabs.chosen);
    let last = tabs.chosen.min(tabs.all.len().saturating_sub(1));
    let places = (0..=last).map(from).find(shows_chosen);
    places.unwrap_or_else(|| from(0))
}

/// The cells of the signs that tabs stand before and behind those in `places`,
/// with the nearest tab that is not shown.
pub fn hidden(tabs: &Tabs, places: &[Place], area: Area) -> Vec<Place> {
    let sign = |at: usize, x: u16| Place { at, x, width: 1 };
    let before = places.first().filter(|first| first.at > 0);
    let before = before.map(|first| sign(first.at - 1, area.x));
    let (next, x) = match places.last() {
        Some(last) => (last.at + 1, last.x + last.width + 1),
        None => (0, area.x + 1),
    };
    let behind = (next < tabs.all.len()).then(|| sign(next, x));
    before.into_iter().chain(behind).collect()
}

fn cells(words: &str, ascii: bool) -> u16 {
    let width = match ascii && !words.is_ascii() {
        true => text::width(&text::ascii(words)),
        false => text::width(words),
    };
    u16::try_from(width).unwrap_or(u16::MAX / 4)
}

fn topics(model: &Model) -> Tabs {
    let query = model.query();
    let all = [("All".to_string(), model.overview.n_unread_here)];
    let topics = model.overview.topics.iter();
    let names = topics
        .clone()
        .map(|topic| (topic.name.clone(), u64::from(topic.n_unread)));
    let chosen = topics.enumerate();
    let chosen = chosen
        .filter(|(_, topic)| Some(topic.id) == query.topic)
        .map(|(at, _)| at + 1)
        .next();
    let key = model.keymap.first_key("filter.clear");
    let right = match (query.topic, query.wish.is_empty()) {
        _ if key.is_empty() => String::new(),
        (_, false) => format!("{key} clears the filter"),
        (Some(_), true) => format!("{key} shows all"),
        (None, true) => String::new(),
    };
    Tabs {
        all: all.into_iter().chain(names).collect(),
        chosen: chosen.unwrap_or(0),
        right,
    }
}

fn healths(model: &Model) -> Tabs {
    let tabs = [
        ("Problems", HealthTab::Problems),
        ("All", HealthTab::All),
        ("Quiet", HealthTab::Quiet),
    ];
    let all = tabs.map(|(name, tab)| (name.to_string(), health_rows_of(model, tab).len() as u64));
    let chosen = tabs.iter().position(|(_, tab)| *tab == model.health.tab);
    Tabs {
        all: all.to_vec(),
        chosen: chosen.unwrap_or(0),
        right: String::new(),
    }
}

fn whom(model: &Model) -> Tabs {
    let who = &model.who;
    let all = WHO_TABS.map(|(tab, name)| (name.to_string(), who.of(tab).len() as u64));
    let chosen = WHO_TABS.iter().position(|(tab, _)| *tab == who.tab);
    Tabs {
        all: all.to_vec(),
        chosen: chosen.unwrap_or(0),
        right: String::new(),
    }
}

fn saved(model: &Model) -> Tabs {
    let all: Vec<(String, u64)> = model
        .saved_tabs()
        .into_iter()
        .map(|tab| (tab.name, tab.n))
        .collect();
    let key = model.keymap.first_key("filter.clear");
    let (chosen, right) = match model.saved_tab() {
        Some(chosen) => (chosen, model.saved_order().unwrap_or("").to_string()),
        None if key.is_empty() => (all.len(), String::new()),
        None => (all.len(), format!("{key} shows all")),
    };
    Tabs { all, chosen, right }
}

/// Calendar years; nine have a number.
fn years(model: &Model) -> Tabs {
    let years = model.log_years();
    let n_entries = |year: i16| {
        let book = model.log.book.as_ref();
        book.map_or(0, |book| book.within(Period::of_year(year)).len() as u64)
    };
    let all = years.iter().take(9);
    let chosen = years.iter().position(|year| *year == model.log_year());
    Tabs {
        all: all
            .map(|year| (year.to_string(), n_entries(*year)))
            .collect(),
        chosen: chosen.unwrap_or(0),
        right: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_tab_is_on_screen_though_the_first_must_leave_for_it() {
        let all = (1..=9).map(|n| (format!("Topic {n}"), n)).collect();
        let area = Area {
            x: 0,
            y: 1,
            width: 46,
            height: 1,
        };
        let shown = |chosen: usize| {
            let tabs = Tabs {
                all: Vec::clone(&all),
                chosen,
                right: String::new(),
            };
            let places = places(&tabs, area, false);
            places.iter().map(|it| it.at).collect::<Vec<_>>()
        };
        assert_eq!(shown(0), [0, 1, 2]);
        assert_eq!(shown(2), [0, 1, 2]);
        assert_eq!(shown(6), [4, 5, 6]);
        assert_eq!(shown(8), [6, 7, 8]);
        assert_eq!(shown(9), [0, 1, 2], "none of them is chosen");
    }

    #[test]
    fn tabs_that_do_not_fit_have_a_sign_and_no_more_room_than_that() {
        let all: Vec<(String, u64)> = (1..=9).map(|n| (format!("Topic {n}"), n)).collect();
        for (width, chosen, n) in (20..140).flat_map(|width| {
            let all = (0..9).flat_map(move |chosen| (1..=9).map(move |n| (width, chosen, n)));
            all.filter(|(_, chosen, n)| chosen < n)
        }) {
            for right in ["", "f shows all"] {
                let tabs = Tabs {
                    all: all[..n].to_vec(),
                    chosen,
                    right: right.to_string(),
                };
                let area = Area {
                    x: 3,
                    y: 1,
                    width,
                    height: 1,
                };
                let shown = places(&tabs, area, false);
                let signs = hidden(&tabs, &shown, area);
                let (Some(first), Some(last)) = (shown.first(), shown.last()) else {
                    assert_eq!(signs.len(), 1, "{width} {n}");
                    continue;
                };
                let mut wanted = Vec::new();
                wanted.extend(first.at.checked_sub(1));
                wanted.extend(Some(last.at + 1).filter(|next| *next < n));
                let named: Vec<usize> = signs.iter().map(|it| it.at).collect();
                assert_eq!(named, wanted, "{width} {chosen} of {n}");
                // A cell of air lies between a sign and all else, and the end
                // of the line is never passed.
                let words = area.right() - 1 - cells(right, false).min(width / 2);
                let end = if right.is_empty() {
                    area.right()
                } else {
                    words - 1
                };
                for sign in signs {
                    let clear = |it: &Place| sign.x + 2 <= it.x || it.x + it.width < sign.x;
                    assert!(shown.iter().all(clear), "{width} {chosen} of {n}");
                    assert!(sign.x >= area.x && sign.x < end, "{width} {n} {right}");
                }
            }
        }
    }
}
