//! What one entry of an XML feed says, whichever dialect it speaks.
//!
//! RSS, RDF, CDF and Atom name the same things differently and mix freely, so
//! there is one table of names and not one reader for each. Nothing here asks
//! what feed it is in.

use crate::domain::details::Details;
use crate::domain::details::Origin;
use crate::domain::ident;
use crate::domain::item::Draft;
use crate::domain::time::UtcTime;
use crate::sources::feed::address;
use crate::sources::feed::dates;
use crate::sources::feed::field;
use crate::sources::feed::files;
use crate::sources::feed::names::Space;
use crate::sources::feed::people;
use crate::sources::feed::tree::Node;
use crate::sources::feed::tree::Tree;
use crate::sources::feed::words::plain;
use crate::sources::feed::words::tidy;

/// Of authors, categories, files and identifiers of one entry only so many are
/// taken, for each is compared with those before it. The longest lists of
/// authors in feeds have about as many.
pub(super) const MOST_OF_A_KIND: usize = 5_000;

/// What was found, before one thing is chosen of those that say the same.
#[derive(Default)]
struct Found {
    draft: Draft,
    media_title: Option<String>,
    /// `dc:date` and `dcterms:created`, publication dates of last resort.
    made: Option<UtcTime>,
    printed: Option<UtcTime>,
    links: Links,
    /// Summaries and contents by how much they are worth.
    lesser_summary: Option<String>,
    owner: Vec<String>,
    dc_source: Option<String>,
    /// `itunes:duration`, of the recording that comes with the entry.
    seconds: Option<u32>,
    /// What its title or text states, where the entry states none.
    text_language: Option<String>,
}

#[derive(Default)]
struct Links {
    /// The page of the entry as stated.
    page: Option<String>,
    /// An alternate that is not HTML.
    other: Option<String>,
    /// A guid that may serve as link.
    guid: Option<String>,
}

/// Reads the entry at a place of the tree, its relative links at `base`.
pub fn read(tree: &Tree, place: usize, base: &str) -> Draft {
    let mut found = Found::default();
    let node = &tree.nodes[place];
    if let Some(about) = node.attribute("rdf:about").or(node.attribute("about")) {
        found.draft.id = some(tidy(about));
    }
    if let Some(date) = node.attribute("lastmod").and_then(dates::read) {
        found.draft.updated = Some(date);
    }
    if let Some(link) = node.attribute("href") {
        found.links.page = address::resolve(base, link);
    }
    found.draft.details.language = node.attribute("xml:lang").and_then(stated);
    found.draft.details.right_to_left = runs_left(node.attribute("dir"));
    for field in field::of(tree, place) {
        let base = field::base_of(tree, field, base);
        take(&mut found, tree, field, &base);
    }
    settle(found)
}

