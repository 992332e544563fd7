//! What other programs write, and what nobody should.

use crate::export::named;
use crate::export::read;

/// What a file of another program reads as, in JSON lines.
#[track_caller]
fn others(text: &str, format: &str, expected: &str) {
    let (known, reading) = read(text.as_bytes(), None).expect("recognised");
    assert_eq!(known.id, format);
    let lines = (named("jsonl").unwrap().write)(&reading.references);
    let said: Vec<String> = lines
        .lines()
        .map(str::to_string)
        .chain(reading.problems)
        .collect();
    assert_eq!(said.join("\n"), expected);
}

#[test]
fn what_reading_lists_give_out_is_understood() {
    others(
        "title,url,time_added,tags,status\nA post,https://a.example/1,1731926640,heart|later,archive\n,https://b.example/2,1731926640,,unread\n",
        "csv",
        "{\"kind\":\"page\",\"title\":\"A post\",\"link\":\"https://a.example/1\",\"tags\":[\"heart\",\"later\"],\"saved\":\"2024-11-18T10:44:00Z\",\"read\":true}\n\
         {\"kind\":\"page\",\"title\":\"\",\"link\":\"https://b.example/2\",\"saved\":\"2024-11-18T10:44:00Z\"}",
    );
    others(
        "URL,Title,Selection,Folder,Timestamp\nhttps://a.example/1,A,\"a, quote\",Archive,1731926640\nhttps://a.example/2,B,,Renal,1731926640\n",
        "csv",
        "{\"kind\":\"page\",\"title\":\"A\",\"link\":\"https://a.example/1\",\"text\":\"a, quote\",\"saved\":\"2024-11-18T10:44:00Z\",\"read\":true}\n\
         {\"kind\":\"page\",\"title\":\"B\",\"link\":\"https://a.example/2\",\"tags\":[\"Renal\"],\"saved\":\"2024-11-18T10:44:00Z\"}",
    );
    others(
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,A,mine,its,https://a.example/1,Unsorted,\"x, y\",2024-11-18T10:44:00.000Z,,,false\n",
        "csv",
        "{\"kind\":\"page\",\"title\":\"A\",\"link\":\"https://a.example/1\",\"text\":\"its\",\"note\":\"mine\",\"tags\":[\"x\",\"y\"],\"saved\":\"2024-11-18T10:44:00Z\"}",
    );
    others(
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul><li><a href=\"https://a.example/1\" time_added=\"1731926640\" tags=\"x,y\">A &amp; B</a></li></ul><h1>Read Archive</h1><ul><li><a href=\"https://a.example/2\">C</a></li></ul>",
        "bookmarks",
        "{\"kind\":\"page\",\"title\":\"A & B\",\"link\":\"https://a.example/1\",\"tags\":[\"x\",\"y\"],\"saved\":\"2024-11-18T10:44:00Z\"}\n\
         {\"kind\":\"page\",\"title\":\"C\",\"link\":\"https://a.example/2\",\"read\":true}",
    );
    others(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n<DT><H3>Bookmarks bar</H3>\n<DL><p>\n<DT><H3>Renal</H3>\n<DL><p>\n<DT><A HREF=\"https://a.example/1\" ADD_DATE=\"1731926640\">A</A>\n<DD>A note\n</DL><p>\n<DT><A HREF=\"https://a.example/2\">B</A>\n<DT><A HREF=\"javascript:x()\">C</A>\n</DL><p></DL>",
        "bookmarks",
        "{\"kind\":\"page\",\"title\":\"A\",\"link\":\"https://a.example/1\",\"note\":\"A note\",\"tags\":[\"Renal\"],\"saved\":\"2024-11-18T10:44:00Z\"}\n\
         {\"kind\":\"page\",\"title\":\"B\",\"link\":\"https://a.example/2\"}\n{\"kind\":\"page\",\"title\":\"C\"}",
    );
}

