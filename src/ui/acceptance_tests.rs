//! Statements of the acceptance list that are about frames, under their
//! numbers. Those about keys stand in `app::tests`, those about the terminal in
//! `tests/it`.

use crate::app::geometry::geometry;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::query::wish::Wish;
use crate::domain::text::width;
use crate::ui::every::ODD;
use crate::ui::every::everything;
use crate::ui::testing::lay_out;
use crate::ui::testing::lines;
use crate::ui::testing::sample;
use crate::ui::testing::with_article;

/// The cells of a line from one column on.
fn from_column(line: &str, column: usize) -> &str {
    let mut cells = 0;
    for (at, c) in line.char_indices() {
        if cells >= column {
            return &line[at..];
        }
        cells += width(c.encode_utf8(&mut [0; 4]));
    }
    ""
}

#[test]
fn acceptance_7_the_timeline_at_80_by_24_stands_in_its_columns() {
    let shown = lines(&sample(80, 24));
    assert!(shown.iter().all(|line| width(line) <= 80));
    assert!(shown[0].contains("38 unread"), "{}", shown[0]);
    assert!(shown[1].starts_with(" 1 All 38"), "{}", shown[1]);
    assert!(shown[2].starts_with("▌●"), "{}", shown[2]);
    let model = sample(80, 24);
    let mut n_seen = 0;
    for (line, row) in shown[2..].iter().zip(&model.timeline.rows) {
        if line.starts_with('─') {
            break;
        }
        let badge = row.badge.map_or("", |badge| badge.word());
        let rest = from_column(line, 67);
        assert!(rest.starts_with(badge), "{line}");
        if row.n_sources > 1 {
            let times = format!("×{}", row.n_sources);
            assert_eq!(from_column(line, 77), times, "{line}");
        }
        n_seen += 1;
    }
    assert!(n_seen >= 10, "{n_seen} rows");
}

#[test]
fn acceptance_9_counts_of_the_lists_share_their_right_edge() {
    let shown = lines(&sample(120, 36));
    let pane: Vec<&str> = shown[2..34]
        .iter()
        .filter_map(|line| line.split('│').next())
        .filter(|line| line.trim_end().ends_with(|c: char| c.is_ascii_digit()))
        .collect();
    // All, seven lists, and what is saved.
    assert_eq!(pane.len(), 9, "{pane:?}");
    for line in &pane {
        assert_eq!(width(line.trim_end()), width(pane[0].trim_end()), "{line}");
    }
    assert!(pane[0].starts_with("▌All"), "{}", pane[0]);
    let narrow = lines(&sample(80, 24)).join("\n");
    assert!(!narrow.contains("Guideline agencies"), "{narrow}");
}

#[test]
fn acceptance_11_a_title_that_is_cut_stands_whole_in_the_strip() {
    let model = sample(80, 24);
    let title = &model.timeline.rows[0].title;
    let shown = lines(&model);
    assert!(shown[2].contains('…') && !shown[2].contains(title.as_str()));
    let strip = geometry(&model).strip.unwrap();
    let words: Vec<&str> = shown[usize::from(strip.y)..usize::from(strip.bottom())]
        .iter()
        .flat_map(|line| line.split_whitespace())
        .collect();
    assert!(words.join(" ").contains(title.as_str()), "{words:?}");
}

/// A screen with nothing to show, and a word that says why.
fn nothing(view: View) -> (Model, &'static str) {
    let mut model = sample(80, 24);
    model.timeline.rows.clear();
    model.timeline.cursor = None;
    model.saved.answered = true;
    model.search.answered = true;
    model.search.n_all = Some(0);
    model.search.query.wish = Wish::typing("dialisys", model.now);
    model.log.book = Some(Default::default());
    model.round.begun = true;
    model.sources.clear();
    if view != View::Timeline {
        model.views.push(view);
    }
    let word = match view {
        View::Saved => "saved",
        View::Search => "dialisys",
        View::Log => "entr",
        View::Review => "review",
        View::Health => "follow",
        _ => "",
    };
    (model, word)
}

