//! Whom to follow, looked at.

use super::first::catalogue;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::app::who::WhoTab;
use crate::domain::catalogue::Clues;
use crate::domain::catalogue::suggestions;
use crate::ui::testing::lines;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;

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
    "▌ [ ] Kidney talk                  podcast    about CKD; 2 lists; 3 sources li…"
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
fn at_46_columns_a_reason_of_an_ordinary_source_is_whole() {
    let drawn = lines(&who(46, 18));
    for words in [
        "preprint: for everyone; 3 lists",
        "journal: about CKD; 2 lists",
    ] {
        assert!(drawn.iter().any(|line| line.trim() == words), "{drawn:?}");
    }
}

#[test]
fn over_a_box_nothing_is_said_of_what_enter_does_below_it() {
    let mut model = who(80, 24);
    let says = |model: &Model| lines(model)[22].contains("1 ticked. Enter");
    assert!(says(&model));
    model.popup = Some(Popup::Export { of: 0, cursor: 0 });
    assert!(!says(&model));
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
fn in_ascii_it_is_ascii() {
    let mut model = who(80, 24);
    model.settings.ascii = true;
    assert!(quoted(&model).is_ascii());
}
