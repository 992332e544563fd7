//! The library, looked at.

use crate::app::input::Input;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::domain::query::wish::Wish;
use crate::ui::testing::lines;
use crate::ui::testing::on;
use crate::ui::testing::quoted;

#[test]
fn saved_items_show_notes_and_stars() {
    insta::assert_snapshot!(quoted(&on(View::Saved, 80, 24)), @r#"
    " rounds ▸ Saved                         14 saved · 1 due · 1 retracted · 4m ago"
    " 1 All 14  2 Due 1  3 Unread 4  4 Noted 1  5 Reading 2  6 Done 1  7 #ckd 2 …"
    "    next  saved source"
    "▌ ★     -   16h Sample J  Perioperative beta-blocker timing:…  RETRACTED"
    " ●★✎  due    2d KDIGO     Evaluation and management of CKD: q… GUIDELINE reading"
    " ●★     -    3d ISMP      Look-alike pen labels: three mix-up… SAFETY    done"
    "  ★     -    2w NEJM      Effects of semaglutide on chronic k… RCT"
    " ●★   9mo   2mo EMA       Shortage notice: parenteral nutriti… SAFETY    reading"
    " ●★     -    2y AACN      Family presence during resuscitatio… GUIDELINE"
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
    " #ckd #glp1 · Sample J · 2025-11-17 23:44 · 11 h ago · 9 sources carry this (d)"
    ""
    " 1 is due: about 2 minutes. g r starts the review."
    " g r review  Enter read  s unsave  e note  t tag  f filter  / search  ? keys"
    "#);
}

#[test]
fn the_library_in_full() {
    insta::assert_snapshot!(quoted(&on(View::Saved, 120, 36)), @r#"
    " rounds ▸ Saved                                                                 14 saved · 1 due · 1 retracted · 4m ago"
    " 1 All 14  2 Due 1  3 Unread 4  4 Noted 1  5 Reading 2  6 Done 1  7 #ckd 2  8 #icu 2"
    "    next  saved source                                                            tags"
    "▌ ★     -   16h Sample J  Perioperative beta-blocker timing: a cohort study       #ckd #glp1           RETRACTED"
    " ●★✎  due    2d KDIGO     Evaluation and management of CKD: quick reference for…  #ckd                 GUIDELINE reading"
    " ●★     -    3d ISMP      Look-alike pen labels: three mix-ups and how wards pre… #teaching            SAFETY    done"
    "  ★     -    2w NEJM      Effects of semaglutide on chronic kidney disease in pa…                      RCT"
    " ●★   9mo   2mo EMA       Shortage notice: parenteral nutrition components, advi… #icu #fluids         SAFETY    reading"
    " ●★     -    2y AACN      Family presence during resuscitation: practice alert    #icu                 GUIDELINE"
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
    " Perioperative beta-blocker timing: a cohort study"
    " #ckd #glp1 · Sample J · 2025-11-17 23:44 · 11 h ago · 9 sources carry this (d)"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    " 1 is due: about 2 minutes. g r starts the review."
    " g r review  Enter read  s unsave  e note  t tag  f filter  / search  q back  ? keys"
    "#);
}

#[test]
fn the_library_in_forty_columns_and_twelve_lines() {
    insta::assert_snapshot!(quoted(&on(View::Saved, 40, 12)), @r#"
    " rounds ▸ Saved  14 saved · 1 retracted"
    ""
    "▌ ★ Perioperative beta-blocker timing:…"
    "▌   16h Sample J  RETRACTED  #ckd #glp1"
    " ●★✎Evaluation and management of CKD:…"
    "    due 2d KDIGO  GUIDELINE  reading  …"
    " ●★ Look-alike pen labels: three mix-u…"
    "    3d ISMP  SAFETY  done  #teaching"
    "  ★ Effects of semaglutide on chronic…"
    "    2w NEJM  RCT"
    " 1 is due: about 2 minutes."
    " g r review  Enter read  ? keys"
    "#);
}

#[test]
fn a_tab_that_was_chosen_and_rows_that_are_marked() {
    let mut model = on(View::Saved, 80, 24);
    model.saved.query.wish = Wish::typing("is:reading", model.now);
    model.saved.query.hits_only = true;
    model.saved.rows.retain(|row| row.noted);
    model.saved.marked.insert(model.saved.rows[0].work);
    insta::assert_snapshot!(quoted(&model), @r#"
    " rounds ▸ Saved                         14 saved · 1 due · 1 retracted · 4m ago"
    " 1 All 14  2 Due 1  3 Unread 4  4 Noted 1  5 Reading 2  6 Done 1  7 #ckd 2 …"
    "    next  saved source"
    " ●★◆  due    2d KDIGO     Evaluation and management of CKD: q… GUIDELINE reading"
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
    "────────────────────────────────────────────────────────────────────────────────"
    ""
    ""
    ""
    " 1 marked: s t m i X act on all. Esc unmarks."
    " / search  q back  ? keys"
    "#);
}

#[test]
fn what_is_marked_is_said_as_long_as_it_is_and_not_over_a_box() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        for view in [View::Timeline, View::Saved] {
            let mut model = on(view, width, height);
            let long_ago = model.now.plus(-330 * 86_400);
            let listing = model.listing_mut();
            for row in &mut listing.rows {
                row.noted = true;
                row.published = long_ago;
            }
            listing.marked = listing.rows[..2].iter().map(|row| row.work).collect();
            let shown = |model: &Model| lines(model).join("\n");
            let text = shown(&model);
            assert!(text.contains(" 2 marked: s t m i X act"), "{text}");
            assert_eq!(text.matches('◆').count(), 2, "{text}");
            model.popup = Some(Popup::Links { cursor: 0 });
            assert!(!shown(&model).contains("marked: s"));
        }
    }
}

#[test]
fn nothing_saved_is_like_that() {
    let mut model = on(View::Saved, 80, 24);
    model.saved.query.wish = Wish::typing("tag:none", model.now);
    model.saved.rows.clear();
    insta::assert_snapshot!(quoted(&model), @r#"
    " rounds ▸ Saved                         14 saved · 1 due · 1 retracted · 4m ago"
    " 1 All 14  2 Due 1  3 Unread 4  4 Noted 1  5 Reading 2  6 Done 1 …  F shows all"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "                          Nothing saved is like that."
    ""
    "                          F   shows all that is saved"
    "                          q   back"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    " 1 is due: about 2 minutes. g r starts the review."
    " / search  q back  ? keys"
    "#);
}

#[test]
fn tags_are_asked_for() {
    let mut model = on(View::Saved, 80, 24);
    let works = vec![model.saved.rows[0].work];
    let before = vec!["ckd".to_string()];
    model.popup = Some(Popup::Ask {
        what: Asked::Tags { works, before },
        input: Input::holding("ckd, "),
    });
    insta::assert_snapshot!(quoted(&model), @r#"
    " rounds ▸ Saved                         14 saved · 1 due · 1 retracted · 4m ago"
    " 1 All 14  2 Due 1  3 Unread 4  4 Noted 1  5 Reading 2  6 Done 1  7 #ckd 2 …"
    "    next  saved source"
    "▌ ★     -   16h Sample J  Perioperative beta-blocker timing:…  RETRACTED"
    " ●★✎  due    2d KDIGO     Evaluation and management of CKD: q… GUIDELINE reading"
    " ●★     -    3d ISMP      Look-alike pen labels: three mix-up… SAFETY    done"
    "  ★     -    2w NEJM      Effects of semaglutide on chronic k… RCT"
    " ●★   9mo   2mo EMA       Shortage notice: parenteral nutriti… SAFETY    reading"
    " ●╭─ Tags ───────────────────────────────────────────────────────────────────╮"
    "  │  Commas between them; Tab completes; empty takes all off.                │"
    "  │  ckd,                                                                    │"
    "  │                                                                          │"
    "  ╰──────────────────────────────────────────────────────────────────── Esc ─╯"
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────"
    " Perioperative beta-blocker timing: a cohort study"
    " #ckd #glp1 · Sample J · 2025-11-17 23:44 · 11 h ago · 9 sources carry this (d)"
    ""
    ""
    " Enter keep  Tab complete  Esc close  F1 keys"
    "#);
}

#[test]
fn saved_items_on_two_lines() {
    insta::assert_snapshot!(quoted(&on(View::Saved, 46, 18)), @r#"
    " rounds ▸ Saved        14 saved · 1 retracted"
    " 1 All 14  2 Due 1  3 Unread 4  4 Noted 1 …"
    ""
    "▌ ★ Perioperative beta-blocker timing: a coh…"
    "▌   16h Sample J  RETRACTED  #ckd #glp1"
    " ●★✎Evaluation and management of CKD: quick…"
    "    due 2d KDIGO  GUIDELINE  reading  #ckd"
    " ●★ Look-alike pen labels: three mix-ups and…"
    "    3d ISMP  SAFETY  done  #teaching"
    "  ★ Effects of semaglutide on chronic kidney…"
    "    2w NEJM  RCT"
    " ●★ Shortage notice: parenteral nutrition co…"
    "    9mo 2mo EMA  SAFETY  reading  #icu #flui…"
    " ●★ Family presence during resuscitation: pr…"
    "    2y AACN  GUIDELINE  #icu"
    ""
    " 1 is due: about 2 minutes."
    " g r review  Enter read  s unsave  ? keys"
    "#);
}
