//! What the words of a topic mean, a sentence each.

use proptest::prelude::*;

use super::*;
use crate::domain::id::TopicId;

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_string()).collect()
}

/// Topics of a person's own words.
fn matcher(topics: &[&[&str]]) -> Matcher {
    let topics: Vec<Topic> = topics
        .iter()
        .zip(1..)
        .map(|(of, id)| Topic {
            id: TopicId(id),
            words: words(of),
            ..Topic::default()
        })
        .collect();
    Matcher::of_words(&topics)
}

fn found(matcher: &Matcher, title: &str, text: &str) -> Vec<TopicId> {
    matcher.topics_of(&Evidence {
        title,
        text,
        ..Evidence::default()
    })
}

#[track_caller]
fn check(word: &str, text: &str, expected: bool) {
    let found = found(&matcher(&[&[word]]), text, "");
    assert_eq!(!found.is_empty(), expected, "{word:?} in {text:?}");
}

/// A small shipped topic, as `assets/topics.toml` would have it.
fn heart() -> &'static [Vocabulary] {
    vec![Vocabulary {
        id: "heart".to_string(),
        label: "The heart".to_string(),
        terms: words(&["heart failure", "cardiomyopath*", "isch?emia"]),
        weak: words(&["cardiac", "stent", "pacemaker", "troponin", "troponin test"]),
        abbreviations: words(&["HFpEF"]),
        ambiguous: vec![Ambiguous {
            abbreviation: "MI".to_string(),
            means: "myocardial infarction".to_string(),
            needs: words(&["infarct", "coronar"]),
        }],
        not: words(&["circadian pacemaker", "heart failure clinic"]),
        mute: words(&["zebrafish"]),
        hashtags: words(&["#CardioSky"]),
        headings: words(&["cardiovascular_medicine"]),
        mesh: vec![Descriptor {
            name: "Heart Diseases".to_string(),
            ui: "D006331".to_string(),
            trees: words(&["C14.280"]),
        }],
    }]
    .leak()
}

fn shipped(topic: Topic) -> Matcher {
    let topic = Topic {
        id: TopicId(1),
        shipped: Some("heart".to_string()),
        ..topic
    };
    Matcher::new(&[topic], heart)
}

#[track_caller]
fn heart_has(title: &str, text: &str, expected: bool) {
    let found = found(&shipped(Topic::default()), title, text);
    assert_eq!(!found.is_empty(), expected, "{title:?}, {text:?}");
}

#[test]
fn a_word_is_found_whole_in_any_dress() {
    check("heart failure", "HEART FAILURE in 2025", true);
    check("heart failure", "Heart-failure care", true);
    check("heart failure", "heart\nfailures", true);
    check("heart failure", "heart  –  failure", true);
    check("ménière", "Meniere's disease", true);
    check("meniere", "Ménière", true);
    check("TNF-alpha", "Anti-TNF‑α therapy", true);
    check("β-blocker", "beta blockers", true);
    check("CO2 retention", "CO₂ retention", true);
    check("strasse", "Straße", true);
    check("biopsy", "Renal biopsies", true);
    check("abscess", "abscesses", true);
    check("diagnosis", "diagnoses", true);
    check("renal", "adrenal", false);
    check("stroke", "strokes; heatstroke", true);
    check("stroke", "heatstroke", false);
}

#[test]
fn short_words_in_capitals_stand_in_capitals() {
    check("MI", "Acute MI and after", true);
    check("MI", "Mi casa, millimetre", false);
    check("AIDS", "Hearing aids", false);
    check("AIDS", "HIV/AIDS", true);
    check("CKD", "CKDs", true);
    check("CKD", "ckd CKD", true);
    check("ckd", "CKD", true);
    check("HFPEF", "hfpef", true);
}

#[test]
fn a_star_is_the_rest_of_a_word_and_no_more() {
    check("cirrho*", "cirrhosis", true);
    check("cirrho*", "cirrho", true);
    check("cirrho*", "precirrhotic", false);
    check("*itis", "Nephritis", true);
    check("*itis", "itisn't", false);
    check("immun* checkpoint", "immunological checkpoint", true);
    check("immun* checkpoint", "immune system checkpoint", false);
    check("*", "anything", false);
}

