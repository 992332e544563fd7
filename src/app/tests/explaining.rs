//! Who carries a paper, why it is here, and what the person rules about it.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::app::testing::Stage;
use crate::app::testing::read_keys;
use crate::app::testing::work;
use crate::app::why;
use crate::domain::about::Relation;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::member::How;
use crate::domain::time::UtcTime;
use crate::domain::work::Carrier;
use crate::domain::work::Related;

fn carrier(number: i64, how: How) -> Carrier {
    Carrier {
        item: format!("item:{number}/a"),
        source: SourceId(number),
        source_title: format!("Source {number}"),
        title: "Work 1 on CKD".to_string(),
        link: Some(format!("https://example.org/{number}")),
        published: UtcTime(0),
        how,
    }
}

/// Work 1 is carried by two sources, and work 2 corrects it.
fn stage() -> Stage {
    let mut stage = Stage::of(9);
    let two = work(2).row.work;
    stage.store.edit(work(1).row.work, |work| {
        work.carriers = vec![
            carrier(1, How::First),
            carrier(2, How::Name("doi:10.1000/1".to_string())),
        ];
        work.related = vec![Related {
            work: two,
            title: "Correction".to_string(),
            source_title: "Source 1".to_string(),
            published: UtcTime(0),
            relation: Relation::Correction,
            is_about_other: false,
        }];
        work.topics = vec![TopicId(2)];
    });
    stage
}

#[test]
fn a_carrier_is_split_off_and_said() {
    let mut stage = stage();
    stage.press("d j -");
    assert_eq!(
        stage.store.asks.last(),
        Some(&Ask::Split {
            item: "item:2/a".to_string(),
            title: "Source 2".to_string()
        })
    );
    assert_eq!(
        stage.said(),
        "Source 2 has a row of its own now. u takes it back."
    );
    assert!(stage.model.popup.is_none());
}

#[test]
fn what_stands_alone_is_not_split() {
    let mut stage = stage();
    stage.press("j d -");
    assert_eq!(
        stage.said(),
        "Only this source carries it; there is nothing to split off."
    );
    let n_splits = stage.store.asks.iter();
    let is_split = |ask: &&Ask| matches!(ask, Ask::Split { .. });
    assert_eq!(n_splits.filter(is_split).count(), 0);
}

#[test]
fn two_rows_are_joined_by_hand() {
    let mut stage = stage();
    stage.press("d +");
    assert_eq!(
        stage.said(),
        "Now select the other row of this paper, then d +."
    );
    stage.press("j j d +");
    let (one, other) = (work(1).row.work, work(3).row.work);
    assert_eq!(stage.store.asks.last(), Some(&Ask::Join { one, other }));
    assert_eq!(stage.said(), "The two rows are one. u takes it back.");
    // On the same row nothing is joined.
    stage.press("d + d +");
    assert_eq!(stage.said(), "Left as it is; nothing was joined.");
}

#[test]
fn what_is_about_a_paper_opens_in_the_reader_and_a_carrier_in_the_browser() {
    let mut stage = stage();
    stage.press("d j");
    let effects = stage.model.update(Msg::Key(read_keys("Enter")[0]));
    let link = "https://example.org/2".to_string();
    assert!(effects.contains(&Effect::Open { link }));
    stage.press("j Enter");
    assert_eq!(stage.model.view(), View::Reader);
    let article = stage.model.article.as_ref().map(|it| it.work);
    assert_eq!(article, Some(work(2).row.work));
}

#[test]
fn why_it_is_here_names_source_topic_word_and_join() {
    let mut stage = stage();
    stage.press("W");
    assert!(matches!(stage.model.popup, Some(Popup::Why { .. })));
    let reasons = why::reasons(&stage.model);
    let text = |label: &str| {
        let reason = reasons.iter().find(|reason| reason.label == label);
        reason.map(|reason| reason.text.clone()).unwrap_or_default()
    };
    assert!(text("Source").starts_with("Source 1, "));
    assert_eq!(text("Topic"), "CKD: “word 2” in the title");
    assert_eq!(text("Joined"), "Source 2: same DOI, 10.1000/1");
    assert_eq!(text("Related"), "correction, in Source 1: Correction");
    assert!(text("Place").ends_with("; nothing ranks rows"));
    stage.press("W");
    assert!(stage.model.popup.is_none());
}

#[test]
fn a_box_says_which_key_does_nothing_in_it_and_the_help_comes_back_to_it() {
    let mut stage = stage();
    stage.press("d y d");
    assert_eq!(stage.said(), "y d does nothing here. Esc closes this box.");
    stage.press("N");
    assert_eq!(stage.said(), "N does nothing here. Esc closes this box.");
    stage.press("j ?");
    assert_eq!(stage.model.view(), View::Help);
    stage.press("Esc");
    assert_eq!(stage.model.view(), View::Timeline);
    assert!(matches!(
        stage.model.popup,
        Some(Popup::Carriers { cursor: 1 })
    ));
}
