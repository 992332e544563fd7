//! Models that tests draw: the sample of ux/screens, and how a frame is read.
//!
//! Sample content, no claim about any paper.

mod library;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::app::effect::Msg;
use crate::app::geometry::geometry;
use crate::app::model::Article;
use crate::app::model::Model;
use crate::app::model::Settings;
use crate::app::model::View;
use crate::app::paper;
use crate::app::testing::read_keys;
use crate::domain::badge::Badge;
use crate::domain::document::Block;
use crate::domain::document::Document;
use crate::domain::document::Link;
use crate::domain::document::Span;
use crate::domain::id::ListId;
use crate::domain::id::SourceId;
use crate::domain::id::TopicId;
use crate::domain::id::WorkId;
use crate::domain::list::List;
use crate::domain::member::How;
use crate::domain::source::Source;
use crate::domain::source::Standing;
use crate::domain::text::width;
use crate::domain::time::UtcTime;
use crate::domain::topic::Topic;
use crate::domain::work::Carrier;
use crate::domain::work::Row;
use crate::domain::work::Work;

pub use library::with_saved;

/// 2025-11-18 10:44 UTC.
pub const NOW: UtcTime = UtcTime(1_763_462_640);

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Unread, saved; age in hours; source; title; badge; number of sources.
const ROWS: &str = "\
*|2|NEJM|Finerenone in heart failure with mildly reduced or preserved ejection fraction|RCT|4
*|3|FDA|New boxed warning for a long-acting injectable: what to check before the next dose|SAFETY|6
*|5|NICE|Chronic heart failure in adults: guideline update, what changed and why|GUIDELINE|3
*|6|medRxiv|Point-of-care creatinine to speed contrast decisions in the emergency department|PREPRINT|1
S|8|BMJ|Ten steps to safer insulin charts: a quality improvement report|-|1
*|9|Cochrane|Loop diuretic dosing in acute decompensated heart failure|REVIEW|2
 |11|Sample J|Perioperative beta-blocker timing: a cohort study|RETRACTED|9
*|12|KDIGO|Evaluation and management of CKD: quick reference for primary care|GUIDELINE|2
*|14|ISMP|Look-alike pen labels: three mix-ups and how wards prevented the next|SAFETY|2
S|16|NEJM|Effects of semaglutide on chronic kidney disease in patients with type 2 diabetes|RCT|5
*|18|EMA|Shortage notice: parenteral nutrition components, advice for hospitals|SAFETY|1
*|20|AACN|Family presence during resuscitation: practice alert|GUIDELINE|1
 |22|Circ|Sex differences in door-to-balloon time over ten years|-|1
*|25|循環器学会|心不全診療ガイドライン改訂版の要点|GUIDELINE|1
*|26|Ann IM|Deprescribing in frail older adults: trial of a pharmacist-led visit|RCT|2
*|27|WHO|Antimicrobial use: global report, key tables for stewardship teams|-|3
 |28|Lancet|Correction: units in table 2 of a dialysis adequacy trial|CORRECTED|1
*|30|JAMA|Time-limited trial of noninvasive ventilation at the end of life|-|2
*|49|Gut|Proton pump inhibitor deprescribing: a stepped-wedge trial|RCT|2
 |50|CDC|Respiratory virus update: what to tell patients this week|-|4
*|52|ASHP|Sterile compounding checklist for small hospitals|GUIDELINE|1
*|54|JAMA IM|Discharge summaries patients can read: a randomized comparison|RCT|1
 |73|Chest|Early mobilization and delirium: expression of concern|CONCERN|3
*|74|BMJ|Rapid recommendation: oral anticoagulants after gastrointestinal bleeding|GUIDELINE|2
 |75|Kidney Int|Home dialysis starts in rural regions|-|1
*|77|NEJM Evid|Small trials, large claims: reading a subgroup with care|-|2
*|97|ESC|Atrial fibrillation: pocket guideline, one-page summary|GUIDELINE|3
 |98|Lancet|Community health workers and blood pressure: cluster trial|RCT|2
*|99|IDSA|Complicated urinary tract infection: draft for comment|-|1
*|121|PLOS Med|Air quality alerts and asthma visits|-|1";

