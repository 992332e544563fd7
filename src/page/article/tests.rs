//! Pages as they come, and pages made to do harm.

use super::*;

/// A page with so much text that it is an article.
fn page(head: &str, body: &str) -> String {
    let text = "Dapagliflozin lowered the rate of death in those with heart failure, \
                also where the ejection fraction was kept. "
        .repeat(6);
    format!(
        "<html lang=en><head>{head}</head><body><nav><a href=/>Home</a></nav>\
         <article><h1>Trial</h1>{body}<p>{text}</p><p>{text}</p></article></body></html>"
    )
}

fn of(head: &str) -> Reading {
    read(&page(head, ""), "https://journal.example/a/1")
}

#[test]
fn the_readable_part_is_taken_and_what_stands_around_it_is_not() {
    let reading = of("<title>Trial of dapagliflozin</title><script>track('x')</script>");
    assert_eq!(reading.refusal, None);
    let text = page::plain_text(&reading.article.html);
    assert!(text.contains("Dapagliflozin lowered"), "{text}");
    assert!(!text.contains("Home") && !text.contains("track"), "{text}");
    assert_eq!(reading.article.stated.title, "Trial of dapagliflozin");
    assert_eq!(reading.article.stated.language.as_deref(), Some("en"));
}

#[test]
fn what_was_written_for_references_comes_before_everything_else() {
    let stated = of("<meta property='og:title' content='Read this'>\
         <meta name='dc.title' content='Dublin'>\
         <meta name='citation_title' content='Dapagliflozin &amp; death'>\
         <meta name='citation_author' content='Smith, Ann'>\
         <meta name='citation_author' content='Bo Li'>\
         <meta name='dc.creator' content='Somebody else'>\
         <meta name='citation_journal_title' content='Heart'>\
         <meta name='citation_volume' content='12'><meta name='prism.number' content='3'>\
         <meta name='citation_firstpage' content='e5'>\
         <meta name='citation_doi' content='doi:10.1000/ABC.1'>\
         <meta name='citation_pmid' content='38785209'>\
         <meta name='DC.Date' content='2025-11-18'>\
         <meta name='citation_pdf_url' content='/a/1.pdf'>")
    .article
    .stated;
    assert_eq!(stated.title, "Dapagliflozin & death");
    assert_eq!(stated.authors, ["Ann Smith", "Bo Li"]);
    assert_eq!(stated.journal.as_deref(), Some("Heart"));
    assert_eq!(stated.volume.as_deref(), Some("12"));
    assert_eq!(stated.issue.as_deref(), Some("3"));
    assert_eq!(stated.first_page.as_deref(), Some("e5"));
    assert_eq!(stated.doi.as_deref(), Some("10.1000/abc.1"));
    assert_eq!(stated.pmid.as_deref(), Some("38785209"));
    assert_eq!(stated.published.as_deref(), Some("2025-11-18"));
    let pdf = stated.pdf.as_deref();
    assert_eq!(pdf, Some("https://journal.example/a/1.pdf"));
}

#[test]
fn what_is_stated_as_linked_data_is_read() {
    let stated = of(r#"<script type="application/ld+json">{"@graph": [
            {"@type": "WebSite", "name": "A site"},
            {"@type": ["MedicalScholarlyArticle"], "headline": "A trial",
             "author": [{"@type": "Person", "name": "Ann Smith"}, "Bo Li"],
             "identifier": {"@type": "PropertyValue", "value": "https://doi.org/10.1000/x1"},
             "datePublished": "2025-01-02", "pageStart": "7",
             "isPartOf": {"@type": "PublicationIssue", "issueNumber": "3", "isPartOf":
                {"@type": "PublicationVolume", "volumeNumber": "12", "isPartOf":
                  {"@type": "Periodical", "name": "Heart"}}}}]}</script>"#)
    .article
    .stated;
    assert_eq!(stated.title, "A trial");
    assert_eq!(stated.authors, ["Ann Smith", "Bo Li"]);
    assert_eq!(stated.doi.as_deref(), Some("10.1000/x1"));
    let place = [&stated.volume, &stated.issue, &stated.journal];
    let place = place.map(|it| it.as_deref().unwrap_or_default());
    assert_eq!(place, ["12", "3", "Heart"]);
}

