//! Popups, looked at.

use crate::app::effect::Key;
use crate::app::effect::KeyCode;
use crate::app::input::Input;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::Tended;
use crate::domain::answer::Found;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;
use crate::ui::testing::with_article;

fn with(popup: Popup, width: u16, height: u16) -> Model {
    Model {
        popup: Some(popup),
        ..with_article(sample(width, height))
    }
}

fn palette(width: u16, height: u16) -> Model {
    let input = Input::holding("re");
    with(Popup::Palette { input, cursor: 0 }, width, height)
}

fn jump(width: u16, height: u16) -> Model {
    let input = Input::holding("ren");
    with(Popup::Jump { input, cursor: 0 }, width, height)
}

fn carriers(width: u16, height: u16) -> Model {
    with(Popup::Carriers { cursor: 1 }, width, height)
}

fn tend(width: u16, height: u16) -> Model {
    let of = Tended::List(ListId(2));
    with(Popup::Tend { of, cursor: 0 }, width, height)
}

fn export(width: u16, height: u16) -> Model {
    with(Popup::Export { of: 1, cursor: 2 }, width, height)
}

fn ticks(width: u16, height: u16) -> Model {
    let source = SourceId(1);
    with(Popup::Lists { source, cursor: 1 }, width, height)
}

fn found(width: u16, height: u16) -> Model {
    let feed = |title: &str, newest: Option<&str>| Found {
        address: "https://journal.example/feed.xml".into(),
        title: title.into(),
        home: None,
        n_items: 20,
        newest: newest.map(String::from),
        with_secret: false,
    };
    let follow = Follow::Picking {
        address: "https://journal.example".into(),
        found: vec![
            feed("Current issue", Some("Home dialysis starts")),
            feed("Online first", None),
        ],
        cursor: 0,
    };
    with(Popup::Follow(follow), width, height)
}

fn prefix(width: u16, height: u16) -> Model {
    let key = Key {
        code: KeyCode::Char('g'),
        ctrl: false,
        alt: false,
    };
    Model {
        waiting: vec![key],
        which_key: true,
        ..sample(width, height)
    }
}

