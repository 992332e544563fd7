//! The library: tags, stages, tabs and orders, many rows at once, and notes
//! in an editor.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::giving::Selection;
use crate::app::giving::Wanted;
use crate::app::model::Asked;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::Settings;
use crate::app::session;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::app::testing::read_keys;
use crate::domain::id::WorkId;
use crate::domain::query::Order;

fn work(stage: &Stage, number: i64) -> WorkId {
    stage.row(number).work
}

fn last_ask(stage: &Stage) -> &Ask {
    stage.store.asks.last().expect("an ask")
}

#[test]
fn t_gives_tags_completes_and_takes_off_what_is_taken_out() {
    let mut stage = Stage::of(9);
    stage.press("t");
    stage.type_in("CKD, journal club");
    stage.press("Enter");
    assert_eq!(stage.said(), "Tagged #CKD #journal club. u takes it back.");
    assert!(stage.row(1).saved, "a tag saves");

    stage.press("j t");
    stage.type_in("ck");
    stage.press("Tab Enter");
    let second = work(&stage, 2);
    assert_eq!(
        *last_ask(&stage),
        Ask::SetTags {
            works: vec![second],
            add: vec!["CKD".to_string()],
            remove: Vec::new()
        }
    );

    stage.press("k t");
    let Some(Popup::Ask { input, .. }) = &stage.model.popup else {
        panic!("no box");
    };
    assert_eq!(input.text, "CKD, journal club, ");
    stage.press("C-u");
    stage.type_in("journal club");
    stage.press("Enter");
    assert_eq!(stage.said(), "#CKD taken off. u takes it back.");
    assert_eq!(stage.model.tags_of(work(&stage, 1)), ["journal club"]);
    stage.press("t Enter");
    assert_eq!(stage.said(), "The tags are as they were.");
}

#[test]
fn marked_rows_are_saved_read_and_tagged_by_one_key_and_one_undo() {
    let mut stage = Stage::of(9);
    stage.press("b b j b");
    assert_eq!(stage.model.marked().len(), 3);
    assert_eq!(stage.said(), "3 marked: s t m i X act on all. Esc unmarks.");
    stage.press("s");
    assert_eq!(stage.said(), "3 items saved. u takes it back.");
    let saved = |stage: &Stage| {
        (1..=9)
            .filter(|at| stage.row(*at).saved)
            .collect::<Vec<_>>()
    };
    assert_eq!(saved(&stage), [1, 2, 4]);
    assert!(stage.model.marked().is_empty(), "the marks are used up");
    stage.press("u");
    assert!(saved(&stage).is_empty());

    stage.press("g g b b t");
    stage.type_in("icu");
    stage.press("Enter");
    assert_eq!(stage.said(), "Tagged #icu: 2 items. u takes it back.");
    stage.press("g g b b m");
    assert!(stage.row(1).read && stage.row(2).read);
    stage.press("u u");
    assert!(saved(&stage).is_empty());

    stage.press("g g b b");
    let offers = stage.model.export_offers();
    assert_eq!(offers[0].label, "the 2 marked");
    stage.press("Esc");
    assert!(stage.model.marked().is_empty());
}

#[test]
fn marked_rows_are_exported_together() {
    let mut stage = Stage::of(9);
    stage.press("b b X Enter");
    let Some(Popup::Ask { what, .. }) = &stage.model.popup else {
        panic!("no box");
    };
    let Asked::ExportTo { what, .. } = what else {
        panic!("{what:?}");
    };
    let Wanted::References(Selection::Works(works)) = what else {
        panic!("{what:?}");
    };
    assert_eq!(works.len(), 2);
}

#[test]
fn a_mark_that_is_refused_goes_back_on_every_row() {
    let mut stage = Stage::of(9);
    stage.store.refuses = Some("the disk is full".to_string());
    stage.press("b b s");
    assert!(!stage.row(1).saved && !stage.row(2).saved);
    assert!(
        stage.said().contains("the disk is full"),
        "{}",
        stage.said()
    );
}

#[test]
fn the_library_has_tabs_stages_and_orders() {
    let mut stage = Stage::of(9);
    stage.press("s j s j t");
    stage.type_in("icu");
    stage.press("Enter g s");
    assert_eq!(stage.model.saved.query.order, Order::SavedNewest);
    assert_eq!(stage.model.saved.rows.len(), 3);
    stage.press("i");
    assert_eq!(stage.said(), "Now: reading. u takes it back.");
    stage.press("5");
    assert_eq!(stage.model.saved.rows.len(), 1);
    stage.press("7");
    assert_eq!(stage.model.saved_tab(), Some(6));
    assert_eq!(stage.model.saved.rows.len(), 1);
    assert_eq!(stage.model.saved_tabs()[6].name, "#icu");
    stage.press("8");
    assert_eq!(stage.said(), "There is no tab 8.");
    stage.press("Esc");
    assert_eq!(stage.model.saved.rows.len(), 3, "Esc shows all again");
    stage.press("z o z o");
    assert_eq!(stage.said(), "Order: by title.");
    stage.press("f");
    stage.type_in("tag:icu");
    stage.press("Enter");
    assert_eq!(stage.model.saved.rows.len(), 1);
    assert_eq!(stage.model.saved_tab(), None, "typed, so retractions stay");
    stage.press("F");
    assert_eq!(stage.model.saved_tab(), Some(0));
    stage.press("Esc i");
    assert_eq!(stage.model.view(), crate::app::model::View::Timeline);
}

