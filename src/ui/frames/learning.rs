//! The learning log and its form, looked at. Sample content, no claim about
//! any paper.

use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::learning::Book;
use crate::domain::learning::Draft;
use crate::domain::learning::Entry;
use crate::domain::learning::EntryId;
use crate::domain::learning::Kind;
use crate::domain::learning::NOT_CREDIT;
use crate::domain::learning::body::Body;
use crate::domain::learning::body::Worth;
use crate::domain::learning::hours;
use crate::ui::testing::press;
use crate::ui::testing::quoted;
use crate::ui::testing::sample;
use crate::ui::testing::screen;

/// Day, minutes, kind, title, what changes.
const ENTRIES: &str = "\
2025-01-15|120|article|Loop diuretic dosing|
2025-02-15|210|article|Vitamin D and falls|
2025-04-15|240|journal-club|Balanced fluids|
2025-06-15|180|teaching|Insulin chart round, ward staff|
2025-09-15|270|review-cards|Cards on kidney and insulin|
2025-10-15|300|article|Home dialysis starts in rural regions|
2025-11-05|25|safety-alert|Look-alike pen labels|shared with pharmacy
2025-11-12|95|guideline|Heart failure update|to present in December
2025-11-17|60|journal-club|FINEARTS-HF, unit meeting|changed my referral habit
2025-11-18|25|article|FLOW: semaglutide and CKD|used in clinic plan
2024-03-01|60|course|A course of last year|";

fn entry((at, line): (usize, &str)) -> Entry {
    let cells: Vec<&str> = line.split('|').collect();
    Entry {
        id: EntryId(at as i64 + 1),
        draft: Draft {
            learned_on: cells[0].parse().unwrap(),
            minutes: cells[1].parse().unwrap(),
            kind: Kind::from_word(cells[2]).unwrap(),
            title: cells[3].to_string(),
            change: cells[4].to_string(),
            ..Draft::default()
        },
        ..Entry::default()
    }
}

fn log(width: u16, height: u16) -> Model {
    let mut model = sample(width, height);
    model.settings.bodies = vec![Body {
        id: "uk-federation".into(),
        name: "UK Federation".into(),
        target: Some(5_000),
        years: 1,
        begins: "2025-04-01".parse().unwrap(),
        page: "thefederation.uk".into(),
        page_of: Some("2025".into()),
        worth: Worth::Time {
            per_hour: 100,
            step: 1,
        },
        ..Body::default()
    }];
    model.views.push(View::Log);
    let entries = ENTRIES.lines().enumerate().map(entry).collect();
    let book = Book {
        entries,
        closed: None,
    };
    model.update(Msg::Store(Reply::Book(book)));
    model
}

#[test]
fn acceptance_25_the_numbers_of_the_months_add_up_in_unicode_and_in_ascii() {
    for ascii in [false, true] {
        for (width, height) in [(40, 12), (80, 24), (120, 36)] {
            let mut model = log(width, height);
            model.settings.ascii = ascii;
            let text = screen(&model);
            let months = model.log.book.as_ref().unwrap().months(2025);
            for (name, minutes) in ["Jan", "Feb", "Apr", "Jun", "Sep", "Oct", "Nov"]
                .iter()
                .zip([0, 1, 3, 5, 8, 9, 10].map(|at: usize| months[at]))
            {
                let lines = text.lines();
                let line = lines.filter(|line| line.contains(name));
                let number = hours(minutes);
                assert!(
                    line.clone().any(|it| it.contains(&number)),
                    "{name} {number}\n{text}"
                );
            }
            let total = hours(months.iter().sum());
            assert!(text.lines().next().unwrap().contains(&total), "{text}");
            // In two lines where one is too short.
            let words: Vec<&str> = text.split_whitespace().collect();
            let said = words.join(" ").replace("learning Not", "learning. Not");
            assert!(said.contains(NOT_CREDIT), "{text}");
            assert_eq!(text.is_ascii(), ascii);
        }
    }
}