#[test]
fn what_reference_managers_write_is_understood() {
    others(
        "% a comment\n@string{nejm = \"N Engl J Med\"}\n@Article{a,\n author = {John Smith and {The Group} and van der Berg, Jan and K{\\o}ber, L.},\n title = \"{The} gr\\\"o\\ss{}e\",\n journal = nejm, year = 2019, month = nov, pages = {1--9} }\n@article{broken, title = {never ends\n@misc{c, title={C}, url={http://c.example/a_b%20c}, keywords={x, y}}\n",
        "bibtex",
        "{\"kind\":\"article\",\"title\":\"The größe\",\"authors\":[{\"family\":\"Smith\",\"given\":\"John\"},\"The Group\",{\"family\":\"van der Berg\",\"given\":\"Jan\"},{\"family\":\"Køber\",\"given\":\"L.\"}],\"journal\":\"N Engl J Med\",\"pages\":\"1-9\",\"published\":{\"year\":2019,\"month\":11}}\n\
         {\"kind\":\"page\",\"title\":\"C\",\"link\":\"http://c.example/a_b%20c\",\"tags\":[\"x\",\"y\"]}\n\
         line 7: this entry cannot be read: unexpected end of file",
    );
    others(
        "\u{FEFF}TY  - JOUR\nT1  - A title\nA1  - Smith, J.\nAU  - Kosiborod MN\nAU  - RECOVERY Group\nJF  - Lancet\nY1  - 2020/05//\nSP  - 1\nEP  - 9\nN2  - text\nKW  - a\nKW  - b\nER  -\nTY  - BOOK\nTI  - Cut off",
        "ris",
        "{\"kind\":\"article\",\"title\":\"A title\",\"authors\":[{\"family\":\"Smith\",\"given\":\"J.\"},{\"family\":\"Kosiborod\",\"given\":\"MN\"},\"RECOVERY Group\"],\"journal\":\"Lancet\",\"pages\":\"1-9\",\"published\":{\"year\":2020,\"month\":5},\"text\":\"text\",\"tags\":[\"a\",\"b\"]}\n\
         {\"kind\":\"book\",\"title\":\"Cut off\"}\nline 14: the file ends within this record",
    );
    others(
        "PMID- 31535829\nOWN - NLM\nDP  - 2019 Nov 21\nTI  - Dapagliflozin in\n      heart failure.\nPG  - 1995-8\nLID - 10.1056/NEJMoa1911303 [doi]\nFAU - McMurray, John J V\nAU  - McMurray JJV\nPT  - Randomized Controlled Trial\nTA  - N Engl J Med\nPMC - PMC1234567\n",
        "nbib",
        "{\"kind\":\"article\",\"title\":\"Dapagliflozin in heart failure.\",\"authors\":[{\"family\":\"McMurray\",\"given\":\"John J V\"}],\"journal_short\":\"N Engl J Med\",\"pages\":\"1995-1998\",\"published\":{\"year\":2019,\"month\":11,\"day\":21},\"doi\":\"10.1056/nejmoa1911303\",\"pmid\":\"31535829\",\"pmcid\":\"PMC1234567\",\"badge\":\"RCT\"}",
    );
    others(
        r#"[{"id":1,"type":"article-journal","title":"A","author":[{"family":"Berg","given":"Jan","non-dropping-particle":"van der"}],"issued":{"date-parts":[["2019",11]]},"volume":3},7]"#,
        "csl-json",
        "{\"kind\":\"article\",\"title\":\"A\",\"authors\":[{\"family\":\"van der Berg\",\"given\":\"Jan\"}],\"volume\":\"3\",\"published\":{\"year\":2019,\"month\":11}}\n\
         item 2: this is no item of CSL-JSON",
    );
}

#[test]
fn a_hostile_file_costs_a_sentence_and_no_time() {
    let deep = format!("@article{{a, title = {{{}", "{".repeat(200_000));
    let (_, reading) = read(deep.as_bytes(), None).unwrap();
    assert_eq!(reading.problems, ["line 1: this entry has too many braces"]);
    let attributes = format!(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<a {}>x</a>",
        (0..100_000).map(|n| format!("a{n} ")).collect::<String>()
    );
    let (_, reading) = read(attributes.as_bytes(), None).unwrap();
    assert_eq!(reading.references, []);
    let json = "[".repeat(500_000);
    assert!(
        read(json.as_bytes(), named("csl-json"))
            .unwrap()
            .1
            .problems
            .len()
            == 1
    );
    let escape = "TY  - JOUR\nTI  - a\u{1b}]0;x\u{7}b\u{202e}c\nER  - \n";
    let (_, reading) = read(escape.as_bytes(), None).unwrap();
    assert_eq!(reading.references[0].title, "abc");
}