/// The sample's timeline at a size, row 1 selected.
pub fn sample(width: u16, height: u16) -> Model {
    let (mut model, _) = Model::start(Settings::default(), width, height, NOW, None);
    model.timeline.rows = ROWS.lines().enumerate().map(row).collect();
    model.timeline.answered = true;
    model.timeline.at_top = true;
    model.timeline.n_all = Some(38);
    model.timeline.cursor = Some(WorkId(0));
    let overview = &mut model.overview;
    overview.revision = 1;
    overview.n_unread_all = 38;
    overview.n_unread_here = 38;
    overview.n_saved = 14;
    overview.n_sources = 51;
    overview.n_sources_here = 51;
    overview.n_failing = 2;
    overview.fetched = Some(NOW.plus(-4 * 60));
    overview.newest_here = Some(NOW.plus(-3 * HOUR));
    overview.lists = lists();
    overview.topics = topics();
    model.sources = sources();
    model
}

fn row((at, line): (usize, &str)) -> Row {
    let cells: Vec<&str> = line.split('|').collect();
    let hours: i64 = cells[1].parse().unwrap();
    Row {
        work: WorkId(at as i64),
        title: cells[3].to_string(),
        source: cells[2].to_string(),
        from: Some(SourceId(1)),
        published: NOW.plus(-hours * HOUR),
        read: cells[0] != "*",
        saved: cells[0] == "S",
        noted: false,
        in_review: false,
        badge: Badge::from_word(cells[4]),
        n_sources: cells[5].parse().unwrap(),
        link: None,
        n_folded: 0,
        undated: false,
        guessed: false,
        shelf: None,
    }
}

fn lists() -> Vec<List> {
    [
        ("Cardiology journals", 12),
        ("Renal & diabetes", 9),
        ("Guideline agencies", 4),
        ("Drug safety", 3),
        ("Evidence reviews", 6),
        ("Critical care nursing", 2),
        ("Hospital pharmacy", 2),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (name, n_unread))| List {
        id: ListId(at as i64 + 1),
        path: vec![name.to_string()],
        sources: vec![SourceId(1)],
        n_unread,
    })
    .collect()
}

fn topics() -> Vec<Topic> {
    [
        ("Heart failure", 9),
        ("CKD", 7),
        ("Diabetes", 8),
        ("Infection", 5),
        ("Safety", 3),
        ("Frailty", 2),
        ("Sepsis", 4),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (name, n_unread))| Topic {
        id: TopicId(at as i64 + 1),
        name: name.to_string(),
        n_unread,
        ..Topic::default()
    })
    .collect()
}

fn sources() -> Vec<Source> {
    let source = |id: i64, title: &str, standing, ago: i64, n_tries, what: &str| Source {
        id: SourceId(id),
        kind: "feed".into(),
        address: "https://journal.example/feed.xml".into(),
        title: title.into(),
        standing,
        last_good: Some(NOW.plus(-ago)),
        next_try: Some(NOW.plus(6 * HOUR)),
        n_tries,
        what: what.into(),
        n_items: 40,
        n_unread: 3,
        newest: Some(NOW.plus(-ago - HOUR)),
        ..Source::default()
    };
    let gone = "404 not found: the feed moved or ended";
    vec![
        source(1, "NEJM", Standing::Good, 240, 1, "new 3"),
        source(
            2,
            "Sample Heart Journal",
            Standing::Failing,
            3 * DAY,
            9,
            gone,
        ),
        source(
            3,
            "Ward Teaching Blog",
            Standing::Failing,
            6 * HOUR,
            2,
            "certificate expired 2 days ago",
        ),
        source(
            4,
            "Regional Formulary",
            Standing::Odd,
            HOUR,
            1,
            "slow: 14 s, gave up once, then worked",
        ),
        source(5, "KDIGO", Standing::Good, 240, 1, "not changed (304)"),
    ]
}

