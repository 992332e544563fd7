//! Every view and every popup, for tests that draw all of them.
//!
//! A new view or popup does not compile until it has its place here, and a
//! popup without an example fails a test.

use crate::app::effect::KeyCode;
use crate::app::entry::Form;
use crate::app::filter::Filter;
use crate::app::input::Input;
use crate::app::keymap;
use crate::app::model::Asked;
use crate::app::model::Fetching;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Notice;
use crate::app::model::Pane;
use crate::app::model::Popup;
use crate::app::model::Tended;
use crate::app::model::Tone;
use crate::app::model::View;
use crate::domain::answer::Found;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::WorkId;
use crate::domain::learning::Book;
use crate::domain::learning::Draft;
use crate::domain::learning::Entry;
use crate::domain::learning::EntryId;
use crate::domain::query::Place;
use crate::domain::query::wish::Wish;
use crate::domain::review::Card;
use crate::ui::testing::NOW;
use crate::ui::testing::lay_out;
use crate::ui::testing::sample;
use crate::ui::testing::with_article;
use crate::ui::testing::with_saved;

/// The view that comes after one; every view is reached from the first.
const fn after(view: View) -> Option<View> {
    match view {
        View::Timeline => Some(View::Reader),
        View::Reader => Some(View::Saved),
        View::Saved => Some(View::Search),
        View::Search => Some(View::Health),
        View::Health => Some(View::Log),
        View::Log => Some(View::Review),
        View::Review => Some(View::Welcome),
        View::Welcome => Some(View::Who),
        View::Who => Some(View::Help),
        View::Help => Some(View::Messages),
        View::Messages => None,
    }
}

/// Every view there is.
pub fn views() -> impl Iterator<Item = View> {
    std::iter::successors(Some(View::Timeline), |view| after(*view))
}

/// How many sorts of popup there are.
const N_SORTS: usize = 13;

/// The sort of a popup, from 0.
const fn sort_of(popup: &Popup) -> usize {
    match popup {
        Popup::Links { .. } => 0,
        Popup::Palette { .. } => 1,
        Popup::Jump { .. } => 2,
        Popup::Follow(_) => 3,
        Popup::Tend { .. } => 4,
        Popup::Ask { .. } => 5,
        Popup::Lists { .. } => 6,
        Popup::Carriers { .. } => 7,
        Popup::Why { .. } => 8,
        Popup::Entry(_) => 9,
        Popup::Export { .. } => 10,
        Popup::Filter(_) => 11,
        Popup::Address { .. } => 12,
    }
}

#[test]
fn every_sort_of_popup_has_its_example() {
    let shown = popups();
    for sort in 0..N_SORTS {
        let found = shown.iter().any(|popup| sort_of(popup) == sort);
        assert!(found, "no example of sort {sort}");
    }
}

/// Wide, right to left, combining, joined, beyond the basic plane.
pub const ODD: [&str; 7] = [
    "心不全診療ガイドライン改訂版の要点、そして腎臓病の管理についての新しい勧告",
    "قصور القلب: مبادئ توجيهية جديدة للعلاج لدى كبار السن والمرضى",
    "דלקת ריאות: הנחיות חדשות לטיפול בקשישים במחלקה הפנימית",
    "e\u{301}\u{302}\u{303}tude cardio\u{308}vasculaire re\u{301}vise\u{301}e",
    "👩‍⚕️ Nurses 🫀 and hearts ❤️ 🇨🇭 in trials 👍🏽 of everything at once",
    "हृदय विफलता के लिए दिशानिर्देश और क्षेत्रीय अनुभव",
    "𝗕𝗼𝗹𝗱 claims ﷽ ﾊﾟﾋﾟ \u{202e}reversed\u{202c} \u{200b}zero",
];

