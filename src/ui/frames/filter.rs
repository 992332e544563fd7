//! The filter box and a filtered timeline, looked at.

use crate::app::filter::Column;
use crate::app::filter::Filter;
use crate::app::filter::Show;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::domain::answer::Facets;
use crate::domain::badge::Badge;
use crate::domain::id::TopicId;
use crate::domain::query::wish::Wish;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;

fn filter(width: u16, height: u16, column: Column) -> Model {
    let facets = Facets {
        kinds: vec![(Badge::Preprint, 1), (Badge::Guideline, 6), (Badge::Rct, 5)],
        n_all: Some(38),
        n_match: Some(11),
    };
    let mut filter = Filter::default();
    filter.column = column;
    filter.cursors = [0, 1, 0];
    filter.topics = vec![TopicId(1)];
    filter.kinds = vec![Badge::Rct, Badge::Guideline];
    filter.show = Show::Unread;
    filter.facets = Some(facets);
    Model {
        popup: Some(Popup::Filter(filter)),
        ..sample(width, height)
    }
}

fn filtered(width: u16, height: u16) -> Model {
    let mut model = sample(width, height);
    model.timeline.query.wish = Wish::typing("type:rct kidney", model.now);
    model.timeline.rows.clear();
    model
}

fn misspelt(width: u16, height: u16) -> Model {
    let mut model = sample(width, height);
    let text = "kidney type:rtc ";
    model.views.push(View::Search);
    model.search_typing = true;
    model.search_box = crate::app::input::Input::holding(text);
    model.search.query.wish = Wish::typing(text, model.now);
    model.search.rows = model.timeline.rows.clone();
    model.search.cursor = model.search.rows.first().map(|row| row.work);
    model.search.answered = true;
    model.search.n_all = Some(30);
    model.snippet = model.search.cursor.map(|work| {
        (
            work,
            "… the kidney was studied in 84 patients …".to_string(),
        )
    });
    model
}

