//! Screens with nothing to show, looked at: never only blank.

use crate::app::input::Input;
use crate::app::model::Fetching;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::answer::Overview;
use crate::domain::id::ListId;
use crate::domain::id::TopicId;
use crate::domain::query::Place;
use crate::domain::query::wish::Wish;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;

fn empty(width: u16, height: u16) -> Model {
    let mut model = sample(width, height);
    model.timeline.rows.clear();
    model.timeline.cursor = None;
    model
}

fn nothing_followed(width: u16, height: u16) -> Model {
    let mut model = empty(width, height);
    model.overview = Overview {
        revision: 1,
        ..Overview::default()
    };
    model
}

fn caught_up(width: u16, height: u16) -> Model {
    let mut model = empty(width, height);
    model.timeline.query.unread_only = true;
    model.timeline.query.place = Place::List(ListId(4));
    model.overview.n_unread_here = 0;
    model.overview.n_sources_here = 6;
    model
}

fn first_refresh(width: u16, height: u16) -> Model {
    let mut model = empty(width, height);
    model.fetching = Some(Fetching {
        n_all: 51,
        ..Fetching::default()
    });
    model
}

fn no_match(width: u16, height: u16) -> Model {
    let mut model = empty(width, height);
    model.timeline.query.topic = Some(TopicId(2));
    model
}

fn nothing_saved(width: u16, height: u16) -> Model {
    let mut model = empty(width, height);
    model.saved.answered = true;
    model.overview.n_saved = 0;
    model.views.push(View::Saved);
    model
}

fn no_hit(width: u16, height: u16) -> Model {
    let mut model = empty(width, height);
    model.search.answered = true;
    model.search.n_all = Some(0);
    model.search.query.wish = Wish::typing("dialisys", model.now);
    model.search_box = Input::holding("dialisys");
    model.views.push(View::Search);
    model
}

#[test]
fn nothing_followed_says_how_to_begin() {
    insta::assert_snapshot!(quoted(&nothing_followed(80, 24)), @r#"
    " rounds ▸ Timeline                                             nothing followed"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "            You follow nothing yet."
    ""
    "            g l   the welcome: ready-made lists for what you work in"
    "            w     whom to follow: journals, agencies, reviews"
    "            +     add a journal, agency or feed by address"
    "            :     every command by name"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    " w who to follow  + add  : command  q quit  ? keys"
    "#);
}

#[test]
fn caught_up_says_how_fresh_that_is() {
    insta::assert_snapshot!(quoted(&caught_up(80, 24)), @r#"
    " rounds ▸ Timeline ▸ Drug safety, unread                      0 unread · 4m ago"
    " 1 All 0  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3 …"
    ""
    ""
    ""
    ""
    ""
    ""
    "                All caught up in Drug safety."
    ""
    "                6 sources, newest item 3 h ago, checked 4 m ago."
    ""
    "                z u   show read items too"
    "                ]     next list with unread: Evidence reviews, 6"
    "                R     refresh all"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    " z u show read  ] next list  w who to follow  R refresh all  q quit  ? keys"
    "#);
}

#[test]
fn the_first_refresh_says_what_is_asked() {
    insta::assert_snapshot!(quoted(&first_refresh(80, 16)), @r#"
    " rounds ▸ Timeline ▸ All lists                                    fetching 0/51"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3 …"
    ""
    ""
    ""
    ""
    ""
    "           Asking 51 sources. First items usually appear within a few"
    "           seconds."
    ""
    ""
    ""
    ""
    ""
    " Fetching 0 of 51  ░░░░░░░░░░░░░░░░░░░░  0 failed · 0 new · x stops"
    " ] next list  / search  w who to follow  r refresh  : command  ? keys"
    "#);
}

#[test]
fn a_filter_without_a_hit_says_how_to_clear_it() {
    insta::assert_snapshot!(quoted(&no_match(60, 16)), @r#"
    " rounds ▸ Timeline ▸ All lists           38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7 …         F shows all"
    ""
    ""
    ""
    ""
    "                   Nothing matches CKD."
    ""
    "                   F   clears the filter"
    "                   r   refresh"
    ""
    ""
    ""
    ""
    ""
    " F clear filter  ] next list  r refresh  : command  ? keys"
    "#);
}

#[test]
fn nothing_saved_says_how_to_save() {
    insta::assert_snapshot!(quoted(&nothing_saved(60, 14)), @r#"
    " rounds ▸ Saved                            0 saved · 4m ago"
    ""
    ""
    ""
    "     Nothing saved yet."
    ""
    "     s   on any item keeps it here, with its text, for"
    "         offline study"
    "     q   back"
    ""
    ""
    ""
    ""
    " / search  q back  ? keys"
    "#);
}

#[test]
fn no_result_says_so() {
    insta::assert_snapshot!(quoted(&no_hit(60, 14)), @r#"
    " rounds ▸ Search                                    0 found"
    " /dialisys                          in all kept  Tab: saved"
    ""
    ""
    ""
    "                   No hit for dialisys."
    ""
    "                   Tab   looks elsewhere"
    ""
    ""
    ""
    ""
    ""
    " Tab scope  Esc close  ? keys"
    "#);
}

#[test]
fn too_small_a_window_says_what_it_needs() {
    insta::assert_snapshot!(quoted(&sample(38, 9)), @r#"
    ""
    ""
    ""
    "    rounds needs 40 x 12"
    "    this window is 38 x 9"
    "    enlarge it, or q quits"
    ""
    ""
    ""
    "#);
}

#[test]
fn a_small_or_between_words_is_hinted_at_where_nothing_is_found() {
    let typed = "statin or aspirin";
    let hint = "Column 8: \"or\" is looked for as a word. Write OR between words";
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let mut found = no_hit(width, height);
        found.search.query.wish = Wish::typing(typed, found.now);
        found.search_box = Input::holding(typed);
        let mut filtered = empty(width, height);
        filtered.timeline.query.wish = Wish::typing(typed, filtered.now);
        let mut saved = nothing_saved(width, height);
        saved.saved.query.wish = Wish::typing(typed, saved.now);
        for model in [found, filtered, saved] {
            let shown = crate::ui::testing::lines(&model).join(" ");
            let words: Vec<&str> = shown.split_whitespace().collect();
            let shown = words.join(" ");
            assert!(shown.contains(hint), "{width}×{height}: {shown}");
        }
        let plain = no_hit(width, height);
        let shown = crate::ui::testing::lines(&plain).join(" ");
        assert!(!shown.contains("Column"), "{shown}");
    }
}
