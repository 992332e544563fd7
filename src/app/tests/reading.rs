//! Reading: opening, links, going on, finding the place again.

use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::effect::OpenResult;
use crate::app::effect::Wanted;
use crate::app::hints::hints;
use crate::app::model::Popup;
use crate::app::model::Tone;
use crate::app::model::View;
use crate::app::testing::FakeStore;
use crate::app::testing::Stage;
use crate::domain::document::Block;
use crate::domain::document::Document;
use crate::domain::document::Span;
use crate::domain::query::Place;
use crate::domain::work::Text;

#[test]
fn acceptance_15_opening_marks_read_and_q_leads_back() {
    let mut stage = Stage::of(57);
    stage.press("Enter");
    assert_eq!(stage.model.view(), View::Reader);
    stage.press("q");
    assert_eq!(stage.model.view(), View::Timeline);
    assert!(stage.row(1).read);
    assert_eq!(stage.model.overview.n_unread_all, 37);
    assert_eq!(stage.selected(), Some(1));
}

#[test]
fn acceptance_17_digits_open_the_links_as_they_are_numbered() {
    let mut stage = Stage::of(9);
    stage.press("Enter 3");
    let link = "https://example.org/1/3".to_string();
    assert_eq!(stage.effects, [Effect::Open { link: link.clone() }]);
    stage.press("9");
    assert_eq!(stage.said(), "There is no link 9: this item has 4 links.");
    assert!(
        !stage.effects[1..]
            .iter()
            .any(|it| matches!(it, Effect::Open { .. }))
    );
    stage.press("L j j Enter");
    assert!(matches!(
        stage.model.popup,
        Some(Popup::Links { cursor: 2 })
    ));
    assert_eq!(stage.effects.last(), Some(&Effect::Open { link }));
}

#[test]
fn acceptance_18_space_alone_reads_everything() {
    let mut stage = Stage::of(30);
    for _ in 0..1_000 {
        stage.press("Space");
    }
    assert_eq!(stage.model.overview.n_unread_all, 0);
    assert_eq!(stage.said(), "Nothing unread below. ] shows the next list.");
}

#[test]
fn a_turns_to_the_feeds_own_text_and_a_change_does_not_turn_it_back() {
    let mut store = FakeStore::of(3);
    let words = |text: &str| Document {
        blocks: vec![Block::Paragraph(vec![Span::plain(text)])],
        ..Document::default()
    };
    let newest = *store.works.keys().next_back().unwrap();
    store.edit(newest, |work| {
        work.document = Some(words("the whole article"));
        work.other = Some(Box::new(Text {
            document: words("a summary"),
            origin: "as NEJM gave it".to_string(),
        }));
    });
    let shows = |stage: &Stage, text: &str| {
        let article = stage.model.article.as_ref().unwrap();
        article.lines.iter().any(|line| line.text().contains(text))
    };
    let mut stage = Stage::with(store, 80, 24);
    stage.press("Enter");
    assert!(shows(&stage, "the whole article"));
    stage.press("a");
    assert!(shows(&stage, "a summary") && shows(&stage, "as NEJM gave it"));
    stage.press("s");
    assert!(shows(&stage, "a summary"));
    stage.press("a");
    assert!(shows(&stage, "the whole article"));
    stage.press("J a");
    assert_eq!(stage.said(), "This item has one text: the one shown.");
}

#[test]
fn the_next_unread_row_is_found_beyond_the_window() {
    let mut store = FakeStore::of(2_000);
    for (index, work) in store.works.values_mut().rev().enumerate() {
        work.row.read = index != 1_500;
    }
    let mut stage = Stage::with(store, 80, 24);
    stage.press("n");
    assert_eq!(stage.selected(), Some(1_501));
    stage.press("n");
    assert!(stage.said().starts_with("Nothing unread below."));
}

#[test]
fn acceptance_19_a_browser_that_fails_leaves_the_link_on_screen_and_copied() {
    let mut stage = Stage::of(9);
    stage.press("o");
    let link = "https://example.org/1".to_string();
    assert_eq!(stage.effects, [Effect::Open { link: link.clone() }]);
    let why = "xdg-open (not found)".to_string();
    stage.send(Msg::Opened(OpenResult::Failed {
        link: link.clone(),
        why,
    }));
    assert!(!stage.row(1).read, "what did not open was not read");
    let said = "Could not start xdg-open (not found). The link is copied instead.";
    assert_eq!(stage.said(), said);
    let shown = matches!(&stage.model.popup, Some(Popup::Address { link, .. }) if link == "https://example.org/1");
    assert!(shown, "the whole address is on the screen");
    assert_eq!(
        stage.model.notice.as_ref().map(|it| it.tone),
        Some(Tone::Failed)
    );
    assert!(stage.effects.contains(&Effect::Copy(link)));
}