#[test]
fn what_is_no_name_of_an_article_gives_way_to_the_heading_that_is() {
    #[track_caller]
    fn check(head: &str, heading: &str, expected: &str) {
        let page = page(head, "").replace("<h1>Trial</h1>", heading);
        let stated = read(&page, "https://journal.example/a/1").article.stated;
        assert_eq!(stated.title, expected, "{head}");
    }
    let heading = "Dapagliflozin and death in heart failure";
    let h1 = format!("<h1>Talks of our site</h1><h1><span>{heading}</span></h1>");
    check(
        &format!("<title>Talks of our site / {heading}</title>"),
        &h1,
        heading,
    );
    let only = format!("<h1>{heading}</h1>");
    check(
        "<title>Home</title>",
        "<h1>Less salt, please</h1>",
        "Less salt, please",
    );
    let searched = "What you need to know now | Site";
    let twice = format!("<title>{searched}</title><meta property='og:title' content='{searched}'>");
    check(&twice, &only, heading);
    let shared = format!("<title>{searched}</title><meta property='og:title' content='Her word'>");
    check(&shared, &only, "Her word");
    // schema.org's attributes, on whatever element.
    let marked = "<div itemprop='headline'><div>Trials</div> of salt</div><div>By me</div>";
    check(&shared, marked, "Trials of salt");
    let unended = format!("<b itemprop='headline'>{}", "x ".repeat(3_000));
    check(
        "<title>A trial of dapagliflozin</title>",
        &unended,
        "A trial of dapagliflozin",
    );
}

#[test]
fn a_page_that_asks_for_no_copy_says_so_for_all_or_for_us() {
    let says = |rules: &str| of(rules).refusal == Some(Refusal::NoArchive);
    assert!(says("<meta name=robots content='index, NOARCHIVE'>"));
    assert!(says("<meta name=robots content=noai>"));
    assert!(says("<meta name=rounds content=noarchive>"));
    assert!(!says("<meta name=robots content='noindex'>"));
    assert!(!says("<meta name=googlebot content=noarchive>"));
    assert!(stated::keeps_none("rounds: noarchive"));
    assert!(!stated::keeps_none("googlebot: noarchive"));
    assert!(!stated::keeps_none("max-snippet: 5"));
}

#[test]
fn what_came_instead_of_an_article_is_known_for_what_it_is() {
    let refusal = |html: &str| read(html, "https://a.example/1").refusal;
    for check in [
        "<title>Just a moment...</title><p>Checking your browser before you go on.",
        "<h1>Access Denied</h1><p>You do not have permission to look at this.",
        "<title>Before you continue</title><form><p>We and our 812 partners</form>",
    ] {
        assert_eq!(refusal(check), Some(Refusal::Check), "{check}");
    }
    for nothing in ["", "<div id=app></div><script>go()</script>", "<p>Short."] {
        assert_eq!(refusal(nothing), Some(Refusal::NoText), "{nothing}");
    }
    // An article about such checks is one.
    let about = page("", "<p>We asked 200 people to solve a captcha.</p>");
    assert_eq!(refusal(&about), None);
}

#[test]
fn pages_made_to_be_slow_are_refused_quickly() {
    let refusal = |html: &str| read(html, "https://a.example/1").refusal;
    let tangled = Some(Refusal::TooTangled);
    assert_eq!(refusal(&"<div>".repeat(300_000)), tangled);
    // Each of these ends what the next one does not count as open.
    assert_eq!(refusal(&"<span><div></span>".repeat(100_000)), tangled);
    assert_eq!(refusal(&"<div></x>".repeat(100_000)), tangled);
    let styles: String = (0..500).map(|n| format!("<font color={n}>")).collect();
    assert_eq!(
        refusal(&format!("{styles}{}", "<p>x".repeat(100_000))),
        tangled
    );
    let attributes: String = (0..60_000).map(|n| format!(" a{n}=1")).collect();
    // Closed by force; what is left is text.
    assert_ne!(refusal(&format!("<p{attributes}>")), tangled);
    let deep = format!(
        "<script type=application/ld+json>{}</script>",
        "[".repeat(200_000)
    );
    assert_eq!(of(&deep).refusal, None);
}

#[test]
fn no_page_makes_the_reader_panic() {
    let whole = page(
        "<title>T</title><meta name=citation_doi content='10.1/x'>",
        "<table><tr><td>1",
    );
    for end in (0..whole.len()).step_by(7) {
        let end = whole.floor_char_boundary(end);
        read(&whole[..end], "not an address");
    }
}