#[test]
fn the_palette_shows_commands_with_their_keys() {
    insta::assert_snapshot!(quoted(&palette(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3"
    " ●   2h NEJM      Finerenone in heart failure with mildly reduced… RCT       ×4"
    " ●╭─ Command ────────────────────────────────────────────────────────────────╮6"
    " ●│ : re                                                                     │3"
    " ●│                                                                          │"
    "  │▌ Read on: open, then page down, then the next unread               Space │"
    " ●│  Mark read / unread                                                    m │2"
    "  │  Redo                                                                  U │9"
    " ●│  Refresh this list or source                                           r │2"
    " ●│  Refresh everything                                                    R │2"
    "▌ │  Rename, move or delete this list or source; edit a topic's words      T │5"
    " ●│  Put this saved item into review, or take it out                     z r │"
    " ●│  Review what is due                                                  g r │"
    "  │  Redraw                                                              C-l │"
    " ●│  Show the answer; then Good (it does nothing on this screen)             │"
    " ●│                                                                          │2"
    " ●╰──────────────────────────────────────────────────────────── 66 commands ─╯3"
    "────────────────────────────────────────────────────────────────────────────────"
    " Effects of semaglutide on chronic kidney disease in patients with type 2"
    " diabetes"
    " N Engl J Med 2024;391:109-121 · 2025-11-17 18:44 · 16 h ago · 5 sources carry…"
    ""
    " Enter run  Down next  Tab complete  Esc close  F1 keys"
    "#);
}

#[test]
fn the_jump_box_shows_places() {
    insta::assert_snapshot!(quoted(&jump(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3"
    " ●   2h NEJM      Finerenone in heart failure with mildly reduced… RCT       ×4"
    " ●   3╭─ Jump to ────────────────────────────────────────────────────────╮   ×6"
    " ●   5│ ; ren                                                            │NE ×3"
    " ●   6│                                                                  │T"
    "  ★  8│▌ list     Renal & diabetes                              9 unread │"
    " ●   9│  source   Regional Formulary                            3 unread │   ×2"
    "    11│  list     Critical care nursing                         2 unread │ED ×9"
    " ●  12│  source   Ward Teaching Blog                            3 unread │NE ×2"
    " ●  14│                                                                  │   ×2"
    "▌ ★ 16│                                                                  │   ×5"
    " ●  18│                                                                  │"
    " ●  20│                                                                  │NE"
    "    22│                                                                  │"
    " ●   1│                                                                  │NE"
    " ●   1│                                                                  │   ×2"
    " ●   1╰─────────────────────────────────────────────────────── 4 places ─╯   ×3"
    "────────────────────────────────────────────────────────────────────────────────"
    " Effects of semaglutide on chronic kidney disease in patients with type 2"
    " diabetes"
    " N Engl J Med 2024;391:109-121 · 2025-11-17 18:44 · 16 h ago · 5 sources carry…"
    ""
    " Enter go  Down next  Esc close  F1 keys"
    "#);
}

#[test]
fn the_carriers_of_a_work() {
    insta::assert_snapshot!(quoted(&carriers(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3"
    " ●   2h NEJM      Finerenone in heart failure with mildly reduced… RCT       ×4"
    " ●   3h FDA       New boxed warning for a long-acting injectable:… SAFETY    ×6"
    " ●   5h NICE      Chronic heart failure in adults: guideline upda… GUIDELINE ×3"
    " ●   6h medRxiv   Point-of-care creatinine to speed contrast deci… PREPRINT"
    "  ╭─ 2 sources carry this ───────────────────────────────────────────────────╮"
    " ●│                                                                          │2"
    "  │    16h NEJM       Effects of semaglutide on chronic kidney disease       │9"
    " ●│▌    1h ACC        What the trial means for clinic on Monday              │2"
    " ●│                                                                          │2"
    "▌ │  Joined by: same DOI (1). Never by guess alone.                          │5"
    " ●│  More talk is not better evidence.                                       │"
    " ●│  - not this paper  + join another row                                    │"
    "  ╰────────────────────────────────────────────────────────────────────── d ─╯"
    " ●   1d 循環器学… 心不全診療ガイドライン改訂版の要点               GUIDELINE"
    " ●   1d Ann IM    Deprescribing in frail older adults: trial of a… RCT       ×2"
    " ●   1d WHO       Antimicrobial use: global report, key tables fo…           ×3"
    "────────────────────────────────────────────────────────────────────────────────"
    " Effects of semaglutide on chronic kidney disease in patients with type 2"
    " diabetes"
    " N Engl J Med 2024;391:109-121 · 2025-11-17 18:44 · 16 h ago · 5 sources carry…"
    ""
    " Enter open  o browser  - not this paper  + join  Esc close  ? keys"
    "#);
}

#[test]
fn the_tend_menu_of_a_list() {
    insta::assert_snapshot!(quoted(&tend(60, 16)), @r#"
    " rounds ▸ Timeline ▸ All lists           38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8"
    " ●  Finerenone in heart failure with mildly reduced or pre…"
    "    ╭─ Renal & diabetes ───────────────────────────────╮"
    " ●  │                                                  │ t…"
    "    │▌ Rename                                          │"
    " ●  │  Delete it; its sources stay followed            │ha…"
    "    │  Make a new list                                 │"
    " ●  │  Make a new topic                                │ i…"
    "    │                                                  │"
    "  ★ ╰──────────────────────────────────────────── Esc ─╯me…"
    "    8h BMJ"
    " ●  Loop diuretic dosing in acute decompensated heart fail…"
    "    9h Cochrane  REVIEW  ×2"
    ""
    " Enter choose  j k move  Esc close  ? keys"
    "#);
}

#[test]
fn ticks_say_where_a_source_stands() {
    insta::assert_snapshot!(quoted(&ticks(60, 18)), @r#"
    " rounds ▸ Timeline ▸ All lists           38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8"
    " ●  ╭─ Lists of NEJM ──────────────────────────────────╮re…"
    "    │                                                  │"
    " ●  │  [x] Cardiology journals                         │ t…"
    "    │▌ [x] Renal & diabetes                            │"
    " ●  │  [x] Guideline agencies                          │ha…"
    "    │  [x] Drug safety                                 │"
    " ●  │  [x] Evidence reviews                            │ i…"
    "    │  [x] Critical care nursing                       │"
    "  ★ │  [x] Hospital pharmacy                           │me…"
    "    │                                                  │"
    " ●  ╰──────────────────────────────────────────── Esc ─╯il…"
    "    9h Cochrane  REVIEW  ×2"
    "    Perioperative beta-blocker timing: a cohort study"
    "    11h Sample J  RETRACTED  ×9"
    ""
    " Space tick  j k move  Esc close  ? keys"
    "#);
}

#[test]
fn feeds_that_were_found_are_offered() {
    insta::assert_snapshot!(quoted(&found(80, 20)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3"
    " ●   2h NEJM      Finerenone in heart failure with mildly reduced… RCT       ×4"
    " ●   3h FDA       New boxed warning for a long-acting injectable:… SAFETY    ×6"
    " ●   5h NICE      Chronic heart failure in adults: guideline upda… GUIDELINE ×3"
    " ●╭─ Follow a source ────────────────────────────────────────────────────────╮"
    "  │  https://journal.example                                                 │"
    " ●│                                                                          │2"
    "  │▌ Current issue                                                  20 items │9"
    " ●│▌ newest: Home dialysis starts                                            │2"
    " ●│  Online first                                                   20 items │2"
    "▌ │  https://journal.example/feed.xml                                        │5"
    " ●╰──────────────────────────────────────────────────────────────── 2 feeds ─╯"
    " ●  20h AACN      Family presence during resuscitation: practice…  GUIDELINE"
    "────────────────────────────────────────────────────────────────────────────────"
    " Effects of semaglutide on chronic kidney disease in patients with type 2"
    " diabetes"
    " N Engl J Med 2024;391:109-121 · 2025-11-17 18:44 · 16 h ago · 5 sources carry…"
    ""
    " Enter follow  j k move  Esc close  ? keys"
    "#);
}

#[test]
fn what_may_follow_a_prefix() {
    insta::assert_snapshot!(quoted(&prefix(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3"
    "▌●   2h NEJM      Finerenone in heart failure with mildly reduced… RCT       ×4"
    " ●   3h FDA       New boxed warning for a long-acting injectable:… SAFETY    ×6"
    " ●   5h NICE      Chronic heart failure in adults: guideline upda… GUIDELINE ×3"
    " ●   6h medRxiv   Point-of-care creatinine to speed contrast deci… PREPRINT"
    "  ★  8h BMJ       Ten steps to safer insulin charts: a quality im…"
    " ●   9h Cochrane  Loop diuretic dosing in acute decompensated hea… REVIEW    ×2"
    "    11h Sample J  Perioperative beta-blocker timing: a cohort stu… RETRACTED ×9"
    " ●  12h KDIGO     Evaluation and management of CKD: q╭─ g  go to ───────────╮×2"
    " ●  14h ISMP      Look-alike pen labels: three mix-up│ l  welcome           │×2"
    "  ★ 16h NEJM      Effects of semaglutide on chronic k│ t  timeline          │×5"
    " ●  18h EMA       Shortage notice: parenteral nutriti│ s  saved             │"
    " ●  20h AACN      Family presence during resuscitatio│ r  review            │"
    "    22h Circ      Sex differences in door-to-balloon │ c  CME log           │"
    " ●   1d 循環器学… 心不全診療ガイドライン改訂版の要点 │ h  source health     │"
    " ●   1d Ann IM    Deprescribing in frail older adults│ f  its source        │×2"
    " ●   1d WHO       Antimicrobial use: global report, k│ w  who to follow     │×3"
    "─────────────────────────────────────────────────────│ o  a round           │───"
    " Finerenone in heart failure with mildly reduced or p│ m  messages          │on"
    " NEJM · 2025-11-18 08:44 · 2 h ago · 4 sources carry │ g  top               │"
    "                                                     ╰──────────────── Esc ─╯"
    ""
    " g… choose a place  ? keys"
    "#);
}

#[test]
fn the_formats_that_can_be_given_out() {
    insta::assert_snapshot!(quoted(&export(80, 24)), @r#"
    " rounds ▸ Timeline ▸ All lists                               38 unread · 4m ago"
    " 1 All 38  2 Heart failure 9  3 CKD 7  4 Diabetes 8  5 Infection 5  6 Safety 3"
    " ●   2h NEJM      Finerenone in heart failure with mildly reduced… RCT       ×4"
    " ●╭─ Export ─────────────────────────────────────────────────────────────────╮6"
    " ●│  Give out everything saved as                                            │3"
    " ●│  RIS            Zotero, EndNote, Mendeley and most libraries             │"
    "  │  BibTeX         LaTeX, JabRef                                            │"
    " ●│▌ biblatex       LaTeX with biblatex and biber                            │2"
    "  │  CSL-JSON       pandoc, Zotero, citation processors                      │9"
    " ●│  NBIB (MEDLINE) what PubMed itself gives out                             │2"
    " ●│  Markdown       notes: Obsidian, Joplin, a wiki                          │2"
    "▌ │  CSV            a spreadsheet; formulas are made harmless                │5"
    " ●│  HTML           one page to print or to send; it loads nothing           │"
    " ●│  JSON lines     all there is of them; rounds import takes it back        │"
    "  │  Bookmarks      browsers, Raindrop, Pinboard, Wallabag (Netscape's form) │"
    " ●│  Vancouver      a numbered list as medical journals print it (ICMJE)     │"
    " ●│  AMA            a numbered list in AMA style (11th edition)              │2"
    " ●│                                                                          │3"
    "──╰──────────────────────────────────────── Tab: what  Enter: where to  Esc ─╯──"
    " Effects of semaglutide on chronic kidney disease in patients with type 2"
    " diabetes"
    " N Engl J Med 2024;391:109-121 · 2025-11-17 18:44 · 16 h ago · 5 sources carry…"
    ""
    " Enter where to  Tab what  j k move  Esc close  ? keys"
    "#);
}

#[test]
fn the_formats_scroll_in_a_small_window() {
    insta::assert_snapshot!(quoted(&export(40, 12)), @r#"
    " rounds ▸ Timeline   38 unread · 4m ago"
    " ●╭─ Export ─────────────────────────╮…"
    "  │  Give out everything saved as    │"
    " ●│  RIS            Zotero, EndNote… │…"
    "  │  BibTeX         LaTeX, JabRef    │"
    " ●│▌ biblatex       LaTeX with bibl… │…"
    "  │  CSL-JSON       pandoc, Zotero,… │"
    " ●│  NBIB (MEDLINE) what PubMed its… │"
    "  │  Markdown       notes: Obsidian… │"
    "  ╰──────────────────────────────────╯"
    ""
    " Enter where to  Tab what  ? keys"
    "#);
}