#[test]
fn a_question_mark_is_one_letter_or_none() {
    check("an?emia", "anemia", true);
    check("an?emia", "anaemia", true);
    check("an?emia", "ANÆMIA", true);
    check("an?emia", "anaaemia", false);
    check("labo?r ward", "labour ward", true);
    check("isch?emic stroke", "ischaemic strokes", true);
    check("h?emorrhag*", "haemorrhagic", true);
    check("an?emia", "an-emia", false);
    check("?", "a", false);
}

#[test]
fn a_topic_inside_a_longer_word_of_another_is_found_too() {
    let matcher = matcher(&[
        &["heart failure"],
        &["acute heart failure unit", "failure"],
        &["unit"],
    ]);
    let found = found(&matcher, "In an acute heart failure unit", "heart failure");
    assert_eq!(found, [TopicId(1), TopicId(2), TopicId(3)]);
}

#[test]
fn no_phrase_reaches_from_the_title_into_the_text() {
    assert_eq!(
        found(&matcher(&[&["heart failure"]]), "heart", "failure"),
        []
    );
}

#[test]
fn no_topics_find_nothing() {
    assert_eq!(found(&Matcher::of_words(&[]), "a", "b"), []);
    assert_eq!(found(&matcher(&[&[], &["", " ", "-"]]), "a", "b - c"), []);
}

#[test]
fn a_strong_word_counts_anywhere() {
    heart_has("A trial", "of heart failure", true);
    heart_has("A trial", "in cardiomyopathies", true);
    heart_has("A trial", "of HFpEF", true);
    heart_has("A trial", "of hfpef", false);
    heart_has("A trial", "seen with #cardiosky", true);
}

#[test]
fn a_weak_word_counts_in_the_title_or_beside_another() {
    heart_has("Cardiac care", "", true);
    heart_has("Care", "cardiac", false);
    heart_has("Care", "cardiac, cardiac", false);
    heart_has("Care", "a cardiac stent", true);
    // One inside the other says nothing more.
    heart_has("Care", "a troponin test", false);
    heart_has("Care", "a troponin test; troponin", true);
}

#[test]
fn an_ambiguous_abbreviation_counts_in_company() {
    heart_has("MI in the young", "after motivational interviewing", false);
    heart_has("MI in the young", "after infarction", true);
    heart_has("Coronary care", "MI", true);
    heart_has("Mi in the young", "after infarction", false);
}

#[test]
fn capitals_say_nothing_where_all_is_capitals() {
    heart_has("MI, A STATE OF CORONARY VESSELS", "", false);
    heart_has("HEART FAILURE IN A STATE", "", true);
}

#[test]
fn nothing_counts_inside_what_is_excluded() {
    heart_has("Circadian pacemakers", "", false);
    heart_has("Circadian pacemakers and cardiac rhythm", "", true);
    heart_has("A heart failure clinic", "", false);
    heart_has("A heart failure clinic", "for heart failure", true);
}

#[test]
fn where_a_mute_word_stands_weak_ones_do_not_count() {
    heart_has("Cardiac stents of zebrafish", "", false);
    heart_has("Heart failure of zebrafish", "", true);
}

#[test]
fn a_person_adds_words_and_takes_some_off() {
    let mine = shipped(Topic {
        words: words(&["echo"]),
        without: words(&["HFpEF", "mi", "Isch?emia", "#cardiosky", "heart diseases"]),
        not: words(&["echo chamber"]),
        ..Topic::default()
    });
    let is_found = |title: &str| !found(&mine, title, "").is_empty();
    assert!(is_found("Echo"));
    assert!(!is_found("An echo chamber"));
    assert!(!is_found("HFpEF"));
    assert!(!is_found("MI and infarction"));
    assert!(!is_found("Ischaemia #CardioSky"));
    assert!(is_found("Heart failure"));
    let filed = mine.topics_of(&Evidence {
        headings: &words(&["Heart Diseases", "C14.280.434"]),
        ..Evidence::default()
    });
    assert_eq!(filed, []);
}

#[test]
fn headings_name_a_topic_by_label_section_or_mesh() {
    let check = |heading: &str, expected: bool| {
        let found = shipped(Topic::default()).topics_of(&Evidence {
            title: "A trial",
            headings: &words(&[heading]),
            ..Evidence::default()
        });
        assert_eq!(!found.is_empty(), expected, "{heading}");
    };
    check("The Heart", true);
    check("Cardiovascular Medicine", true);
    check("heart diseases", true);
    check("D006331", true);
    check("C14.280", true);
    check("C14.280.434", true);
    check("C14.2801", false);
    check("C14", false);
    check("Heart failure", true);
    check("Cardiac", true);
    check("Cardiac nursing", false);
}