#[test]
fn acceptance_14_no_body_is_only_blank() {
    for view in [
        View::Timeline,
        View::Saved,
        View::Search,
        View::Health,
        View::Log,
        View::Review,
    ] {
        for (w, h) in [(40, 12), (80, 24), (120, 36)] {
            let (mut model, word) = nothing(view);
            (model.width, model.height) = (w, h);
            let shown = lines(&model);
            let body = shown[2..usize::from(h) - 2].join("\n");
            assert!(!body.trim().is_empty(), "{view:?} at {w}x{h}");
            assert!(body.to_lowercase().contains(word), "{view:?}: {body}");
        }
    }
    // Caught up, and a topic without a hit, which F clears.
    let (mut model, _) = nothing(View::Timeline);
    model.timeline.query.unread_only = true;
    model.overview.n_unread_here = 0;
    assert!(
        lines(&model).join("\n").contains("caught up")
            || lines(&model).join("\n").contains("Caught up")
    );
    let (mut model, _) = nothing(View::Timeline);
    model.timeline.query.topic = Some(model.overview.topics[1].id);
    let shown = lines(&model);
    let body = shown[2..22].join("\n");
    assert!(body.contains("F "), "{body}");
}

#[test]
fn acceptance_16_no_line_of_an_article_is_wider_than_76() {
    for zoomed in [false, true] {
        let mut model = with_article(sample(200, 60));
        model.views.push(View::Reader);
        model.zoomed = zoomed;
        lay_out(&mut model);
        let area = geometry(&model).article.unwrap();
        assert!(area.width <= 76);
        let shown = lines(&model);
        for line in &shown[usize::from(area.y)..usize::from(area.bottom())] {
            assert!(width(line.trim()) <= 76, "{line}");
        }
        assert!(shown.join("\n").contains("hazard ratio"));
    }
}

#[test]
fn acceptance_36_states_are_told_by_characters_alone() {
    let mut model = sample(80, 24);
    model.settings.colour = crate::app::model::Colour::None;
    let shown = lines(&model);
    assert!(shown[2].starts_with("▌●"), "unread: {}", shown[2]);
    assert!(shown[6].starts_with("  ★"), "saved: {}", shown[6]);
    assert!(shown[8].contains("RETRACTED"), "retracted: {}", shown[8]);
}

#[test]
fn acceptance_37_ascii_keeps_the_columns_and_never_turns_a_sign_around() {
    let mut model = sample(80, 24);
    let unicode = lines(&model);
    model.settings.ascii = true;
    model.timeline.rows[1].title = "LVEF ≥ 40 % and K ≤ 5.5, ± 1, 5 µg".to_string();
    let ascii = lines(&model);
    for (at, (one, other)) in unicode[2..12].iter().zip(&ascii[2..12]).enumerate() {
        let (one, other) = (from_column(one, 67), from_column(other, 67));
        assert_eq!(one.replace('×', "x"), other, "row {at}");
    }
    let row = &ascii[3];
    for safe in [">= 40", "<= 5.5", "+/- 1", "5 mcg"] {
        assert!(row.contains(safe), "{safe} in {row}");
    }
}

#[test]
fn acceptance_38_odd_titles_leave_the_first_and_the_last_line_alone() {
    for (w, h) in [(40, 12), (46, 18), (80, 24), (120, 36), (200, 60)] {
        for ascii in [false, true] {
            for mut model in everything(w, h, ascii) {
                for (row, odd) in model.timeline.rows.iter_mut().zip(ODD.iter().cycle()) {
                    row.title = format!("{odd}\t\n\0\u{1b}[2J{}", odd.repeat(20));
                }
                let shown = lines(&model);
                // Where there is no room for more, the place alone stands there.
                let is_odd = ODD.iter().any(|odd| shown[0].contains(odd));
                let is_whole = shown[0].starts_with(" rounds");
                assert!((is_whole || w < 60) && !is_odd, "{}", shown[0]);
                assert!(shown[usize::from(h) - 1].ends_with(" keys"));
                let all = shown.join("");
                assert!(!all.contains(char::is_control), "{w}x{h}: {all:?}");
            }
        }
    }
}
