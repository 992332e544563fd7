//! What explains a row, looked at: who carries it, why it is here, and the
//! head of the reader.

use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::paper;
use crate::app::paper::Keys;
use crate::domain::about::Relation;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::member::Agreement;
use crate::domain::member::How;
use crate::domain::topic;
use crate::domain::work::Carrier;
use crate::domain::work::Related;
use crate::ui::testing::NOW;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;
use crate::ui::testing::with_article;

/// The sample's article with carriers of every part and something about it.
fn explained(width: u16, height: u16) -> Model {
    let mut model = with_article(sample(width, height));
    let work = model.article.as_mut().unwrap().loaded.as_mut().unwrap();
    let doi = || How::Name("doi:10.1056/nejmoa0000000".into());
    let carrier = |name: &str, minutes: i64, title: &str, link: &str, how| Carrier {
        item: format!("item:1/{name}"),
        source_title: name.into(),
        title: title.into(),
        link: Some(link.into()),
        published: NOW.plus(-minutes * 60),
        how,
        ..work.carriers[0].clone()
    };
    let semaglutide = "Effects of semaglutide on chronic kidney disease in patients";
    work.carriers = vec![
        carrier(
            "NEJM",
            960,
            semaglutide,
            "https://www.nejm.org/doi/full/10.1056/NEJMoa0000000",
            How::First,
        ),
        carrier(
            "PubMed: CKD",
            300,
            semaglutide,
            "https://pubmed.ncbi.nlm.nih.gov/1/",
            doi(),
        ),
        carrier(
            "Kidney Journal Club",
            70,
            "Hyperkalemia signal: read the supplement",
            "https://club.example/1",
            doi(),
        ),
        carrier(
            "心臓病学会",
            20,
            semaglutide,
            "https://news.example/1",
            How::Title(Agreement::FirstAuthor),
        ),
    ];
    work.related = vec![Related {
        work: WorkId(99),
        title: format!("Correction to: {semaglutide}"),
        source_title: "NEJM".into(),
        published: NOW.plus(-60),
        relation: Relation::Correction,
        is_about_other: false,
    }];
    work.badge_why = Some("title says: randomised controlled trial".into());
    work.topics = vec![TopicId(2)];
    if let Some(article) = &mut model.article {
        let reason = topic::Reason {
            place: topic::Place::Title,
            said: "kidney disease".to_string(),
        };
        article.why = vec![(TopicId(2), vec![reason])];
    }
    model
}

fn carriers(width: u16, height: u16) -> Model {
    Model {
        popup: Some(Popup::Carriers { cursor: 2 }),
        ..explained(width, height)
    }
}

fn why(width: u16, height: u16) -> Model {
    Model {
        popup: Some(Popup::Why { cursor: 0 }),
        ..explained(width, height)
    }
}