#[test]
fn what_a_source_is_about_lets_weaker_words_count() {
    let two = [
        Topic {
            id: TopicId(1),
            shipped: Some("heart".to_string()),
            ..Topic::default()
        },
        Topic {
            id: TopicId(2),
            words: words(&["kidney"]),
            ..Topic::default()
        },
    ];
    let matcher = Matcher::new(&two, heart);
    let of = |text: &str, source: &[TopicId]| {
        matcher.topics_of(&Evidence {
            title: "A trial",
            text,
            source,
            ..Evidence::default()
        })
    };
    let both = [TopicId(1), TopicId(2)];
    assert_eq!(of("", &[]), []);
    assert_eq!(of("", &both[..1]), both[..1], "always its only topic");
    assert_eq!(of("a stent", &both), both[..1], "words tell which");
    assert_eq!(of("MI", &both), both[..1]);
    assert_eq!(of("kidney", &both), both[1..]);
    assert_eq!(of("nothing", &both), both, "nothing of it is lost");
}

#[test]
fn why_tells_the_phrase_and_where_it_stands() {
    let mine = shipped(Topic::default());
    let item = Evidence {
        title: "MI and heart failure; heart failure again",
        text: "infarction, heart failure",
        headings: &words(&["Heart Diseases"]),
        source: &[TopicId(1)],
    };
    let told = mine.why(&item);
    assert_eq!(told.len(), 1);
    let reasons: Vec<String> = told[0].1.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        [
            "the title says MI (myocardial infarction)",
            "the title says heart failure",
            "the text says heart failure",
            "it is filed under Heart Diseases",
            "its source is about this",
        ]
    );
    let topics: Vec<TopicId> = told.iter().map(|(id, _)| *id).collect();
    assert_eq!(topics, mine.topics_of(&item));
}

#[test]
fn a_matcher_goes_to_any_thread() {
    fn goes<T: Send + Sync>() {}
    goes::<Matcher>();
}

/// Text with many words that mean something to the topic of these tests.
fn telling() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "heart", "failure", "clinic", "cardiac", "stent", "MI", "mi", "infarct", "circadian",
            "pacemaker", "troponin", "test", "zebrafish", "HFpEF", "ischaemia", "–", "kidney",
        ]).prop_map(String::from),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_text_and_no_word_makes_it_panic(
        own in prop::collection::vec("[\\PC*?]{0,6}", 0..5),
        title in telling(),
        text in "\\PC{0,40}",
    ) {
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let mine = matcher(&[&own]);
        let text = format!("{text}{}", own.concat());
        let _ = found(&mine, &title, &text);
        let item = Evidence { title: &title, text: &text, ..Evidence::default() };
        let _ = shipped(Topic::default()).why(&item);
    }

    #[test]
    fn one_more_exclusion_never_adds_a_match(
        not in telling(), title in telling(), text in telling(),
    ) {
        let before = found(&shipped(Topic::default()), &title, &text);
        let topic = Topic { not: vec![not], ..Topic::default() };
        let after = found(&shipped(topic), &title, &text);
        prop_assert!(after.is_empty() || !before.is_empty());
    }

    #[test]
    fn capitals_written_small_never_match(text in telling()) {
        let small = text.to_lowercase();
        prop_assert_eq!(found(&matcher(&[&["MI", "AIDS"]]), &small, &small), []);
    }

    #[test]
    fn the_order_of_topics_says_nothing(title in telling(), text in telling()) {
        let topics = [
            Topic { id: TopicId(3), words: words(&["kidney", "test"]), ..Topic::default() },
            Topic { id: TopicId(1), shipped: Some("heart".to_string()), ..Topic::default() },
            Topic { id: TopicId(2), words: words(&["heart", "MI"]), ..Topic::default() },
        ];
        let mut turned = topics.clone();
        turned.reverse();
        prop_assert_eq!(
            found(&Matcher::new(&topics, heart), &title, &text),
            found(&Matcher::new(&turned, heart), &title, &text)
        );
    }

    #[test]
    fn why_names_the_topics_that_are_found(title in telling(), text in telling()) {
        let mine = shipped(Topic { words: words(&["kidney"]), ..Topic::default() });
        let item = Evidence { title: &title, text: &text, ..Evidence::default() };
        let told: Vec<TopicId> = mine.why(&item).iter().map(|(id, _)| *id).collect();
        prop_assert_eq!(told, mine.topics_of(&item));
    }
}
