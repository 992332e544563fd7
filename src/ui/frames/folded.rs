//! A row behind which more of its source's day is folded, looked at.

use crate::app::model::HealthTab;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::id::WorkId;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;
use crate::ui::testing::screen;

/// The sample with 12 more of medRxiv and 3 more of BMJ folded, the first of
/// these rows selected.
fn folded(width: u16, height: u16) -> Model {
    fold(sample(width, height))
}

fn fold(mut model: Model) -> Model {
    model.timeline.rows[3].n_folded = 12;
    model.timeline.rows[4].n_folded = 3;
    model.timeline.cursor = Some(WorkId(3));
    model
}

#[test]
fn on_the_smallest_screen_the_title_makes_room_for_how_many_more() {
    insta::assert_snapshot!(quoted(&folded(40, 12)), @r#"
    " rounds ▸ Timeline   38 unread · 4m ago"
    " ●  Finerenone in heart failure with m…"
    "    2h NEJM  RCT  ×4"
    " ●  New boxed warning for a long-actin…"
    "    3h FDA  SAFETY  ×6"
    " ●  Chronic heart failure in adults: g…"
    "    5h NICE  GUIDELINE  ×3"
    "▌●  Point-of-care creatini… and 12 more"
    "▌   6h medRxiv  PREPRINT"
    ""
    ""
    " j k move  Enter read  g f all  ? keys"
    "#);
}

#[test]
fn the_strip_says_in_words_how_many_more_and_which_key_shows_all() {
    insta::assert_snapshot!(quoted(&folded(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3 …"
    " ●   2h NEJM      Finerenone in heart failure with mildly reduced… RCT       ×4"
    " ●   3h FDA       New boxed warning for a long-acting injectable:… SAFETY    ×6"
    " ●   5h NICE      Chronic heart failure in adults: guideline upda… GUIDELINE ×3"
    "▌●   6h medRxiv   Point-of-care creatinine to speed c… and 12 more PREPRINT"
    "  ★  8h BMJ       Ten steps to safer insulin charts: a… and 3 more"
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
    " ●   1d WHO       Antimicrobial use: global report, key tables fo…           ×3"
    "────────────────────────────────────────────────────────────────────────────────"
    " Point-of-care creatinine to speed contrast decisions in the emergency"
    " department"
    " and 12 more from medRxiv on that day: g f shows all"
    ""
    " j k move  Enter read  g f all  s save  o browser  n next unread  ? keys"
    "#);
}

#[test]
fn on_a_wide_screen_it_stands_right_behind_the_title() {
    insta::assert_snapshot!(quoted(&folded(120, 36)), @r#"
    " rounds ▸ Timeline ▸ All lists                                                                       38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3  7 Frailty 2  8 Sepsis 4"
    "                           │ ●   2h NEJM            Finerenone in heart failure with mildly reduced or pr… RCT       ×4"
    "▌All                    38 │ ●   3h FDA             New boxed warning for a long-acting injectable: what…  SAFETY    ×6"
    " Cardiology journals    12 │ ●   5h NICE            Chronic heart failure in adults: guideline update, wh… GUIDELINE ×3"
    " Renal & diabetes        9 │▌●   6h medRxiv         Point-of-care creatinine to speed contras… and 12 more PREPRINT"
    " Guideline agencies      4 │  ★  8h BMJ             Ten steps to safer insulin charts: a quali… and 3 more"
    " Drug safety             3 │ ●   9h Cochrane        Loop diuretic dosing in acute decompensated heart fai… REVIEW    ×2"
    " Evidence reviews        6 │    11h Sample J        Perioperative beta-blocker timing: a cohort study      RETRACTED ×9"
    " Critical care nursing   2 │ ●  12h KDIGO           Evaluation and management of CKD: quick reference for… GUIDELINE ×2"
    " Hospital pharmacy       2 │ ●  14h ISMP            Look-alike pen labels: three mix-ups and how wards pr… SAFETY    ×2"
    "                           │  ★ 16h NEJM            Effects of semaglutide on chronic kidney disease in p… RCT       ×5"
    " ★ Saved                14 │ ●  18h EMA             Shortage notice: parenteral nutrition components, adv… SAFETY"
    "                           │ ●  20h AACN            Family presence during resuscitation: practice alert   GUIDELINE"
    " ▲ 2 sources failing       │    22h Circ            Sex differences in door-to-balloon time over ten years"
    "   g h to see              │ ●   1d 循環器学会      心不全診療ガイドライン改訂版の要点                     GUIDELINE"
    "                           │ ●   1d Ann IM          Deprescribing in frail older adults: trial of a pharm… RCT       ×2"
    "                           │ ●   1d WHO             Antimicrobial use: global report, key tables for stew…           ×3"
    "                           │     1d Lancet          Correction: units in table 2 of a dialysis adequacy t… CORRECTED"
    "                           │ ●   1d JAMA            Time-limited trial of noninvasive ventilation at the…            ×2"
    "                           │ ●   2d Gut             Proton pump inhibitor deprescribing: a stepped-wedge…  RCT       ×2"
    "                           │     2d CDC             Respiratory virus update: what to tell patients this…            ×4"
    "                           │ ●   2d ASHP            Sterile compounding checklist for small hospitals      GUIDELINE"
    "                           │ ●   2d JAMA IM         Discharge summaries patients can read: a randomized c… RCT"
    "                           │────────────────────────────────────────────────────────────────────────────────────────────"
    "                           │ Point-of-care creatinine to speed contrast decisions in the emergency department"
    "                           │ and 12 more from medRxiv on that day: g f shows all"
    "                           │ medRxiv · 2025-11-18 04:44 · 6 h ago"
    "                           │"
    "                           │"
    "                           │"
    "                           │"
    "                           │"
    "                           │"
    ""
    " j k move  Enter read  g f all  s save  o browser  n next unread  f filter  / search  w who to follow  ? keys"
    "#);
}

#[test]
fn it_is_never_cut_at_any_width_and_in_ascii() {
    for width in [40, 46, 59, 60, 76, 80, 100, 120, 160, 200] {
        for two_lines in [false, true] {
            let mut model = folded(width, 24);
            model.two_lines = two_lines;
            let seen = screen(&model);
            assert!(seen.contains("and 12 more"), "{width}:\n{seen}");
            assert!(seen.contains("and 3 more"), "{width}:\n{seen}");
        }
    }
    let mut model = folded(80, 24);
    model.settings.ascii = true;
    let seen = screen(&model);
    assert!(seen.contains("~ and 12 more"), "{seen}");
}

#[test]
fn where_all_that_is_shown_is_read_the_folded_are_still_told() {
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        let mut model = sample(width, height);
        model.timeline.rows.clear();
        model.timeline.query.unread_only = true;
        model.overview.n_unread_here = 0;
        model.overview.n_folded = 12;
        // Its words may be on two lines.
        let seen = screen(&model);
        let words: Vec<&str> = seen.split_whitespace().collect();
        assert!(words.join(" ").contains("12 folded"), "{seen}");
    }
}

#[test]
fn source_health_says_which_limit_holds() {
    let mut model = sample(120, 36);
    model.views = vec![View::Timeline, View::Health];
    model.health.tab = HealthTab::All;
    for source in &mut model.sources {
        source.daily = Some(5);
    }
    let seen = screen(&model);
    assert!(seen.contains("at most 5 a day in timelines"), "{seen}");
}
