//! The fields of work a person ticks at the first start, and what each means
//! in the words of the catalogue.

/// A field of work.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    /// Ids of shipped topics. The first is the tab that the field brings;
    /// where there is none, only what is for everyone fits.
    pub specialties: &'static [&'static str],
}

const fn field(name: &'static str, specialties: &'static [&'static str]) -> Field {
    Field { name, specialties }
}

/// In the order of the first screen.
pub const FIELDS: &[Field] = &[
    field("Anesthesia", &["anaesthesia", "pain"]),
    field("Cardiology", &["cardiology", "hypertension-lipids"]),
    field("Critical care", &["critical-care"]),
    field("Dermatology", &["dermatology"]),
    field("Ear, nose & throat", &["ent"]),
    field("Emergency medicine", &["emergency-medicine"]),
    field(
        "Endocrine & diabetes",
        &["endocrinology", "obesity-nutrition"],
    ),
    field("Family / general practice", &["primary-care"]),
    field("Gastroenterology", &["gastroenterology", "hepatology"]),
    field("Geriatrics", &["geriatrics"]),
    field("Hematology & oncology", &["oncology", "haematology"]),
    field(
        "Infectious disease",
        &["infectious-disease", "hiv", "antimicrobial-stewardship"],
    ),
    field("Internal medicine", &[]),
    field("Neurology", &["neurology", "stroke"]),
    field("Nephrology", &["nephrology"]),
    field("Nursing: acute care", &[]),
    field("Nursing: community", &[]),
    field("Obstetrics & gynecology", &["obs-gyn"]),
    field("Ophthalmology", &["ophthalmology"]),
    field("Pediatrics", &["paediatrics", "neonatology"]),
    field("Pharmacy: clinical", &["drug-safety"]),
    field(
        "Pharmacy: hospital",
        &["drug-safety", "antimicrobial-stewardship"],
    ),
    field("Psychiatry", &["psychiatry"]),
    field("Radiology", &["radiology"]),
    field("Rehabilitation", &["sports-rehab"]),
    field("Respiratory", &["respiratory"]),
    field(
        "Rheumatology & allergy",
        &["rheumatology", "allergy-immunology"],
    ),
    field("Surgery", &["surgery", "orthopaedics", "transplant"]),
    field("Urology", &["urology"]),
    field("Public health", &["public-health", "vaccines"]),
];

/// The field that a person names: by its name, its beginning, or a specialty.
pub fn field_named(said: &str) -> Option<&'static Field> {
    let said = said.trim().to_lowercase();
    if said.is_empty() {
        return None;
    }
    let named = |how: &dyn Fn(&str) -> bool| FIELDS.iter().find(|it| how(&it.name.to_lowercase()));
    named(&|name| name == said)
        .or_else(|| {
            let mut fields = FIELDS.iter();
            fields.find(|it| it.specialties.contains(&said.as_str()))
        })
        .or_else(|| named(&|name| name.starts_with(&said)))
        .or_else(|| named(&|name| name.contains(&said)))
}

#[cfg(test)]
mod tests {
    use super::FIELDS;
    use super::field_named;

    #[test]
    fn a_field_is_found_by_name_by_its_beginning_and_by_a_specialty() {
        for (said, name) in [
            ("cardiology", "Cardiology"),
            ("Cardio", "Cardiology"),
            ("stroke", "Neurology"),
            ("paediatrics", "Pediatrics"),
            ("oncology", "Hematology & oncology"),
            ("general practice", "Family / general practice"),
        ] {
            assert_eq!(field_named(said).map(|it| it.name), Some(name), "{said}");
        }
        assert_eq!(field_named("alchemy"), None);
        assert_eq!(field_named(" "), None);
    }

    #[test]
    fn no_field_is_wider_than_its_column_or_there_twice() {
        for (nth, field) in FIELDS.iter().enumerate() {
            assert!(field.name.len() <= 28, "{}", field.name);
            assert!(FIELDS[..nth].iter().all(|it| it.name != field.name));
        }
    }
}
