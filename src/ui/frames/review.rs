//! Review, looked at. Sample content, no claim about any paper.

use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::id::WorkId;
use crate::domain::review::Agenda;
use crate::domain::review::Card;
use crate::ui::testing::NOW;
use crate::ui::testing::lines;
use crate::ui::testing::press;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;
use crate::ui::testing::with_article;

/// Three due cards, the sample's article on the first.
fn review(width: u16, height: u16) -> Model {
    let mut model = sample(width, height);
    let card = |work: i64, question: &str| Card {
        work: WorkId(work),
        question: question.to_string(),
        active: true,
        due: NOW.plus(-100 + work),
        ..Card::default()
    };
    let cards = vec![card(9, ""), card(10, "What was found?"), card(11, "")];
    *model.overview.review = Agenda {
        n_all: 3,
        n_waiting: 3,
        cards,
        ..Agenda::default()
    };
    model = with_article(model);
    if let Some(article) = &mut model.article
        && let Some(work) = &mut article.loaded
    {
        article.work = WorkId(9);
        work.note = Some(
            "HR 0.76 for major kidney events; stopped early. Ask renal pharmacist \
             about starting dose when eGFR is 25 to 50."
                .to_string(),
        );
    }
    enter(&mut model);
    model
}

fn enter(model: &mut Model) {
    press(model, "g r");
    let reply = Reply::Overview {
        generation: model.round.asked,
        overview: Box::new(model.overview.clone()),
    };
    model.update(Msg::Store(reply));
}

fn shown(width: u16, height: u16) -> Model {
    let mut model = review(width, height);
    press(&mut model, "Space");
    model
}

#[test]
fn the_question_alone_at_80_by_24() {
    insta::assert_snapshot!(quoted(&review(80, 24)), @r#"
    " rounds ▸ Saved ▸ Review                                   1 of 3 · about 4 min"
    ""
    "  Effects of semaglutide on chronic kidney disease in patients with type 2"
    "  diabetes"
    "  N Engl J Med 2024;391:109-121 · RCT"
    ""
    "  Say it first: what was found, and what would you do differently?"
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
    "  Space shows your note and the text"
    ""
    ""
    ""
    " Space show  o browser  e note  u undo grade  q stop, keep progress  ? keys"
    "#);
}

#[test]
fn the_answer_and_the_grades_at_80_by_24() {
    insta::assert_snapshot!(quoted(&shown(80, 24)), @r#"
    " rounds ▸ Saved ▸ Review                                   1 of 3 · about 4 min"
    ""
    "  Effects of semaglutide on chronic kidney disease in patients with type 2"
    "  diabetes"
    "  N Engl J Med 2024;391:109-121 · RCT"
    ""
    "  Say it first: what was found, and what would you do differently?"
    ""
    "  ────────────────────────────────────────────────────────────────────────────"
    "  Your note"
    "  HR 0.76 for major kidney events; stopped early. Ask renal pharmacist about"
    "  starting dose when eGFR is 25 to 50."
    ""
    "  Text"
    "  Background"
    "  Patients with type 2 diabetes and chronic kidney disease are at high risk"
    "  for kidney failure, cardiovascular events and death. Whether weekly"
    "  semaglutide lowers that risk was not known."
    "  6 lines below (j)"
    "  1 Again            2 Hard             3 Good             4 Easy"
    "    1 day              1 day              2 days             8 days"
    ""
    ""
    " 1-4 grade  Space Good  o browser  e note  c CME  u undo grade  ? keys"
    "#);
}

#[test]
fn the_answer_and_the_grades_at_40_by_12() {
    insta::assert_snapshot!(quoted(&shown(40, 12)), @r#"
    " rounds ▸ Saved    1 of 3 · about 4 min"
    ""
    "  Effects of semaglutide on chronic"
    "  ────────────────────────────────────"
    "  Your note"
    "  HR 0.76 for major kidney events;"
    "  stopped early. Ask renal pharmacist"
    "  22 lines below (j)"
    "  1 Again 1 day     2 Hard  1 day"
    "  3 Good  2 days    4 Easy  8 days"
    ""
    " 1-4 grade  Space Good  ? keys"
    "#);
}

#[test]
fn the_answer_and_the_grades_at_120_by_36() {
    insta::assert_snapshot!(quoted(&shown(120, 36)), @r#"
    " rounds ▸ Saved ▸ Review                                                                           1 of 3 · about 4 min"
    ""
    "                  Effects of semaglutide on chronic kidney disease in patients with type 2"
    "                  diabetes"
    "                  N Engl J Med 2024;391:109-121 · RCT"
    ""
    "                  Say it first: what was found, and what would you do differently?"
    ""
    "                  ────────────────────────────────────────────────────────────────────────────"
    "                  Your note"
    "                  HR 0.76 for major kidney events; stopped early. Ask renal pharmacist about"
    "                  starting dose when eGFR is 25 to 50."
    ""
    "                  Text"
    "                  Background"
    "                  Patients with type 2 diabetes and chronic kidney disease are at high risk"
    "                  for kidney failure, cardiovascular events and death. Whether weekly"
    "                  semaglutide lowers that risk was not known."
    "                  Methods"
    "                  3,533 adults were assigned to subcutaneous semaglutide 1.0 mg weekly or"
    "                  placebo. The primary outcome was major kidney disease events."
    "                  Results"
    "                  At a median of 3.4 years there were 331 first events with semaglutide and"
    "                  410 with placebo (hazard ratio 0.76; 95% CI, 0.66 to 0.88)."
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "                  1 Again            2 Hard             3 Good             4 Easy"
    "                    1 day              1 day              2 days             8 days"
    ""
    ""
    " 1-4 grade  Space Good  o browser  e note  c CME  u undo grade  q stop, keep progress  ? keys"
    "#);
}

#[test]
fn the_four_grades_stand_at_every_size_and_the_answer_scrolls() {
    for (width, height) in [(40, 12), (60, 16), (80, 24), (150, 40)] {
        let mut model = shown(width, height);
        for _ in 0..80 {
            press(&mut model, "j");
        }
        let text = lines(&model).join("\n");
        for grade in ["1 Again", "2 Hard", "3 Good", "4 Easy"] {
            assert!(text.contains(grade), "{width}x{height}\n{text}");
        }
    }
}

#[test]
fn nothing_due_says_what_comes_next() {
    let mut model = sample(80, 24);
    *model.overview.review = Agenda {
        n_all: 1,
        next: Some(NOW.plus(3 * 86_400)),
        ..Agenda::default()
    };
    enter(&mut model);
    assert_eq!(model.view(), View::Review);
    let text = lines(&model).join("\n");
    assert!(
        text.contains("Nothing is due. The next is due on 2025-11-21."),
        "{text}"
    );
}

#[test]
fn an_answer_longer_than_its_room_says_how_much_lies_below() {
    for (width, height) in [(40, 12), (46, 18), (80, 20)] {
        let mut model = shown(width, height);
        let below = |model: &Model| {
            let all = lines(model);
            let line = all.iter().find(|line| line.contains("lines below (j)"));
            line.map(|line| line.trim().to_string())
        };
        let first = below(&model);
        assert!(first.is_some(), "{:?}", lines(&model));
        press(&mut model, "j");
        assert_ne!(below(&model), first);
        press(&mut model, "G");
        assert_eq!(below(&model), None, "{:?}", lines(&model));
        let text = lines(&model).join("\n");
        assert!(text.contains("0.88"), "its last line is shown\n{text}");
        // One line back moves at once.
        press(&mut model, "k");
        assert_eq!(below(&model).as_deref(), Some("2 lines below (j)"));
    }
}
