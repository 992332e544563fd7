//! What the reader and writer of lists promise, one sentence a test.

use proptest::prelude::*;

use crate::domain::source::NewSource;
use crate::opml::Entry;
use crate::opml::Outline;
use crate::opml::read;
use crate::opml::write;

/// Path, title and address of each entry.
pub(super) fn drawn(outline: &Outline) -> Vec<String> {
    let entries = outline.entries.iter();
    entries
        .map(|Entry { path, source, .. }| {
            format!("{} | {} | {}", path.join("/"), source.title, source.address)
        })
        .collect()
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let outline = read(format!("<opml version='2.0'><body>{body}</body></opml>").as_bytes());
    assert!(outline.recognised);
    assert_eq!(drawn(&outline), expected, "{body}");
}

#[test]
fn folders_become_paths() {
    check(
        "<outline text='A'><outline title='B'><outline text='x' xmlUrl='http://x'/></outline>\
         <outline text='y' xmlUrl='http://y'></outline></outline><outline text='x' xmlUrl='http://x'/>",
        &["A/B | x | http://x", "A | y | http://y", " | x | http://x"],
    );
}

#[test]
fn attributes_are_found_in_any_case_and_without_quotes() {
    check(
        "<OUTLINE TEXT=x XMLURL = http://x/a >",
        &[" | x | http://x/a"],
    );
    check(
        "<outline type='rss' text='x' url='http://x'/>",
        &[" | x | http://x"],
    );
    check("<outline type='link' text='x' url='http://x'/>", &[]);
}

#[test]
fn broken_xml_is_read_as_far_as_it_goes() {
    check(
        "<outline text='R&D &amp; more &nosuch; &eacute;' xmlUrl='http://x?a=1&b=2'/>",
        &[" | R&D & more &nosuch; é | http://x?a=1&b=2"],
    );
    check(
        "<outline text=\"a xmlUrl=\"http://x\"/><outline text='b' xmlUrl='http://y'/>",
        &[" | b | http://y"],
    );
    check(
        "<outline text='a' xmlUrl='http://x' <outline text='b' xmlUrl='http://y'></x>",
        &[" | a | http://x", " | b | http://y"],
    );
    check(
        "<!-- <outline xmlUrl='http://x'/> --><outline xmlUrl='http://y'/>",
        &[" |  | http://y"],
    );
}

#[test]
fn a_list_that_is_cut_gives_what_stands_whole_and_says_so() {
    let whole = "<opml><body><outline text='Ä'><outline text='a' xmlUrl='http://x/277/rss'/>\
        <outline text='b' xmlUrl='http://y/278/rss'/></outline></body></opml>";
    let first = "Ä | a | http://x/277/rss";
    for (last, expected) in [
        ("xmlUrl='http://x/277/rs", vec![]),
        ("xmlUrl='http://x/277/rss'", vec![first]),
        ("<outline text='b", vec![first]),
        ("xmlUrl='http://y/278/r", vec![first]),
        ("278/rss'/></out", vec![first, "Ä | b | http://y/278/rss"]),
    ] {
        let at = whole.find(last).expect("it stands there") + last.len();
        let outline = read(&whole.as_bytes()[..at]);
        assert!(outline.recognised && outline.is_cut, "{last}");
        assert_eq!(drawn(&outline), expected, "{last}");
        assert_eq!(outline.problems.len(), 1, "{:?}", outline.problems);
        assert!(outline.problems[0].starts_with("line 1: the file ends in the middle"));
    }
    // A file without its end tags, which many programs write, is whole.
    let at = whole.find("</outline>").expect("it stands there");
    let outline = read(&whole.as_bytes()[..at]);
    assert!(!outline.is_cut && outline.problems.is_empty());
    // Cut in the middle of a letter, the others stay what they are.
    let at = whole.find('Ä').expect("it stands there") + 1;
    assert!(read(&whole.as_bytes()[..at]).is_cut);
}

#[test]
fn entities_of_a_file_are_never_expanded() {
    let file = "<!DOCTYPE opml [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>\n\
        <!ENTITY c SYSTEM 'file:///etc/passwd'> ] ><opml><body>\
        <outline text='&b;&c;' xmlUrl='http://x'/></body></opml>";
    assert_eq!(drawn(&read(file.as_bytes())), [" | &b;&c; | http://x"]);
}

#[test]
fn encodings_are_seen_through() {
    let file = "<?xml version='1.0' encoding='utf-16'?><opml><outline text='Ärzte 🙂' xmlUrl='http://x'/></opml>";
    let expected = [" | Ärzte 🙂 | http://x"];
    assert_eq!(drawn(&read(file.as_bytes())), expected);
    let little: Vec<u8> = file.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(drawn(&read(&little)), expected);
    let big = "\u{feff}".to_owned() + file;
    let big: Vec<u8> = big.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(drawn(&read(&big)), expected);
    let latin =
        b"<?xml version='1.0' encoding='utf-8'?><opml><outline text='\xc4rzte' xmlUrl='http://x'/>";
    assert_eq!(drawn(&read(latin)), [" | Ärzte | http://x"]);
    let greek = b"<?xml version='1.0' encoding='iso-8859-7'?><opml><outline text='\xe1' xmlUrl='http://x'/>";
    assert_eq!(drawn(&read(greek)), [" | α | http://x"]);
}

#[test]
fn what_is_passed_over_is_said() {
    let outline = read(b"<opml>\n<head><title> My list\n</title></head>\n<body><outline text='Blogs'/>\n<outline text='E'>\n</outline><outline xmlUrl='exec:x'/>");
    assert_eq!(outline.title, "My list");
    assert_eq!(
        outline.problems,
        [
            "line 4: an outline without an address was passed over: «Blogs»",
            "line 5: an outline without an address was passed over: «E»",
            "line 6: this address can not be followed: «exec:x»",
        ]
    );
}

