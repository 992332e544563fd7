//! What an entry means beyond title and text: files, pages, comments, where it
//! was first, its language. And what must not get in on the way.

use super::page;
use crate::domain::details::Details;
use crate::sources::feed::inspect;

/// What the only item of an RSS feed says beyond title and text.
#[track_caller]
fn item(inner: &str) -> Details {
    super::item(inner).details
}

/// The same of an Atom entry.
#[track_caller]
fn entry(inner: &str) -> Details {
    super::entry(inner).details
}

fn said(details: &Details) -> Vec<String> {
    let files = details.enclosures.iter();
    files.map(|file| file.said()).collect()
}

#[test]
fn a_recording_says_its_length_and_size_and_what_belongs_to_it() {
    let episode = item(
        "<title>Sepsis</title><enclosure url='e.mp3' type='audio/mpeg' length='38000000'/>\
         <itunes:duration>42:10</itunes:duration>\
         <podcast:transcript url='e.vtt' type='text/vtt'/><podcast:transcript url='e.srt'/>\
         <podcast:chapters url='e.json' type='application/json+chapters'/>",
    );
    assert_eq!(
        said(&episode),
        ["audio, 42 min, 38 MB", "transcript", "chapters"]
    );
    assert_eq!(episode.enclosures[0].link, "https://a.org/feeds/e.mp3");
}

#[test]
fn of_several_media_each_has_its_own_title_and_maker() {
    let media = item(
        "<title>T</title><media:group><media:content url='a.mp4' type='video/mp4' duration='90' fileSize='1000'>\
         <media:title>How to</media:title><media:credit>Ann</media:credit></media:content>\
         <media:content url='b.jpg' medium='image'><media:title>T</media:title></media:content></media:group>",
    );
    assert_eq!(
        said(&media),
        ["video: How to, by Ann, 2 min, 1 kB", "image"]
    );
}

#[test]
fn a_paper_s_place_in_its_journal_is_read_from_every_vocabulary() {
    let check = |inner: &str, expected: &str| {
        assert_eq!(item(inner).place_in_journal(), expected, "{inner}");
    };
    check(
        "<prism:volume>390</prism:volume><prism:number>5</prism:number>\
         <prism:startingPage>123</prism:startingPage><prism:endingPage>130</prism:endingPage>",
        "390(5):123–130",
    );
    check(
        "<prism:volume>7</prism:volume><prism:pageRange>12-19</prism:pageRange>",
        "7:12–19",
    );
    check(
        "<citation_volume>1</citation_volume><citation_issue>2</citation_issue>\
         <citation_firstpage>3</citation_firstpage><citation_lastpage>4</citation_lastpage>",
        "1(2):3–4",
    );
    check(
        &format!("<prism:volume>{}</prism:volume>", "not a volume ".repeat(9)),
        "",
    );
}

#[test]
fn comments_are_counted_and_found() {
    let rss = item("<comments>/1#respond</comments><slash:comments>12</slash:comments>");
    assert_eq!(rss.comments.as_deref(), Some("https://a.org/1#respond"));
    assert_eq!(rss.n_comments, Some(12));
    let atom = entry("<link rel='replies' href='/r' thr:count='3'/>");
    assert_eq!(
        (atom.comments.as_deref(), atom.n_comments),
        (Some("https://a.org/r"), Some(3))
    );
}

#[test]
fn what_was_passed_on_names_where_it_was_first() {
    let rss = item("<source url='https://nejm.org/rss'>NEJM</source>")
        .origin
        .unwrap();
    assert_eq!(
        (rss.title.as_str(), rss.link.as_deref()),
        ("NEJM", Some("https://nejm.org/rss"))
    );
    let atom = entry(
        "<source><id>x</id><title>BMJ</title><link rel='self' href='s'/><link href='https://bmj.com/'/></source>",
    );
    let atom = atom.origin.unwrap();
    assert_eq!(
        (atom.title.as_str(), atom.link.as_deref()),
        ("BMJ", Some("https://bmj.com/"))
    );
    assert_eq!(
        item("<source url='https://nejm.org/'></source>").origin,
        None
    );
}

#[test]
fn language_and_direction_come_from_wherever_they_are_stated() {
    let of = |details: Details| (details.language.unwrap_or_default(), details.right_to_left);
    assert_eq!(
        of(item("<dc:language>he</dc:language>")),
        ("he".to_string(), false)
    );
    assert_eq!(
        of(entry("<title xml:lang='ar'>x</title>")),
        ("ar".to_string(), false)
    );
    assert_eq!(
        of(entry("<title dir='rtl'>x</title>")),
        (String::new(), true)
    );
    let html = item(
        "<description>&lt;div style=\"text-align:right; direction: rtl\"&gt;x&lt;/div&gt;</description>",
    );
    assert_eq!(of(html), (String::new(), true));
    let words = item("<description>the direction:rtl of &lt;b&gt;dir=rtl&lt;/b&gt;</description>");
    assert!(!words.right_to_left);
}

#[test]
fn a_json_feed_s_attachments_say_the_same() {
    let body = br#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"https://b.org/7",
        "attachments":[{"url":"/a.mp3","mime_type":"audio/mpeg","size_in_bytes":"2000000",
        "duration_in_seconds":65.4,"title":"Part 1"},{"url":null},"x"]}]}"#;
    let draft = page(body).items.remove(0);
    assert_eq!(said(&draft.details), ["audio: Part 1, 1 min, 2 MB"]);
    assert_eq!(draft.link.as_deref(), Some("https://b.org/7"));
}

#[test]
fn nothing_that_steers_a_terminal_gets_in() {
    let bad = "a\u{1b}[2J\u{9b}2J\u{202e}\u{200b}b";
    let body = format!(
        "<rss><channel><title>{bad}</title><item><title>{bad}</title><guid>{bad}</guid>\
         <link>https://a.org/{bad}</link><author>{bad}</author><category>{bad}</category>\
         <prism:publicationName>{bad}</prism:publicationName><prism:volume>{bad}</prism:volume>\
         <source url='https://a.org/{bad}'>{bad}</source><language>{bad}</language>\
         <enclosure url='https://a.org/{bad}' type='{bad}' title='{bad}'/></item></channel></rss>"
    );
    let mut page = page(body);
    for item in &mut page.items {
        // HTML stays as it came: the renderer cleans what it shows.
        (item.summary, item.content) = (None, None);
    }
    let steers = |c: &char| c.is_control() || matches!(c, '\u{202e}' | '\u{200b}');
    // A value, not its Debug form, which would escape what is looked for.
    let lines = inspect::table(&page).concat();
    let said = serde_json::to_string(&page.items[0].details).unwrap();
    let id = page.items[0].id.clone().unwrap();
    for text in [lines, said, id, page.items[0].key.clone()] {
        let found: Vec<char> = text.chars().filter(steers).collect();
        assert!(found.is_empty(), "{found:?} in {text:?}");
    }
}
