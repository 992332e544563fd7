//! Names, read and written again.

use proptest::prelude::*;

use super::Person;

/// What it reads as: family, given, suffix, divided by bars; one whole
/// where it stays whole.
#[track_caller]
fn check(written: &str, expected: &str) {
    let read = match Person::read(written) {
        Person::Whole(whole) => format!("={whole}"),
        Person::Named {
            family,
            given,
            suffix,
        } => format!("{family}|{given}|{suffix}"),
    };
    assert_eq!(read.trim_end_matches('|'), expected, "{written}");
}

#[test]
fn names_are_read_as_people_write_them() {
    for (written, expected) in [
        ("Kosiborod MN", "Kosiborod|MN"),
        ("Mikhail Kosiborod", "Kosiborod|Mikhail"),
        ("Kosiborod, Mikhail N.", "Kosiborod|Mikhail N."),
        ("Kosiborod, M.N.", "Kosiborod|M.N."),
        ("M. N. Kosiborod", "Kosiborod|M. N."),
        ("Mikhail N. Kosiborod, MD", "Kosiborod|Mikhail N."),
        ("Mikhail N. Kosiborod, MD, PhD", "Kosiborod|Mikhail N."),
        ("Dr. Mikhail Kosiborod", "Kosiborod|Mikhail"),
        ("García-Márquez, G.", "García-Márquez|G."),
        ("van der Berg J", "van der Berg|J"),
        ("Jan van der Berg", "van der Berg|Jan"),
        ("van der Berg, Jan", "van der Berg|Jan"),
        ("de la Cruz MA", "de la Cruz|MA"),
        ("McMurray JJV", "McMurray|JJV"),
        ("O'Brien E", "O'Brien|E"),
        ("King, Martin Luther, Jr.", "King|Martin Luther|Jr."),
        ("Martin Luther King, Jr", "King|Martin Luther|Jr"),
        ("King ML 3rd", "King|ML|3rd"),
        ("Xu Y", "Xu|Y"),
        ("J Li", "Li|J"),
        ("SMITH JA", "SMITH|JA"),
        ("Jean-Pierre Dupont", "Dupont|Jean-Pierre"),
        ("Chen J-P", "Chen|J-P"),
        ("Øystein Ågård", "Ågård|Øystein"),
        ("中村 太郎", "中村|太郎"),
        ("김 민준", "김|민준"),
        ("  Kosiborod   MN ", "Kosiborod|MN"),
    ] {
        check(written, expected);
    }
}

#[test]
fn what_cannot_be_told_stays_whole() {
    for whole in [
        "WHO Solidarity Trial Consortium",
        "RECOVERY Collaborative Group",
        "World Health Organization",
        "Madonna",
        "中村太郎",
        "JOHN DOE",
        "Smith and Jones",
        "smith@example.org (Jan Smith)",
        "admin user",
        "GBD 2019 Diseases Study",
        "A very long name that is no name at all",
        "",
    ] {
        check(whole, &format!("={whole}"));
    }
}

#[test]
fn initials_are_those_of_medical_journals() {
    for (written, expected) in [
        ("Kosiborod, Mikhail N.", "Kosiborod MN"),
        ("McMurray JJV", "McMurray JJV"),
        ("Dupont, Jean-Pierre", "Dupont JP"),
        ("King, Martin Luther, Jr.", "King ML Jr"),
        ("van der Berg, Jan", "van der Berg J"),
        ("中村 太郎", "中村 太郎"),
        ("Kosiborod, M.N.", "Kosiborod MN"),
        (
            "WHO Solidarity Trial Consortium",
            "WHO Solidarity Trial Consortium",
        ),
    ] {
        assert_eq!(Person::read(written).with_initials(), expected, "{written}");
    }
}

#[test]
fn a_field_may_hold_several_names() {
    for (written, n) in [
        ("Smith J, Jones K", 2),
        ("Smith J, Jones K, Lee PQ", 3),
        ("Jan Smith, Eva Jones, Wei Li", 3),
        ("Jan Smith and Eva Jones", 2),
        ("Jan Smith, Eva Jones, and Wei Li", 3),
        ("Smith, Jan; Jones, Eva", 2),
        ("García Márquez, Gabriel José", 1),
        ("Mikhail N. Kosiborod, MD, PhD", 1),
        ("Food and Drug Administration", 1),
        ("Centers for Disease Control and Prevention", 1),
        ("University of California, Berkeley", 1),
        ("Kosiborod MN", 1),
    ] {
        let read = Person::read_all(written);
        assert_eq!(read.len(), n, "{written}: {read:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_name_listed_is_read_as_the_same(written in "[A-Za-zé,\\. '中-]{0,30}") {
        let read = Person::read(&written);
        if let Person::Named { family, given, .. } = &read {
            prop_assert!(!family.is_empty());
            // A given name that looks like a degree or a suffix is one.
            if !given.is_empty() && !super::is_degree(given) && !super::is_suffix(given) {
                prop_assert_eq!(Person::read(&read.listed()), read);
            }
        }
    }
}
