//! The welcome, looked at.

use std::sync::Arc;

use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::app::welcome::Step;
use crate::domain::catalogue::Catalogue;
use crate::domain::catalogue::Entry;
use crate::domain::catalogue::Evidence;
use crate::domain::catalogue::FIELDS;
use crate::domain::catalogue::Field;
use crate::domain::catalogue::Kind;
use crate::domain::catalogue::Offer;
use crate::domain::catalogue::offers;
use crate::domain::catalogue::testing::entry;
use crate::ui::testing::lines;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;

pub(super) fn catalogue() -> Catalogue {
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
fn at_120_columns_the_name_of_every_list_is_whole() {
    let mut model = lists(120, 36);
    let offer = model.welcome.offers[0].clone();
    let named = |field: &Field| {
        let name = format!("{} journals", field.name);
        Offer {
            name,
            ..offer.clone()
        }
    };
    for fields in FIELDS.chunks(8) {
        model.welcome.offers = fields.iter().map(named).collect();
        let text = lines(&model).join("\n");
        for offer in &model.welcome.offers {
            assert!(text.contains(&offer.name), "{}\n{text}", offer.name);
        }
    }
}

#[test]
fn over_a_box_nothing_is_said_of_what_enter_does_below_it() {
    for mut model in [fields(80, 24), lists(80, 24)] {
        let says = |model: &Model| lines(model)[22].contains("ticked");
        assert!(says(&model));
        model.popup = Some(Popup::Export { of: 0, cursor: 0 });
        assert!(!says(&model));
    }
}

#[test]
fn in_ascii_the_welcome_is_ascii() {
    for mut model in [fields(80, 24), lists(120, 36)] {
        model.settings.ascii = true;
        assert!(quoted(&model).is_ascii());
    }
}
