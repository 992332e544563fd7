//! Which lists fit the fields a person ticked: ready to follow, the firmest
//! evidence first, opinion only by choice.

use super::Catalogue;
use super::Entry;
use super::Field;
use super::GENERAL;
use super::Kind;

/// The longest list: more would drown whoever begins.
const LONGEST: usize = 12;

/// A ready-made list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    pub name: String,
    /// Best first; never empty.
    pub entries: Vec<Entry>,
    /// Whether it is ticked before the person chose.
    pub ticked: bool,
    /// Why it is offered, a sentence part.
    pub why: String,
    /// The field whose own list it is.
    pub field: Option<&'static Field>,
}

/// The lists for some fields; for none, all there are, and none of them ticked:
/// nobody chose any. A source stands in one list only, the first that it fits.
pub fn offers(catalogue: &Catalogue, fields: &[&'static Field]) -> Vec<Offer> {
    let every: Vec<&'static Field> = super::FIELDS.iter().collect();
    let skipped = fields.is_empty();
    let fields = if skipped { &every } else { fields };
    let mut lists = Gathering {
        catalogue,
        offers: Vec::new(),
    };
    for field in fields {
        let because = match skipped {
            true => "every list is shown".to_string(),
            false => format!("you ticked {}", field.name),
        };
        let name = format!("{} journals", field.name);
        lists.add(&name, &because, true, &[Kind::Journal], field.specialties);
        lists.belongs_to(&name, field);
    }
    let everyone = "for everyone";
    lists.add(
        "General medicine",
        everyone,
        true,
        &[Kind::Journal],
        &[GENERAL],
    );
    lists.add("Guidelines", everyone, true, &[Kind::Guideline], &[]);
    lists.add(
        "Drug safety",
        everyone,
        true,
        &[Kind::Agency],
        &["drug-safety"],
    );
    lists.add("Evidence reviews", everyone, true, &[Kind::Review], &[]);
    lists.named("Retraction alerts", everyone, "Retraction Watch");
    lists.add("Health agencies", everyone, true, &[Kind::Agency], &[]);
    let teaching = [Kind::Blog, Kind::Podcast, Kind::Video];
    for field in fields {
        let because = format!("teaching by peers, not reviewed: {}", field.name);
        let name = format!("{} blogs & podcasts", field.name);
        lists.add(&name, &because, false, &teaching, field.specialties);
        lists.belongs_to(&name, field);
    }
    let mut about: Vec<&str> = fields
        .iter()
        .flat_map(|it| it.specialties)
        .copied()
        .collect();
    about.push(GENERAL);
    let because = "not peer reviewed yet";
    lists.add("Preprints", because, false, &[Kind::Preprint], &about);
    let because = "opinion, by choice";
    lists.add(
        "News & people",
        because,
        false,
        &[Kind::Person, Kind::Blog],
        &about,
    );
    // What is reviewed goes first, as the rules above have it.
    lists.offers.sort_by_key(|offer| !offer.ticked);
    for offer in &mut lists.offers {
        offer.ticked &= !skipped;
    }
    lists.offers
}

struct Gathering<'a> {
    catalogue: &'a Catalogue,
    offers: Vec<Offer>,
}

impl Gathering<'_> {
    fn is_taken(&self, entry: &Entry) -> bool {
        let mut taken = self.offers.iter().flat_map(|offer| &offer.entries);
        taken.any(|it| it.address == entry.address)
    }

    /// Adds a list of these kinds and specialties; without specialties, of any.
    /// Nothing is added where nothing fits.
    fn add(&mut self, name: &str, why: &str, ticked: bool, kinds: &[Kind], about: &[&str]) {
        let any = name == "Guidelines" || name == "Evidence reviews" || name == "Health agencies";
        if about.is_empty() && !any {
            return;
        }
        let fits = |entry: &Entry| kinds.contains(&entry.kind) && (any || entry.is_about(about));
        self.gather(name, why, ticked, fits);
    }

    /// Notes whose list the one of this name is, where there is one.
    fn belongs_to(&mut self, name: &str, field: &'static Field) {
        let own = self.offers.iter_mut().filter(|offer| offer.name == name);
        own.for_each(|offer| offer.field = Some(field));
    }

    fn named(&mut self, name: &str, why: &str, beginning: &str) {
        self.gather(name, why, true, |entry| entry.name.starts_with(beginning));
    }

    fn gather(&mut self, name: &str, why: &str, ticked: bool, fits: impl Fn(&Entry) -> bool) {
        let mut entries: Vec<Entry> = self
            .catalogue
            .entries
            .iter()
            .filter(|entry| entry.is_offered() && fits(entry) && !self.is_taken(entry))
            .cloned()
            .collect();
        entries.sort_by_key(Entry::rank);
        entries.truncate(LONGEST);
        if !entries.is_empty() {
            self.offers.push(Offer {
                name: name.to_string(),
                entries,
                ticked,
                why: why.to_string(),
                field: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::field_named;
    use super::*;
    use crate::domain::catalogue::testing::entry;

    fn catalogue() -> Catalogue {
        Catalogue {
            entries: vec![
                entry("Heart", Kind::Journal, "cardiology", 3),
                entry("Kidney", Kind::Journal, "nephrology", 2),
                entry("Heart talk", Kind::Blog, "cardiology", 1),
                entry("Everybody", Kind::Journal, "general", 5),
                entry("Drug agency", Kind::Agency, "drug-safety", 4),
                entry("medRxiv", Kind::Preprint, "general", 3),
                Entry {
                    off: Some("dead".to_string()),
                    ..entry("Dead heart", Kind::Journal, "cardiology", 9)
                },
            ],
        }
    }

    fn names(fields: &[&str]) -> Vec<(String, bool)> {
        let fields: Vec<_> = fields.iter().map(|it| field_named(it).unwrap()).collect();
        let offers = offers(&catalogue(), &fields);
        offers.into_iter().map(|it| (it.name, it.ticked)).collect()
    }

    #[test]
    fn what_is_reviewed_is_ticked_and_opinion_is_not() {
        let said = names(&["cardiology"]);
        let said: Vec<(&str, bool)> = said.iter().map(|(it, on)| (it.as_str(), *on)).collect();
        let expected = [
            ("Cardiology journals", true),
            ("General medicine", true),
            ("Drug safety", true),
            ("Cardiology blogs & podcasts", false),
            ("Preprints", false),
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_field_without_a_list_of_its_own_gets_what_is_for_everyone() {
        let said = names(&["urology"]);
        assert_eq!(said[0], ("General medicine".to_string(), true));
        assert!(said.iter().all(|(name, _)| !name.contains("Urology")));
    }

    #[test]
    fn a_source_stands_in_one_list_and_a_broken_one_in_none() {
        let all = offers(&catalogue(), &[]);
        let mut seen = std::collections::HashSet::new();
        for entry in all.iter().flat_map(|offer| &offer.entries) {
            assert!(seen.insert(entry.address.clone()), "{}", entry.name);
            assert!(entry.off.is_none());
        }
        assert_eq!(seen.len(), catalogue().entries.len() - 1);
        assert!(all.iter().all(|offer| !offer.ticked), "nobody chose any");
    }
}
