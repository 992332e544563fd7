//! The timeline: topics, lists, rows, and the selected item in full.

use crate::app::geometry::Area;
use crate::app::geometry::Geometry;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::View;
use crate::app::paper::Run;
use crate::app::paper::TextLine;
use crate::app::paper::wrap::wrap;
use crate::ui::canvas::Canvas;
use crate::ui::lists;
use crate::ui::screens;
use crate::ui::screens::empty;
use crate::ui::screens::reader;
use crate::ui::strip;
use crate::ui::theme::Role;

pub fn draw(model: &Model, geometry: &Geometry, canvas: &mut Canvas) {
    if let Some(tabs) = geometry.tabs {
        screens::tabs(model, View::Timeline, tabs, canvas);
    }
    if let Some(area) = geometry.lists {
        lists::draw(model, area, canvas);
    }
    let listing = &model.timeline;
    if let Some(rows) = geometry.rows {
        if listing.rows.is_empty() {
            // Nothing is selected, so the strip's place belongs to the words.
            let body = Area {
                height: geometry.message.y.saturating_sub(rows.y),
                ..rows
            };
            empty::timeline(model, body, canvas);
        } else {
            screens::listing(
                model,
                listing,
                rows,
                geometry,
                &listing.query.wish.wanted(),
                canvas,
            );
            if let Some(area) = geometry.strip {
                strip::draw(model, listing.selected(), area, canvas);
            }
        }
    }
    if let Some(area) = geometry.article {
        article_pane(model, area, geometry.rows.is_some(), canvas);
    }
}

fn article_pane(model: &Model, area: Area, beside: bool, canvas: &mut Canvas) {
    if beside {
        let role = match model.focus {
            Pane::Article => Role::Accent,
            _ => Role::Border,
        };
        canvas.upright(area.x.saturating_sub(2), area.y, area.height, role);
    }
    let Some(row) = model.timeline.selected() else {
        return;
    };
    match &model.article {
        Some(article) if article.work == row.work && !article.lines.is_empty() => {
            reader::text(model, article, area, canvas);
        }
        _ => {
            // The text is on its way; the title is here.
            let title = Run {
                strong: true,
                ..Run::plain(row.title.clone())
            };
            for (nth, runs) in wrap(&[title], usize::from(area.width))
                .into_iter()
                .enumerate()
            {
                let line = TextLine {
                    runs,
                    ..TextLine::default()
                };
                reader::line(&line, area, crate::ui::text::to_u16(nth), "", canvas);
            }
        }
    }
}