#[test]
fn who_carries_it_in_40_columns() {
    insta::assert_snapshot!(quoted(&carriers(40, 12)), @r#"
    " rounds ▸ Timeline   38 unread · 4m ago"
    " ●╭─ 4 sources carry this ───────────╮…"
    "  │                                  │"
    " ●│     5h PubMed: C… Effects of se… │…"
    "  │▌    1h Kidney Jo… Hyperkalemia…  │"
    " ●│                                  │…"
    "  │  Joined by: DOI (2), title and…  │"
    " ●│  More talk, no better evidence   │"
    "  │  - not this paper  + join        │"
    "  ╰────────────────────────────── d ─╯"
    ""
    " Enter open  o browser  ? keys"
    "#);
}

#[test]
fn a_carrier_has_its_short_name_where_the_whole_does_not_fit() {
    let mut model = carriers(80, 24);
    let work = model.article.as_mut().unwrap().loaded.as_mut().unwrap();
    work.carriers[1].source_title = "Heart (current issue)".into();
    assert!(quoted(&model).contains("5h Heart      Effects"));
}

#[test]
fn who_carries_it_in_80_columns() {
    insta::assert_snapshot!(quoted(&carriers(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3 …"
    " ●   2h NEJM      Finerenone in heart failure with mildly reduced… RCT       ×4"
    " ●   3h FDA       New boxed warning for a long-acting injectable:… SAFETY    ×6"
    " ●╭─ 4 sources carry this ───────────────────────────────────────────────────╮3"
    " ●│                                                                          │"
    "  │    16h NEJM       Effects of semaglutide on chronic kidney di…  original │"
    " ●│     5h PubMed: C… Effects of semaglutide on chronic kidney disea…  index │2"
    "  │▌    1h Kidney Jo… Hyperkalemia signal: read the supplement      critique │9"
    " ●│    20m 心臓病学会 Effects of semaglutide on chronic kidney disease in p… │2"
    " ●│                                                                          │2"
    "▌ │     1m correction, in NEJM                                               │5"
    " ●│                                                                          │"
    " ●│  Joined by: same DOI (2), same title and first author (1).               │"
    "  │  More talk is not better evidence.                                       │"
    " ●│  - not this paper  + join another row                                    │"
    " ●╰────────────────────────────────────────────────────────────────────── d ─╯2"
    " ●   1d WHO       Antimicrobial use: global report, key tables fo…           ×3"
    "────────────────────────────────────────────────────────────────────────────────"
    " Effects of semaglutide on chronic kidney disease in patients with type 2"
    " diabetes"
    " N Engl J Med 2024;391:109-121 · 2025-11-17 18:44 · 16 h ago · 5 sources carry…"
    ""
    " Enter open  o browser  - not this paper  + join  Esc close  ? keys"
    "#);
}

#[test]
fn who_carries_it_in_120_columns() {
    insta::assert_snapshot!(quoted(&carriers(120, 36)), @r#"
    " rounds ▸ Timeline ▸ All lists                                                                       38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3  7 Frailty 2  8 Sepsis 4"
    "                           │ ●   2h NEJM            Finerenone in heart failure with mildly reduced or pr… RCT       ×4"
    "▌All                    38 │ ●   3h FDA             New boxed warning for a long-acting injectable: what…  SAFETY    ×6"
    " Cardiology journals    12 │ ●   5h NICE            Chronic heart failure in adults: guideline update, wh… GUIDELINE ×3"
    " Renal & diabetes        9 │ ●   6h medRxiv         Point-of-care creatinine to speed contrast decisions…  PREPRINT"
    " Guideline agencies      4 │  ★  8h BMJ             Ten steps to safer insulin charts: a quality improvem…"
    " Drug safety             3 │ ●   9h Cochrane        Loop diuretic dosing in acute decompensated heart fai… REVIEW    ×2"
    " Evidence reviews        6 │    11h Sample J        Perioperative beta-blocker timing: a cohort study      RETRACTED ×9"
    " Critical care nursing   2 │ ●  12h KDIGO           Evaluation and management of CKD: quick reference for… GUIDELINE ×2"
    " Hospital pharmacy    ╭─ 4 sources carry this ───────────────────────────────────────────────────╮ards pr… SAFETY    ×2"
    "                      │                                                                          │se in p… RCT       ×5"
    " ★ Saved              │    16h NEJM       Effects of semaglutide on chronic kidney di…  original │ts, adv… SAFETY"
    "                      │     5h PubMed: C… Effects of semaglutide on chronic kidney disea…  index │ alert   GUIDELINE"
    " ▲ 2 sources failing  │▌    1h Kidney Jo… Hyperkalemia signal: read the supplement      critique │en years"
    "   g h to see         │    20m 心臓病学会 Effects of semaglutide on chronic kidney disease in p… │         GUIDELINE"
    "                      │                                                                          │a pharm… RCT       ×2"
    "                      │     1m correction, in NEJM                                               │or stew…           ×3"
    "                      │                                                                          │quacy t… CORRECTED"
    "                      │  Joined by: same DOI (2), same title and first author (1).               │at the…            ×2"
    "                      │  More talk is not better evidence.                                       │-wedge…  RCT       ×2"
    "                      │  - not this paper  + join another row                                    │s this…            ×4"
    "                      ╰────────────────────────────────────────────────────────────────────── d ─╯als      GUIDELINE"
    "                           │ ●   2d JAMA IM         Discharge summaries patients can read: a randomized c… RCT"
    "                           │────────────────────────────────────────────────────────────────────────────────────────────"
    "                           │ Effects of semaglutide on chronic kidney disease in patients with type 2 diabetes"
    "                           │ N Engl J Med 2024;391:109-121 · 2025-11-17 18:44 · 16 h ago · 5 sources carry this (d)"
    "                           │"
    "                           │ Patients with type 2 diabetes and chronic kidney disease are at high risk"
    "                           │ for kidney failure, cardiovascular events and death. Whether weekly"
    "                           │ semaglutide lowers that risk was not known. 3,533 adults were assigned to"
    "                           │ subcutaneous semaglutide 1.0 mg weekly or placebo. The primary outcome was"
    "                           │ major kidney disease events. At a median of 3.4 years there were 331 first"
    "                           │ events with semaglutide and 410 with placebo (hazard ratio 0.76; 95% CI,…"
    ""
    " Enter open  o browser  - not this paper  + join  Esc close  ? keys"
    "#);
}

#[test]
fn why_it_is_here_in_40_columns() {
    insta::assert_snapshot!(quoted(&why(40, 12)), @r#"
    " rounds ▸ Timeline   38 unread · 4m ago"
    " ●╭─ Why is this here? ──────────────╮…"
    "  │                                  │"
    " ●│  Source  NEJM, 16h               │…"
    "  │          PubMed: CKD, 5h         │"
    " ●│          Kidney Journal Club,    │…"
    "  │          1h                      │"
    " ●│          心臓病学会, 20m         │"
    "  │  27 lines below                  │"
    "  ╰────────────────────────────── W ─╯"
    ""
    " j k move  Esc close  ? keys"
    "#);
}

#[test]
fn why_it_is_here_in_80_columns() {
    insta::assert_snapshot!(quoted(&why(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1╭─ Why is this here? ──────────────────────────────────────────────────────╮ …"
    " ●│                                                                          │4"
    " ●│  Source  NEJM, 16h                                                       │6"
    " ●│          PubMed: CKD, 5h                                                 │3"
    " ●│          Kidney Journal Club, 1h                                         │"
    "  │          心臓病学会, 20m                                                 │"
    " ●│  List    Cardiology journals, Renal & diabetes, Guideline agencies,      │2"
    "  │          Drug safety, Evidence reviews, Critical care nursing, Hospital  │9"
    " ●│          pharmacy                                                        │2"
    " ●│  Topic   CKD: “kidney disease” in the title                              │2"
    "▌ │  Joined  PubMed: CKD: same DOI, 10.1056/nejmoa0000000                    │5"
    " ●│          Kidney Journal Club: same DOI, 10.1056/nejmoa0000000            │"
    " ●│          心臓病学会: same title and first author                         │"
    "  │  Badge   RCT: title says: randomised controlled trial                    │"
    " ●│  Related correction, in NEJM: Correction to: Effects of semaglutide on   │"
    " ●│          chronic kidney disease in patients                              │2"
    " ●│  Place   by its date, 2025-11-17 18:44; nothing ranks rows               │3"
    "──│                                                                          │──"
    " E╰────────────────────────────────────────────────────────────────────── W ─╯"
    " diabetes"
    " N Engl J Med 2024;391:109-121 · 2025-11-17 18:44 · 16 h ago · 5 sources carry…"
    ""
    " j k move  Esc close  ? keys"
    "#);
}

#[test]
fn why_it_is_here_in_120_columns() {
    insta::assert_snapshot!(quoted(&why(120, 36)), @r#"
    " rounds ▸ Timeline ▸ All lists                                                                       38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3  7 Frailty 2  8 Sepsis 4"
    "                           │ ●   2h NEJM            Finerenone in heart failure with mildly reduced or pr… RCT       ×4"
    "▌All                    38 │ ●   3h FDA             New boxed warning for a long-acting injectable: what…  SAFETY    ×6"
    " Cardiology journals    12 │ ●   5h NICE            Chronic heart failure in adults: guideline update, wh… GUIDELINE ×3"
    " Renal & diabetes        9 │ ●   6h medRxiv         Point-of-care creatinine to speed contrast decisions…  PREPRINT"
    " Guideline agencies      4 │  ★  8h BMJ             Ten steps to safer insulin charts: a quality improvem…"
    " Drug safety          ╭─ Why is this here? ──────────────────────────────────────────────────────╮art fai… REVIEW    ×2"
    " Evidence reviews     │                                                                          │udy      RETRACTED ×9"
    " Critical care nursing│  Source  NEJM, 16h                                                       │nce for… GUIDELINE ×2"
    " Hospital pharmacy    │          PubMed: CKD, 5h                                                 │ards pr… SAFETY    ×2"
    "                      │          Kidney Journal Club, 1h                                         │se in p… RCT       ×5"
    " ★ Saved              │          心臓病学会, 20m                                                 │ts, adv… SAFETY"
    "                      │  List    Cardiology journals, Renal & diabetes, Guideline agencies,      │ alert   GUIDELINE"
    " ▲ 2 sources failing  │          Drug safety, Evidence reviews, Critical care nursing, Hospital  │en years"
    "   g h to see         │          pharmacy                                                        │         GUIDELINE"
    "                      │  Topic   CKD: “kidney disease” in the title                              │a pharm… RCT       ×2"
    "                      │  Joined  PubMed: CKD: same DOI, 10.1056/nejmoa0000000                    │or stew…           ×3"
    "                      │          Kidney Journal Club: same DOI, 10.1056/nejmoa0000000            │quacy t… CORRECTED"
    "                      │          心臓病学会: same title and first author                         │at the…            ×2"
    "                      │  Badge   RCT: title says: randomised controlled trial                    │-wedge…  RCT       ×2"
    "                      │  Related correction, in NEJM: Correction to: Effects of semaglutide on   │s this…            ×4"
    "                      │          chronic kidney disease in patients                              │als      GUIDELINE"
    "                      │  Place   by its date, 2025-11-17 18:44; nothing ranks rows               │mized c… RCT"
    "                      │                                                                          │──────────────────────"
    "                      ╰────────────────────────────────────────────────────────────────────── W ─╯e 2 diabetes"
    "                           │ N Engl J Med 2024;391:109-121 · 2025-11-17 18:44 · 16 h ago · 5 sources carry this (d)"
    "                           │"
    "                           │ Patients with type 2 diabetes and chronic kidney disease are at high risk"
    "                           │ for kidney failure, cardiovascular events and death. Whether weekly"
    "                           │ semaglutide lowers that risk was not known. 3,533 adults were assigned to"
    "                           │ subcutaneous semaglutide 1.0 mg weekly or placebo. The primary outcome was"
    "                           │ major kidney disease events. At a median of 3.4 years there were 331 first"
    "                           │ events with semaglutide and 410 with placebo (hazard ratio 0.76; 95% CI,…"
    ""
    " j k move  Esc close  ? keys"
    "#);
}

#[test]
fn the_head_says_what_the_badge_rests_on_and_warns() {
    let model = explained(80, 24);
    let work = model.article.as_ref().unwrap().loaded.as_deref().unwrap();
    let keys = Keys::of(&model.keymap);
    let lines = paper::lay_out_with(work, 60, NOW, false, None, keys);
    let head: Vec<String> = lines.iter().take(9).map(|line| line.text()).collect();
    insta::assert_snapshot!(head.join("\n"), @r#"
     RCT  ★ saved  5 sources carry this
    Effects of semaglutide on chronic kidney disease in patients
    with type 2 diabetes
    Perkovic V, Tuttle KR, Rossing P, et al. · N Engl J Med
    2024;391:109-121 · 16h ago
    RCT: title says: randomised controlled trial
    ▲ There is a correction in NEJM: d shows it.

    Background
    "#);
}