fn take(found: &mut Found, tree: &Tree, place: usize, base: &str) {
    let node = &tree.nodes[place];
    let text = || tidy(&tree.text(place));
    let date = || dates::read(&tree.text(place));
    let draft = &mut found.draft;
    let details = &mut draft.details;
    details.right_to_left |= runs_left(node.attribute("dir"));
    if matches!(&*node.local, "title" | "summary" | "content") {
        last(
            &mut found.text_language,
            node.attribute("xml:lang").and_then(stated),
        );
    }
    match (node.space, &*node.local) {
        (Space::Feed | Space::Dublin, "title") => keep(&mut draft.title, || title(tree, place)),
        (Space::Media, "title") => first(&mut found.media_title, || some(title(tree, place))),
        (Space::Feed, "link") => take_link(found, tree, place, base),
        (Space::Feed, "guid" | "id") => take_id(found, tree, place, base),
        (Space::Feed, "pubdate" | "published" | "issued") | (Space::Dublin, "issued") => {
            last(&mut draft.published, date());
        }
        (Space::Feed, "updated" | "modified" | "lastbuilddate" | "date")
        | (Space::Dublin, "modified" | "date") => last(&mut draft.updated, date()),
        (Space::Feed | Space::Dublin, "created") => last(&mut found.made, date()),
        (Space::Prism, "publicationdate" | "coverdate") => last(&mut found.printed, date()),
        (Space::Feed | Space::Dublin, "author" | "creator")
        | (Space::Itunes, "author")
        | (Space::Feed, "managingeditor") => {
            let names = people::of(tree, place);
            let list = match node.space {
                // The show's owner, not who wrote this episode.
                Space::Itunes => &mut found.owner,
                _ => &mut draft.authors,
            };
            names.into_iter().for_each(|name| add(list, name));
        }
        (Space::Feed, "description" | "summary") => {
            first(&mut draft.summary, || field::html(tree, place));
        }
        (Space::Feed | Space::Dublin, "abstract")
        | (Space::Dublin, "description")
        | (Space::Media, "description")
        | (Space::Itunes, "summary") => {
            first(&mut found.lesser_summary, || field::html(tree, place));
        }
        (Space::Content, "encoded")
        | (Space::Feed, "content" | "fullitem" | "body")
        | (Space::Xhtml, "body") => first(&mut draft.content, || field::html(tree, place)),
        (Space::Feed | Space::Media | Space::Itunes, "category" | "keywords" | "subject")
        | (Space::Dublin | Space::Prism, "subject" | "keyword") => {
            take_category(draft, tree, place);
        }
        (Space::Feed, "enclosure") | (Space::Media, "content") => {
            files::take(details, tree, place, base);
        }
        (Space::Feed, "comments") => {
            first(&mut details.comments, || address::resolve(base, &text()));
        }
        (Space::Dublin | Space::Prism, "identifier" | "doi") | (_, "citation_doi" | "doi") => {
            for name in ident::from_field(&node.local, &text()) {
                add(&mut draft.identifiers, name);
            }
        }
        (Space::Prism, "publicationname") | (_, "citation_journal_title") => {
            first(&mut draft.journal, || some(title(tree, place)));
        }
        (Space::Dublin, "source") => first(&mut found.dc_source, || some(title(tree, place))),
        (Space::Prism, "volume") | (_, "citation_volume") => {
            first(&mut details.volume, || brief(&text()));
        }
        (Space::Prism, "number") | (_, "citation_issue") => {
            first(&mut details.issue, || brief(&text()));
        }
        (Space::Prism, "startingpage") | (_, "citation_firstpage") => {
            first(&mut details.first_page, || brief(&text()));
        }
        (Space::Prism, "endingpage") | (_, "citation_lastpage") => {
            first(&mut details.last_page, || brief(&text()));
        }
        (Space::Prism, "pagerange") => take_pages(details, &text()),
        (Space::Comments, "comments" | "total") => {
            first(&mut details.n_comments, || text().parse().ok());
        }
        (Space::Feed, "source") => first(&mut details.origin, || origin(tree, place, base)),
        (Space::Itunes, "duration") => first(&mut found.seconds, || files::seconds(&text())),
        (Space::Podcast, "transcript" | "chapters") => {
            files::take_companion(details, node, base);
        }
        (Space::Feed | Space::Dublin, "language") => last(&mut details.language, stated(&text())),
        _ => {}
    }
}

/// Chooses among what says the same.
fn settle(found: Found) -> Draft {
    let Found {
        mut draft,
        media_title,
        made,
        printed,
        links,
        lesser_summary,
        owner,
        dc_source,
        seconds,
        text_language,
    } = found;
    if draft.title.is_empty() {
        draft.title = media_title.unwrap_or_default();
    }
    if draft.authors.is_empty() {
        draft.authors = owner;
    }
    draft.summary = draft.summary.or(lesser_summary);
    draft.published = draft.published.or(draft.updated).or(made).or(printed);
    draft.link = links.page.or(links.guid).or(links.other);
    files::settle(&mut draft.details, &draft.title, seconds);
    let details = &mut draft.details;
    details.language = details.language.take().or(text_language);
    details.language = details.language.take().and_then(|it| brief(&tidy(&it)));
    details.right_to_left |= [&draft.content, &draft.summary]
        .into_iter()
        .flatten()
        .any(|html| begins_right_to_left(html));
    // PubMed names the journal in dc:source; others put a citation or a link.
    draft.journal = draft.journal.or(dc_source.filter(|name| {
        name.len() < 120 && !name.contains("://") && !name.bytes().any(|byte| byte.is_ascii_digit())
    }));
    draft
}

/// RSS writes the link as text, Atom as an attribute with a purpose.
fn take_link(found: &mut Found, tree: &Tree, place: usize, base: &str) {
    let node = &tree.nodes[place];
    let stated = node
        .attribute("href")
        .or(node.attribute("url"))
        .or(node.attribute("uri"));
    let Some(href) = stated else {
        let link = address::resolve(base, &tree.text(place));
        last(&mut found.links.page, link);
        return;
    };
    // An empty reference is the stated base; where none is, the feed itself,
    // which is no page of the entry (RFC 3986, section 4.4).
    let link = match href {
        "" => Some(field::base_within(tree, place, "")).filter(|base| address::is_absolute(base)),
        href => address::resolve(base, href),
    };
    let kind = node
        .attribute("type")
        .and_then(|kind| kind.split(';').next())
        .map(|kind| kind.trim().to_ascii_lowercase());
    let purpose = node.attribute("rel").map(str::to_ascii_lowercase);
    match purpose.as_deref().unwrap_or("alternate") {
        "alternate" | "" => match kind.as_deref() {
            None | Some("" | "html" | "xhtml" | "text/html" | "application/xhtml+xml") => {
                last(&mut found.links.page, link);
            }
            _ => first(&mut found.links.other, || link),
        },
        "enclosure" => files::take(&mut found.draft.details, tree, place, base),
        "replies" => take_replies(&mut found.draft.details, node, link),
        _ => {}
    }
}

