//! The timeline, looked at.

use crate::app::model::Fetching;
use crate::app::model::Model;
use crate::app::model::Notice;
use crate::app::model::Pane;
use crate::app::model::Tone;
use crate::domain::id::TopicId;
use crate::ui::testing::NOW;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;
use crate::ui::testing::with_article;

fn lists_open(width: u16, height: u16) -> Model {
    Model {
        lists_open: true,
        focus: Pane::Lists,
        ..sample(width, height)
    }
}

fn topic(width: u16, height: u16) -> Model {
    let mut model = sample(width, height);
    model.timeline.query.topic = Some(TopicId(2));
    model
}

fn fetching(model: Model) -> Model {
    Model {
        fetching: Some(Fetching {
            n_done: 19,
            n_all: 51,
            n_failed: 0,
            n_new: 7,
        }),
        ..model
    }
}

fn offline(model: Model) -> Model {
    Model {
        offline: Some(NOW.plus(-780)),
        notice: Some(Notice {
            text: "Offline since 10:31. Kept items still work; fetching resumes by itself.".into(),
            tone: Tone::Care,
            id: 1,
        }),
        ..model
    }
}

#[test]
fn the_smallest_timeline_keeps_its_three_lines() {
    insta::assert_snapshot!(quoted(&sample(40, 12)), @r#"
    " rounds ▸ Timeline   38 unread · 4m ago"
    "▌●  Finerenone in heart failure with m…"
    "▌   2h NEJM  RCT  ×4"
    " ●  New boxed warning for a long-actin…"
    "    3h FDA  SAFETY  ×6"
    " ●  Chronic heart failure in adults: g…"
    "    5h NICE  GUIDELINE  ×3"
    " ●  Point-of-care creatinine to speed…"
    "    6h medRxiv  PREPRINT"
    ""
    ""
    " j k move  Enter read  s save  ? keys"
    "#);
}

#[test]
fn under_80_columns_rows_take_two_lines() {
    insta::assert_snapshot!(quoted(&sample(46, 18)), @r#"
    " rounds ▸ Timeline         38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7 …"
    "▌●  Finerenone in heart failure with mildly…"
    "▌   2h NEJM  RCT  ×4"
    " ●  New boxed warning for a long-acting inje…"
    "    3h FDA  SAFETY  ×6"
    " ●  Chronic heart failure in adults: guideli…"
    "    5h NICE  GUIDELINE  ×3"
    " ●  Point-of-care creatinine to speed contra…"
    "    6h medRxiv  PREPRINT"
    "  ★ Ten steps to safer insulin charts: a qua…"
    "    8h BMJ"
    " ●  Loop diuretic dosing in acute decompensa…"
    "    9h Cochrane  REVIEW  ×2"
    "    Perioperative beta-blocker timing: a coh…"
    "    11h Sample J  RETRACTED  ×9"
    ""
    " j k move  Enter read  s save  ? keys"
    "#);
}

#[test]
fn at_80_columns_rows_take_one_line_above_the_strip() {
    insta::assert_snapshot!(quoted(&sample(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3 …"
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
    " ●   1d WHO       Antimicrobial use: global report, key tables fo…           ×3"
    "────────────────────────────────────────────────────────────────────────────────"
    " Finerenone in heart failure with mildly reduced or preserved ejection fraction"
    " NEJM · 2025-11-18 08:44 · 2 h ago · 4 sources carry this (d)"
    ""
    ""
    " j k move  Enter read  s save  o browser  n next unread  f filter  ? keys"
    "#);
}

#[test]
fn lists_open_beside_the_rows() {
    insta::assert_snapshot!(quoted(&lists_open(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3 …"
    "                      │▌●   2h Finerenone in heart failure with mild… RCT"
    "▌All               38 │ ●   3h New boxed warning for a long-acting i… SAFETY"
    " Cardiology journ… 12 │ ●   5h Chronic heart failure in adults: guid… GUIDELINE"
    " Renal & diabetes   9 │ ●   6h Point-of-care creatinine to speed con… PREPRINT"
    " Guideline agenci…  4 │  ★  8h Ten steps to safer insulin charts: a…"
    " Drug safety        3 │ ●   9h Loop diuretic dosing in acute decompe… REVIEW"
    " Evidence reviews   6 │    11h Perioperative beta-blocker timing: a…  RETRACTED"
    " Critical care nu…  2 │ ●  12h Evaluation and management of CKD: qui… GUIDELINE"
    " Hospital pharmacy  2 │ ●  14h Look-alike pen labels: three mix-ups…  SAFETY"
    "                      │  ★ 16h Effects of semaglutide on chronic kid… RCT"
    " ★ Saved           14 │ ●  18h Shortage notice: parenteral nutrition… SAFETY"
    "                      │ ●  20h Family presence during resuscitation:… GUIDELINE"
    " ▲ 2 sources failing  │    22h Sex differences in door-to-balloon ti…"
    "   g h to see         │ ●   1d 心不全診療ガイドライン改訂版の要点     GUIDELINE"
    "                      │ ●   1d Deprescribing in frail older adults:…  RCT"
    "                      │ ●   1d Antimicrobial use: global report, key…"
    "                      │─────────────────────────────────────────────────────────"
    "                      │ Finerenone in heart failure with mildly reduced or"
    "                      │ preserved ejection fraction"
    "                      │ NEJM · 2025-11-18 08:44 · 2 h ago · 4 sources carry th…"
    ""
    " Enter show list  j k move  h back to timeline  r refresh list  ? keys"
    "#);
}

#[test]
fn under_80_columns_the_lists_are_a_page() {
    insta::assert_snapshot!(quoted(&lists_open(46, 18)), @r#"
    " rounds ▸ Timeline         38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7 …"
    ""
    "▌All                                       38"
    " Cardiology journals                       12"
    " Renal & diabetes                           9"
    " Guideline agencies                         4"
    " Drug safety                                3"
    " Evidence reviews                           6"
    " Critical care nursing                      2"
    " Hospital pharmacy                          2"
    ""
    " ★ Saved                                   14"
    ""
    " ▲ 2 sources failing"
    "   g h to see"
    ""
    " Enter show list  j k move  ? keys"
    "#);
}

#[test]
fn at_120_columns_the_lists_stand_at_the_left() {
    insta::assert_snapshot!(quoted(&sample(120, 36)), @r#"
    " rounds ▸ Timeline ▸ All lists                                                                       38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3  7 Frailty 2  8 Sepsis 4"
    "                           │▌●   2h NEJM            Finerenone in heart failure with mildly reduced or pr… RCT       ×4"
    "▌All                    38 │ ●   3h FDA             New boxed warning for a long-acting injectable: what…  SAFETY    ×6"
    " Cardiology journals    12 │ ●   5h NICE            Chronic heart failure in adults: guideline update, wh… GUIDELINE ×3"
    " Renal & diabetes        9 │ ●   6h medRxiv         Point-of-care creatinine to speed contrast decisions…  PREPRINT"
    " Guideline agencies      4 │  ★  8h BMJ             Ten steps to safer insulin charts: a quality improvem…"
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
    " j k move  Enter read  s save  o browser  n next unread  f filter  / search  w who to follow  r refresh  ? keys"
    "#);
}

#[test]
fn at_160_columns_the_article_stands_at_the_right() {
    insta::assert_snapshot!(quoted(&with_article(sample(160, 30))), @r#"
    " rounds ▸ Timeline ▸ All lists                                                                                                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3  7 Frailty 2  8 Sepsis 4"
    "                           │ ●   2h NEJM      Finerenone in heart failure with mildly red… RCT       ×4 │  RCT  ★ saved  5 sources carry this"
    "▌All                    38 │ ●   3h FDA       New boxed warning for a long-acting injecta… SAFETY    ×6 │ Effects of semaglutide on chronic kidney disease in"
    " Cardiology journals    12 │ ●   5h NICE      Chronic heart failure in adults: guideline…  GUIDELINE ×3 │ patients with type 2 diabetes"
    " Renal & diabetes        9 │ ●   6h medRxiv   Point-of-care creatinine to speed contrast…  PREPRINT     │ Perkovic V, Tuttle KR, Rossing P, et al. · N Engl J"
    " Guideline agencies      4 │  ★  8h BMJ       Ten steps to safer insulin charts: a qualit…              │ Med 2024;391:109-121 · 16h ago"
    " Drug safety             3 │ ●   9h Cochrane  Loop diuretic dosing in acute decompensated… REVIEW    ×2 │"
    " Evidence reviews        6 │    11h Sample J  Perioperative beta-blocker timing: a cohort… RETRACTED ×9 │ Background"
    " Critical care nursing   2 │ ●  12h KDIGO     Evaluation and management of CKD: quick ref… GUIDELINE ×2 │ Patients with type 2 diabetes and chronic kidney"
    " Hospital pharmacy       2 │ ●  14h ISMP      Look-alike pen labels: three mix-ups and ho… SAFETY    ×2 │ disease are at high risk for kidney failure,"
    "                           │▌ ★ 16h NEJM      Effects of semaglutide on chronic kidney di… RCT       ×5 │ cardiovascular events and death. Whether weekly"
    " ★ Saved                14 │ ●  18h EMA       Shortage notice: parenteral nutrition compo… SAFETY       │ semaglutide lowers that risk was not known. [1]"
    "                           │ ●  20h AACN      Family presence during resuscitation: pract… GUIDELINE    │"
    " ▲ 2 sources failing       │    22h Circ      Sex differences in door-to-balloon time ove…              │ Methods"
    "   g h to see              │ ●   1d 循環器学… 心不全診療ガイドライン改訂版の要点           GUIDELINE    │ 3,533 adults were assigned to subcutaneous"
    "                           │ ●   1d Ann IM    Deprescribing in frail older adults: trial…  RCT       ×2 │ semaglutide 1.0 mg weekly or placebo. The primary"
    "                           │ ●   1d WHO       Antimicrobial use: global report, key table…           ×3 │ outcome was major kidney disease events. [2]"
    "                           │     1d Lancet    Correction: units in table 2 of a dialysis…  CORRECTED    │"
    "                           │ ●   1d JAMA      Time-limited trial of noninvasive ventilati…           ×2 │ Results"
    "                           │ ●   2d Gut       Proton pump inhibitor deprescribing: a step… RCT       ×2 │ At a median of 3.4 years there were 331 first events"
    "                           │     2d CDC       Respiratory virus update: what to tell pati…           ×4 │ with semaglutide and 410 with placebo (hazard ratio"
    "                           │ ●   2d ASHP      Sterile compounding checklist for small hos… GUIDELINE    │ 0.76; 95% CI, 0.66 to 0.88). [3]"
    "                           │ ●   2d JAMA IM   Discharge summaries patients can read: a ra… RCT          │"
    "                           │     3d Chest     Early mobilization and delirium: expression… CONCERN   ×3 │ Links"
    "                           │ ●   3d BMJ       Rapid recommendation: oral anticoagulants a… GUIDELINE ×2 │ [1] Trial registration (clinicaltrials.gov)"
    "                           │     3d Kidney I… Home dialysis starts in rural regions                     │ [2] Protocol and supplementary appendix (nejm.org)"
    "                           │ ●   3d NEJM Evid Small trials, large claims: reading a subgr…           ×2 │ [3] Full text (nejm.org)"
    ""
    " j k move  Enter read  s unsave  o browser  n next unread  f filter  / search  w who to follow  r refresh  : command  ? keys"
    "#);
}

#[test]
fn a_topic_is_marked_and_says_how_to_leave_it() {
    insta::assert_snapshot!(quoted(&topic(80, 16)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8 …               F shows all"
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
    ""
    " j k move  Enter read  s save  o browser  n next unread  f filter  ? keys"
    "#);
}

#[test]
fn a_refresh_says_how_far_it_is() {
    insta::assert_snapshot!(quoted(&fetching(sample(80, 16))), @r#"
    " rounds ▸ Timeline ▸ All lists                                   fetching 19/51"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3 …"
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
    " Fetching 19 of 51  ███████░░░░░░░░░░░░░  0 failed · 7 new · x stops"
    " j k move  Enter read  s save  o browser  n next unread  f filter  ? keys"
    "#);
}

#[test]
fn without_a_network_it_says_since_when() {
    insta::assert_snapshot!(quoted(&offline(sample(80, 16))), @r#"
    " rounds ▸ Timeline ▸ All lists                            offline · kept 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3 …"
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
    " ▲ Offline since 10:31. Kept items still work; fetching resumes by itself."
    " j k move  Enter read  s save  o browser  n next unread  f filter  ? keys"
    "#);
}

#[test]
fn what_narrows_the_timeline_is_said_where_the_whole_path_has_no_room() {
    let mut model = sample(46, 18);
    model.timeline.query.unread_only = true;
    let screen = quoted(&model);
    assert!(screen.contains(" All lists, unread   "), "{screen}");
    model.timeline.query.unread_only = false;
    assert!(quoted(&model).contains(" rounds ▸ Timeline   "));
}