#[test]
fn the_box_has_three_columns_with_counts_and_says_what_always_shows() {
    insta::assert_snapshot!(quoted(&filter(80, 24, Column::Topic)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3"
    "▌●   2h ╭─ Filter ─────────────────────────────────────────────────────╮     ×4"
    " ●   3h │                                                              │Y    ×6"
    " ●   5h │  Topic                 Kind               Show               │LINE ×3"
    " ●   6h │ ▌[x] Heart failure 9   [x] RCT 5          (x) unread         │INT"
    "  ★  8h │  [ ] CKD 7             [ ] Review 0       ( ) all            │"
    " ●   9h │  [ ] Diabetes 8        [x] Guideline 6    ( ) saved          │W    ×2"
    "    11h │  [ ] Infection 5       [ ] Preprint 1                        │CTED ×9"
    " ●  12h │  [ ] Safety 3          [ ] Case 0                            │LINE ×2"
    " ●  14h │  [ ] Frailty 2         [ ] News 0                            │Y    ×2"
    "  ★ 16h │  [ ] Sepsis 4          [ ] Corrected 0                       │     ×5"
    " ●  18h │                        [ ] Retracted 0                       │Y"
    " ●  20h │                        [ ] Concern 0                         │LINE"
    "    22h │                        [ ] Safety 0                          │"
    " ●   1d │                                                              │LINE"
    " ●   1d │  Always shown: retractions and safety notices                │     ×2"
    " ●   1d │  Space tick  Tab column  Enter apply  F clear  / as text     │     ×3"
    "────────╰───────────────────────────────────────────── 11 of 38 match ─╯────────"
    " Finerenone in heart failure with mildly reduced or preserved ejection fraction"
    " NEJM · 2025-11-18 08:44 · 2 h ago · 4 sources carry this (d)"
    ""
    ""
    " Space tick  Tab column  Enter apply  F clear  Esc close  ? keys"
    "#);
}

#[test]
fn a_narrow_box_shows_one_column_at_a_time() {
    insta::assert_snapshot!(quoted(&filter(40, 16, Column::Kind)), @r#"
    " rounds ▸ Timeline   38 unread · 4m ago"
    " 1╭─ Filter ─────────────────────────╮"
    "▌●│                                  │…"
    "▌ │ Kind      2 of 3, Tab shows more │"
    " ●│ [x] RCT 5                        │…"
    "  │▌[ ] Review 0                     │"
    " ●│ [x] Guideline 6                  │…"
    "  │ [ ] Preprint 1                   │"
    " ●│ [ ] Case 0                       │"
    "  │ [ ] News 0                       │"
    "  │                                  │…"
    "  │  Always: retractions, safety     │"
    " ●│  Enter apply  F clear            │…"
    "  ╰───────────────── 11 of 38 match ─╯"
    ""
    " Space tick  Tab column  ? keys"
    "#);
}

#[test]
fn a_wide_screen_has_the_same_box() {
    insta::assert_snapshot!(quoted(&filter(120, 36, Column::Show)), @r#"
    " rounds ▸ Timeline ▸ All lists                                                                       38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3  7 Frailty 2  8 Sepsis 4"
    "                           │▌●   2h NEJM            Finerenone in heart failure with mildly reduced or pr… RCT       ×4"
    "▌All                    38 │ ●   3h FDA             New boxed warning for a long-acting injectable: what…  SAFETY    ×6"
    " Cardiology journals    12 │ ●   5h NICE            Chronic heart failure in adults: guideline update, wh… GUIDELINE ×3"
    " Renal & diabetes        9 │ ●   6h medRxiv         Point-of-care creatinine to speed contrast decisions…  PREPRINT"
    " Guideline agencies      4 │  ★  8h BMJ             Ten steps to safer insulin charts: a quality improvem…"
    " Drug safety             3 │ ●   9h Cochrane        Loop diuretic dosing in acute decompensated heart fai… REVIEW    ×2"
    " Evidence reviews        6 │╭─ Filter ─────────────────────────────────────────────────────╮ort study      RETRACTED ×9"
    " Critical care nursing   2 ││                                                              │reference for… GUIDELINE ×2"
    " Hospital pharmacy       2 ││  Topic                 Kind               Show               │ how wards pr… SAFETY    ×2"
    "                           ││  [x] Heart failure 9   [x] RCT 5         ▌(x) unread         │ disease in p… RCT       ×5"
    " ★ Saved                14 ││  [ ] CKD 7             [ ] Review 0       ( ) all            │mponents, adv… SAFETY"
    "                           ││  [ ] Diabetes 8        [x] Guideline 6    ( ) saved          │actice alert   GUIDELINE"
    " ▲ 2 sources failing       ││  [ ] Infection 5       [ ] Preprint 1                        │over ten years"
    "   g h to see              ││  [ ] Safety 3          [ ] Case 0                            │               GUIDELINE"
    "                           ││  [ ] Frailty 2         [ ] News 0                            │al of a pharm… RCT       ×2"
    "                           ││  [ ] Sepsis 4          [ ] Corrected 0                       │bles for stew…           ×3"
    "                           ││                        [ ] Retracted 0                       │is adequacy t… CORRECTED"
    "                           ││                        [ ] Concern 0                         │ation at the…            ×2"
    "                           ││                        [ ] Safety 0                          │tepped-wedge…  RCT       ×2"
    "                           ││                                                              │atients this…            ×4"
    "                           ││  Always shown: retractions and safety notices                │hospitals      GUIDELINE"
    "                           ││  Space tick  Tab column  Enter apply  F clear  / as text     │ randomized c… RCT"
    "                           │╰───────────────────────────────────────────── 11 of 38 match ─╯────────────────────────────"
    "                           │ Finerenone in heart failure with mildly reduced or preserved ejection fraction"
    "                           │ NEJM · 2025-11-18 08:44 · 2 h ago · 4 sources carry this (d)"
    "                           │"
    "                           │"
    "                           │"
    "                           │"
    "                           │"
    "                           │"
    "                           │"
    ""
    " Space tick  Tab column  Enter apply  F clear  Esc close  ? keys"
    "#);
}

#[test]
fn a_filter_without_a_hit_says_so_and_how_to_clear_it() {
    insta::assert_snapshot!(quoted(&filtered(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists, filtered                     38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8         F clears the filter"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "                        Nothing matches type:rct kidney."
    ""
    "                        F   clears the filter"
    "                        r   refresh"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    " F clear filter  ] next list  r refresh  : command  ? keys"
    "#);
}

#[test]
fn the_search_tells_what_it_does_not_understand_and_shows_a_piece_of_the_text() {
    insta::assert_snapshot!(quoted(&misspelt(80, 24)), @r#"
    " rounds ▸ Search                                                       30 found"
    " /kidney type:rtc                                       in all kept  Tab: saved"
    " ▲ Column 13: type: does not know “rtc”. Did you mean type:rct"
    "▌●   2h NEJM      Finerenone in heart failure with mildly reduced… RCT       ×4"
    " ●   3h FDA       New boxed warning for a long-acting injectable:… SAFETY    ×6"
    " ●   5h NICE      Chronic heart failure in adults: guideline upda… GUIDELINE ×3"
    " ●   6h medRxiv   Point-of-care creatinine to speed contrast deci… PREPRINT"
    "  ★  8h BMJ       Ten steps to safer insulin charts: a quality im…"
    " ●   9h Cochrane  Loop diuretic dosing in acute decompensated hea… REVIEW    ×2"
    "    11h Sample J  Perioperative beta-blocker timing: a cohort stu… RETRACTED ×9"
    " ●  12h KDIGO     Evaluation and management of CKD: quick referen… GUIDELINE ×2"
    " ●  14h ISMP      Look-alike pen labels: three mix-ups and how wa… SAFETY    ×2"
    "  ★ 16h NEJM      Effects of semaglutide on chronic kidney diseas… RCT       ×5"
    " ●  18h EMA       Shortage notice: parenteral nutrition component… SAFETY"
    " ●  20h AACN      Family presence during resuscitation: practice…  GUIDELINE"
    "    22h Circ      Sex differences in door-to-balloon time over te…"
    " ●   1d 循環器学… 心不全診療ガイドライン改訂版の要点               GUIDELINE"
    " ●   1d Ann IM    Deprescribing in frail older adults: trial of a… RCT       ×2"
    "────────────────────────────────────────────────────────────────────────────────"
    " Finerenone in heart failure with mildly reduced or preserved ejection fraction"
    " … the kidney was studied in 84 patients …"
    " NEJM · 2025-11-18 08:44 · 2 h ago · 4 sources carry this (d)"
    ""
    " Down results  Tab scope  Esc close  C-u clear  F1 keys"
    "#);
}
