//! How NLM abbreviates journals whose feeds write their names out.
//!
//! A journal that is not here is written as it calls itself, which every style
//! allows; nothing is abbreviated by rule.

/// Name, folded to lower case and without a leading article, and abbreviation.
///
/// Source: NLM Catalog, "Title Abbreviation".
const SHORT: &[(&str, &str)] = &[
    ("american journal of psychiatry", "Am J Psychiatry"),
    ("american journal of transplantation", "Am J Transplant"),
    ("annals of emergency medicine", "Ann Emerg Med"),
    ("annals of internal medicine", "Ann Intern Med"),
    ("annals of oncology", "Ann Oncol"),
    ("annals of surgery", "Ann Surg"),
    ("annals of the rheumatic diseases", "Ann Rheum Dis"),
    ("bmj open", "BMJ Open"),
    ("british journal of anaesthesia", "Br J Anaesth"),
    ("british journal of general practice", "Br J Gen Pract"),
    ("british journal of sports medicine", "Br J Sports Med"),
    ("canadian medical association journal", "CMAJ"),
    ("circulation: heart failure", "Circ Heart Fail"),
    ("clinical infectious diseases", "Clin Infect Dis"),
    (
        "cochrane database of systematic reviews",
        "Cochrane Database Syst Rev",
    ),
    ("critical care medicine", "Crit Care Med"),
    ("diabetes care", "Diabetes Care"),
    ("european heart journal", "Eur Heart J"),
    ("european journal of heart failure", "Eur J Heart Fail"),
    ("gastroenterology", "Gastroenterology"),
    ("intensive care medicine", "Intensive Care Med"),
    ("jama cardiology", "JAMA Cardiol"),
    ("jama internal medicine", "JAMA Intern Med"),
    ("jama network open", "JAMA Netw Open"),
    ("jama neurology", "JAMA Neurol"),
    ("jama oncology", "JAMA Oncol"),
    ("jama pediatrics", "JAMA Pediatr"),
    ("jama psychiatry", "JAMA Psychiatry"),
    ("jama surgery", "JAMA Surg"),
    ("journal of clinical oncology", "J Clin Oncol"),
    (
        "journal of the american college of cardiology",
        "J Am Coll Cardiol",
    ),
    ("journal of the american medical association", "JAMA"),
    (
        "journal of the american society of nephrology",
        "J Am Soc Nephrol",
    ),
    ("kidney international", "Kidney Int"),
    ("lancet", "Lancet"),
    (
        "lancet diabetes & endocrinology",
        "Lancet Diabetes Endocrinol",
    ),
    ("lancet infectious diseases", "Lancet Infect Dis"),
    ("lancet neurology", "Lancet Neurol"),
    ("lancet oncology", "Lancet Oncol"),
    ("lancet psychiatry", "Lancet Psychiatry"),
    ("lancet respiratory medicine", "Lancet Respir Med"),
    ("nature medicine", "Nat Med"),
    ("nejm", "N Engl J Med"),
    ("new england journal of medicine", "N Engl J Med"),
    ("pediatrics", "Pediatrics"),
    ("plos medicine", "PLoS Med"),
    ("plos one", "PLoS One"),
    ("thorax", "Thorax"),
];

/// The abbreviation of a journal's name, where it is known.
pub fn abbreviation(name: &str) -> Option<&'static str> {
    let folded = name.trim().to_lowercase().replace(" and ", " & ");
    let folded = folded.strip_prefix("the ").unwrap_or(&folded);
    let found = SHORT.iter().find(|(known, _)| *known == folded);
    found.map(|(_, short)| *short)
}

#[cfg(test)]
mod tests {
    use super::SHORT;
    use super::abbreviation;

    #[test]
    fn a_journal_is_known_under_its_name_in_any_case() {
        assert_eq!(
            abbreviation("The New England Journal of Medicine"),
            Some("N Engl J Med")
        );
        assert_eq!(abbreviation("THE LANCET"), Some("Lancet"));
        assert_eq!(abbreviation("Journal of Things"), None);
        assert!(SHORT.is_sorted());
    }
}
