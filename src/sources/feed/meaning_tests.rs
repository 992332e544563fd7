//! What an entry means beyond title and text: files, pages, comments, where it
//! was first, its language. And what must not get in on the way.

use crate::domain::details::Details;
use crate::domain::item::Draft;
use crate::sources::SourceKind;
use crate::sources::feed::Feed;
use crate::wire::Response;

#[track_caller]
fn drafts(body: &[u8]) -> Vec<Draft> {
    let page = Feed.decode(&Response {
        status: 200,
        address: "https://a.org/feeds/x.xml".to_string(),
        body: body.to_vec(),
        ..Response::default()
    });
    page.unwrap_or_else(|error| panic!("{error}")).items
}

/// What the only item of an RSS feed says beyond title and text.
#[track_caller]
fn item(inner: &str) -> Details {
    let body = format!("<rss version='2.0'><channel><item>{inner}</item></channel></rss>");
    drafts(body.as_bytes()).remove(0).details
}

/// The same of an Atom entry.
#[track_caller]
fn entry(inner: &str) -> Details {
    let body = format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{inner}</entry></feed>");
    drafts(body.as_bytes()).remove(0).details
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
    let draft = drafts(body).remove(0);
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
    let page = Feed.decode(&Response {
        body: body.into_bytes(),
        ..Response::default()
    });
    let mut page = page.unwrap();
    for item in &mut page.items {
        // HTML stays as it came: the renderer cleans what it shows.
        (item.summary, item.content) = (None, None);
    }
    let steers = |c: &char| c.is_control() || matches!(c, '\u{202e}' | '\u{200b}');
    // A value, not its Debug form, which would escape what is looked for.
    let lines = super::inspect::table(&page).concat();
    let said = serde_json::to_string(&page.items[0].details).unwrap();
    let id = page.items[0].id.clone().unwrap();
    for text in [lines, said, id, page.items[0].key.clone()] {
        let found: Vec<char> = text.chars().filter(steers).collect();
        assert!(found.is_empty(), "{found:?} in {text:?}");
    }
}

#[test]
fn legacy_encodings_are_read_by_their_label_and_without_one() {
    for (label, words) in [
        (
            "windows-1251",
            "Лечение сепсиса у взрослых и детей: новые данные",
        ),
        ("koi8-r", "Лечение сепсиса у взрослых и детей: новые данные"),
        (
            "windows-1252",
            "Le traitement de la fièvre à l’hôpital: “où” et à quel coût",
        ),
        (
            "windows-1253",
            "Η θεραπεία της σήψης στους ενήλικες και στα παιδιά",
        ),
        ("windows-1255", "טיפול באלח דם במבוגרים ובילדים"),
        ("windows-1256", "علاج الإنتان لدى البالغين والأطفال"),
        (
            "shift_jis",
            "成人の敗血症の治療について、新しいガイドライン",
        ),
        ("euc-jp", "成人の敗血症の治療について、新しいガイドライン"),
        ("gb18030", "成人脓毒症的治疗指南更新与解读"),
        ("euc-kr", "성인 패혈증의 치료 지침과 새로운 근거"),
        ("big5", "成人敗血症的治療指引更新與解讀"),
    ] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        for declaration in [
            format!("<?xml version='1.0' encoding='{label}'?>"),
            String::new(),
        ] {
            let body = format!(
                "{declaration}<rss><channel><title>{words}</title><item><title>{words}</title></item></channel></rss>"
            );
            let (bytes, _, had_errors) = encoding.encode(&body);
            assert!(!had_errors, "{label}");
            assert_eq!(drafts(&bytes)[0].title, words, "{label} {declaration}");
        }
    }
}

#[test]
fn wide_encodings_are_read_with_and_without_a_mark() {
    let text = "<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>Fièvre 中文</title></item></channel></rss>";
    let wide = |mark: bool, one: fn(char) -> Vec<u8>| -> Vec<u8> {
        let mark = mark.then_some('\u{FEFF}');
        mark.into_iter().chain(text.chars()).flat_map(one).collect()
    };
    let forms: [fn(char) -> Vec<u8>; 4] = [
        |c| u16::try_from(c as u32).unwrap().to_be_bytes().to_vec(),
        |c| u16::try_from(c as u32).unwrap().to_le_bytes().to_vec(),
        |c| (c as u32).to_be_bytes().to_vec(),
        |c| (c as u32).to_le_bytes().to_vec(),
    ];
    for form in forms {
        for mark in [true, false] {
            assert_eq!(drafts(&wide(mark, form))[0].title, "Fièvre 中文");
        }
    }
}

#[test]
fn entities_of_old_doctypes_are_known_and_unknown_ones_stay_words() {
    let body = "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' \
        'http://my.netscape.com/publish/formats/rss-0.91.dtd'><rss version='0.91'><channel>\
        <item><title>Caf&eacute; &szlig; &nosuch; &#233; R&D</title></item></channel></rss>";
    assert_eq!(drafts(body.as_bytes())[0].title, "Café ß &nosuch; é R&D");
}

#[test]
fn a_channel_of_cdf_is_read_whole() {
    let body = "<CHANNEL HREF='http://b.org/'><TITLE>C</TITLE><ITEM HREF='1.html' LASTMOD='2000-11-24'>\
        <TITLE>T</TITLE><ABSTRACT>words</ABSTRACT></ITEM></CHANNEL>";
    let draft = drafts(body.as_bytes()).remove(0);
    assert_eq!(draft.title, "T");
    assert_eq!(draft.link.as_deref(), Some("https://a.org/feeds/1.html"));
    assert_eq!(draft.summary.as_deref(), Some("words"));
    assert!(draft.published.is_some());
}
