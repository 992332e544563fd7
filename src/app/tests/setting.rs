//! Settings that are read again while the screen is open.

use crate::app::effect::Effect;
use crate::app::effect::Msg;
use crate::app::paints::Theme;
use crate::app::settings::Settings;
use crate::app::testing::Stage;

fn set(stage: &mut Stage, settings: Settings, problems: &[&str]) {
    let problems = problems.iter().map(|it| it.to_string()).collect();
    stage.send(Msg::Settings(Ok((Box::new(settings), problems))));
}

#[test]
fn new_keys_hold_at_once_and_nothing_else_moves() {
    let mut stage = Stage::of(30);
    stage.press("j");
    stage.press("j");
    let before = (stage.selected(), stage.line());
    let keys = vec![("save".to_string(), vec!["S".to_string()])];
    let settings = Settings {
        keys,
        theme: Theme::Light,
        ..Settings::default()
    };
    set(&mut stage, settings, &[]);
    assert_eq!((stage.selected(), stage.line()), before);
    assert_eq!(stage.said(), "The settings were read again.");
    assert_eq!(stage.model.settings.theme, Theme::Light);
    stage.press("S");
    assert!(stage.model.listing().selected().unwrap().saved);
    stage.press("s");
    assert!(stage.said().contains("s does nothing here"));
}

#[test]
fn an_open_article_is_laid_out_by_the_new_settings() {
    let mut stage = Stage::of(9);
    stage.press("Enter");
    stage.press("s");
    let text = |stage: &Stage| -> String {
        let article = stage.model.article.as_ref().unwrap();
        article.lines.iter().map(|line| line.text()).collect()
    };
    assert!(text(&stage).contains('★'));
    let settings = Settings {
        ascii: true,
        ..Settings::default()
    };
    set(&mut stage, settings, &[]);
    assert!(text(&stage).is_ascii(), "{}", text(&stage));
}

#[test]
fn what_cannot_be_used_is_said_and_what_cannot_be_read_changes_nothing() {
    let mut stage = Stage::of(9);
    set(&mut stage, Settings::default(), &["keys.save takes o"]);
    assert_eq!(stage.said(), "keys.save takes o");
    let before = stage.model.settings.clone();
    let why = "config.toml line 2: [screen] has no thme; did you mean theme".to_string();
    stage.send(Msg::Settings(Err(why.clone())));
    assert_eq!(stage.said(), format!("Old settings hold; {why}"));
    assert_eq!(stage.model.settings, before);
}

#[test]
fn what_came_in_is_said_and_told_by_the_terminal_where_no_command_did() {
    let mut stage = Stage::of(9);
    for by_terminal in [true, false] {
        stage.effects.clear();
        stage.send(Msg::Announced {
            texts: vec!["SAFETY: a pump".to_string()],
            by_terminal,
            wrong: None,
        });
        assert_eq!(stage.said(), "SAFETY: a pump");
        let told = Effect::Announce("SAFETY: a pump".to_string());
        assert_eq!(stage.effects.contains(&told), by_terminal);
    }
    stage.send(Msg::Announced {
        texts: Vec::new(),
        by_terminal: false,
        wrong: Some("tell (not found)".to_string()),
    });
    assert!(stage.said().ends_with("did not run: tell (not found)"));
}

#[test]
fn a_theme_that_is_turned_to_says_how_long_it_holds() {
    let mut stage = Stage::of(3);
    stage.press("z t");
    let said = "Theme: light, until you leave; [screen] theme keeps it.";
    assert_eq!(stage.said(), said);
}

#[test]
fn messages_name_the_keys_that_were_set() {
    let own = [
        ("open.browser", "b"),
        ("links", "B"),
        ("highlight", "I"),
        ("search", "?"),
        ("help", "F2"),
        ("go.timeline", "g a"),
        ("view.unread", "z n"),
        ("filter", "D"),
        ("filter.query", "z q"),
        ("view.mouse", "z v"),
        ("discussion", "P"),
    ];
    let keys = own.map(|(name, key)| (name.to_string(), vec![key.to_string()]));
    let mut stage = Stage::of(9);
    let settings = Settings {
        keys: keys.to_vec(),
        ..Settings::default()
    };
    set(&mut stage, settings, &[]);
    for (keys, said) in [
        ("z n", "Showing unread only. z n shows all again."),
        ("z n", "Showing read and unread."),
        ("z k", "No filter to keep. D makes one. z q takes a query."),
        (
            "z v",
            "Mouse off; the terminal selects text. z v turns it on again.",
        ),
        ("J", "No article beside the rows. Enter opens it."),
        ("g h ?", "Search starts from the timeline. g a leads there."),
        ("g a Enter Enter", "The article is open. B lists its links."),
        ("N", "No find is open. ? finds words in the article."),
        (
            "I",
            "j k choose a line, I begins a piece, Enter keeps it, Esc drops it.",
        ),
        ("I", "j k to its end, Enter keeps, Esc drops."),
    ] {
        stage.press(keys);
        assert_eq!(stage.said(), said, "{keys}");
    }
}
