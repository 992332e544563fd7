//! Saving, marking, noting, undoing; what is said about it and when.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::effect::FetchNews;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::effect::Wanted;
use crate::app::model::Follow;
use crate::app::model::Popup;
use crate::app::model::Tone;
use crate::app::testing::Stage;
use crate::app::testing::read_keys;
use crate::app::testing::work;
use crate::domain::answer::Found;
use crate::domain::intake::Waits;
use crate::domain::secret::Secret;

#[test]
fn acceptance_20_s_shows_the_star_at_once_and_says_saved_once_it_is() {
    let mut stage = Stage::of(9);
    let effects = stage.model.update(Msg::Key(read_keys("s")[0]));
    assert!(stage.row(1).saved, "at once");
    assert_eq!(stage.said(), "", "nothing is claimed yet");
    stage.perform(effects);
    assert_eq!(stage.said(), "Saved. u takes it back.");
    assert_eq!(
        stage.model.notice.as_ref().map(|it| it.tone),
        Some(Tone::Done)
    );
    stage.press("u");
    assert!(!stage.row(1).saved);
    stage.press("U");
    assert!(stage.row(1).saved);
}

#[test]
fn a_save_the_store_refuses_is_taken_back_and_said() {
    let mut stage = Stage::of(9);
    stage.store.refuses = Some("The disk is full.".to_string());
    stage.press("s");
    assert!(!stage.row(1).saved);
    assert_eq!(
        stage.said(),
        "Not saved: the disk is full. Nothing else was lost"
    );
    stage.press("j");
    assert_eq!(
        stage.model.notice.as_ref().map(|it| it.tone),
        Some(Tone::Failed)
    );
    stage.press("Esc");
    assert_eq!(stage.said(), "");
}

#[test]
fn a_mark_outlives_every_page_that_is_older_than_it() {
    let mut stage = Stage::of(9);
    let old = Reply::Page {
        generation: stage.model.timeline.generation,
        page: match stage.store.answer(crate::app::effect::Question::Page {
            generation: 0,
            query: stage.model.timeline.query.clone(),
            anchor: crate::domain::query::Anchor::Around(work(1).row.work),
            limit: 200,
        }) {
            Reply::Page { page, .. } => page,
            _ => unreachable!(),
        },
    };
    stage.press("s");
    stage.send(Msg::Store(old));
    assert!(stage.row(1).saved, "laid over the old page");
    assert_eq!(stage.model.pending.saved.len(), 1);
    stage.send(Msg::Store(Reply::Changed { revision: 2 }));
    assert!(stage.row(1).saved);
    assert!(
        stage.model.pending.saved.is_empty(),
        "lifted by a newer page"
    );
}

#[test]
fn a_failure_lifts_only_its_own_mark() {
    let mut stage = Stage::of(9);
    let first = stage.model.update(Msg::Key(read_keys("m")[0]));
    let second = stage.model.update(Msg::Key(read_keys("m")[0]));
    let id = |effects: &[Effect]| match effects.first() {
        Some(Effect::Store(id, _)) => *id,
        other => panic!("{other:?}"),
    };
    let (first, second) = (id(&first), id(&second));
    assert!(!stage.row(1).read);
    let why = "no".to_string();
    stage.model.update(Msg::Store(Reply::Failed {
        ask: first,
        why: why.clone(),
    }));
    assert!(!stage.row(1).read, "the newer mark stands");
    stage
        .model
        .update(Msg::Store(Reply::Failed { ask: second, why }));
    assert!(!stage.row(1).read);
    assert!(stage.model.pending.read.is_empty());
}

#[test]
fn acceptance_21_all_shown_become_read_and_u_brings_the_same_ones_back() {
    let mut stage = Stage::of(57);
    let before: Vec<bool> = stage
        .model
        .timeline
        .rows
        .iter()
        .map(|row| row.read)
        .collect();
    stage.press("M");
    assert_eq!(stage.said(), "38 marked as read. u brings them back.");
    assert_eq!(stage.model.overview.n_unread_all, 0);
    assert!(stage.model.timeline.rows.iter().all(|row| row.read));
    stage.press("u");
    let after: Vec<bool> = stage
        .model
        .timeline
        .rows
        .iter()
        .map(|row| row.read)
        .collect();
    assert_eq!(after, before);
    assert_eq!(stage.model.overview.n_unread_all, 38);
    stage.press("u");
    assert_eq!(stage.said(), "There is nothing to take back.");
}

