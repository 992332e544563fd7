//! Source health, looked at. Sample content.

use crate::app::model::Model;
use crate::app::model::View;
use crate::ui::testing::lines;
use crate::ui::testing::on;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;

#[test]
fn health_says_what_failed_and_what_comes_next() {
    insta::assert_snapshot!(quoted(&on(View::Health, 80, 24)), @r#"
    " rounds ▸ Source health                   5 sources · 2 failing · 1 slow or odd"
    " 1 Problems 3  2 All 5  3 Quiet 0"
    "    source               last good  tries  what happened"
    "▌ ✗ Sample Heart Journal 3d ago         9  404 not found: the feed moved or en…"
    "  ✗ Ward Teaching Blog   6h ago         2  certificate expired 2 days ago"
    "  ▲ Regional Formulary   1h ago         1  slow: 14 s, gave up once, then work…"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────"
    " Sample Heart Journal"
    " https://journal.example/feed.xml"
    " 404 not found: the feed moved or ended. Older items are kept. Next try in 6h."
    " 40 items · 3 unread · newest 3 d ago"
    ""
    ""
    ""
    ""
    " r try now  R try all  - unfollow  o open site  q back  ? keys"
    "#);
}

/// A source with a past: it moved, a page came instead, and it answered often.
fn with_a_past(width: u16, height: u16) -> Model {
    let mut model = on(View::Health, width, height);
    if let Some(source) = model.sources.get_mut(1) {
        source.offers = vec![
            ("https://journal.example/rss/current".into(), "New".into()),
            ("https://journal.example/rss/all".into(), "All".into()),
        ];
        source.moved_from = Some("http://old.example/feed.xml".into());
        source.what = "this is a web page, not a feed".into();
        source.n_answers = 40;
        source.n_unchanged = 31;
        source.mean_ms = 420;
        source.n_bytes = 81_234;
        source.n_skipped = 2;
    }
    model
}

#[test]
fn health_tells_what_was_found_where_it_lived_and_how_asking_went() {
    insta::assert_snapshot!(quoted(&with_a_past(80, 24)), @r#"
    " rounds ▸ Source health                   5 sources · 2 failing · 1 slow or odd"
    " 1 Problems 3  2 All 5  3 Quiet 0"
    "    source               last good  tries  what happened"
    "▌ ✗ Sample Heart Journal 3d ago         9  this is a web page, not a feed"
    "  ✗ Ward Teaching Blog   6h ago         2  certificate expired 2 days ago"
    "  ▲ Regional Formulary   1h ago         1  slow: 14 s, gave up once, then work…"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────"
    " Sample Heart Journal"
    " https://journal.example/feed.xml"
    " this is a web page, not a feed. Older items are kept. Next try in 6h."
    " Found on its page, with 1 more: https://journal.example/rss/current"
    " Moved from http://old.example/feed.xml"
    " 40 items · 3 unread · newest 3 d ago"
    " 40 answers · 77 % not changed · 420 ms on average · 82 kB · 2 unusable"
    ""
    " Enter use that address  r try now  R try all  - unfollow  o open site  ? keys"
    "#);
    insta::assert_snapshot!(quoted(&with_a_past(120, 36)), @r#"
    " rounds ▸ Source health                                                           5 sources · 2 failing · 1 slow or odd"
    " 1 Problems 3  2 All 5  3 Quiet 0"
    "    source               last good  tries  what happened"
    "▌ ✗ Sample Heart Journal 3d ago         9  this is a web page, not a feed"
    "  ✗ Ward Teaching Blog   6h ago         2  certificate expired 2 days ago"
    "  ▲ Regional Formulary   1h ago         1  slow: 14 s, gave up once, then worked"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────"
    " Sample Heart Journal"
    " https://journal.example/feed.xml"
    " this is a web page, not a feed. Older items are kept. Next try in 6h."
    " Found on its page, with 1 more: https://journal.example/rss/current"
    " Moved from http://old.example/feed.xml"
    " 40 items · 3 unread · newest 3 d ago"
    " 40 answers · 77 % not changed · 420 ms on average · 82 kB · 2 unusable"
    ""
    ""
    ""
    " Enter use that address  r try now  R try all  - unfollow  o open site  q back  ? keys"
    "#);
    insta::assert_snapshot!(quoted(&with_a_past(40, 12)), @r#"
    " Source health    5 sources · 2 failing"
    ""
    "▌ ✗ Sample Heart Journal         3d ago"
    "▌   this is a web page, not a feed"
    "  ✗ Ward Teaching Blog           6h ago"
    "    certificate expired 2 days ago"
    "────────────────────────────────────────"
    " this is a web page, not a feed. Next"
    " try in 6h."
    " https://journal.example/feed.xml"
    ""
    " Enter use that address  ? keys"
    "#);
}

#[test]
fn health_on_a_narrow_screen() {
    insta::assert_snapshot!(quoted(&on(View::Health, 46, 18)), @r#"
    " rounds ▸ Source health 5 sources · 2 failing"
    " 1 Problems 3  2 All 5  3 Quiet 0"
    ""
    "▌ ✗ Sample Heart Journal               3d ago"
    "▌   404 not found: the feed moved or ended"
    "  ✗ Ward Teaching Blog                 6h ago"
    "    certificate expired 2 days ago"
    "  ▲ Regional Formulary                 1h ago"
    "    slow: 14 s, gave up once, then worked"
    ""
    ""
    ""
    "──────────────────────────────────────────────"
    " 404 not found: the feed moved or ended. Next"
    " try in 6h."
    " https://journal.example/feed.xml"
    ""
    " r try now  R try all  - unfollow  ? keys"
    "#);
}

#[test]
fn health_in_the_smallest_window_says_what_happened_in_full() {
    let mut model = sample(40, 12);
    model.views.push(View::Health);
    let words: Vec<String> = lines(&model)[7..10]
        .iter()
        .map(|it| it.trim().to_string())
        .collect();
    let words = words.join(" ");
    assert!(
        words.starts_with("404 not found: the feed moved or ended. Next try in"),
        "{words}"
    );
    insta::assert_snapshot!(quoted(&model), @r#"
    " Source health    5 sources · 2 failing"
    ""
    "▌ ✗ Sample Heart Journal         3d ago"
    "▌   404 not found: the feed moved or e…"
    "  ✗ Ward Teaching Blog           6h ago"
    "    certificate expired 2 days ago"
    "────────────────────────────────────────"
    " 404 not found: the feed moved or"
    " ended. Next try in 6h."
    " https://journal.example/feed.xml"
    ""
    " r try now  R try all  ? keys"
    "#);
}
