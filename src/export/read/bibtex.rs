//! BibTeX and biblatex, by the crate of that name.
//!
//! A file is cut into entries first, because one broken brace would otherwise
//! cost all of it. Names are taken apart here: the crate loses one with an
//! equals sign in it.

use biblatex::Bibliography;
use biblatex::Chunk;
use biblatex::ChunksExt;
use biblatex::Entry;

use crate::domain::badge::Badge;
use crate::domain::day::Day;
use crate::domain::person::Person;
use crate::domain::reference::Kind;
use crate::domain::reference::Reference;
use crate::export::Reading;
use crate::export::kinds;
use crate::export::read::said;

/// More braces in one entry are no reference, and the crate takes quadratic
/// time for them; nested deeper it would run out of stack.
const MOST_BRACES: usize = 8_000;
const DEEPEST: usize = 40;

pub fn looks_like(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    let entry = lines.find(|line| line.starts_with('@'));
    entry.is_some_and(|line| {
        let word: String = line[1..]
            .chars()
            .take_while(char::is_ascii_alphabetic)
            .collect();
        let rest = line[1 + word.len()..].trim_start();
        !word.is_empty() && rest.starts_with(['{', '('])
    })
}

pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    // Abbreviations hold for all that follows them.
    let mut strings = String::new();
    for (line, entry) in entries(text) {
        let word: String = entry[1..]
            .chars()
            .take_while(char::is_ascii_alphabetic)
            .collect();
        match word.to_ascii_lowercase().as_str() {
            "comment" | "preamble" => continue,
            "string" => {
                if strings.len() < 100_000 {
                    strings.push_str(entry);
                    strings.push('\n');
                }
                continue;
            }
            _ => {}
        }
        if let Err(why) = is_safe(entry) {
            reading.trouble(line, why);
            continue;
        }
        match Bibliography::parse(&format!("{strings}{entry}")) {
            Ok(parsed) => match parsed.iter().next() {
                Some(parsed) => reading.add(line, reference(parsed)),
                None => reading.trouble(line, "nothing was found in this entry"),
            },
            Err(error) => {
                reading.trouble(line, format!("this entry cannot be read: {}", error.kind))
            }
        }
    }
    reading
}

/// Each entry from its `@`, at the beginning of a line, to the next, with its
/// line.
fn entries(text: &str) -> Vec<(usize, &str)> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let trimmed = line.trim_start();
        let word = trimmed.strip_prefix('@').unwrap_or("");
        let name = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        if name.len() < word.len() && name.trim_start().starts_with(['{', '(']) {
            starts.push((number, offset + line.len() - trimmed.len()));
        }
        offset += line.len();
    }
    let ends = starts.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    let spans = starts.iter().zip(ends);
    spans
        .map(|((line, start), end)| (*line, &text[*start..end]))
        .collect()
}

