//! `rounds doctor --source`: asks one source once and tells every step.
//!
//! Writes nothing to the database; what came is shown and dropped.

use std::sync::Arc;

use crate::cli::Outcome;
use crate::cli::World;
use crate::cli::output::Out;
use crate::cli::output::counted;
use crate::cli::pick;
use crate::cli::sources;
use crate::cli::wait_for;
use crate::domain::intake::Outcome as Answer;
use crate::domain::intake::Record;
use crate::domain::intake::Target;
use crate::domain::intake::Told;
use crate::domain::item::SourceInfo;
use crate::domain::link;
use crate::domain::source::Source;
use crate::domain::time::UtcTime;
use crate::domain::topic::Matcher;
use crate::net::Client;
use crate::net::Step;
use crate::problem::Problem;
use crate::runtime;
use crate::sync;
use crate::sync::Refresh;
use crate::sync::examine::Answered;
use crate::sync::examine::Examination;

/// The headers that decide how an answer is read and when to ask again.
const HEADERS: [&str; 9] = [
    "content-type",
    "content-length",
    "content-encoding",
    "etag",
    "last-modified",
    "cache-control",
    "expires",
    "retry-after",
    "server",
];

/// So many skipped entries are told one by one.
const SKIPPED: usize = 10;

/// Asks the source that is meant, and tells.
pub fn run(said: &str, world: &World, out: &mut Out) -> Result<Outcome, Problem> {
    let reader = world.reader()?;
    let source = pick::source(&reader, said)?;
    let targets = reader.targets()?;
    let Some(target) = targets.into_iter().find(|it| it.source == source.id) else {
        return Err(Problem::said("It is followed no more"));
    };
    out.line(&format!("{}. {}", source.id.0, source.title))?;
    for known in known(&source, &target, world.now()) {
        out.line(&format!("  known: {known}"))?;
    }
    out.line(&format!(
        "  asking: {}",
        link::without_secrets(&target.address)
    ))?;
    out.flush()?;
    let settings = runtime::net_settings(&world.config.fetch);
    let refresh = Refresh {
        client: Client::new(&settings)?,
        settings,
        interval: world.config.fetch.interval,
        matcher: Arc::new(Matcher::of_words(&[])),
        clock: Arc::clone(&world.clock),
    };
    let examined = wait_for(async { Ok(sync::examine(&refresh, &target).await) })?;
    for line in lines(&examined, &source, world.now()) {
        out.line(&line)?;
    }
    out.flush()?;
    match examined.outcome {
        Answer::Failed { .. } => Ok(Outcome::Failed),
        Answer::News { .. } | Answer::Unchanged { .. } => Ok(Outcome::Done),
    }
}

/// What the refreshes so far left behind.
fn known(source: &Source, target: &Target, now: UtcTime) -> Vec<String> {
    let mut known = Vec::new();
    if let Some(tried) = source.last_tried {
        let good = match source.last_good {
            Some(good) => format!("last good {}", good.local()),
            None => "never good".to_string(),
        };
        let tried = tried.local();
        known.push(format!("{}: {}; {good}", tried, source.what));
    }
    if let Some(until) = target.paused.filter(|until| *until > now) {
        let until = until.local();
        known.push(format!("its host asked to be left alone until {until}"));
    }
    known.extend(sources::elsewhere(source));
    known
}

fn lines(examined: &Examination, source: &Source, now: UtcTime) -> Vec<String> {
    let mut lines: Vec<String> = examined.steps.iter().map(step).collect();
    if let Some(answer) = &examined.answer {
        lines.extend(answered(answer));
    }
    match &examined.outcome {
        Answer::News {
            info,
            records,
            skipped,
            ..
        } => lines.extend(read(info, records, skipped)),
        Answer::Unchanged { .. } => lines.push("  read: not changed".to_string()),
        Answer::Failed {
            why, gone, told, ..
        } => lines.extend(failed(why, *gone, told, source)),
    }
    lines.push(format!(
        "  next: a refresh would ask again in {} ({})",
        now.age(examined.next_try),
        examined.next_try.local()
    ));
    lines.push("Nothing was kept of this: rounds refresh --source fetches it".to_string());
    lines
}

