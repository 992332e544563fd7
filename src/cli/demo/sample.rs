//! The invented sources of the demonstration, as they would come over the wire.
//!
//! Pure: the time is given. Each title ends in "(sample)" and each description
//! says that it is no medical advice; a test holds them to it.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

use crate::domain::time::UtcTime;

/// One invented source.
#[derive(Debug)]
pub struct Sample {
    /// Where the demonstration serves it: `/heart.xml`.
    pub path: &'static str,
    /// The list it stands in.
    pub list: &'static str,
    /// As its `Content-Type` header says.
    pub content_type: &'static str,
    /// With ages in place of dates: `{{rfc822 2h}}`, `{{rfc3339 3d}}`.
    body: &'static str,
}

/// Every invented source, in the order of the lists.
pub static SAMPLES: &[Sample] = &[
    Sample {
        path: "/heart.xml",
        list: "Journals",
        content_type: "application/rss+xml; charset=utf-8",
        body: include_str!("../../../assets/demo/heart.xml"),
    },
    Sample {
        path: "/kidney.rdf",
        list: "Journals",
        content_type: "application/rdf+xml; charset=utf-8",
        body: include_str!("../../../assets/demo/kidney.rdf"),
    },
    Sample {
        path: "/junkanki.rdf",
        list: "Journals",
        content_type: "application/rdf+xml; charset=utf-8",
        body: include_str!("../../../assets/demo/junkanki.rdf"),
    },
    Sample {
        path: "/alerts.xml",
        list: "Drug safety",
        content_type: "application/rss+xml; charset=utf-8",
        body: include_str!("../../../assets/demo/alerts.xml"),
    },
    Sample {
        path: "/reviews.json",
        list: "Evidence",
        content_type: "application/feed+json; charset=utf-8",
        body: include_str!("../../../assets/demo/reviews.json"),
    },
    Sample {
        path: "/preprints.atom",
        list: "Evidence",
        content_type: "application/atom+xml; charset=utf-8",
        body: include_str!("../../../assets/demo/preprints.atom"),
    },
    Sample {
        path: "/wards.atom",
        list: "Nursing",
        content_type: "application/atom+xml; charset=utf-8",
        body: include_str!("../../../assets/demo/wards.atom"),
    },
];

impl Sample {
    /// What the source answers at that time: each age has become a date.
    pub fn body_at(&self, now: UtcTime) -> String {
        filled(self.body, now)
    }
}

/// The keys of the works that are saved when the demonstration begins: a
/// guideline, a review, a practice note and an article since retracted.
pub fn saved() -> &'static [&'static str] {
    &[
        "doi:10.5555/rounds.demo.3",
        "doi:10.5555/rounds.demo.5",
        "doi:10.5555/rounds.demo.18",
        "doi:10.5555/rounds.demo.7",
    ]
}

