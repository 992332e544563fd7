//! The welcome and whom to follow, looked at.

use std::sync::Arc;

use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::app::welcome::Step;
use crate::app::who::WhoTab;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::Clues;
use crate::domain::catalogue::Entry;
use crate::domain::catalogue::Evidence;
use crate::domain::catalogue::FIELDS;
use crate::domain::catalogue::Kind;
use crate::domain::catalogue::offers;
use crate::domain::catalogue::suggestions;
use crate::domain::catalogue::testing::entry;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;

fn catalogue() -> Catalogue {
    Catalogue {
        entries: vec![
            Entry {
                evidence: Evidence::Answered,
                answered: Some("2026-10-07".to_string()),
                ..entry("Heart and Vessel Quarterly", Kind::Journal, "cardiology", 5)
            },
            entry("Heart", Kind::Journal, "cardiology", 3),
            entry("Valves", Kind::Journal, "cardiology", 1),
            entry("Rhythm", Kind::Journal, "cardiology", 1),
            entry("Kidney", Kind::Journal, "nephrology", 2),
            entry("Kidney talk", Kind::Podcast, "nephrology", 2),
            entry("General Letters", Kind::Journal, "general", 7),
            entry("Guideline office", Kind::Guideline, "primary-care", 2),
            entry("Drug notices", Kind::Agency, "drug-safety", 4),
            entry("Reviews of everything", Kind::Review, "general", 5),
            entry("Preprints of medicine", Kind::Preprint, "general", 3),
        ],
    }
}

fn fields(width: u16, height: u16) -> Model {
    let mut model = sample(width, height);
    model.views.push(View::Welcome);
    model.welcome.ticked = vec![1, 14];
    model.welcome.cursor = 1;
    model
}

fn lists(width: u16, height: u16) -> Model {
    let mut model = fields(width, height);
    model.welcome.step = Step::Lists;
    model.welcome.offers = offers(&catalogue(), &[&FIELDS[1], &FIELDS[14]]);
    model.catalogue = Some(Arc::new(catalogue()));
    model
}

fn who(width: u16, height: u16) -> Model {
    let mut model = sample(width, height);
    model.views.push(View::Who);
    let clues = Clues {
        topics: vec![("nephrology".to_string(), "CKD".to_string())],
        linked: vec![("kidney-talk.example".to_string(), 3)],
        authors: vec![("Ann Example".to_string(), 2)],
        ..Clues::default()
    };
    model.who.all = suggestions(&catalogue(), &clues);
    model.who.clues = Some(clues);
    model.who.ticked = vec!["https://kidney.example/feed".to_string()];
    model
}

