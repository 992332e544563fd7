//! Whatever happens, in whatever order, the model stands.

use proptest::prelude::*;

use crate::app::effect::FetchNews;
use crate::app::effect::KeyCode;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::keymap;
use crate::app::testing::Stage;
use crate::app::testing::work;

const KEYS: &str = "jkhlGgtshmnpNo LdMseuUF/;rRx+-Tyymdtzsudp?:qJK123459[].,";

fn happening() -> impl Strategy<Value = (u8, usize, u16, u16)> {
    (0..24_u8, 0..KEYS.len(), 1..220_u16, 1..70_u16)
}

fn play(stage: &mut Stage, (sort, at, width, height): (u8, usize, u16, u16)) {
    let special = [
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Down,
        KeyCode::Up,
        KeyCode::PageDown,
        KeyCode::PageUp,
        KeyCode::End,
        KeyCode::Home,
    ];
    match sort {
        0..=11 => {
            let key = KEYS.as_bytes()[at];
            stage.send(Msg::Key(keymap::plain(KeyCode::Char(char::from(key)))));
        }
        12..=16 => stage.send(Msg::Key(keymap::plain(special[at % special.len()]))),
        17 | 18 => stage.resize(width, height),
        19 => {
            let number = i64::from(width % 60) + 1;
            stage.store.works.remove(&work(number).row.work);
            stage.store.revision += 1;
            stage.send(Msg::Store(Reply::Changed {
                revision: stage.store.revision,
            }));
        }
        20 => {
            let work = work(i64::from(width % 60) + 1);
            stage.store.works.insert(work.row.work, work);
            stage.store.revision += 1;
            stage.send(Msg::Store(Reply::Changed {
                revision: stage.store.revision,
            }));
        }
        21 => stage.store.refuses = (width % 2 == 0).then(|| "The disk is full.".to_string()),
        22 => stage.send(Msg::Paste("é心 https://example.org\n".to_string())),
        _ => {
            let address = "x".to_string();
            let found = Ok(vec![Default::default()]);
            stage.send(Msg::Fetch(FetchNews::Feeds { address, found }));
        }
    }
}

fn check(stage: &Stage) {
    let listing = stage.model.listing();
    assert!(listing.rows.is_empty() || listing.top < listing.rows.len());
    assert!(
        listing
            .rows
            .windows(2)
            .all(|pair| pair[0].work > pair[1].work)
    );
    if listing.answered && !listing.rows.is_empty() {
        assert!(listing.selected().is_some(), "something is selected");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn acceptance_35_no_order_of_events_breaks_the_model(
        happenings in prop::collection::vec(happening(), 1..120)
    ) {
        let mut stage = Stage::of(40);
        for it in happenings {
            play(&mut stage, it);
            check(&stage);
        }
    }
}

#[test]
fn acceptance_35_the_same_row_is_selected_after_twenty_sizes() {
    let mut stage = Stage::of(60);
    stage.press("j j j j j j j j");
    for popup in ["", ":", ";", "+", "T", "e"] {
        if !popup.is_empty() {
            stage.press(popup);
        }
        for _ in 0..4 {
            for (width, height) in [(120, 36), (80, 24), (46, 18), (38, 9), (1, 1), (200, 60)] {
                stage.resize(width, height);
            }
        }
        stage.press("Esc");
        assert_eq!(stage.selected(), Some(9), "{popup}");
    }
}

#[test]
fn too_small_a_window_takes_no_key_but_leaving() {
    let mut stage = Stage::of(9);
    stage.resize(38, 9);
    stage.press("s M j");
    assert!(stage.store.asks.is_empty());
    stage.press("q");
    assert!(stage.effects.contains(&crate::app::effect::Effect::Quit));
}

#[test]
fn a_second_interrupt_within_two_seconds_quits() {
    let mut stage = Stage::of(9);
    stage.press("C-c");
    let timer = stage.model.desk.interrupt;
    stage.press("j");
    stage.send(Msg::Timer(crate::app::effect::Timer::Interrupt(
        timer.expect("a timer"),
    )));
    stage.press("C-c");
    assert!(!stage.effects.contains(&crate::app::effect::Effect::Quit));
    stage.press("C-c");
    assert!(stage.effects.contains(&crate::app::effect::Effect::Quit));
}
