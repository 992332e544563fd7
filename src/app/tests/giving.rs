//! `X` and the citations that `y` copies.

use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::giving::Given;
use crate::app::giving::Selection;
use crate::app::model::Popup;
use crate::app::testing::Stage;
use crate::domain::learning::NOT_CREDIT;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::export::log::LOG_FORMATS;

/// The last export that was asked for.
#[track_caller]
fn exported(stage: &Stage) -> (&'static str, Selection, String) {
    let found = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Export { format, what, file } => Some((*format, what.clone(), file.clone())),
        _ => None,
    });
    found.expect("an export")
}

#[test]
fn x_asks_what_in_which_form_and_where_to() {
    let mut stage = Stage::of(9);
    stage.press("j X");
    assert!(matches!(
        stage.model.popup,
        Some(Popup::Export { of: 0, .. })
    ));
    stage.press("Enter Enter");
    let chosen = stage.model.chosen().unwrap();
    let (format, what, file) = exported(&stage);
    assert_eq!((format, what), ("ris", Selection::Works(vec![chosen])));
    assert!(
        file.starts_with("~/rounds-item-") && file.ends_with(".ris"),
        "{file}"
    );
    assert!(stage.model.popup.is_none());
}

#[test]
fn tab_changes_what_is_given_out() {
    let mut stage = Stage::of(9);
    stage.press("X Tab j Enter Enter");
    let saved = Query {
        place: Place::Saved,
        ..Query::default()
    };
    let (format, what, file) = exported(&stage);
    assert_eq!((format, what), ("bibtex", Selection::Query(saved)));
    assert!(file.starts_with("~/rounds-saved-"), "{file}");
    stage.press("X Tab Tab Enter Enter");
    assert_eq!(exported(&stage).1, Selection::Query(Query::default()));
}

#[test]
fn esc_writes_nothing() {
    let mut stage = Stage::of(9);
    stage.press("X Enter Esc X Esc");
    assert!(
        !stage
            .effects
            .iter()
            .any(|it| matches!(it, Effect::Export { .. }))
    );
}

#[test]
fn what_became_of_it_is_said() {
    let mut stage = Stage::of(9);
    stage.send(Msg::Exported(Ok(Given {
        what: "3 references".to_string(),
        file: "/home/me/a.ris".to_string(),
        left_out: Some("1 without an address".to_string()),
    })));
    assert_eq!(
        stage.said(),
        "3 references written to /home/me/a.ris; 1 without an address left out"
    );
    let why = "a.ris is there already: it was left alone";
    stage.send(Msg::Exported(Err(why.to_string())));
    assert_eq!(
        stage.said(),
        "Not exported: a.ris is there already: it was left alone"
    );
}

#[test]
fn y_c_copies_a_citation_without_opening_the_item() {
    let mut stage = Stage::of(9);
    for (keys, begins) in [("y c", ""), ("y a", ""), ("y b", "@")] {
        stage.press(keys);
        let copied = stage.effects.iter().rev().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.clone()),
            _ => None,
        });
        let copied = copied.expect(keys);
        let title = stage.row(1).title.clone();
        assert!(copied.starts_with(begins), "{copied}");
        let word = title.split(' ').next().unwrap();
        assert!(copied.contains(word), "{copied} does not hold {title}");
    }
}

#[test]
fn in_the_learning_log_x_writes_the_log_of_the_shown_year_in_its_own_forms() {
    let mut stage = Stage::of(9);
    stage.press("c");
    stage.type_in("25");
    stage.press("Enter C X");
    let year = stage.model.log_year();
    let offers = stage.model.export_offers();
    assert_eq!(offers[0].label, format!("your learning log of {year}"));
    let forms = stage.model.forms_of(0);
    assert_eq!(forms.len(), LOG_FORMATS.len());
    // Down to JSON lines, to what is saved and back: the cursor stays inside.
    stage.press("G Tab Tab k k k Enter Enter");
    let put = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Put { text, given } => Some((text.clone(), given.clone())),
        _ => None,
    });
    let (text, given) = put.expect("a file");
    assert!(text.starts_with("# "), "{text}");
    assert!(
        text.contains("Work 1") && text.contains(NOT_CREDIT),
        "{text}"
    );
    assert_eq!(given.what, format!("Your log of {year}"));
    let today = stage.model.today();
    assert_eq!(given.file, format!("~/rounds-log-{year}-{today}.md"));
    stage.send(Msg::Exported(Ok(given)));
    assert!(
        stage.said().contains("written to ~/rounds-log-"),
        "{}",
        stage.said()
    );
}
