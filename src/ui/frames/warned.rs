//! A retraction stands in words wherever its paper does; what is empty says
//! why; line 1 tells of a round and of what is muted.

use crate::app::input::Input;
use crate::app::model::Colour;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::badge::Badge;
use crate::domain::query::Place;
use crate::domain::query::wish::Wish;
use crate::ui::testing::lay_out;
use crate::ui::testing::lines;
use crate::ui::testing::sample;
use crate::ui::testing::screen;
use crate::ui::testing::with_article;
use crate::ui::testing::with_saved;

/// The sample's retracted row in Saved, among hits, and opened.
fn retracted(width: u16, ascii: bool, colour: Colour) -> [Model; 3] {
    let mut model = sample(width, 24);
    model.settings.ascii = ascii;
    model.settings.colour = colour;
    let row = model.timeline.rows[6].clone();
    assert_eq!(row.badge, Some(Badge::Retracted));

    let mut saved = with_saved(model.clone());
    saved.views.push(View::Saved);
    let mut search = model.clone();
    search.views.push(View::Search);
    search.search_box = Input::holding("timing");
    search.search.query.wish = Wish::typing("timing", search.now);
    search.search.rows = vec![row.clone()];
    search.search.cursor = Some(row.work);
    search.search.answered = true;
    let mut reader = with_article(model);
    reader.timeline.cursor = Some(row.work);
    if let Some(article) = &mut reader.article {
        article.work = row.work;
        if let Some(loaded) = &mut article.loaded {
            loaded.row = row;
        }
    }
    reader.views.push(View::Reader);
    lay_out(&mut reader);
    [saved, search, reader]
}

#[test]
fn acceptance_27_retracted_stands_in_words_at_every_width_with_and_without_colour() {
    for width in [200, 120, 80, 60, 40] {
        for (ascii, colour) in [
            (false, Colour::True),
            (false, Colour::None),
            (true, Colour::None),
        ] {
            for model in retracted(width, ascii, colour) {
                let seen = screen(&model);
                assert!(
                    seen.contains("RETRACTED"),
                    "{:?} at {width}, ascii {ascii}:\n{seen}",
                    model.view()
                );
                if ascii {
                    assert!(seen.is_ascii(), "{:?} at {width}:\n{seen}", model.view());
                }
            }
        }
    }
}

#[test]
fn acceptance_14_a_filter_without_a_hit_says_what_matches_nothing_and_that_f_clears() {
    for width in [40, 80, 120] {
        let mut model = sample(width, 24);
        model.timeline.rows.clear();
        model.timeline.query.wish = Wish::typing("type:case", model.now);
        let seen = screen(&model);
        assert!(seen.contains("matches type:case"), "{seen}");
        assert!(seen.contains("clears the filter"), "{seen}");
    }
}

#[test]
fn line_1_tells_of_what_is_muted_and_of_a_round() {
    let first = |model: &Model| lines(model)[0].clone();
    let mut model = sample(80, 24);
    model.overview.n_muted = 12;
    assert_eq!(
        first(&model),
        " rounds ▸ Timeline ▸ All lists                    38 unread · 12 muted · 4m ago"
    );
    model.width = 40;
    assert!(first(&model).contains("12 muted"), "{}", first(&model));

    let mut model = sample(80, 24);
    model.timeline.query.place = Place::Round;
    model.overview.n_round = 9;
    model.overview.n_round_unread = 7;
    model.overview.n_unread_here = 7;
    assert_eq!(
        first(&model),
        " rounds ▸ Timeline ▸ round 3 of 9                             7 unread · 4m ago"
    );
    model.overview.n_round_unread = 0;
    model.overview.n_unread_here = 0;
    assert!(
        first(&model).contains("round done, 9 read"),
        "{}",
        first(&model)
    );
    for width in [40, 120] {
        model.width = width;
        assert!(first(&model).contains("round"), "{}", first(&model));
    }
}