#[test]
fn the_jump_box_knows_tags() {
    let mut stage = Stage::of(9);
    stage.press("t");
    stage.type_in("dialysis");
    stage.press("Enter j s ;");
    stage.type_in("#dial");
    stage.press("Enter");
    assert_eq!(stage.model.view(), crate::app::model::View::Saved);
    assert_eq!(stage.model.saved.rows.len(), 1);
}

fn edited(stage: &Stage) -> (WorkId, String) {
    match stage.effects.last() {
        Some(Effect::Edit { work, note }) => (*work, note.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn e_in_capitals_writes_the_note_in_the_editor() {
    let mut stage = Stage::of(3);
    stage.press("E");
    let (work, note) = edited(&stage);
    assert_eq!(note, "");
    let note = "one\n\n- é心\u{1b}[31m\n".to_string();
    stage.send(Msg::Edited {
        work,
        note: Ok(note),
    });
    assert_eq!(stage.said(), "Note kept. u takes it back.");
    // What has lines opens in the editor again: one line would lose them.
    stage.press("e");
    assert_eq!(edited(&stage).1, "one\n\n- é心");
    let n_asks = stage.store.asks.len();
    stage.send(Msg::Edited {
        work,
        note: Ok("one\n\n- é心\n".to_string()),
    });
    assert_eq!(stage.said(), "The note is as it was.");
    stage.send(Msg::Edited {
        work,
        note: Err("vi ended with an error; what you wrote is in x.md".to_string()),
    });
    assert_eq!(
        stage.said(),
        "The note is as it was: vi ended with an error; what you wrote is in x.md"
    );
    assert_eq!(stage.store.asks.len(), n_asks);
}

#[test]
fn a_note_of_several_lines_that_is_refused_comes_back_in_the_editor() {
    let mut store = FakeStore::of(3);
    store.refuses = Some("the disk is full".to_string());
    let mut stage = Stage::with(store, 80, 24);
    stage.press("E");
    let (work, _) = edited(&stage);
    let note = Ok("a\nb".to_string());
    stage.send(Msg::Edited { work, note });
    assert_eq!(
        stage.said(),
        "Note not saved: the disk is full. E brings it back."
    );
    stage.press("E");
    assert_eq!(edited(&stage).1, "a\nb");
}

/// The text that is marked in the article.
fn marked(stage: &Stage) -> String {
    let article = stage.model.article.as_ref().expect("an article");
    let runs = article.lines.iter().flat_map(|line| &line.runs);
    let runs = runs.filter(|run| run.marked.is_some());
    runs.map(|run| run.text.as_str()).collect()
}

#[test]
fn lines_of_an_article_are_marked_kept_and_taken_off() {
    let mut stage = Stage::of(3);
    stage.press("Enter H");
    let top = stage.model.article.as_ref().expect("an article").top;
    stage.press("j Esc");
    assert_eq!(stage.said(), "Nothing was marked.");
    assert_eq!(stage.model.view(), crate::app::model::View::Reader);
    stage.press("H H j j Enter");
    assert_eq!(stage.said(), "Marked. u takes it back.");
    let Ask::SetHighlight {
        piece, keep: true, ..
    } = last_ask(&stage).clone()
    else {
        panic!("{:?}", last_ask(&stage));
    };
    assert!(
        !piece.text.is_empty() && !piece.text.contains("  "),
        "{piece:?}"
    );
    let shown = marked(&stage);
    assert!(!shown.is_empty());
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
    };
    assert_eq!(letters(&shown), letters(&piece.text));
    // At another width it is the same.
    stage.resize(40, 24);
    assert_eq!(letters(&marked(&stage)), letters(&piece.text));
    stage.resize(80, 24);
    assert_eq!(stage.model.article.as_ref().expect("an article").top, top);
    stage.press("H Enter");
    assert_eq!(stage.said(), "Mark taken off. u brings it back.");
    assert_eq!(marked(&stage), "");
    stage.press("u");
    assert_eq!(letters(&marked(&stage)), letters(&piece.text));
}

#[test]
fn space_turns_no_page_away_from_a_piece_that_is_being_marked() {
    let mut stage = Stage::of(3);
    stage.press("Enter H H");
    let article = stage.model.article.clone().expect("an article");
    stage.press(&"Space ".repeat(20));
    let after = stage.model.article.as_ref().expect("an article");
    assert_eq!(after.work, article.work);
    let (before, marking) = (article.marking.unwrap(), after.marking.unwrap());
    assert_eq!(marking.start, before.start);
    assert_eq!(marking.at, after.lines.len() - 1, "the end of the article");
    stage.press("Enter");
    assert_eq!(stage.said(), "Marked. u takes it back.");
}

#[test]
fn the_library_is_there_again_after_a_restart_in_its_order_and_tab() {
    for keys in ["g s z o", "g s 4", "g s z o z o 3", "g s z f"] {
        let mut stage = Stage::of(9);
        stage.press(keys);
        if keys.ends_with('f') {
            stage.type_in("sepsis OR type:rct");
            stage.press("Enter");
        }
        let before = stage.model.saved.query.clone();
        let line = session::write(&stage.model);
        let now = stage.model.now;
        let (mut model, _) = Model::start(Settings::default(), 80, 24, now, Some(&line));
        assert_eq!(model.saved.query, before, "{keys}");
        // Also where one comes to it only later.
        let elsewhere = line.replace("views=TS", "views=T");
        model = Model::start(Settings::default(), 80, 24, now, Some(&elsewhere)).0;
        for key in read_keys("g s") {
            model.update(Msg::Key(key));
        }
        assert_eq!(model.saved.query, before, "{keys}");
    }
}