/// Puts dates where ages stand. What is no age stays as it is, so that a
/// mistake in an asset is seen.
fn filled(text: &str, now: UtcTime) -> String {
    let mut out = String::with_capacity(text.len() + 1_024);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let date = after
            .split_once("}}")
            .and_then(|(inside, tail)| Some((date(inside, now)?, tail)));
        match date {
            Some((date, tail)) => {
                out.push_str(&date);
                rest = tail;
            }
            None => {
                out.push_str("{{");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Reads `rfc822 2h` and writes that date.
fn date(inside: &str, now: UtcTime) -> Option<String> {
    let (form, age) = inside.split_once(' ')?;
    let time = now.plus(-seconds(age)?);
    match form {
        "rfc3339" => Some(time.rfc3339()),
        "rfc822" => {
            let zoned = Timestamp::from_second(time.0).ok()?.to_zoned(TimeZone::UTC);
            rfc2822::to_string(&zoned).ok()
        }
        _ => None,
    }
}

/// The seconds of an age: `40m`, `2h`, `3d`.
fn seconds(age: &str) -> Option<i64> {
    let (number, each) = [("m", 60), ("h", 3_600), ("d", 86_400)]
        .into_iter()
        .find_map(|(unit, each)| Some((age.strip_suffix(unit)?, each)))?;
    number.parse::<i64>().ok()?.checked_mul(each)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::collections::BTreeSet;

    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::SAMPLES;
    use super::Sample;
    use super::filled;
    use super::saved;
    use crate::domain::time::UtcTime;

    const NOW: UtcTime = UtcTime(1_763_462_640);

    #[test]
    fn ages_become_dates_and_mistakes_stay_to_be_seen() {
        for (text, expected) in [
            ("<d>{{rfc3339 2h}}</d>", "<d>2025-11-18T08:44:00Z</d>"),
            ("{{rfc822 40m}}", "Tue, 18 Nov 2025 10:04:00 +0000"),
            ("{{rfc3339 1d}} {{x}}", "2025-11-17T10:44:00Z {{x}}"),
            (
                "{{rfc3339 9999999999999999999d}}",
                "{{rfc3339 9999999999999999999d}}",
            ),
            ("a {{ b", "a {{ b"),
        ] {
            assert_eq!(filled(text, NOW), expected);
        }
    }

    /// What a test wants to know of a sample: its titles, dates and DOIs. The
    /// first title is the source's own.
    #[derive(Default)]
    struct Known {
        titles: Vec<String>,
        dates: Vec<String>,
        dois: BTreeSet<String>,
        description: String,
    }

    fn known(sample: &Sample) -> Known {
        let body = sample.body_at(NOW);
        match sample.path.ends_with(".json") {
            true => known_json(&body),
            false => known_xml(sample.path, &body),
        }
    }

    fn known_json(body: &str) -> Known {
        let feed: serde_json::Value = serde_json::from_str(body).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
        let mut known = Known {
            titles: vec![text(&feed["title"])],
            description: text(&feed["description"]),
            ..Known::default()
        };
        for item in feed["items"].as_array().unwrap() {
            known.titles.push(text(&item["title"]));
            known.dates.push(text(&item["date_published"]));
            let doi = text(&item["external_url"]);
            known.dois.insert(doi.replace("https://doi.org/", ""));
        }
        known
    }

    fn known_xml(path: &str, body: &str) -> Known {
        let mut known = Known::default();
        let mut reader = Reader::from_str(body);
        reader.config_mut().check_end_names = true;
        let mut names: Vec<String> = Vec::new();
        loop {
            let event = reader.read_event();
            let event = event.unwrap_or_else(|error| panic!("{path}: {error}"));
            let text = match event {
                Event::Start(start) => {
                    names.push(start.name().as_ref().to_string());
                    continue;
                }
                Event::End(_) => {
                    names.pop();
                    continue;
                }
                Event::Eof => break,
                Event::Text(text) => (*text).to_string(),
                _ => continue,
            };
            match names.last().map(String::as_str) {
                Some("title") => known.titles.push(text),
                Some("pubDate" | "dc:date" | "published") => known.dates.push(text),
                Some("prism:doi" | "dc:identifier") => {
                    known.dois.insert(text.replace("doi:", ""));
                }
                Some("description" | "subtitle") if known.description.is_empty() => {
                    known.description = text;
                }
                _ => {}
            }
        }
        assert_eq!(names, Vec::<String>::new(), "{path}: an element stays open");
        known
    }

    #[test]
    fn every_source_says_that_it_is_invented() {
        for sample in SAMPLES {
            let known = known(sample);
            assert!(known.titles[0].ends_with(" (sample)"), "{}", sample.path);
            assert_eq!(
                known.description, "Invented for rounds' demonstration; not medical advice.",
                "{}",
                sample.path
            );
        }
    }

    #[test]
    fn every_link_leads_to_an_address_kept_for_examples() {
        let namespaces = [
            "http://purl.org/",
            "http://prismstandard.org/",
            "http://www.w3.org/",
            "https://jsonfeed.org/version/",
        ];
        let examples = ["https://example.org/", "https://doi.org/10.5555/"];
        for sample in SAMPLES {
            for (at, _) in sample.body.match_indices("http") {
                let link = &sample.body[at..];
                let known = namespaces.iter().chain(&examples);
                assert!(
                    known.into_iter().any(|start| link.starts_with(start)),
                    "{}: {}",
                    sample.path,
                    link.chars().take(60).collect::<String>()
                );
            }
        }
    }

    #[test]
    fn about_forty_items_with_dates_that_can_be_read_stand_in_four_lists() {
        let mut n_items = 0;
        for sample in SAMPLES {
            let body = sample.body_at(NOW);
            assert!(!body.contains("{{"), "{}: an age was not read", sample.path);
            let known = known(sample);
            n_items += known.titles.len() - 1;
            assert_eq!(known.dates.len(), known.titles.len() - 1, "{}", sample.path);
            for date in known.dates {
                let rfc822 = jiff::fmt::rfc2822::parse(&date).map(|date| date.timestamp());
                let time = UtcTime::parse(&date)
                    .or_else(|| rfc822.ok().map(|time| UtcTime(time.as_second())));
                let time = time.unwrap_or_else(|| panic!("{}: {date}", sample.path));
                assert!(time < NOW, "{}: {date}", sample.path);
            }
        }
        assert!((36..=48).contains(&n_items), "{n_items} items");
        let lists: BTreeSet<&str> = SAMPLES.iter().map(|sample| sample.list).collect();
        assert_eq!(lists.len(), 4);
    }

    #[test]
    fn several_works_are_carried_by_more_than_one_source() {
        let mut carriers: BTreeMap<String, usize> = BTreeMap::new();
        for sample in SAMPLES {
            for doi in known(sample).dois {
                *carriers.entry(doi).or_default() += 1;
            }
        }
        assert_eq!(carriers["10.5555/rounds.demo.1"], 4);
        let n_shared = carriers.values().filter(|&&n| n > 1).count();
        assert!(n_shared >= 6, "{n_shared} shared works");
        for key in saved() {
            let doi = key.strip_prefix("doi:").unwrap();
            assert!(carriers.contains_key(doi), "{key} is in no sample");
        }
    }

    #[test]
    fn each_badge_has_a_title_that_earns_it() {
        let titles: Vec<String> = SAMPLES
            .iter()
            .flat_map(|sample| known(sample).titles)
            .map(|title| title.to_lowercase())
            .collect();
        for words in [
            "retraction: ",
            "expression of concern: ",
            "correction: ",
            "drug safety alert: ",
            "guideline",
            "systematic review",
            "randomised trial",
            "case report",
            "preprint",
        ] {
            assert!(titles.iter().any(|title| title.contains(words)), "{words}");
        }
    }
}