#[test]
fn what_is_no_list_is_not_recognised() {
    for (file, is_markup) in [
        ("", false),
        ("<html><body>x</body></html>", true),
        ("<rss><channel/></rss>", true),
        ("{}", false),
    ] {
        let outline = read(file.as_bytes());
        assert!(!outline.recognised, "{file}");
        assert_eq!(outline.is_markup, is_markup, "{file}");
        assert_eq!(outline.problems.len(), 1);
    }
}

#[test]
fn unknown_attributes_are_kept_in_order() {
    let outline = read(
        b"<opml><outline text='T' title='U' type='atom' xmlUrl='http://x' htmlUrl='http://h' b='2' a='1'/></opml>",
    );
    let source = &outline.entries[0].source;
    assert_eq!(source.home.as_deref(), Some("http://h"));
    let extra: Vec<String> = source
        .extra
        .iter()
        .map(|(k, v)| format!("{k}={v}"))
        .collect();
    assert_eq!(extra, ["title=U", "type=atom", "b=2", "a=1"]);
    assert_eq!(
        read(write("", &outline.entries).as_bytes()).entries,
        outline.entries
    );
}

#[test]
fn a_written_list_looks_like_this() {
    let entries = [Entry {
        secret: None,
        path: vec!["A & B".to_owned()],
        source: NewSource {
            kind: "feed".to_owned(),
            address: "http://x?a=1&b=2".to_owned(),
            title: "\"T\"".to_owned(),
            home: Some("http://h".to_owned()),
            extra: vec![("v".to_owned(), "1\n2".to_owned())],
        },
    }];
    insta::assert_snapshot!(write("Mine", &entries), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <opml version="2.0">
      <head>
        <title>Mine</title>
      </head>
      <body>
        <outline text="A &amp; B" title="A &amp; B">
          <outline type="rss" text="&quot;T&quot;" title="&quot;T&quot;" xmlUrl="http://x?a=1&amp;b=2" htmlUrl="http://h" v="1&#10;2"/>
        </outline>
      </body>
    </opml>
    "#);
}

#[test]
fn a_title_in_cdata_holds_no_controls_either() {
    let file = "<opml><head><title><![CDATA[a\u{1b}[2J\0\rb]]></title></head><body/></opml>";
    assert_eq!(read(file.as_bytes()).title, "a[2Jb");
}

#[test]
fn a_value_without_end_is_cut_so_that_it_reads_back() {
    let quotes = "&quot;".repeat(10_500);
    let file = format!(
        "<outline text=\"{quotes}\" xmlUrl=b{} />",
        "c".repeat(90_000)
    );
    let entries = read(file.as_bytes()).entries;
    assert_eq!(entries[0].source.title.len(), 10_000);
    assert_eq!(read(write("", &entries).as_bytes()).entries, entries);
}

#[test]
fn a_blank_address_is_none() {
    let file = "<Module><ModulePrefs xmlUrl=' &#x20; '/><ModulePrefs xmlUrl='a'/></Module>";
    let entries = read(file.as_bytes()).entries;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].source.address, "a");
}

#[test]
fn hostile_lists_take_no_longer_than_others() {
    for piece in [
        "<outline text='x'>",
        "<outline text='",
        "<!DOCTYPE [",
        "<!--",
        "&",
        "<outline a=\"<outline ",
        // Each of them once searched for brackets to the end of the file.
        "<!>",
        "<!a[>",
        "<!a[] ",
    ] {
        let outline = read(piece.repeat(20_000).as_bytes());
        assert!(outline.problems.len() <= 102);
    }
}

#[test]
fn long_folders_are_not_copied_to_every_source_without_end() {
    let folder = format!("<outline text='{}'>", "a".repeat(10_000));
    let file = folder.repeat(20) + &"<outline xmlUrl='http://b'/>".repeat(10_000);
    let outline = read(file.as_bytes());
    assert_eq!(outline.entries.len(), 10_000);
    let names = outline.entries.iter().flat_map(|entry| &entry.path);
    assert!(names.map(String::len).sum::<usize>() <= 4 * file.len());
    assert!(outline.problems[0].contains("stands in no list"));
}

fn text() -> impl Strategy<Value = String> {
    "[ a-zé<>&\"'\n🙂;#x1]{0,8}"
}

fn entry() -> impl Strategy<Value = Entry> {
    let path = prop::collection::vec("[ab&<\"' ]{0,2}[a-c\n🙂]", 0..3);
    let extra = prop::collection::vec(("x[a-zA-Z:]{1,4}", text()), 0..3);
    let home = prop::option::of("http://[a-z&?=\"'<>]{1,8}");
    (path, "http://[a-z&?=\"'<>]{1,8}", text(), home, extra).prop_map(
        |(path, address, title, home, extra)| {
            let kind = "feed".to_owned();
            Entry {
                secret: None,
                path,
                source: NewSource {
                    kind,
                    address,
                    title,
                    home,
                    extra,
                },
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_was_written_reads_back_as_it_was(
        title in "[a-z<>&\"🙂][ a-z<>&\"🙂]{0,8}[a-z<>]",
        entries in prop::collection::vec(entry(), 0..6),
    ) {
        let file = write(&title, &entries);
        let outline = read(file.as_bytes());
        prop_assert_eq!(outline.title, title);
        prop_assert_eq!(outline.entries, entries);
        prop_assert_eq!(outline.problems, Vec::<String>::new());
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes);
    }

    #[test]
    fn any_soup_is_read(soup in "(<|>|/|outline|xmlUrl|=|'|\"| |&|;|!|\\[|-|\\?|é|a){0,60}") {
        read(soup.as_bytes());
    }
}
