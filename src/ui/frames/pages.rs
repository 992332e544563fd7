//! Saved, search, health and help, looked at.

use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::query::wish::Wish;
use crate::ui::testing::NOW;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;
use crate::ui::testing::with_saved;

fn on(view: View, width: u16, height: u16) -> Model {
    let mut model = with_saved(sample(width, height));
    model.views.push(view);
    model
}

fn searching(width: u16, height: u16) -> Model {
    let mut model = on(View::Search, width, height);
    model.search = model.saved.clone();
    model.search.query.wish = Wish::typing("guide", model.now);
    model.search.n_all = Some(6);
    model.search_box = Input::holding("guide");
    model.search_typing = true;
    model
}

fn messages(width: u16, height: u16) -> Model {
    let mut model = on(View::Messages, width, height);
    model.messages = vec![
        (
            NOW.plus(-7200),
            "49 of 51 fetched. 2 failed: g h shows why.".into(),
        ),
        (
            NOW.plus(-30),
            "38 marked as read. u brings them back.".into(),
        ),
    ];
    model
}

#[test]
fn saved_items_show_notes_and_stars() {
    insta::assert_snapshot!(quoted(&on(View::Saved, 80, 24)), @r#"
    " rounds ▸ Saved                                               14 saved · 4m ago"
    "    age source"
    "▌ ★ 11h Sample J  Perioperative beta-blocker timing: a cohort stu… RETRACTED ×9"
    " ●✎ 12h KDIGO     Evaluation and management of CKD: quick referen… GUIDELINE ×2"
    " ●★ 14h ISMP      Look-alike pen labels: three mix-ups and how wa… SAFETY    ×2"
    "  ★ 16h NEJM      Effects of semaglutide on chronic kidney diseas… RCT       ×5"
    " ●★ 18h EMA       Shortage notice: parenteral nutrition component… SAFETY"
    " ●★ 20h AACN      Family presence during resuscitation: practice…  GUIDELINE"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────"
    " Perioperative beta-blocker timing: a cohort study"
    " Sample J · 2025-11-17 23:44 · 11 h ago · 9 sources carry this (d)"
    ""
    ""
    " Enter read  s unsave  e note  / search  q back  ? keys"
    "#);
}

#[test]
fn saved_items_on_two_lines() {
    insta::assert_snapshot!(quoted(&on(View::Saved, 46, 18)), @r#"
    " rounds ▸ Saved             14 saved · 4m ago"
    ""
    "▌ ★ Perioperative beta-blocker timing: a coh…"
    "▌   11h Sample J  RETRACTED  ×9"
    " ●✎ Evaluation and management of CKD: quick…"
    "    12h KDIGO  GUIDELINE  ×2"
    " ●★ Look-alike pen labels: three mix-ups and…"
    "    14h ISMP  SAFETY  ×2"
    "  ★ Effects of semaglutide on chronic kidney…"
    "    16h NEJM  RCT  ×5"
    " ●★ Shortage notice: parenteral nutrition co…"
    "    18h EMA  SAFETY"
    " ●★ Family presence during resuscitation: pr…"
    "    20h AACN  GUIDELINE"
    ""
    ""
    ""
    " Enter read  s unsave  e note  ? keys"
    "#);
}

#[test]
fn the_search_has_its_box_on_line_2() {
    insta::assert_snapshot!(quoted(&searching(80, 24)), @r#"
    " rounds ▸ Search                                                        6 found"
    " /guide                                                              Tab: saved"
    " Fields: title: text: author: journal: mesh: note: source: list: topic: type:…"
    "▌ ★ 11h Sample J  Perioperative beta-blocker timing: a cohort stu… RETRACTED ×9"
    " ●✎ 12h KDIGO     Evaluation and management of CKD: quick referen… GUIDELINE ×2"
    " ●★ 14h ISMP      Look-alike pen labels: three mix-ups and how wa… SAFETY    ×2"
    "  ★ 16h NEJM      Effects of semaglutide on chronic kidney diseas… RCT       ×5"
    " ●★ 18h EMA       Shortage notice: parenteral nutrition component… SAFETY"
    " ●★ 20h AACN      Family presence during resuscitation: practice…  GUIDELINE"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────"
    " Perioperative beta-blocker timing: a cohort study"
    " Sample J · 2025-11-17 23:44 · 11 h ago · 9 sources carry this (d)"
    ""
    ""
    " Down results  Tab scope  Esc close  C-u clear  ? keys"
    "#);
}

#[test]
fn health_says_what_failed_and_what_comes_next() {
    insta::assert_snapshot!(quoted(&on(View::Health, 80, 24)), @r#"
    " rounds ▸ Source health                   5 sources · 2 failing · 1 slow or odd"
    " 1 Problems 3  2 All 5  3 Quiet 0"
    "    source               last good  tries  what happened"
    "▌ ✗ Sample Heart Journal 3d ago         9  404 not found: the feed moved or en…"
    "  ✗ Ward Teaching Blog   6h ago         2  certificate expired 2 days ago"
    "  ▲ Regional Formulary   1h ago         1  slow: 14 s, gave up once, then work…"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────"
    " Sample Heart Journal"
    " https://journal.example/feed.xml"
    " 404 not found: the feed moved or ended. Older items are kept. Next try in 6h."
    " 40 items · 3 unread · newest 3 d ago"
    ""
    ""
    ""
    ""
    " r try now  R try all  - unfollow  o open site  q back  ? keys"
    "#);
}

/// A source with a past: it moved, a page came instead, and it answered often.
fn with_a_past(width: u16, height: u16) -> Model {
    let mut model = on(View::Health, width, height);
    if let Some(source) = model.sources.get_mut(1) {
        source.offers = vec![
            ("https://journal.example/rss/current".into(), "New".into()),
            ("https://journal.example/rss/all".into(), "All".into()),
        ];
        source.moved_from = Some("http://old.example/feed.xml".into());
        source.what = "this is a web page, not a feed".into();
        source.n_answers = 40;
        source.n_unchanged = 31;
        source.mean_ms = 420;
        source.n_bytes = 81_234;
        source.n_skipped = 2;
    }
    model
}

#[test]
fn health_tells_what_was_found_where_it_lived_and_how_asking_went() {
    insta::assert_snapshot!(quoted(&with_a_past(80, 24)), @r#"
    " rounds ▸ Source health                   5 sources · 2 failing · 1 slow or odd"
    " 1 Problems 3  2 All 5  3 Quiet 0"
    "    source               last good  tries  what happened"
    "▌ ✗ Sample Heart Journal 3d ago         9  this is a web page, not a feed"
    "  ✗ Ward Teaching Blog   6h ago         2  certificate expired 2 days ago"
    "  ▲ Regional Formulary   1h ago         1  slow: 14 s, gave up once, then work…"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────"
    " Sample Heart Journal"
    " https://journal.example/feed.xml"
    " this is a web page, not a feed. Older items are kept. Next try in 6h."
    " Found on its page, with 1 more: https://journal.example/rss/current"
    " Moved from http://old.example/feed.xml"
    " 40 items · 3 unread · newest 3 d ago"
    " 40 answers · 77 % not changed · 420 ms on average · 82 kB · 2 unusable"
    ""
    " Enter use that address  r try now  R try all  - unfollow  o open site  ? keys"
    "#);
    insta::assert_snapshot!(quoted(&with_a_past(120, 36)), @r#"
    " rounds ▸ Source health                                                           5 sources · 2 failing · 1 slow or odd"
    " 1 Problems 3  2 All 5  3 Quiet 0"
    "    source               last good  tries  what happened"
    "▌ ✗ Sample Heart Journal 3d ago         9  this is a web page, not a feed"
    "  ✗ Ward Teaching Blog   6h ago         2  certificate expired 2 days ago"
    "  ▲ Regional Formulary   1h ago         1  slow: 14 s, gave up once, then worked"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────"
    " Sample Heart Journal"
    " https://journal.example/feed.xml"
    " this is a web page, not a feed. Older items are kept. Next try in 6h."
    " Found on its page, with 1 more: https://journal.example/rss/current"
    " Moved from http://old.example/feed.xml"
    " 40 items · 3 unread · newest 3 d ago"
    " 40 answers · 77 % not changed · 420 ms on average · 82 kB · 2 unusable"
    ""
    ""
    ""
    " Enter use that address  r try now  R try all  - unfollow  o open site  q back  ? keys"
    "#);
    insta::assert_snapshot!(quoted(&with_a_past(40, 12)), @r#"
    " rounds 5 sources · 2 failing · 1 slow…"
    ""
    "▌ ✗ Sample Heart Journal         3d ago"
    "▌   this is a web page, not a feed"
    "  ✗ Ward Teaching Blog           6h ago"
    "    certificate expired 2 days ago"
    "  ▲ Regional Formulary           1h ago"
    "    slow: 14 s, gave up once, then wor…"
    ""
    ""
    ""
    " Enter use that address  ? keys"
    "#);
}

#[test]
fn health_on_a_narrow_screen() {
    insta::assert_snapshot!(quoted(&on(View::Health, 46, 18)), @r#"
    " rounds 5 sources · 2 failing · 1 slow or odd"
    " 1 Problems 3  2 All 5  3 Quiet 0"
    ""
    "▌ ✗ Sample Heart Journal               3d ago"
    "▌   404 not found: the feed moved or ended"
    "  ✗ Ward Teaching Blog                 6h ago"
    "    certificate expired 2 days ago"
    "  ▲ Regional Formulary                 1h ago"
    "    slow: 14 s, gave up once, then worked"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    " r try now  R try all  - unfollow  ? keys"
    "#);
}

#[test]
fn help_is_a_page_under_100_columns() {
    insta::assert_snapshot!(quoted(&on(View::Help, 80, 24)), @r#"
    " rounds ▸ Keys                                                        Esc close"
    ""
    " Read"
    " n             Next unread (next match while a find is showing)"
    " p             Previous unread"
    " Space         Read on: open, then page down, then the next unread"
    " o             Open in the browser (marks read)"
    " L             List the links in this item"
    " 1-9           Show numbered tab n (topics in the timeline)"
    " d             Who carries this: the n sources of this item"
    " W             Why is this here: source, list, topic, phrase, what joined it"
    " m             Mark read / unread"
    " M             Mark all shown as read (undoable)"
    ""
    " Keep"
    " s             Save to study / unsave"
    " e             Edit the note"
    " u             Undo the last change (kept across restarts)"
    " U             Redo"
    ""
    " Find"
    " f             Filter: topics, kinds, unread or saved"
    ""
    " Esc close  j k scroll  ? keys"
    "#);
}

#[test]
fn help_is_a_box_from_100_columns() {
    insta::assert_snapshot!(quoted(&on(View::Help, 120, 36)), @r#"
    " rounds ▸ Keys                                                                                                Esc close"
    " 1 All 38 ╭─ Keys: timeline ─────────────────────────────────────────────────────────────────────────────────╮"
    "          │ Read                                            Go to                                            │       ×4"
    " All      │ n             Next unread (next match while a   g t           Timeline                           │ETY    ×6"
    " Cardiolog│               find is showing)                  g s           Saved                              │DELINE ×3"
    " Renal & d│ p             Previous unread                   g c           CME log                            │PRINT"
    " Guideline│ Space         Read on: open, then page down,    g h           Source health: errors, last        │"
    " Drug safe│               then the next unread                            fetched                            │IEW    ×2"
    " Evidence │ o             Open in the browser (marks read)  g o           A finite round of unread items,    │RACTED ×9"
    " Critical │ L             List the links in this item                     with an end                        │DELINE ×2"
    " Hospital │ 1-9           Show numbered tab n (topics in    g m           Messages: every toast since start  │ETY    ×2"
    "          │               the timeline)                                                                      │       ×5"
    " ★ Saved  │ d             Who carries this: the n sources   View                                             │ETY"
    "          │               of this item                      z z           Zoom the focused pane              │DELINE"
    " ▲ 2 sourc│ W             Why is this here: source, list,   z t           Theme: dark, light, no colour      │"
    "   g h to │               topic, phrase, what joined it     z s           Show / hide the lists              │DELINE"
    "          │ m             Mark read / unread                z p           Show / hide the article pane       │       ×2"
    "          │ M             Mark all shown as read (undoable) z d           One or two lines a row             │       ×3"
    "          │                                                 z u           Unread only / all                  │RECTED"
    "          │ Keep                                                                                             │       ×2"
    "          │ s             Save to study / unsave            Move                                             │       ×2"
    "          │ e             Edit the note                     j  Down       Down one row / scroll down         │       ×4"
    "          │ u             Undo the last change (kept across k  Up         Up one row / scroll up             │DELINE"
    "          │               restarts)                         l  Right      Open / go in (article, list,       │"
    "          │ U             Redo                                            link)                              │──────────"
    "          │                                                 h  Left       Back / go out one level            │"
    "          │ Find                                            C-d           Half a page down                   │"
    "          │ f             Filter: topics, kinds, unread or  C-u           Half a page up                     │"
    "          │               saved                             PageDown  C-f Page down                          │"
    "          │ z f           Filter by a query, as typed in    PageUp  C-b   Page up                            │"
    "          │               the search                        g g  Home     First row / top                    │"
    "          │ z k           Keep this filter or search as a   G  End        Last row / bottom                  │"
    "          ╰────────────────────────────────────────────────────────────────────────────────────── Esc close ─╯"
    "                           │"
    ""
    " Esc close  j k scroll  ? keys"
    "#);
}

#[test]
fn messages_are_kept_with_their_time() {
    insta::assert_snapshot!(quoted(&messages(60, 14)), @r#"
    " rounds ▸ Messages                               2 messages"
    ""
    "    2h  49 of 51 fetched. 2 failed: g h shows why."
    "   now  38 marked as read. u brings them back."
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    " Esc close  j k scroll  ? keys"
    "#);
}

#[test]
fn the_help_ends_with_how_to_write_a_query() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let mut model = on(View::Help, width, height);
        model.help_top = 10_000;
        let end = quoted(&model);
        assert!(end.contains("before:2025"), "{width}: {end}");
    }
}
