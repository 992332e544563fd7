//! The marks of the article that is read: the same truth as in every list.

use crate::app::effect::Ask;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::model::View;
use crate::app::testing::Stage;
use crate::app::testing::read_keys;
use crate::app::testing::work;

/// The first line of the article on screen.
fn head(stage: &Stage) -> String {
    let article = stage.model.article.as_ref().expect("an article");
    article.lines[article.top].text()
}

/// Whether the article's head says that it is saved.
fn shows_star(stage: &Stage) -> bool {
    let article = stage.model.article.as_ref().expect("an article");
    article.lines[0].text().contains("★")
}

fn changed(stage: &mut Stage) {
    stage.store.revision += 1;
    let revision = stage.store.revision;
    stage.send(Msg::Store(Reply::Changed { revision }));
}

#[test]
fn the_star_in_the_reader_follows_the_key_at_once() {
    let mut stage = Stage::of(9);
    stage.press("Enter");
    assert!(!shows_star(&stage));
    stage.model.update(Msg::Key(read_keys("s")[0]));
    assert!(shows_star(&stage), "before the store has answered");
    stage.model.update(Msg::Key(read_keys("s")[0]));
    assert!(!shows_star(&stage));
}

#[test]
fn a_refused_save_takes_the_star_out_of_the_reader_again() {
    let mut stage = Stage::of(9);
    stage.press("Enter");
    stage.store.refuses = Some("The disk is full.".to_string());
    let effects = stage.model.update(Msg::Key(read_keys("s")[0]));
    assert!(shows_star(&stage));
    stage.perform(effects);
    assert!(!shows_star(&stage));
}

#[test]
fn a_star_keeps_the_line_that_is_read_at_the_top() {
    let mut stage = Stage::of(9);
    stage.press("Enter PageDown j");
    let (before, place) = (head(&stage), stage.model.reading_place());
    stage.press("s");
    assert!(shows_star(&stage));
    assert_eq!((head(&stage), stage.model.reading_place()), (before, place));
}

#[test]
fn a_match_that_is_shown_stays_the_current_one() {
    let mut stage = Stage::of(9);
    stage.press("Enter /");
    stage.type_in("words 4");
    stage.press("Enter n n n s");
    stage.press("n");
    assert_eq!(stage.said(), "Match 5 of 11");
}

#[test]
fn what_another_rounds_marks_shows_in_the_reader_and_is_what_s_toggles() {
    let mut stage = Stage::of(9);
    let id = work(1).row.work;
    stage.press("g s g t Enter PageDown");
    let place = stage.model.reading_place();
    stage.store.edit(id, |work| {
        work.row.saved = true;
        work.row.noted = true;
        work.note = Some("for the ward".to_string());
    });
    changed(&mut stage);
    assert!(shows_star(&stage));
    let article = stage.model.article.as_ref().expect("an article");
    let text: String = article.lines.iter().map(|line| line.text()).collect();
    assert!(text.contains("for the ward"));
    assert_eq!(stage.model.reading_place(), place);
    stage.press("s");
    let unsave = Ask::SetSaved {
        work: id,
        saved: false,
    };
    assert_eq!(stage.store.asks.last(), Some(&unsave));
}

#[test]
fn a_list_that_was_not_asked_again_still_agrees() {
    let mut stage = Stage::of(9);
    stage.press("s g s g t");
    stage.store.edit(work(1).row.work, |work| {
        work.row.saved = false;
        work.row.noted = true;
    });
    changed(&mut stage);
    assert!(!stage.model.saved.rows[0].saved && stage.model.saved.rows[0].noted);
}

#[test]
fn an_article_that_is_gone_leaves_no_empty_reader_behind() {
    let mut stage = Stage::of(9);
    stage.press("Enter ?");
    stage.store.works.remove(&work(1).row.work);
    changed(&mut stage);
    stage.press("q");
    assert_eq!(stage.model.view(), View::Timeline);
}
