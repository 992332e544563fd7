//! What was written is what it means, and what it cannot mean is said.

use super::Given;
use super::Proxy;
use super::meaning;
use super::parse;
use crate::app::model::Colour;
use crate::config::table;
use crate::config::table::SECTIONS;
use crate::config::table::SETTINGS;
use crate::config::written::Written;
use crate::domain::article::Keep;

const SHIPPED: &str = include_str!("../../assets/config.toml");

#[test]
fn the_shipped_file_says_nothing_but_the_defaults() {
    let written = parse(SHIPPED, "config.toml").unwrap();
    assert_eq!(written, Written::default());
    let open: String = SHIPPED
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.contains(" = ") => rest,
            _ => line,
        })
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(super::check::troubles(&open), []);
    let mut opened = parse(&open, "config.toml").unwrap();
    assert_eq!(opened.keys.len(), crate::app::actions::all().count());
    opened.keys.clear();
    assert_ne!(opened, Written::default());
    let given = Given::default();
    assert_eq!(meaning(opened, &given), meaning(Written::default(), &given));
}

#[test]
fn the_shipped_file_is_made_of_the_table() {
    if std::env::var_os("ROUNDS_UPDATE").is_some() {
        std::fs::write("assets/config.toml", table::file()).unwrap();
        return;
    }
    assert!(
        SHIPPED == table::file(),
        "assets/config.toml is not that of the table: ROUNDS_UPDATE=1 cargo test --lib config"
    );
}

#[test]
fn the_table_has_every_setting_that_can_be_written_and_no_other() {
    let all = serde_json::to_value(Written::default()).unwrap();
    let mut written: Vec<String> = Vec::new();
    for (section, settings) in all.as_object().unwrap() {
        if section != "keys" {
            let names = settings.as_object().unwrap().keys();
            written.extend(names.map(|name| format!("{section}.{name}")));
        }
    }
    let mut documented: Vec<String> = SETTINGS
        .iter()
        .map(|setting| format!("{}.{}", setting.section, setting.name))
        .collect();
    written.sort();
    documented.sort();
    assert_eq!(written, documented);
    let sections: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).collect();
    for setting in SETTINGS {
        assert!(sections.contains(&setting.section), "{}", setting.section);
        assert!(setting.help.ends_with('.'), "{}", setting.name);
    }
}

#[test]
fn some_defaults_are_what_they_were_promised_to_be() {
    let (config, problems) = meaning(Written::default(), &Given::default());
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(config.fetch.interval.as_secs(), 3_600);
    assert_eq!((config.fetch.at_once, config.fetch.per_host), (256, 4));
    assert_eq!(config.screen.cards_per_day, 20);
    assert_eq!(config.keep, Keep::Saved);
}

#[test]
fn keys_may_be_one_or_several_and_names_with_a_dot_need_no_quotes() {
    let text = "[keys]\nsave = \"S\"\nmove.down = [\"j\", \"Down\"]\n\"move.up\" = \"k\"\n";
    let written = parse(text, "c.toml").unwrap();
    let names: Vec<&str> = written.keys.keys().map(String::as_str).collect();
    assert_eq!(names, ["move.down", "move.up", "save"]);
    assert!(parse("[keys]\nsave = 3\n", "c.toml").is_err());
}

#[test]
fn an_unknown_setting_is_refused_with_its_line() {
    let error = parse("[screen]\nascii = true\ncolor = 3\n", "c.toml").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("c.toml, line 3: [screen] has no color; did you mean colour")
    );
}

#[test]
fn a_value_out_of_bounds_is_said_and_the_default_holds() {
    let written = parse("[fetch]\nper_host = 900\n", "c.toml").unwrap();
    let (config, problems) = meaning(written, &Given::default());
    assert_eq!(config.fetch.per_host, 4);
    assert_eq!(problems.len(), 1);
}

#[test]
fn whose_articles_are_kept_is_never_saved_or_more() {
    for (said, keep, n_problems) in [
        ("never", Keep::Never, 0),
        ("saved", Keep::Saved, 0),
        ("saved and unread", Keep::SavedAndUnread, 0),
        ("all", Keep::Saved, 1),
    ] {
        let written = parse(&format!("[keep]\narticles = {said:?}\n"), "c.toml").unwrap();
        let (config, problems) = meaning(written, &Given::default());
        assert_eq!((config.keep, problems.len()), (keep, n_problems), "{said}");
    }
}

#[test]
fn a_proxy_is_the_systems_another_or_none() {
    for (said, proxy) in [
        ("", Proxy::OfSystem),
        ("none", Proxy::None),
        (
            "http://proxy.example:3128",
            Proxy::At("http://proxy.example:3128".to_string()),
        ),
    ] {
        let written = parse(&format!("[fetch]\nproxy = {said:?}\n"), "c.toml").unwrap();
        let (config, problems) = meaning(written, &Given::default());
        assert_eq!((config.fetch.proxy, problems.len()), (proxy, 0), "{said}");
    }
}

#[test]
fn a_command_for_passwords_is_words_as_a_shell_reads_them() {
    let of = |said: &str| {
        let text = format!("[fetch]\npassword_command = {said:?}\n");
        let (config, problems) = meaning(parse(&text, "c.toml").unwrap(), &Given::default());
        (config.fetch.password_command, problems.len())
    };
    let words = vec!["pass".to_string(), "show me".to_string()];
    assert_eq!(of("pass 'show me'"), (words, 0));
    assert_eq!(of("pass 'show"), (Vec::new(), 1));
}

#[test]
fn no_color_beats_the_file_and_a_console_gets_ascii() {
    let written = parse("[screen]\ncolour = \"true\"\n", "c.toml").unwrap();
    let given = Given {
        no_color: true,
        term: "linux".to_string(),
        ..Given::default()
    };
    let (config, _) = meaning(written, &given);
    assert_eq!(config.screen.colour, Colour::None);
    assert!(config.screen.ascii);
}

#[test]
fn a_locale_that_is_not_utf8_gets_ascii() {
    for (locale, ascii) in [
        ("C", true),
        ("POSIX", true),
        ("de_DE.UTF-8", false),
        ("", false),
    ] {
        let given = Given {
            locale: locale.to_string(),
            term: "xterm-256color".to_string(),
            ..Given::default()
        };
        let (config, _) = meaning(Written::default(), &given);
        assert_eq!(config.screen.ascii, ascii, "{locale}");
    }
}
