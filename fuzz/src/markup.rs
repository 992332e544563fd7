//! Mutation that knows what markup is: pieces of tags put in, doubled, nested
//! and taken out, so that the fuzzer need not find `<blockquote>` by chance.

use libfuzzer_sys::fuzzer_mutate;

pub const PAGE: &[&str] = &[
    "<p>", "</p>", "<div>", "</div>", "<br>", "<hr/>", "<h2>", "</h3>", "<ul>", "<ol start=7 reversed>",
    "<li>", "</ul>", "<dl><dt>", "<dd>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<code>",
    "<table>", "</table>", "<tr>", "<td>", "<th>", "<td colspan=100>", "<td rowspan=999>", "<td colspan=3 rowspan=2>x",
    "<thead>", "<tbody>", "<caption>", "<table role=presentation>", "<figure>", "<figcaption>", "<img alt=\"a b\" src=x.png>",
    "<a href=\"/a\">", "<a href=\"//b.org/?utm_source=x\">", "</a>", "<base href=\"http://c.org/d/\">",
    "<b>", "</b>", "<i>", "<sup>", "</sup>", "<sub>", "</sub>", "<q>", "<del>", "<ruby><rt>",
    "<math>", "</math>", "<mfrac><mi>x", "<msup>", "<mn>2</mn>", "<mfenced open='['>", "<mmultiscripts>", "<mprescripts/>",
    "<script>", "</script>", "<style>", "<svg>", "<title>", "<textarea>", "<iframe src=\"https://youtu.be/x\">", "<form>",
    "<span style=\"display:none\">", "<p hidden>", "<!--", "-->", "<![CDATA[", "]]>", "&lt;p&gt;", "&amp;", "&#27;[2J", "&#x202e;",
    "&#155;", "&eacute;", "&nbsp;", "\u{301}\u{301}\u{301}", "\u{202e}", "\u{200d}", "中文。", "http://e.org/f?g=h.", "\n\n", "\t",
    "<div class=\"sharedaddy\">", "<link rel=alternate type=application/rss+xml href=/feed>", "<summary>", "<xmp>",
];

pub const FEED: &[&str] = &[
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<rss version=\"2.0\">", "<channel>", "<item>", "</item>", "</channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\">", "<entry>", "</entry>", "<title>", "</title>", "<title type=\"html\">",
    "<link>", "</link>", "<link href=\"a\"/>", "<link rel=\"enclosure\" href=\"b\"/>", "<guid isPermaLink=\"false\">", "<id>",
    "<pubDate>", "Mon, 24 Nov 2025 10:44:00 GMT", "<updated>2025-11-24T10:44:00Z</updated>", "<description>", "</description>",
    "<content type=\"xhtml\"><div>", "<content type=\"image/png\">", "<summary mode=\"base64\">", "<content:encoded><![CDATA[", "]]>",
    "<dc:creator>", "<dc:identifier>doi:10.1000/a.1", "<prism:doi>", "<author><name>", "<category term=\"x\"/>", "<category>",
    "<enclosure url=\"c.mp3\" length=\"1\" type=\"audio/mpeg\"/>", "<media:group><media:content url=\"d\">", "<rdf:RDF>", "<itunes:keywords>a,b",
    " xml:base=\"http://e.org/f/\"", " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", "<!DOCTYPE a [<!ENTITY b \"c\">", "]>", "&b;", "&amp;", "&#27;[2J",
    "&#155;", "&lt;b&gt;", "<!--", "-->", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[", "{\"id\":1,\"title\":\"t\",", "\"content_html\":\"<p>", "]}",
    "\u{feff}", "\u{202e}", "<html>", "<sy:updatePeriod>daily", "<ttl>60</ttl>", "a@b.org (Ann)", ";", "\n",
];

pub const OUTLINE: &[&str] = &[
    "<opml version=\"2.0\">", "<head><title>", "</title></head>", "<body>", "<outline text=\"a\">", "</outline>", "</body></opml>",
    "<outline type=\"rss\" text=\"b\" xmlUrl=\"http://c.org/\"/>", "<outline title='d' xmlURL='e' htmlUrl=\"f\" g=\"h\"/>", " text=\"", " xmlUrl=\"",
    " type=\"rss\"", " url=\"i\"", "&amp;", "&#10;", "&#x202e;", "&quot;", "\"", "'", "/>", ">", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE a [", "]>", "]  >",
    "<?xml version=\"1.0\"?>", "foaf:", "<channel rdf:about=\"j\">", "<ModulePrefs xmlUrl=\"k\">", "\n", "\u{a0}", "=", "\u{202e}",
];

/// Changes an input: half of the time as libFuzzer does, half of the time by
/// pieces. Gives its new length.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32, pieces: &[&str]) -> usize {
    let mut dice = Dice(u64::from(seed) << 1 | 1);
    if dice.below(2) == 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    let mut now = data[..size].to_vec();
    for _ in 0..=dice.below(3) {
        now = changed(now, pieces, &mut dice);
    }
    let n = now.len().min(max_size);
    data[..n].copy_from_slice(&now[..n]);
    n
}

fn changed(now: Vec<u8>, pieces: &[&str], dice: &mut Dice) -> Vec<u8> {
    let piece = pieces[dice.below(pieces.len())].as_bytes();
    let (a, b) = (border(&now, dice), border(&now, dice));
    let (from, to) = (a.min(b), a.max(b));
    match dice.below(6) {
        // Put in, once or often.
        0 | 1 => [&now[..a], piece, &now[a..]].concat(),
        2 => [&now[..a], &piece.repeat(1 + dice.below(40)), &now[a..]].concat(),
        // Doubled where it stands, moved to the end, taken out.
        3 => [&now[..to], &now[from..]].concat(),
        4 => [&now[..from], &now[to..], &now[from..to]].concat(),
        _ => [&now[..from], &now[to..]].concat(),
    }
}

/// Where a tag begins or ends, or anywhere; never in front of the two bytes
/// that say how an input is read.
fn border(now: &[u8], dice: &mut Dice) -> usize {
    let start = now.len().min(2);
    let any = start + dice.below(now.len() - start + 1);
    match dice.below(3) {
        0 => any,
        _ => {
            let at = now[any..].iter().position(|byte| b"<>\"".contains(byte));
            at.map_or(any, |n| any + n + usize::from(now[any + n] == b'>'))
        }
    }
}

/// A small generator of numbers. Source: Marsaglia, "Xorshift RNGs" (2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % n.max(1)
    }
}