#[test]
fn acceptance_6_the_next_start_begins_in_the_same_article_at_the_same_place() {
    let mut stage = Stage::of(60);
    stage.press("j j j j");
    let line = stage.line();
    stage.press("Enter PageDown j j");
    let place = stage.model.reading_place();
    stage.press("Q");
    let mut again = Stage::with(stage.store, 80, 24);
    assert_eq!(again.model.view(), View::Reader);
    assert_eq!(again.model.reading_place(), place);
    again.press("q");
    assert_eq!(again.selected(), Some(5));
    assert_eq!(again.line(), line);
}

#[test]
fn the_block_at_the_top_stays_when_the_width_changes() {
    let mut stage = Stage::of(9);
    stage.press("Enter PageDown");
    let before = stage.model.reading_place().map(|it| it.1);
    stage.resize(46, 18);
    stage.resize(120, 36);
    assert_eq!(stage.model.reading_place().map(|it| it.1), before);
}

#[test]
fn acceptance_38_text_from_outside_carries_no_controls_into_messages() {
    let mut stage = Stage::of(9);
    let link = "https://a/\u{1b}]52;c;x\u{7}\u{202e}".to_string();
    stage.send(Msg::Opened(OpenResult::Opened(link)));
    assert!(
        !stage
            .said()
            .chars()
            .any(|c| c.is_control() || c == '\u{202e}')
    );
}

#[test]
fn searching_asks_for_every_letter_and_tab_changes_the_scope() {
    let mut stage = Stage::of(60);
    stage.press("/");
    stage.type_in("Work 12");
    assert_eq!(stage.selected(), Some(12));
    stage.press("Tab");
    assert_eq!(stage.model.search.query.place, Place::Saved);
    stage.press("Tab Down Enter");
    assert_eq!(stage.model.view(), View::Reader);
    stage.press("q Esc");
    assert_eq!(stage.model.view(), View::Timeline);
    assert_eq!(stage.selected(), Some(1), "the timeline stands as it stood");
}

#[test]
fn a_find_in_the_article_goes_from_match_to_match() {
    let mut stage = Stage::of(9);
    stage.press("Enter /");
    stage.type_in("words 4");
    stage.press("Enter");
    let n = stage
        .model
        .article
        .as_ref()
        .and_then(|it| it.find.as_ref())
        .map(|it| it.lines.len());
    match n {
        Some(0) => assert!(
            stage
                .model
                .article
                .as_ref()
                .is_some_and(|it| it.lines.is_empty())
        ),
        _ => {
            assert_eq!(n, Some(11));
            stage.press("n");
            assert_eq!(stage.said(), "Match 2 of 11");
            stage.press("N N");
            assert_eq!(stage.said(), "This is the first match.");
        }
    }
    stage.press("Esc");
    assert_eq!(stage.model.view(), View::Reader);
}

#[test]
fn the_health_screen_has_tabs_and_tries_one() {
    let mut stage = Stage::of(9);
    stage.press("g h");
    assert_eq!(
        stage.model.health_source().map(|it| it.title.as_str()),
        Some("BMJ")
    );
    stage.press("r 2 j y y");
    let copied = Effect::Copy("https://example.org/3.xml".to_string());
    assert!(stage.effects.contains(&copied), "{:?}", stage.effects);
    stage.press("9");
    assert_eq!(stage.said(), "There is no tab 9 here.");
}

#[test]
fn enter_on_the_health_screen_takes_the_address_found_on_its_page() {
    let mut stage = Stage::of(9);
    stage.press("g h");
    let broken = stage.model.health_source().map(|it| it.id);
    let id = broken.expect("the one that fails");
    let found = "https://example.org/found.xml".to_string();
    let source = stage.model.sources.iter_mut().find(|it| it.id == id);
    source.unwrap().offers = vec![(found, "Found".to_string())];
    let hint = ("Enter".to_string(), "use that address".to_string());
    assert_eq!(hints(&stage.model).first(), Some(&hint));
    stage.press("Enter");
    assert!(
        stage.effects.contains(&Effect::Refresh(Wanted::Source(id))),
        "and is asked there at once"
    );
    assert_eq!(
        stage.said(),
        "BMJ is asked at https://example.org/found.xml now. u takes it back."
    );
}

#[test]
fn without_another_address_enter_shows_what_the_source_brought() {
    let mut stage = Stage::of(9);
    stage.press("g h Enter");
    assert_eq!(stage.model.view(), View::Timeline);
}