/// Every screen there is at a size, by what it shows.
pub fn everything(width: u16, height: u16, ascii: bool) -> Vec<Model> {
    let mut base = with_saved(with_article(sample(width, height)));
    base.settings.ascii = ascii;
    base.search = base.saved.clone();
    base.search.query.wish = Wish::typing("guide", base.now);
    base.search_box = Input::holding("guide");
    with_log(&mut base);
    with_cards(&mut base);
    for now in 0..40 {
        base.messages.push((base.now, format!("Message {now}")));
    }
    for (at, odd) in ODD.iter().enumerate() {
        base.timeline.rows[at].title = odd.to_string();
        base.timeline.rows[at].source = odd.to_string();
    }
    lay_out(&mut base);
    let mut models = Vec::new();
    for view in views() {
        let mut model = base.clone();
        model.views.push(view);
        lay_out(&mut model);
        models.push(model);
    }
    for popup in popups() {
        models.push(Model {
            popup: Some(popup),
            ..base.clone()
        });
    }
    for prefix in ['g', 'y', 'z'] {
        models.push(Model {
            waiting: vec![keymap::plain(KeyCode::Char(prefix))],
            which_key: true,
            ..base.clone()
        });
    }
    for focus in [Pane::Lists, Pane::Article] {
        for zoomed in [false, true] {
            models.push(Model {
                focus,
                zoomed,
                lists_open: true,
                ..base.clone()
            });
        }
    }
    let mut of_a_source = base.clone();
    of_a_source.timeline.query.place = Place::Source(SourceId(1));
    models.push(of_a_source);
    models.push(Model {
        two_lines: true,
        fetching: Some(Fetching {
            n_done: 19,
            n_all: 51,
            ..Fetching::default()
        }),
        ..base.clone()
    });
    models.push(Model {
        notice: Some(Notice {
            text: "Could not start xdg-open (not found). The link is copied instead.".into(),
            tone: Tone::Failed,
            id: 1,
        }),
        ..base
    });
    models
}

/// Every popup there is, and some in several states.
pub fn popups() -> Vec<Popup> {
    let input = || Input::holding(ODD[0].repeat(3));
    let found = Found {
        address: "https://journal.example/feed.xml".into(),
        title: ODD[0].into(),
        ..Found::default()
    };
    vec![
        Popup::Links { cursor: 2 },
        Popup::Palette {
            input: Input::holding("re"),
            cursor: 30,
        },
        Popup::Jump {
            input: input(),
            cursor: 0,
        },
        Popup::Follow(Follow::Typing(input())),
        Popup::Follow(Follow::Looking("https://journal.example".into())),
        Popup::Follow(Follow::Picking {
            address: "https://journal.example".into(),
            found: vec![found; 9],
            cursor: 8,
        }),
        Popup::Tend {
            of: Tended::List(ListId(1)),
            cursor: 1,
        },
        Popup::Ask {
            what: Asked::NewList,
            input: input(),
        },
        Popup::Lists {
            source: SourceId(1),
            cursor: 6,
        },
        Popup::Carriers { cursor: 1 },
        Popup::Entry(Box::new(Form {
            draft: Draft::default(),
            replaces: None,
            work: None,
            inputs: Default::default(),
            at: 3,
            offered: Some(12),
            trouble: None,
            waits: false,
        })),
        Popup::Export { of: 0, cursor: 2 },
        Popup::Filter(Filter::default()),
        Popup::Ask {
            what: Asked::Filter,
            input: Input::holding("type:rtc"),
        },
        Popup::Why { cursor: 3 },
        Popup::Address {
            link: "https://example.org/a/very/long/path/that/does/not/fit/on/one/line/of/any/small/window"
                .to_string(),
            why: "No browser can be started here.".to_string(),
        },
    ]
}

/// A year with something in it.
fn with_log(model: &mut Model) {
    let entry = |n: i64| Entry {
        id: EntryId(n),
        draft: Draft {
            learned_on: format!("2025-{:02}-15", n % 11 + 1).parse().unwrap(),
            minutes: 45,
            title: ODD[0].to_string(),
            ..Draft::default()
        },
        ..Entry::default()
    };
    model.log.book = Some(Book {
        entries: (1..30).map(entry).collect(),
        closed: None,
    });
}

/// A round with a card in front.
fn with_cards(model: &mut Model) {
    let card = |work: i64| Card {
        work: WorkId(work),
        question: ODD[1].to_string(),
        active: true,
        due: NOW,
        ..Card::default()
    };
    model.overview.review.cards = (9..12).map(card).collect();
    model.overview.review.n_all = 3;
    model.overview.review.n_waiting = 3;
    model.round.cards = model.overview.review.cards.clone();
    model.round.shown = true;
    model.round.begun = true;
}