/// The article of the sample's row 10.
pub fn work() -> Work {
    let text = |words: &str, link: u32| {
        let linked = Span {
            link: Some(link),
            ..Span::plain("")
        };
        Block::Paragraph(vec![Span::plain(words), linked])
    };
    let heading = |words: &str| Block::Heading {
        level: 2,
        text: vec![Span::plain(words)],
    };
    let link = |target: &str, label: &str| Link {
        target: target.into(),
        label: label.into(),
        stripped: false,
    };
    let carrier = |name: &str, minutes: i64, title: &str, how: How| Carrier {
        item: format!("item:1/{name}"),
        how,
        source: SourceId(1),
        source_title: name.into(),
        title: title.into(),
        link: None,
        published: NOW.plus(-minutes * 60),
    };
    Work {
        row: row((9, ROWS.lines().nth(9).unwrap())),
        authors: ["Perkovic V", "Tuttle KR", "Rossing P", "Mahaffey KW"]
            .map(String::from)
            .to_vec(),
        journal: Some("N Engl J Med 2024;391:109-121".into()),
        carriers: vec![
            carrier(
                "NEJM",
                960,
                "Effects of semaglutide on chronic kidney disease",
                How::First,
            ),
            carrier(
                "ACC",
                90,
                "What the trial means for clinic on Monday",
                How::Name("doi:10.1056/nejmoa0000000".into()),
            ),
        ],
        document: Some(Document {
            blocks: vec![
                heading("Background"),
                text(
                    "Patients with type 2 diabetes and chronic kidney disease are at high risk for kidney failure, cardiovascular events and death. Whether weekly semaglutide lowers that risk was not known.",
                    0,
                ),
                heading("Methods"),
                text(
                    "3,533 adults were assigned to subcutaneous semaglutide 1.0 mg weekly or placebo. The primary outcome was major kidney disease events.",
                    1,
                ),
                heading("Results"),
                text(
                    "At a median of 3.4 years there were 331 first events with semaglutide and 410 with placebo (hazard ratio 0.76; 95% CI, 0.66 to 0.88).",
                    2,
                ),
            ],
            links: vec![
                link(
                    "https://clinicaltrials.gov/study/NCT03819153",
                    "Trial registration",
                ),
                link(
                    "https://www.nejm.org/doi/suppl/10.1056/NEJMoa2403347/suppl_file/appendix.pdf",
                    "Protocol and supplementary appendix",
                ),
                link(
                    "https://www.nejm.org/doi/full/10.1056/NEJMoa2403347",
                    "Full text",
                ),
                link("https://pubmed.ncbi.nlm.nih.gov/38785209", "PubMed record"),
            ],
            ..Document::default()
        }),
        ..Work::default()
    }
}

/// Selects row 10 and loads its article, laid out for what is shown.
pub fn with_article(mut model: Model) -> Model {
    let work = work();
    model.timeline.cursor = Some(work.row.work);
    model.article = Some(Article {
        loaded: Some(Box::new(work.clone())),
        ..Article::of(work.row.work)
    });
    lay_out(&mut model);
    model
}

/// A screen over the sample's timeline.
pub fn on(view: View, width: u16, height: u16) -> Model {
    let mut model = with_saved(sample(width, height));
    model.views.push(view);
    model
}

/// Presses keys as the table writes them; what they ask for is not answered.
pub fn press(model: &mut Model, keys: &str) {
    for key in read_keys(keys) {
        model.update(Msg::Key(key));
    }
}

/// Lays the article out for the size, as `update` does.
pub fn lay_out(model: &mut Model) {
    let width = geometry(model).article.map_or(76, |area| area.width);
    let (now, ascii, frame) = (model.now, model.settings.ascii, model.frame());
    if let Some(article) = &mut model.article
        && let Some(work) = &article.loaded
    {
        let hung = frame.map(|frame| (&article.album, frame));
        article.lines = paper::lay_out_with(
            work,
            width,
            now,
            ascii,
            hung,
            paper::Keys::of(&model.keymap),
        );
        (article.lines_width, article.frame) = (width, frame);
    }
}

/// What is drawn.
pub fn buffer(model: &Model) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(model.width, model.height)).unwrap();
    terminal
        .draw(|frame| crate::ui::draw(model, frame))
        .unwrap();
    terminal.backend().buffer().clone()
}

/// The lines of a frame as a terminal shows them, blanks at the right cut.
pub fn lines(model: &Model) -> Vec<String> {
    let buffer = buffer(model);
    let area = buffer.area;
    (0..area.height)
        .map(|y| {
            let mut line = String::new();
            let mut x = 0;
            while x < area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += (width(symbol) as u16).max(1);
            }
            line.trim_end().to_string()
        })
        .collect()
}

/// A frame as text; times of the machine's zone are said in UTC.
pub fn screen(model: &Model) -> String {
    let mut text = lines(model).join("\n");
    for row in &model.timeline.rows {
        let utc = row.published.rfc3339().replace('T', " ");
        text = text.replace(&row.published.local(), &utc[..16]);
    }
    text
}

/// A frame as text, each line between quotes.
pub fn quoted(model: &Model) -> String {
    let text = screen(model);
    let lines: Vec<String> = text.split('\n').map(|line| format!("\"{line}\"")).collect();
    lines.join("\n")
}