fn take_id(found: &mut Found, tree: &Tree, place: usize, base: &str) {
    let id = tidy(&tree.text(place));
    if id.is_empty() {
        return;
    }
    let permanent = tree.nodes[place].attribute("ispermalink");
    let may_link = permanent.is_none_or(|value| value.eq_ignore_ascii_case("true"));
    // Many a guid without the attribute is a bare number: only what looks like
    // a link serves as one.
    if may_link && (address::is_absolute(&id) || id.starts_with('/')) {
        found.links.guid = address::resolve(base, &id);
    }
    found.draft.id = Some(id);
}

fn take_category(draft: &mut Draft, tree: &Tree, place: usize) {
    let node = &tree.nodes[place];
    let stated = [
        node.attribute("label"),
        node.attribute("term"),
        node.attribute("text"),
    ];
    let text = tree.text(place);
    let several = node.local == "keywords";
    let terms: Vec<&str> = match stated.into_iter().flatten().find(|term| !term.is_empty()) {
        Some(term) => vec![term],
        None if several => text.split(',').collect(),
        None => vec![&text],
    };
    for term in terms {
        let term = plain(term);
        if !term.is_empty() {
            add(&mut draft.categories, term);
        }
    }
}

/// Atom's link to replies, with their number.
///
/// Source: RFC 4685, sections 4 and 5.
fn take_replies(details: &mut Details, node: &Node, link: Option<String>) {
    first(&mut details.comments, || link);
    let count = node.attribute("thr:count");
    first(&mut details.n_comments, || count?.parse().ok());
}

/// `123-130` or `e12`.
fn take_pages(details: &mut Details, range: &str) {
    let (from, to) = range.split_once(['-', '–']).unwrap_or((range, ""));
    first(&mut details.first_page, || brief(from));
    first(&mut details.last_page, || brief(to));
}

/// Where a re-published entry came from: RSS names it in the text, Atom in
/// elements of its own.
///
/// Source: RSS 2.0, `source`; RFC 4287, section 4.2.11.
fn origin(tree: &Tree, place: usize, base: &str) -> Option<Origin> {
    let child = |local: &'static str| {
        tree.elements(place)
            .filter(move |place| tree.nodes[*place].is(Space::Feed, local))
    };
    let title = match child("title").next() {
        Some(place) => title(tree, place),
        None if tree.elements(place).next().is_none() => title(tree, place),
        None => String::new(),
    };
    let page = child("link").find_map(|place| {
        let node = &tree.nodes[place];
        let is_page = matches!(node.attribute("rel"), None | Some("alternate"));
        let href = node.attribute("href").filter(|_| is_page)?;
        address::resolve(base, href)
    });
    let feed = tree.nodes[place].attribute("url");
    let link = page.or_else(|| address::resolve(base, feed?));
    Some(Origin {
        title: some(title)?,
        link,
    })
}

/// Volume, number or page; what is long is a sentence that strayed here.
fn brief(text: &str) -> Option<String> {
    stated(text).filter(|text| text.chars().count() <= 40)
}

fn runs_left(dir: Option<&str>) -> bool {
    dir.is_some_and(|dir| dir.eq_ignore_ascii_case("rtl"))
}

/// Whether HTML begins with an element that says it runs from right to left.
fn begins_right_to_left(html: &str) -> bool {
    let Some(tag) = html.trim_start().strip_prefix('<') else {
        return false;
    };
    let tag = tag.split('>').next().unwrap_or_default();
    let tag: String = tag
        .chars()
        .take(400)
        .filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\''))
        .collect::<String>()
        .to_ascii_lowercase();
    tag.contains("dir=rtl") || tag.contains("direction:rtl")
}

fn title(tree: &Tree, place: usize) -> String {
    plain(&field::html(tree, place).unwrap_or_default())
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn stated(text: &str) -> Option<String> {
    some(text.trim().to_string())
}

/// Adds what is not there yet, up to [`MOST_OF_A_KIND`].
pub fn add<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if list.len() < MOST_OF_A_KIND && !list.contains(&one) {
        list.push(one);
    }
}

/// Keeps the first text that is not empty.
fn keep(slot: &mut String, value: impl FnOnce() -> String) {
    if slot.is_empty() {
        *slot = value();
    }
}

/// Keeps the first that is there.
fn first<T>(slot: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if slot.is_none() {
        *slot = value();
    }
}

/// Keeps the last that is there.
fn last<T>(slot: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *slot = value;
    }
}