#[test]
fn a_bar_of_any_length_stays_in_its_field() {
    for minutes in ["1", "1439"] {
        for (width, height) in [(40, 12), (60, 24), (80, 24), (150, 40)] {
            let mut model = log(width, height);
            let first = ENTRIES.lines().next().unwrap();
            let first = first.replace("|120|", &format!("|{minutes}|"));
            let book = Book {
                entries: vec![entry((0, &first))],
                closed: None,
            };
            model.update(Msg::Store(Reply::Book(book)));
            let text = screen(&model);
            let number = hours(minutes.parse().unwrap());
            let january = text.lines().find(|line| line.contains("Jan")).unwrap();
            assert!(january.contains(&format!(" {number}")), "{january}");
        }
    }
}

#[test]
fn the_log_at_80_by_24() {
    insta::assert_snapshot!(quoted(&log(80, 24)), @r#"
    " rounds ▸ CME log ▸ 2025                                       25:25 h recorded"
    " 1 2025 10  2 2024 1"
    ""
    " Jan ████████              2:00   Total           25:25 h"
    " Feb ██████████████        3:30   UK Federation, 2025-04-01 to 2026-03-31"
    " Mar                          -     you recorded 19.91 of 50 h"
    " Apr ████████████████      4:00     (your entries; body's page of 2025)"
    " May                          -"
    " Jun ████████████          3:00   Reading         10:55 h"
    " Jul                          -   Journal club     5:00 h"
    " Aug                          -   Review cards     4:30 h"
    " Sep ██████████████████    4:30   Teaching         3:00 h"
    " Oct ███████████████████   5:00   Guideline        1:35 h"
    " Nov █████████████         3:25   Safety alert     0:25 h"
    " Dec                          -"
    "────────────────────────────────────────────────────────────────────────────────"
    "▌18 Nov   0:25 Reading      FLOW: semaglutide and CKD"
    " 17 Nov   1:00 Journal club FINEARTS-HF, unit meeting"
    " 12 Nov   1:35 Guideline    Heart failure update"
    " 05 Nov   0:25 Safety alert Look-alike pen labels"
    " 15 Oct   5:00 Reading      Home dialysis starts in rural regions"
    " Self-recorded learning. Not accredited CME/CPD credit."
    ""
    " c add entry  e correct  X export  1-9 year  q back  ? keys"
    "#);
}

#[test]
fn the_log_at_40_by_12() {
    insta::assert_snapshot!(quoted(&log(40, 12)), @r#"
    " rounds ▸ CME log      25:25 h recorded"
    " Jan █   2:00 May        - Sep ██  4:30"
    " Feb ██  3:30 Jun ██  3:00 Oct ██  5:00"
    " Mar        - Jul        - Nov ██  3:25"
    " Apr ██  4:00 Aug        - Dec        -"
    "────────────────────────────────────────"
    "▌18 Nov   0:25 FLOW: semaglutide and C…"
    " 17 Nov   1:00 FINEARTS-HF, unit meeti…"
    " Self-recorded learning"
    " Not accredited CME/CPD credit."
    ""
    " c add entry  e correct  ? keys"
    "#);
}

#[test]
fn the_log_at_120_by_36() {
    insta::assert_snapshot!(quoted(&log(120, 36)), @r#"
    " rounds ▸ CME log ▸ 2025                                                                               25:25 h recorded"
    " 1 2025 10  2 2024 1"
    ""
    " Jan ████████████                     2:00            Total           25:25 h"
    " Feb █████████████████████            3:30            UK Federation, 2025-04-01 to 2026-03-31"
    " Mar                                     -              you recorded 19.91 of 50 h"
    " Apr ████████████████████████         4:00              (your entries; body's page of 2025)"
    " May                                     -"
    " Jun ██████████████████               3:00            Reading         10:55 h"
    " Jul                                     -            Journal club     5:00 h"
    " Aug                                     -            Review cards     4:30 h"
    " Sep ███████████████████████████      4:30            Teaching         3:00 h"
    " Oct ██████████████████████████████   5:00            Guideline        1:35 h"
    " Nov █████████████████████            3:25            Safety alert     0:25 h"
    " Dec                                     -"
    "────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────"
    "▌18 Nov   0:25 Reading      FLOW: semaglutide and CKD                               used in clinic plan"
    " 17 Nov   1:00 Journal club FINEARTS-HF, unit meeting                               changed my referral habit"
    " 12 Nov   1:35 Guideline    Heart failure update                                    to present in December"
    " 05 Nov   0:25 Safety alert Look-alike pen labels                                   shared with pharmacy"
    " 15 Oct   5:00 Reading      Home dialysis starts in rural regions"
    " 15 Sep   4:30 Review cards Cards on kidney and insulin"
    " 15 Jun   3:00 Teaching     Insulin chart round, ward staff"
    " 15 Apr   4:00 Journal club Balanced fluids"
    " 15 Feb   3:30 Reading      Vitamin D and falls"
    " 15 Jan   2:00 Reading      Loop diuretic dosing"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    " Self-recorded learning. Not accredited CME/CPD credit."
    ""
    " c add entry  e correct  X export  1-9 year  q back  ? keys"
    "#);
}

#[test]
fn the_log_in_ascii_with_something_to_claim() {
    let mut model = log(80, 24);
    model.settings.ascii = true;
    let mut book = model.log.book.clone().unwrap();
    book.entries[9].draft.claim_by = Some("2025-11-21".parse().unwrap());
    model.update(Msg::Store(Reply::Book(book)));
    insta::assert_snapshot!(quoted(&model), @r#"
    " rounds > CME log > 2025                                       25:25 h recorded"
    " 1 2025 10  2 2024 1"
    ""
    " Jan ########              2:00   Total           25:25 h"
    " Feb ##############        3:30   UK Federation, 2025-04-01 to 2026-03-31"
    " Mar                          -     you recorded 19.91 of 50 h"
    " Apr ################      4:00     (your entries; body's page of 2025)"
    " May                          -"
    " Jun ############          3:00   Reading         10:55 h"
    " Jul                          -   Journal club     5:00 h"
    " Aug                          -   Review cards     4:30 h"
    " Sep ##################    4:30   Teaching         3:00 h"
    " Oct ###################   5:00   Guideline        1:35 h"
    " Nov #############         3:25   Safety alert     0:25 h"
    " Dec                          -"
    "--------------------------------------------------------------------------------"
    " ! claim by 2025-11-21, 3 days left: FLOW: semaglutide and CKD"
    ">18 Nov   0:25 Reading      FLOW: semaglutide and CKD"
    " 17 Nov   1:00 Journal club FINEARTS-HF, unit meeting"
    " 12 Nov   1:35 Guideline    Heart failure update"
    " 05 Nov   0:25 Safety alert Look-alike pen labels"
    " Self-recorded learning. Not accredited CME/CPD credit."
    ""
    " c add entry  e correct  X export  1-9 year  q back  ? keys"
    "#);
}

#[test]
fn the_log_without_an_entry() {
    let mut model = log(80, 24);
    model.update(Msg::Store(Reply::Book(Book::default())));
    insta::assert_snapshot!(quoted(&model), @r#"
    " rounds ▸ CME log ▸ 2025                                        0:00 h recorded"
    " 1 2025 0"
    ""
    " Jan                          -   Total            0:00 h"
    " Feb                          -   UK Federation, 2025-04-01 to 2026-03-31"
    " Mar                          -     you recorded 0 of 50 h"
    " Apr                          -     (your entries; body's page of 2025)"
    " May                          -"
    " Jun                          -"
    " Jul                          -"
    " Aug                          -"
    " Sep                          -"
    " Oct                          -"
    " Nov                          -"
    " Dec                          -"
    "────────────────────────────────────────────────────────────────────────────────"
    ""
    ""
    "                 No entries in 2025. c on any article adds one."
    ""
    ""
    " Self-recorded learning. Not accredited CME/CPD credit."
    ""
    " c add entry  q back  ? keys"
    "#);
}

fn correcting(width: u16, height: u16) -> Model {
    let mut model = log(width, height);
    press(&mut model, "e");
    model
}

#[test]
fn the_form_at_80_by_24() {
    insta::assert_snapshot!(quoted(&correcting(80, 24)), @r#"
    " rounds ▸ CME log ▸ 2025                                       25:25 h recorded"
    " 1 2025 10  2 2024 1"
    ""
    " Jan╭─ Correct this entry ─────────────────────────────────────────────────╮"
    " Feb│ What       FLOW: semaglutide and CKD                                 │"
    " Mar│ Date       2025-11-18                                                │"
    " Apr│ Minutes    25                                                        │"
    " May│ Kind       Reading                                                   │"
    " Jun│ Field        of your practice, commas between                        │"
    " Jul│ Why          why you read it, if you like                            │"
    " Aug│ Learned      one line: what do you take home?                        │"
    " Sep│ Change     used in clinic plan                                       │"
    " Oct│ Look back    a day to see whether it changed                         │"
    " Nov│ Claim by     credit you claim elsewhere: last day                    │"
    " Dec│ Evidence                                                             │"
    "────│                                                                      │────"
    "▌18 │ Never write what identifies a patient.                               │"
    " 17 ╰────────────────────────────────────────────────────── self-recorded ─╯"
    " 12 Nov   1:35 Guideline    Heart failure update"
    " 05 Nov   0:25 Safety alert Look-alike pen labels"
    " 15 Oct   5:00 Reading      Home dialysis starts in rural regions"
    " Self-recorded learning. Not accredited CME/CPD credit."
    ""
    " Enter write  Tab next field  Esc close  C-x withdraw  F1 keys"
    "#);
}

#[test]
fn the_form_at_40_by_12_with_what_it_marks() {
    let mut model = correcting(40, 12);
    press(&mut model, "Tab Tab Tab Tab");
    model.update(Msg::Paste("Seen 2025-11-18".to_string()));
    press(&mut model, "Enter");
    insta::assert_snapshot!(quoted(&model), @r#"
    " rounds ▸ CME log      25:25 h recorded"
    " J╭─ Correct this entry ─────────────╮0"
    " F│ Minutes    25                    │0"
    " M│ Kind       Reading               │5"
    " A│ Field        with commas         │-"
    "──│ Why          if you like         │──"
    "▌1│ Learned    Seen 2025-11-18       │…"
    " 1│ ▲ Names a patient? a full date   │…"
    " S│   Enter again keeps it as it is  │"
    " N╰────────────────── self-recorded ─╯"
    ""
    " Enter write  Tab next field  F1 keys"
    "#);
}

#[test]
fn the_form_at_120_by_36_empty() {
    let mut model = log(120, 36);
    press(&mut model, "c Enter");
    insta::assert_snapshot!(quoted(&model), @r#"
    " rounds ▸ CME log ▸ 2025                                                                               25:25 h recorded"
    " 1 2025 10  2 2024 1"
    ""
    " Jan ████████████                     2:00            Total           25:25 h"
    " Feb █████████████████████            3:30            UK Federation, 2025-04-01 to 2026-03-31"
    " Mar                                     -              you recorded 19.91 of 50 h"
    " Apr ████████████████████████         4:00              (your entries; body's page of 2025)"
    " May                                     -"
    " Jun ██████████████████               3:00            Reading         10:55 h"
    " Jul                    ╭─ Log this ───────────────────────────────────────────────────────────╮"
    " Aug                    │ What         its title                                               │"
    " Sep ███████████████████│ Date       2025-11-18                                                │"
    " Oct ███████████████████│ Minutes      how long it took; 0: only noted                         │"
    " Nov ███████████████████│ Kind       Reading                                                   │"
    " Dec                    │ Field        of your practice, commas between                        │"
    "────────────────────────│ Why          why you read it, if you like                            │────────────────────────"
    "▌18 Nov   0:25 Reading  │ Learned      one line: what do you take home?                        │ic plan"
    " 17 Nov   1:00 Journal c│ Change       what will you do differently?                           │eferral habit"
    " 12 Nov   1:35 Guideline│ Look back    a day to see whether it changed                         │n December"
    " 05 Nov   0:25 Safety al│ Claim by     credit you claim elsewhere: last day                    │pharmacy"
    " 15 Oct   5:00 Reading  │ Evidence                                                             │"
    " 15 Sep   4:30 Review ca│ ✗ How many minutes did it take? 0 for what is only noted             │"
    " 15 Jun   3:00 Teaching │   Enter tries again                                                  │"
    " 15 Apr   4:00 Journal c╰────────────────────────────────────────────────────── self-recorded ─╯"
    " 15 Feb   3:30 Reading      Vitamin D and falls"
    " 15 Jan   2:00 Reading      Loop diuretic dosing"
    ""
    ""
    ""
    ""
    ""
    ""
    ""
    " Self-recorded learning. Not accredited CME/CPD credit."
    ""
    " Enter write  Tab next field  Esc close  F1 keys"
    "#);
}