#[test]
fn acceptance_22_a_note_takes_every_letter_as_a_letter() {
    let mut stage = Stage::of(9);
    stage.press("e");
    stage.type_in("q?:Q é心");
    stage.press("Enter");
    let note = Ask::SetNote {
        work: work(1).row.work,
        note: "q?:Q é心".to_string(),
    };
    assert!(stage.store.asks.contains(&note));
    assert!(stage.row(1).noted);
    stage.press("e");
    assert_eq!(
        stage.model.field().map(|it| it.text.as_str()),
        Some("q?:Q é心")
    );
}

#[test]
fn acceptance_39_a_paste_acts_only_where_text_is_typed() {
    let mut stage = Stage::of(9);
    stage.send(Msg::Paste("qQM\n".to_string()));
    assert_eq!(
        stage.said(),
        "Pasted text was ignored: no text field is open"
    );
    assert!(stage.store.asks.is_empty() && !stage.effects.contains(&Effect::Quit));
    stage.press("e");
    stage.send(Msg::Paste("qQM\r\n".to_string()));
    assert_eq!(stage.model.field().map(|it| it.text.as_str()), Some("qQM"));
}

#[test]
fn a_pasted_address_is_offered_looked_at_and_followed() {
    let mut stage = Stage::of(9);
    let address = "https://example.org/feed".to_string();
    stage.send(Msg::Paste(format!("{address}\n")));
    stage.press("Enter");
    assert!(stage.effects.contains(&Effect::FindFeeds {
        address: address.clone(),
        secret: None,
    }));
    let found = |found| {
        Msg::Fetch(FetchNews::Feeds {
            address: address.clone(),
            found,
        })
    };
    stage.send(found(Ok(Vec::new())));
    assert!(
        stage
            .said()
            .starts_with("No feed was found at https://example.org/feed.")
    );
    stage.press("Enter");
    let feed = Found {
        address: address.clone(),
        title: "BMJ".to_string(),
        ..Found::default()
    };
    stage.send(found(Ok(vec![feed])));
    assert!(matches!(
        stage.model.popup,
        Some(Popup::Follow(Follow::Picking { .. }))
    ));
    stage.press("Enter");
    assert_eq!(stage.said(), "Following BMJ. u twice takes it back.");
    let fetches = |it: &Effect| matches!(it, Effect::Refresh(Wanted::Source(_)));
    assert!(stage.effects.iter().any(fetches));
}

#[test]
fn a_secret_in_a_typed_address_goes_to_its_keeper_and_onto_no_screen() {
    let mut stage = Stage::of(9);
    let address = "https://example.org/feed".to_string();
    stage.send(Msg::Paste(
        "https://me:hunter2@example.org/feed".to_string(),
    ));
    stage.press("Enter");
    let secret = Some(Secret::new("me", "hunter2"));
    let looks = Effect::FindFeeds {
        address: address.clone(),
        secret: secret.clone(),
    };
    assert!(stage.effects.contains(&looks));
    let found = |found| {
        Msg::Fetch(FetchNews::Feeds {
            address: address.clone(),
            found,
        })
    };
    stage.send(found(Err("401 needs a password".to_string())));
    assert!(!stage.said().contains("hunter2"));
    assert_eq!(
        stage.model.field().map(|it| it.text.as_str()),
        Some(address.as_str())
    );
    // Once more, as it stands there now.
    stage.effects.clear();
    stage.press("Enter");
    assert!(stage.effects.contains(&looks));
    let feed = |with_secret| Found {
        address: address.clone(),
        title: "BMJ".to_string(),
        with_secret,
        ..Found::default()
    };
    stage.send(found(Ok(vec![feed(true)])));
    stage.press("Enter");
    let kept = |stage: &Stage| {
        let asks = stage.store.asks.iter();
        asks.filter_map(|ask| match ask {
            Ask::Follow { secret, .. } => Some(secret.clone()),
            _ => None,
        })
        .next_back()
    };
    assert_eq!(kept(&stage), Some(secret));
    // Another address later on gets none of it.
    stage.send(Msg::Paste("https://example.org/other".to_string()));
    stage.press("Enter");
    let other = "https://example.org/other".to_string();
    let looks = Effect::FindFeeds {
        address: other.clone(),
        secret: None,
    };
    assert!(stage.effects.contains(&looks));
}

