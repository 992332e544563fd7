//! The sample's library: six rows with everything that can stand in them.

use crate::app::model::Model;
use crate::domain::query::Place;
use crate::domain::query::Query;
use crate::domain::shelf;
use crate::domain::shelf::Shelf;
use crate::domain::shelf::ShelfCounts;
use crate::ui::testing::DAY;
use crate::ui::testing::HOUR;
use crate::ui::testing::NOW;

/// The saved screen with the sample's first rows, one of them noted.
pub fn with_saved(mut model: Model) -> Model {
    model.saved.query = Query {
        place: Place::Saved,
        ..Query::default()
    };
    model.saved.rows = model.timeline.rows[6..12].to_vec();
    for row in &mut model.saved.rows {
        row.saved = true;
    }
    model.saved.rows[1].noted = true;
    let shelves: [(i64, shelf::Stage, &[&str], u64); 6] = [
        (16 * HOUR, shelf::Stage::ToRead, &["ckd", "glp1"], 48_000),
        (2 * DAY, shelf::Stage::Reading, &["ckd"], 0),
        (3 * DAY, shelf::Stage::Done, &["teaching"], 9_000),
        (15 * DAY, shelf::Stage::ToRead, &[], 0),
        (61 * DAY, shelf::Stage::Reading, &["icu", "fluids"], 0),
        (800 * DAY, shelf::Stage::ToRead, &["icu"], 0),
    ];
    for (row, (ago, stage, tags, n_bytes)) in model.saved.rows.iter_mut().zip(shelves) {
        row.shelf = Some(Shelf {
            since: NOW.plus(-ago),
            stage,
            tags: tags.iter().map(ToString::to_string).collect(),
            n_bytes,
            due: (stage == shelf::Stage::Reading).then_some(NOW.plus(5 * ago - 14 * DAY)),
        });
        row.in_review = stage == shelf::Stage::Reading;
    }
    model.overview.review.n_waiting = 1;
    *model.overview.shelf = ShelfCounts {
        n_unread: 4,
        n_noted: 1,
        n_reading: 2,
        n_done: 1,
        n_retracted: 1,
        tags: vec![("ckd".to_string(), 2), ("icu".to_string(), 2)],
    };
    model.saved.answered = true;
    model.saved.cursor = Some(model.saved.rows[0].work);
    model
}
