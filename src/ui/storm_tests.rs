//! Ten thousand keys, sizes, pastes, clicks and answers in any order, each
//! followed by a frame: nothing panics and the three fixed lines stand.

use proptest::prelude::*;

use crate::app::effect::Effect;
use crate::app::effect::FetchNews;
use crate::app::effect::KeyCode;
use crate::app::effect::Msg;
use crate::app::effect::OpenResult;
use crate::app::keymap;
use crate::app::pointing::Pointing;
use crate::app::pointing::Press;
use crate::app::testing::Stage;
use crate::domain::answer::Found;
use crate::ui::every::ODD;
use crate::ui::sizes_tests::wrong_with;

/// Ways to every view and popup, and single keys.
const WAYS: [&str; 26] = [
    "g h",
    "g s",
    "g r",
    "g t",
    "g m",
    "C",
    "?",
    "Enter",
    "l",
    "L",
    "d",
    "w",
    "f",
    "F",
    "T",
    "e",
    "c",
    "X",
    "z k",
    "z r",
    "y y",
    ": m a",
    "; s",
    "+ x",
    "/ w o r k",
    "z t",
];

const KEYS: &str = "jkhlGgtshmnpNoOLdMseuUF/;rRx+-TycCmdtzsudpkXaiwW?:qJKEvVfS1234569[].,=* ";

const SPECIAL: [KeyCode; 16] = [
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::Down,
    KeyCode::Up,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::PageDown,
    KeyCode::PageUp,
    KeyCode::End,
    KeyCode::Home,
    KeyCode::F(1),
    KeyCode::F(12),
];

/// How many happenings in all.
const N_ALL: u32 = 10_000;
const N_A_CASE: usize = 250;

#[derive(Clone, Debug)]
enum Happening {
    Way(usize),
    Letter(usize),
    Control(usize),
    Special(usize),
    Size(u16, u16),
    Paste(usize),
    Focus(bool),
    Pointing(usize, u16, u16),
    /// What was asked of the world since is answered, well or badly.
    Answers(bool),
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        4 => (0..WAYS.len()).prop_map(Happening::Way),
        10 => (0..KEYS.len()).prop_map(Happening::Letter),
        1 => (0..26_usize).prop_map(Happening::Control),
        7 => (0..SPECIAL.len()).prop_map(Happening::Special),
        3 => (38..130_u16, 10..40_u16).prop_map(|(width, height)| Happening::Size(width, height)),
        1 => (1..220_u16, 1..70_u16).prop_map(|(width, height)| Happening::Size(width, height)),
        1 => (0..ODD.len()).prop_map(Happening::Paste),
        1 => any::<bool>().prop_map(Happening::Focus),
        2 => any::<bool>().prop_map(Happening::Answers),
        3 => (0..3_usize, 0..130_u16, 0..40_u16)
            .prop_map(|(what, x, y)| Happening::Pointing(what, x, y)),
    ]
}

fn play(stage: &mut Stage, it: Happening) {
    let plain = |code| Msg::Key(keymap::plain(code));
    match it {
        Happening::Way(at) => stage.press(WAYS[at]),
        Happening::Letter(at) => {
            let letter = char::from(KEYS.as_bytes()[at]);
            stage.send(plain(KeyCode::Char(letter)));
        }
        Happening::Control(at) => {
            let letter = char::from(b'a' + at as u8);
            let mut key = keymap::plain(KeyCode::Char(letter));
            key.ctrl = true;
            stage.send(Msg::Key(key));
        }
        Happening::Special(at) => stage.send(plain(SPECIAL[at])),
        Happening::Size(width, height) => stage.resize(width, height),
        Happening::Paste(at) => stage.send(Msg::Paste(ODD[at].repeat(2))),
        Happening::Focus(focus) => stage.send(Msg::Focus(focus)),
        Happening::Pointing(what, x, y) => {
            let what = [Press::Click, Press::WheelUp, Press::WheelDown][what];
            stage.send(Msg::Pointing(Pointing { what, x, y }));
        }
        Happening::Answers(well) => {
            for effect in std::mem::take(&mut stage.effects) {
                if let Some(msg) = answer(effect, well) {
                    stage.send(msg);
                }
            }
        }
    }
}

/// What comes back from the world.
fn answer(effect: Effect, well: bool) -> Option<Msg> {
    Some(match effect {
        Effect::After(_, timer) => Msg::Timer(timer),
        Effect::Open { link } => Msg::Opened(match well {
            true => OpenResult::Opened(link),
            false => OpenResult::NoBrowser { link },
        }),
        Effect::FindFeeds { address, .. } => Msg::Fetch(FetchNews::Feeds {
            address,
            found: match well {
                true => Ok(vec![Found::default(), Found::default()]),
                false => Err("Nobody answered.".to_string()),
            },
        }),
        Effect::Refresh(_) => Msg::Fetch(FetchNews::Progress {
            n_done: 3,
            n_all: 51,
            n_failed: 1,
            n_new: u32::from(well),
        }),
        Effect::Put { given, .. } if well => Msg::Exported(Ok(given)),
        Effect::Export { .. } | Effect::Put { .. } => {
            Msg::Exported(Err("The disk is full.".to_string()))
        }
        _ => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: N_ALL / N_A_CASE as u32,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn acceptance_35_ten_thousand_keys_and_sizes_end_in_a_whole_frame(
        happenings in prop::collection::vec(happening(), N_A_CASE)
    ) {
        let mut stage = Stage::of(40);
        for it in happenings {
            let said = format!("{it:?}");
            play(&mut stage, it);
            let wrong = wrong_with(&stage.model);
            prop_assert!(wrong.is_none(), "{wrong:?} after {said}");
        }
    }
}