#[test]
fn a1_the_fields_at_every_size() {
    insta::assert_snapshot!(quoted(&fields(40, 12)), @r#"
    " rounds ▸ Welcome           step 1 of 2"
    "  What do you work in?"
    "  [ ] Anesthesia"
    " ▌[x] Cardiology"
    "  [ ] Critical care"
    "  [ ] Dermatology"
    "  [ ] Ear, nose & throat"
    "  [ ] Emergency medicine"
    "  [ ] Endocrine & diabetes"
    "  [ ] Family / general practice"
    " 2 ticked. Enter shows fitting lists."
    " Space tick  Enter continue  ? keys"
    "#);
    insta::assert_snapshot!(quoted(&fields(80, 24)), @r#"
    " rounds ▸ Welcome                                                   step 1 of 2"
    ""
    "  What do you work in?"
    "  Tick any with Space. You can change this later. No account needed."
    ""
    "  [ ] Anesthesia                      [ ] Nursing: acute care"
    " ▌[x] Cardiology                      [ ] Nursing: community"
    "  [ ] Critical care                   [ ] Obstetrics & gynecology"
    "  [ ] Dermatology                     [ ] Ophthalmology"
    "  [ ] Ear, nose & throat              [ ] Pediatrics"
    "  [ ] Emergency medicine              [ ] Pharmacy: clinical"
    "  [ ] Endocrine & diabetes            [ ] Pharmacy: hospital"
    "  [ ] Family / general practice       [ ] Psychiatry"
    "  [ ] Gastroenterology                [ ] Radiology"
    "  [ ] Geriatrics                      [ ] Rehabilitation"
    "  [ ] Hematology & oncology           [ ] Respiratory"
    "  [ ] Infectious disease              [ ] Rheumatology & allergy"
    "  [ ] Internal medicine               [ ] Surgery"
    "  [ ] Neurology                       [ ] Urology"
    "  [x] Nephrology                      [ ] Public health"
    ""
    ""
    " 2 ticked. Enter shows the lists that fit them."
    " Space tick  Enter continue  / find  Esc skip: show everything  ? keys"
    "#);
    insta::assert_snapshot!(quoted(&fields(120, 36)), @r#"
    " rounds ▸ Welcome                                                                                           step 1 of 2"
    ""
    "  What do you work in?"
    "  Tick any with Space. You can change this later. No account needed."
    ""
    "  [ ] Anesthesia                      [ ] Hematology & oncology           [ ] Pharmacy: clinical"
    " ▌[x] Cardiology                      [ ] Infectious disease              [ ] Pharmacy: hospital"
    "  [ ] Critical care                   [ ] Internal medicine               [ ] Psychiatry"
    "  [ ] Dermatology                     [ ] Neurology                       [ ] Radiology"
    "  [ ] Ear, nose & throat              [x] Nephrology                      [ ] Rehabilitation"
    "  [ ] Emergency medicine              [ ] Nursing: acute care             [ ] Respiratory"
    "  [ ] Endocrine & diabetes            [ ] Nursing: community              [ ] Rheumatology & allergy"
    "  [ ] Family / general practice       [ ] Obstetrics & gynecology         [ ] Surgery"
    "  [ ] Gastroenterology                [ ] Ophthalmology                   [ ] Urology"
    "  [ ] Geriatrics                      [ ] Pediatrics                      [ ] Public health"
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
    ""
    " 2 ticked. Enter shows the lists that fit them."
    " Space tick  Enter continue  / find  Esc skip: show everything  j k h l move  q quit  ? keys"
    "#);
}

#[test]
fn a2_the_lists_at_every_size() {
    insta::assert_snapshot!(quoted(&lists(40, 12)), @r#"
    " rounds ▸ Welcome           step 2 of 2"
    "  Follow the best in your fields"
    "▌ [x] Cardiology journals             4"
    "  [x] Nephrology journals             1"
    "  [x] General medicine                1"
    "  [x] Guidelines                      1"
    "  [x] Drug safety                     1"
    "  [x] Evidence reviews                1"
    "  [ ] Nephrology blogs & podcasts     1"
    "  [ ] Preprints                       1"
    " 9 sources ticked. Enter follows them."
    " Space tick  Enter follow  ? keys"
    "#);
    insta::assert_snapshot!(quoted(&lists(80, 24)), @r#"
    " rounds ▸ Welcome ▸ Lists for you                                   step 2 of 2"
    ""
    "  Follow the best in your fields"
    "  Ready-made from public lists of journals, agencies and reviewers."
    "      list                            size       for example"
    "▌ [x] Cardiology journals           4 sources  Heart and Vessel Quarterly, Hea…"
    "  [x] Nephrology journals            1 source  Kidney"
    "  [x] General medicine               1 source  General Letters"
    "  [x] Guidelines                     1 source  Guideline office"
    "  [x] Drug safety                    1 source  Drug notices"
    "  [x] Evidence reviews               1 source  Reviews of everything"
    "  [ ] Nephrology blogs & podcasts    1 source  Kidney talk"
    "  [ ] Preprints                      1 source  Preprints of medicine"
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────"
    "  Cardiology journals  why suggested: you ticked Cardiology"
    "    Heart and Vessel Quarterly         journal    on 5 public lists, answered…"
    "    Heart                              journal    on 3 public lists"
    "    and 2 more"
    ""
    "  Check what you read against the source. Never post patient details."
    " 6 lists, 9 sources ticked. Enter follows them and opens the timeline."
    " Space tick  Enter follow & start  l look inside  h back  q quit  ? keys"
    "#);
    insta::assert_snapshot!(quoted(&lists(120, 36)), @r#"
    " rounds ▸ Welcome ▸ Lists for you                                                                           step 2 of 2"
    ""
    "  Follow the best in your fields"
    "  Ready-made from public lists of journals, agencies and reviewers."
    "      list                                    size       for example"
    "▌ [x] Cardiology journals                   4 sources  Heart and Vessel Quarterly, Heart, Rhythm, Valves"
    "  [x] Nephrology journals                    1 source  Kidney"
    "  [x] General medicine                       1 source  General Letters"
    "  [x] Guidelines                             1 source  Guideline office"
    "  [x] Drug safety                            1 source  Drug notices"
    "  [x] Evidence reviews                       1 source  Reviews of everything"
    "  [ ] Nephrology blogs & podcasts            1 source  Kidney talk"
    "  [ ] Preprints                              1 source  Preprints of medicine"
    ""
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────"
    "  Cardiology journals  why suggested: you ticked Cardiology"
    ""
    "    Heart and Vessel Quarterly                     journal    on 5 public lists, answered 2026-10-07"
    "    Heart                                          journal    on 3 public lists"
    "    Rhythm                                         journal    on 1 public list"
    "    Valves                                         journal    on 1 public list"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "  Check what you read against the source. Never post patient details."
    " 6 lists, 9 sources ticked. Enter follows them and opens the timeline."
    " Space tick  Enter follow & start  l look inside  h back  q quit  ? keys"
    "#);
}

#[test]
fn a_list_looked_into_tells_how_each_source_is_known() {
    let mut model = lists(80, 24);
    model.welcome.step = Step::Inside;
    insta::assert_snapshot!(quoted(&model), @r#"
    " rounds ▸ Welcome ▸ Cardiology journals                             step 2 of 2"
    ""
    "  Cardiology journals"
    "  Why: you ticked Cardiology"
    ""
    "    Heart and Vessel Quarterly         journal    on 5 public lists, answered…"
    "    Heart                              journal    on 3 public lists"
    "    Rhythm                             journal    on 1 public list"
    "    Valves                             journal    on 1 public list"
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
    " The list is ticked: 4 sources. Space unticks it, Enter goes back."
    " Space tick  h back to the lists  q quit  ? keys"
    "#);
}

#[test]
fn whom_to_follow_at_every_size() {
    insta::assert_snapshot!(quoted(&who(40, 12)), @r#"
    " rounds       6 suggested · 51 followed"
    ""
    "▌ [ ] Kidney talk"
    "▌     podcast: about CKD; 2 lists; 3 s…"
    "      Ann Example"
    "      person: you saved 2 papers"
    "  [ ] General Letters"
    "      journal: for everyone; 7 lists"
    "  [ ] Reviews of everything"
    "      review: for everyone; 5 lists"
    " 1 ticked. Enter follows it now."
    " Space tick  ? keys"
    "#);
    insta::assert_snapshot!(quoted(&who(80, 24)), @r#"
    " rounds ▸ Who to follow                               6 suggested · 51 followed"
    " 1 Best match 6  2 Agencies 0  3 Journals 4  4 Teaching 1  5 People 1"
    ""
    "▌ [ ] Kidney talk                  podcast    about CKD; 2 lists; 3 sources l…"
    "      Ann Example                  person     you saved 2 papers"
    "  [ ] General Letters              journal    for everyone; 7 lists"
    "  [ ] Reviews of everything        review     for everyone; 5 lists"
    "  [ ] Preprints of medicine        preprint   for everyone; 3 lists"
    "  [x] Kidney                       journal    about CKD; 2 lists"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────"
    " Kidney talk · podcast · kidney-talk.example"
    " Why: on 2 public lists; your topics: CKD · 3 of your sources link to it"
    " https://kidney-talk.example/feed"
    ""
    " 1 ticked. Enter follows it now."
    " Space tick  Enter follow ticked  - never  o browser  / search  q back  ? keys"
    "#);
    insta::assert_snapshot!(quoted(&who(120, 36)), @r#"
    " rounds ▸ Who to follow                                                                       6 suggested · 51 followed"
    " 1 Best match 6  2 Agencies 0  3 Journals 4  4 Teaching 1  5 People 1"
    ""
    "▌ [ ] Kidney talk                              podcast    about CKD; 2 lists; 3 sources link to it"
    "      Ann Example                              person     you saved 2 papers"
    "  [ ] General Letters                          journal    for everyone; 7 lists"
    "  [ ] Reviews of everything                    review     for everyone; 5 lists"
    "  [ ] Preprints of medicine                    preprint   for everyone; 3 lists"
    "  [x] Kidney                                   journal    about CKD; 2 lists"
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
    " Kidney talk · podcast · kidney-talk.example"
    " Why: on 2 public lists; your topics: CKD · 3 of your sources link to it"
    " https://kidney-talk.example/feed"
    ""
    ""
    ""
    ""
    ""
    ""
    " 1 ticked. Enter follows it now."
    " Space tick  Enter follow ticked  - never  o browser  / search  q back  ? keys"
    "#);
}

#[test]
fn at_120_columns_the_name_of_every_list_is_whole() {
    let mut model = lists(120, 36);
    let offer = model.welcome.offers[0].clone();
    let named = |field: &crate::domain::catalogue::Field| {
        let name = format!("{} journals", field.name);
        crate::domain::catalogue::Offer {
            name,
            ..offer.clone()
        }
    };
    for fields in FIELDS.chunks(8) {
        model.welcome.offers = fields.iter().map(named).collect();
        let text = crate::ui::testing::lines(&model).join("\n");
        for offer in &model.welcome.offers {
            assert!(text.contains(&offer.name), "{}\n{text}", offer.name);
        }
    }
}

#[test]
fn at_46_columns_a_reason_of_an_ordinary_source_is_whole() {
    let drawn = crate::ui::testing::lines(&who(46, 18));
    for words in [
        "preprint: for everyone; 3 lists",
        "journal: about CKD; 2 lists",
    ] {
        assert!(drawn.iter().any(|line| line.trim() == words), "{drawn:?}");
    }
}

#[test]
fn over_a_box_nothing_is_said_of_what_enter_does_below_it() {
    for mut model in [who(80, 24), fields(80, 24), lists(80, 24)] {
        let says = |model: &Model| crate::ui::testing::lines(model)[22].contains("ticked");
        assert!(says(&model));
        model.popup = Some(Popup::Export { of: 0, cursor: 0 });
        assert!(!says(&model));
    }
}

#[test]
fn nobody_left_to_suggest_is_said() {
    let mut model = who(80, 24);
    model.who.tab = WhoTab::People;
    model.who.all.clear();
    let text = quoted(&model);
    assert!(
        text.contains("You follow everything we would suggest"),
        "{text}"
    );
}

#[test]
fn in_ascii_the_welcome_is_ascii() {
    for mut model in [fields(80, 24), lists(120, 36), who(80, 24)] {
        model.settings.ascii = true;
        assert!(quoted(&model).is_ascii());
    }
}
