//! Whether a feed is who the catalogue says it is.

/// Words that say nothing about who somebody is.
const IDLE: &[&str] = &[
    "the", "of", "and", "in", "for", "a", "an", "journal", "j", "current", "issue", "online",
    "first", "ahead", "print", "latest", "articles", "recent", "new", "news", "rss", "feed", "all",
    "ja", "table", "contents", "early", "view", "updates", "what", "is", "s",
];

/// Whether what a feed calls itself can be what the catalogue calls it: one
/// telling word in common, an abbreviation of it (`BMJ`, `J Am Coll Cardiol`),
/// or its own host. An empty title says nothing against it.
pub fn is_called(name: &str, title: &str, host: &str) -> bool {
    let (ours, theirs) = (telling(name), telling(title));
    if ours.is_empty() || theirs.is_empty() {
        return true;
    }
    let alike = |a: &String, b: &String| {
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        short == long || short.len() >= 3 && long.starts_with(short.as_str())
    };
    if ours.iter().any(|a| theirs.iter().any(|b| alike(a, b))) {
        return true;
    }
    let first_letters = |text: &str| -> String {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let small = ["the", "of", "and", "in", "for", "a", "an"];
        words
            .filter(|word| !small.contains(&word.to_lowercase().as_str()))
            .filter_map(|word| word.chars().next())
            .collect()
    };
    let initials = [name, title].map(|text| first_letters(text).to_lowercase());
    let squeezed: String = theirs.concat();
    ours.iter()
        .any(|word| word.len() >= 3 && initials[1].contains(word.as_str()))
        || theirs
            .iter()
            .any(|word| word.len() >= 3 && initials[0].contains(word.as_str()))
        || squeezed.len() >= 4 && host.replace(['.', '-'], "").contains(&squeezed)
}

/// What to say where a feed calls itself something else.
pub fn warning(name: &str, title: &str, host: &str) -> Option<String> {
    (!is_called(name, title, host))
        .then(|| format!("It calls itself {title}, not {name}: look at it before you rely on it"))
}

/// Whether two names mean the same journal, whatever idle words they carry.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (telling(one), telling(other));
    !one.is_empty() && one == other
}

fn telling(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !IDLE.contains(word))
        .map(str::to_string)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::is_called;

    #[test]
    fn a_feed_may_call_itself_by_any_form_of_its_name() {
        for (name, title, host) in [
            ("JAMA Cardiology", "JAMA Cardiology Current Issue", ""),
            (
                "J Am Coll Cardiol",
                "Journal of the American College of Cardiology: Table of Contents",
                "",
            ),
            ("JACC", "Journal of the American College of Cardiology", ""),
            ("The New England Journal of Medicine", "NEJM", ""),
            (
                "CDC MMWR",
                "Morbidity and Mortality Weekly Report (MMWR)",
                "",
            ),
            ("St Emlyn's", "St.Emlyn's", ""),
            ("Ground Truths (Eric Topol)", "Ground Truths", ""),
            ("First10EM", "first10em", ""),
            ("Heart", "", ""),
        ] {
            assert!(is_called(name, title, host), "{name} / {title}");
        }
    }

    #[test]
    fn another_journal_under_the_number_of_this_one_is_noticed() {
        for (name, title) in [
            ("JAMA Cardiology", "Archives of Facial Plastic Surgery"),
            ("Stroke", "Hypertension"),
            ("MHRA drug & device alerts", "Domain for sale"),
            ("Osmosis", "Cooking with Ann"),
        ] {
            assert!(!is_called(name, title, "x.example"), "{name} / {title}");
        }
    }
}