#[test]
fn acceptance_31_a_refresh_is_counted_stopped_and_summed_up() {
    let mut stage = Stage::of(9);
    stage.press("R");
    assert_eq!(stage.effects.pop(), Some(Effect::Refresh(Wanted::All)));
    let (n_done, n_all, n_failed, n_new) = (19, 51, 0, 5);
    stage.send(Msg::Fetch(FetchNews::Progress {
        n_done,
        n_all,
        n_failed,
        n_new,
    }));
    stage.press("j x");
    assert_eq!(stage.selected(), Some(2));
    assert!(stage.effects.contains(&Effect::StopRefresh));
    let ended = |n_good, n_failed, n_new, stopped, failed: Option<&str>| {
        let failed = failed.map(str::to_string);
        Msg::Fetch(FetchNews::Ended {
            n_all,
            n_good,
            n_failed,
            n_new,
            stopped,
            failed,
            waits: Default::default(),
        })
    };
    for (news, said) in [
        (
            ended(19, 0, 5, true, None),
            "Stopped. 19 of 51 fetched; what came is kept.",
        ),
        (ended(51, 0, 7, false, None), "51 of 51 fetched · 7 new"),
        (
            ended(49, 2, 0, false, None),
            "49 of 51 fetched. 2 failed: g h shows why.",
        ),
        (
            ended(50, 1, 0, false, Some("BMJ")),
            "50 of 51 fetched. BMJ failed: g h shows why.",
        ),
    ] {
        stage.send(news);
        assert_eq!(stage.said(), said);
    }
    assert_eq!(stage.model.fetching, None);
}

#[test]
fn who_waits_for_its_server_is_told_apart_from_who_failed() {
    let mut stage = Stage::of(9);
    let until = stage.model.now.plus(60);
    for (n_failed, n, said) in [
        (
            0,
            1,
            "7 of 9 fetched · 2 new. 1 waits until TIME, as its server asked.",
        ),
        (
            2,
            3,
            "7 of 9 fetched · 2 new. 3 wait until TIME, as their servers asked. \
             2 failed: g h shows why.",
        ),
    ] {
        stage.send(Msg::Fetch(FetchNews::Ended {
            n_all: 9,
            n_good: 7,
            n_failed,
            n_new: 2,
            stopped: false,
            failed: None,
            waits: Waits {
                n,
                until: Some(until),
            },
        }));
        assert_eq!(
            stage.said(),
            said.replace("TIME", &until.until(stage.model.now))
        );
    }
}

#[test]
fn acceptance_34_offline_is_said_once_and_clears_by_itself() {
    let mut stage = Stage::of(9);
    stage.send(Msg::Fetch(FetchNews::Offline(crate::app::testing::NOW)));
    assert!(stage.said().starts_with("Offline since "));
    assert!(
        stage
            .said()
            .ends_with(". Kept items still work; fetching resumes by itself.")
    );
    stage.send(Msg::Fetch(FetchNews::Offline(crate::app::testing::NOW)));
    assert_eq!(stage.model.messages.len(), 1);
    stage.press("s");
    assert!(stage.row(1).saved);
    stage.send(Msg::Fetch(FetchNews::Online));
    assert_eq!(stage.model.offline, None);
}

#[test]
fn acceptance_8_hints_follow_the_state() {
    let mut stage = Stage::of(9);
    let has = |stage: &Stage, key: &str, label: &str| {
        let pair = (key.to_string(), label.to_string());
        crate::app::hints::hints(&stage.model).contains(&pair)
    };
    assert!(has(&stage, "j k", "move") && has(&stage, "s", "save") && !has(&stage, "u", "undo"));
    stage.press("s");
    assert!(has(&stage, "s", "unsave") && has(&stage, "u", "undo"));
    stage.press("Enter");
    assert!(has(&stage, "1-4", "open link") && has(&stage, "y…", "copy"));
}