fn step(step: &Step) -> String {
    let peer = match step.peer {
        Some(peer) => format!(" at {peer}"),
        None => String::new(),
    };
    let leads = match &step.location {
        Some(location) => format!(", leads to {}", link::without_secrets(location)),
        None => String::new(),
    };
    format!(
        "  answer: {} from {}{peer}, {}, first byte after {} ms{leads}",
        step.status,
        step.address,
        step.protocol,
        step.waited.as_millis()
    )
}

fn answered(answer: &Answered) -> Vec<String> {
    let named = |name: &str| {
        let mut headers = answer.headers.iter();
        headers.find(|(key, _)| key == name).map(|(_, value)| value)
    };
    let mut lines: Vec<String> = HEADERS
        .iter()
        .filter_map(|name| Some(format!("  header: {name}: {}", named(name)?)))
        .collect();
    if let Some(to) = &answer.moved_to {
        let to = link::without_secrets(to);
        lines.push(format!("  moved: for good to {to}, it says"));
    }
    if !(200..300).contains(&answer.status) {
        return lines;
    }
    let packed = match named("content-length") {
        Some(_) => "as sent",
        None => "after decompression, if it was packed",
    };
    lines.push(format!(
        "  body: {} bytes {packed}, whole after {} ms",
        answer.n_bytes, answer.millis
    ));
    lines.push(format!(
        "  letters: {}",
        letters(answer, named("content-type"))
    ));
    lines
}

fn letters(answer: &Answered, content_type: Option<&String>) -> String {
    let stated = content_type.and_then(|it| {
        it.to_ascii_lowercase()
            .find("charset=")
            .map(|at| &it[at + 8..])
    });
    match (answer.is_utf8, stated) {
        (true, _) => "valid UTF-8, read as that".to_string(),
        (false, Some(stated)) => {
            format!("not UTF-8; the header states {stated}, which is tried first")
        }
        (false, None) => {
            "not UTF-8, and the header states nothing: by what the document states, else a guess"
                .to_string()
        }
    }
}

fn read(info: &SourceInfo, records: &[Record], skipped: &[String]) -> Vec<String> {
    let mut lines = vec![format!(
        "  read: {}: {}, {} read, {} skipped",
        info.format,
        match info.title.as_str() {
            "" => "no title",
            title => title,
        },
        counted(records.len(), "entry").replace("entrys", "entries"),
        skipped.len()
    )];
    lines.extend(
        skipped
            .iter()
            .take(SKIPPED)
            .map(|why| format!("  skipped: {why}")),
    );
    if skipped.len() > SKIPPED {
        lines.push(format!("  skipped: and {} more", skipped.len() - SKIPPED));
    }
    let newest = records.iter().max_by_key(|record| record.published);
    if let Some(newest) = newest {
        let published = match newest.published {
            Some(time) => time.local(),
            None => "no date".to_string(),
        };
        lines.push(format!("  newest: {published}  {}", newest.title));
    }
    if let Some(wish) = info.min_interval {
        lines.push(format!("  wish: not to be asked within {} min", wish / 60));
    }
    lines
}

fn failed(why: &str, gone: bool, told: &Told, source: &Source) -> Vec<String> {
    let mut lines = vec![format!("  failed: {why}")];
    if gone {
        lines.push("  gone: it stays followed and is asked once a day".to_string());
    }
    for (address, title) in &told.offers {
        lines.push(format!("  feed: {title}: {address}"));
        lines.push(format!("    rounds follow '{}'", quoted(address)));
    }
    if !told.offers.is_empty() {
        lines.push(format!(
            "    then rounds unfollow {}, or Enter on the health screen",
            source.id.0
        ));
    }
    lines
}

/// Fit to stand between single quotes in a shell.
fn quoted(address: &str) -> String {
    address.replace('\'', "%27")
}