fn is_safe(entry: &str) -> Result<(), &'static str> {
    let (mut depth, mut deepest, mut n) = (0_usize, 0, 0);
    for byte in entry.bytes() {
        match byte {
            b'{' => {
                depth += 1;
                n += 1;
                deepest = deepest.max(depth);
            }
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    match (n > MOST_BRACES, deepest > DEEPEST) {
        (true, _) => Err("this entry has too many braces"),
        (_, true) => Err("the braces of this entry are nested too deep"),
        _ => Ok(()),
    }
}

fn reference(entry: &Entry) -> Reference {
    let field = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| said(&entry.get(name)?.format_verbatim()))
    };
    // The crate makes dashes of hyphens also where all is verbatim.
    let as_it_is =
        |names: &[&str]| field(names).map(|value| value.replace('—', "---").replace('–', "--"));
    let sort = entry.entry_type.to_string();
    let has_journal = entry.get("journaltitle").is_some() || entry.get("journal").is_some();
    let kind = kinds::kind(&sort, |names| names.bibtex);
    let eprint = field(&["eprinttype", "archiveprefix"]);
    let is_arxiv = eprint.is_some_and(|of| of.eq_ignore_ascii_case("arxiv"));
    let tags = field(&["keywords"]).unwrap_or_default();
    let between = match tags.contains(';') {
        true => ';',
        false => ',',
    };
    Reference {
        kind: kind.unwrap_or(match has_journal {
            true => Kind::Article,
            false => Kind::Page,
        }),
        title: field(&["title"]).unwrap_or_default(),
        authors: entry.get("author").map_or_else(Vec::new, persons),
        journal: field(&[
            "journaltitle",
            "journal",
            "booktitle",
            "institution",
            "school",
            "organization",
            "series",
            "howpublished",
            "publisher",
        ]),
        journal_short: field(&["shortjournal"]),
        volume: field(&["volume"]),
        issue: field(&["number", "issue"]),
        pages: field(&["pages"]),
        published: field(&["date"])
            .and_then(|date| Day::read(&date))
            .or_else(|| {
                let year = field(&["year"])?.parse().ok()?;
                let day = field(&["day"]).and_then(|day| day.parse().ok());
                Day::of(year, field(&["month"]).as_deref().and_then(month), day)
            }),
        doi: as_it_is(&["doi"]),
        pmid: field(&["pmid"]),
        pmcid: field(&["pmcid"]),
        arxiv: as_it_is(&["eprint"]).filter(|_| is_arxiv),
        link: as_it_is(&["url"]),
        text: field(&["abstract"]),
        note: field(&["annotation", "annote"])
            .or_else(|| field(&["note"]).filter(|note| Badge::from_word(note).is_none())),
        tags: tags.split(between).filter_map(said).collect(),
        saved: field(&["urldate"])
            .and_then(|date| Day::read(&date))
            .and_then(Day::begins),
        badge: field(&["entrysubtype"])
            .as_deref()
            .and_then(Badge::from_word),
        language: field(&["language", "langid"]),
        ..Reference::default()
    }
}

/// `nov`, `November`, `11`.
fn month(written: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let written = written.trim().to_lowercase();
    let named = MONTHS.iter().position(|month| written.starts_with(month));
    match named {
        Some(index) => u8::try_from(index + 1).ok(),
        None => written.parse().ok(),
    }
}

/// A character, and whether it stands in braces.
type Marked = (char, bool);

fn persons(chunks: &[biblatex::Spanned<Chunk>]) -> Vec<Person> {
    let mut marked: Vec<Marked> = Vec::new();
    for chunk in chunks {
        let braced = !matches!(chunk.v, Chunk::Normal(_));
        marked.extend(chunk.v.get().chars().map(|c| (c, braced)));
    }
    let mut names: Vec<Vec<Marked>> = vec![Vec::new()];
    let words = marked.split(|(c, braced)| *c == ' ' && !braced);
    for word in words.filter(|word| !word.is_empty()) {
        let is_and =
            word.iter().all(|(_, braced)| !braced) && plain(word).eq_ignore_ascii_case("and");
        match (is_and, names.last_mut()) {
            (true, _) => names.push(Vec::new()),
            (false, Some(name)) => {
                if !name.is_empty() {
                    name.push((' ', false));
                }
                name.extend(word);
            }
            (false, None) => {}
        }
    }
    let persons = names.iter().filter(|name| !name.is_empty());
    persons.map(|name| person(name)).collect()
}

fn plain(marked: &[Marked]) -> String {
    let text: String = marked.iter().map(|(c, _)| *c).collect();
    text.trim().to_string()
}

/// `Family, Given`, `Family, Suffix, Given`, `{A whole}`, or as it is spoken.
fn person(name: &[Marked]) -> Person {
    let parts: Vec<String> = name
        .split(|(c, braced)| *c == ',' && !braced)
        .map(plain)
        .collect();
    match &parts[..] {
        [whole] if name.iter().all(|(_, braced)| *braced) => Person::Whole(whole.clone()),
        [spoken] => Person::read(spoken),
        [family, given] => Person::named(family, given, ""),
        [family, suffix, given] => Person::named(family, given, suffix),
        _ => Person::Whole(plain(name)),
    }
}
