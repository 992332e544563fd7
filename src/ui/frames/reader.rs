//! The reader, looked at.

use crate::app::input::Input;
use crate::app::model::Find;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::ui::testing::lay_out;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;
use crate::ui::testing::with_article;

fn reader(width: u16, height: u16) -> Model {
    let mut model = with_article(sample(width, height));
    model.views.push(View::Reader);
    lay_out(&mut model);
    model
}

fn finding(width: u16, height: u16) -> Model {
    let mut model = reader(width, height);
    if let Some(article) = &mut model.article {
        article.find = Some(Find {
            input: Input::holding("kidney"),
            typing: false,
            lines: vec![1, 7, 8, 13],
            current: 1,
        });
    }
    model
}

fn links(width: u16, height: u16) -> Model {
    Model {
        popup: Some(Popup::Links { cursor: 0 }),
        ..reader(width, height)
    }
}

#[test]
fn the_smallest_reader() {
    insta::assert_snapshot!(quoted(&reader(40, 12)), @r#"
    " rounds ▸ Timeline   38 unread · 4m ago"
    ""
    "  RCT  ★ saved  5 sources carry this"
    " Effects of semaglutide on chronic"
    " kidney disease in patients with type 2"
    " diabetes"
    " Perkovic V, Tuttle KR, Rossing P, et"
    " al. · N Engl J Med 2024;391:109-121 ·"
    " 16h ago"
    "────────────────────────────────── 19% ─"
    ""
    " Space read on  o browser  ? keys"
    "#);
}

#[test]
fn the_reader_at_46_columns() {
    insta::assert_snapshot!(quoted(&reader(46, 18)), @r#"
    " rounds ▸ Timeline         38 unread · 4m ago"
    ""
    "  RCT  ★ saved  5 sources carry this"
    " Effects of semaglutide on chronic kidney"
    " disease in patients with type 2 diabetes"
    " Perkovic V, Tuttle KR, Rossing P, et al. · N"
    " Engl J Med 2024;391:109-121 · 16h ago"
    ""
    " Background"
    " Patients with type 2 diabetes and chronic"
    " kidney disease are at high risk for kidney"
    " failure, cardiovascular events and death."
    " Whether weekly semaglutide lowers that risk"
    " was not known. [1]"
    ""
    "──────────────────────────────────────── 41% ─"
    ""
    " Space read on  o browser  ? keys"
    "#);
}

#[test]
fn the_reader_at_80_columns() {
    insta::assert_snapshot!(quoted(&reader(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists ▸ Article 10 of 38            38 unread · 4m ago"
    ""
    "   RCT  ★ saved  5 sources carry this"
    "  Effects of semaglutide on chronic kidney disease in patients with type 2"
    "  diabetes"
    "  Perkovic V, Tuttle KR, Rossing P, et al. · N Engl J Med 2024;391:109-121 ·"
    "  16h ago"
    ""
    "  Background"
    "  Patients with type 2 diabetes and chronic kidney disease are at high risk"
    "  for kidney failure, cardiovascular events and death. Whether weekly"
    "  semaglutide lowers that risk was not known. [1]"
    ""
    "  Methods"
    "  3,533 adults were assigned to subcutaneous semaglutide 1.0 mg weekly or"
    "  placebo. The primary outcome was major kidney disease events. [2]"
    ""
    "  Results"
    "  At a median of 3.4 years there were 331 first events with semaglutide and"
    "  410 with placebo (hazard ratio 0.76; 95% CI, 0.66 to 0.88). [3]"
    ""
    "────────────────────────────────────────────────────────────────────────── 79% ─"
    ""
    " Space read on  o browser  1-4 open link  s unsave  e note  y… copy  ? keys"
    "#);
}

#[test]
fn the_text_stays_in_a_column_of_76() {
    insta::assert_snapshot!(quoted(&reader(120, 36)), @r#"
    " rounds ▸ Timeline ▸ All lists ▸ Article 10 of 38                                                    38 unread · 4m ago"
    ""
    "                   RCT  ★ saved  5 sources carry this"
    "                  Effects of semaglutide on chronic kidney disease in patients with type 2"
    "                  diabetes"
    "                  Perkovic V, Tuttle KR, Rossing P, et al. · N Engl J Med 2024;391:109-121 ·"
    "                  16h ago"
    ""
    "                  Background"
    "                  Patients with type 2 diabetes and chronic kidney disease are at high risk"
    "                  for kidney failure, cardiovascular events and death. Whether weekly"
    "                  semaglutide lowers that risk was not known. [1]"
    ""
    "                  Methods"
    "                  3,533 adults were assigned to subcutaneous semaglutide 1.0 mg weekly or"
    "                  placebo. The primary outcome was major kidney disease events. [2]"
    ""
    "                  Results"
    "                  At a median of 3.4 years there were 331 first events with semaglutide and"
    "                  410 with placebo (hazard ratio 0.76; 95% CI, 0.66 to 0.88). [3]"
    ""
    "                  Links"
    "                  [1] Trial registration (clinicaltrials.gov)"
    "                  [2] Protocol and supplementary appendix (nejm.org)"
    "                  [3] Full text (nejm.org)"
    "                  [4] PubMed record (pubmed.ncbi.nlm.nih.gov)"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    "────────────────────────────────────────────────────────────────────────────────────────────────────────────────── end ─"
    ""
    " Space read on  o browser  1-4 open link  s unsave  e note  y… copy  J K next/prev article  q back  ? keys"
    "#);
}

#[test]
fn a_find_stands_in_the_message_line() {
    insta::assert_snapshot!(quoted(&finding(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists ▸ Article 10 of 38            38 unread · 4m ago"
    ""
    "   RCT  ★ saved  5 sources carry this"
    "  Effects of semaglutide on chronic kidney disease in patients with type 2"
    "  diabetes"
    "  Perkovic V, Tuttle KR, Rossing P, et al. · N Engl J Med 2024;391:109-121 ·"
    "  16h ago"
    ""
    "  Background"
    "  Patients with type 2 diabetes and chronic kidney disease are at high risk"
    "  for kidney failure, cardiovascular events and death. Whether weekly"
    "  semaglutide lowers that risk was not known. [1]"
    ""
    "  Methods"
    "  3,533 adults were assigned to subcutaneous semaglutide 1.0 mg weekly or"
    "  placebo. The primary outcome was major kidney disease events. [2]"
    ""
    "  Results"
    "  At a median of 3.4 years there were 331 first events with semaglutide and"
    "  410 with placebo (hazard ratio 0.76; 95% CI, 0.66 to 0.88). [3]"
    ""
    "────────────────────────────────────────────────────────────────────────── 79% ─"
    " /kidney   2 of 4    n next   N previous   Esc done"
    " Space read on  o browser  1-4 open link  s unsave  e note  y… copy  ? keys"
    "#);
}

#[test]
fn the_links_lie_on_top_with_their_numbers() {
    insta::assert_snapshot!(quoted(&links(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists ▸ Article 10 of 38            38 unread · 4m ago"
    ""
    "   RCT  ★ saved  5 sources carry this"
    "  Effects of semaglutide on chronic kidney disease in patients with type 2"
    "  diabetes"
    "  Perkovic V, Tuttle KR, Rossing P, et al. · N Engl J Med 2024;391:109-121 ·"
    "  ╭─ Links in this article ──────────────────────────────────────────────────╮"
    "  │  Press its number.                                                       │"
    "  │                                                                          │"
    "  │▌ 1  Trial registration              clinicaltrials.gov/study/NCT03819153 │"
    "  │  2  Protocol and supplementary ap…  nejm.org/doi/supp…_file/appendix.pdf │"
    "  │  3  Full text                       nejm.org/doi/full…1056/NEJMoa2403347 │"
    "  │  4  PubMed record                   pubmed.ncbi.nlm.nih.gov/38785209     │"
    "  │                                                                          │"
    "  │  These leave rounds and open in your browser.                            │"
    "  ╰──────────────────────────────────────────────────────────────── 4 links ─╯"
    ""
    "  Results"
    "  At a median of 3.4 years there were 331 first events with semaglutide and"
    "  410 with placebo (hazard ratio 0.76; 95% CI, 0.66 to 0.88). [3]"
    ""
    "────────────────────────────────────────────────────────────────────────── 79% ─"
    ""
    " Enter open  1-4 open link  y… copy  Esc close  ? keys"
    "#);
}

#[test]
fn on_narrow_screens_links_show_their_hosts() {
    insta::assert_snapshot!(quoted(&links(46, 18)), @r#"
    " rounds ▸ Timeline         38 unread · 4m ago"
    ""
    "  RCT  ★ saved  5 sources carry this"
    " E╭─ Links in this article ────────────────╮"
    " d│  Press its number.                     │"
    " P│                                        │N"
    " E│▌ 1  Trial registr…  clinicaltrials.gov │"
    "  │  2  Protocol and…   nejm.org           │"
    " B│  3  Full text       nejm.org           │"
    " P│  4  PubMed record   pubmed.ncbi.nlm.n… │"
    " k│                                        │"
    " f│  clinicaltrials.gov/study/NCT03819153  │"
    " W╰────────────────────────────── 4 links ─╯"
    " was not known. [1]"
    ""
    "──────────────────────────────────────── 41% ─"
    ""
    " Enter open  1-4 open link  y… copy  ? keys"
    "#);
}
