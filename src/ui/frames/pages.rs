//! Saved, search, health and help, looked at.

use crate::app::input::Input;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::query::wish::Wish;
use crate::ui::testing::NOW;
use crate::ui::testing::lines;
use crate::ui::testing::on;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;

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
fn the_search_has_its_box_on_line_2() {
    insta::assert_snapshot!(quoted(&searching(80, 24)), @r#"
    " rounds ▸ Search                                                        6 found"
    " /guide                                                 in saved  Tab: all kept"
    " Fields: title: text: author: journal: mesh: note: source: list: topic: tag:"
    "▌ ★ 11h Sample J  Perioperative beta-blocker timing: a cohort stu… RETRACTED ×9"
    " ●★✎12h KDIGO     Evaluation and management of CKD: quick referen… GUIDELINE ×2"
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
    " Down results  Tab scope  Esc close  C-u clear  F1 keys"
    "#);
}

#[test]
fn help_is_a_page_under_100_columns() {
    insta::assert_snapshot!(quoted(&on(View::Help, 80, 24)), @r#"
    " rounds ▸ Keys                                               / find · Esc close"
    ""
    " On this screen"
    " Space         Read on: open, then page down, then the next unread"
    " 1-9           Show numbered tab n (topics in the timeline)"
    " b             Mark rows, then save, read, tag, stage or export all"
    " f             Filter: topics, kinds, unread or saved; in Saved a query"
    " z f           Filter by a query, as typed in the search"
    " z k           Keep this filter or search as a timeline"
    " z x           Mute what a query finds; among the muted, no more"
    " z X           Show what is muted"
    " F             Clear the filter"
    " T             Rename, move or delete this list or source; edit a topic's"
    "               words"
    " g f           All of the selected item's source, at that item"
    ""
    " Read"
    " n             Next unread (next match while a find is showing)"
    " p             Previous unread"
    " o             Open in the browser (marks read)"
    " L             List the links in this item"
    " d             Who carries this: the n sources of this item"
    ""
    " Esc close  / find a key  j k scroll  ? keys"
    "#);
}

#[test]
fn help_is_a_box_from_100_columns() {
    insta::assert_snapshot!(quoted(&on(View::Help, 120, 36)), @r#"
    " rounds ▸ Keys                                                                                       / find · Esc close"
    " 1 All 38 ╭─ Keys: timeline ─────────────────────────────────────────────────────────────────────────────────╮"
    "          │ On this screen                                  Learn                                            │       ×4"
    " All      │ Space         Read on: open, then page down,    c             Write this item into your          │ETY    ×6"
    " Cardiolog│               then the next unread                            learning log                       │DELINE ×3"
    " Renal & d│ 1-9           Show numbered tab n (topics in    C             Open your learning log and its     │PRINT"
    " Guideline│               the timeline)                                   year, where entries are corrected  │"
    " Drug safe│ b             Mark rows, then save, read, tag,  z r           Put this saved item into review,   │IEW    ×2"
    " Evidence │               stage or export all                             or take it out                     │RACTED ×9"
    " Critical │ f             Filter: topics, kinds, unread or  g r           Review what is due                 │DELINE ×2"
    " Hospital │               saved; in Saved a query                                                            │ETY    ×2"
    "          │ z f           Filter by a query, as typed in    Go to                                            │       ×5"
    " ★ Saved  │               the search                        g t           Timeline                           │ETY"
    "          │ z k           Keep this filter or search as a   g s           Saved                              │DELINE"
    " ▲ 2 sourc│               timeline                          g c           CME log                            │"
    "   g h to │ z x           Mute what a query finds; among    g h           Source health: errors, last        │DELINE"
    "          │               the muted, no more                              fetched                            │       ×2"
    "          │ z X           Show what is muted                g w           Who to follow                      │       ×3"
    "          │ F             Clear the filter                  g o           A finite round of unread items,    │RECTED"
    "          │ T             Rename, move or delete this list                with an end                        │       ×2"
    "          │               or source; edit a topic's words   g m           Messages: every toast since start  │       ×2"
    "          │ g f           All of the selected item's                                                         │       ×4"
    "          │               source, at that item              View                                             │DELINE"
    "          │                                                 z z           Zoom the focused pane              │"
    "          │ Read                                            z t           Theme: dark, light, high           │──────────"
    "          │ n             Next unread (next match while a                 contrast, your own, no colour      │"
    "          │               find is showing)                  z s           Show / hide the lists              │"
    "          │ p             Previous unread                   z p           Show / hide the article pane       │"
    "          │ o             Open in the browser (marks read)  z d           One or two lines a row             │"
    "          │ L             List the links in this item       z u           Unread only / all                  │"
    "          │ d             Who carries this: the n sources   z m           Mouse on / off (off lets the       │"
    "          │               of this item                                    terminal select text)              │"
    "          ╰────────────────────────────────────────────────────────────────────────────────────── Esc close ─╯"
    "                           │"
    ""
    " Esc close  / find a key  j k scroll  ? keys"
    "#);
}

#[test]
fn a_long_message_is_whole_among_the_messages() {
    let mut model = messages(40, 12);
    let words = "Could not look at https://example.org/feed.xml: the server says no. Enter tries \
                 again.";
    model.messages.push((NOW, words.to_string()));
    insta::assert_snapshot!(quoted(&model), @r#"
    " rounds ▸ Messages           3 messages"
    ""
    "    2h  49 of 51 fetched. 2 failed: g h"
    "        shows why."
    "   now  38 marked as read. u brings"
    "        them back."
    "   now  Could not look at"
    "        https://example.org/feed.xml:"
    "        the server says no. Enter tries"
    "        again."
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

#[test]
fn a_row_tells_that_it_is_saved_and_that_it_has_a_note() {
    let mut model = sample(80, 24);
    let ages = [2, 2, 24 * 330, 24 * 500];
    for (row, hours) in model.timeline.rows.iter_mut().zip(ages) {
        row.published = model.now.plus(-hours * 3_600);
        row.saved = true;
        row.noted = true;
    }
    model.timeline.rows[1].saved = false;
    let shown = lines(&model);
    assert!(shown[2].starts_with("▌●★✎ 2h NEJM"), "{}", shown[2]);
    assert!(shown[3].starts_with(" ● ✎ 2h FDA"), "{}", shown[3]);
    assert!(shown[4].starts_with(" ●★✎47w NICE"), "{}", shown[4]);
    assert!(shown[5].starts_with(" ●★✎ 1y medRxiv"), "{}", shown[5]);
    model.width = 46;
    let shown = lines(&model);
    assert!(shown[2].starts_with("▌●★✎Finerenone"), "{}", shown[2]);
}
