//! What each format calls the sorts of things that are referred to.

use crate::domain::reference::Kind;

/// One sort of thing in every format's words; the first word is written, all
/// are read.
pub struct Names {
    pub kind: Kind,
    pub ris: &'static [&'static str],
    pub bibtex: &'static [&'static str],
    /// What biblatex has a word of its own for.
    pub biblatex: &'static str,
    pub csl: &'static [&'static str],
}

/// Source: RIS specification (2012); biblatex manual 3.19, section 2.1; CSL
/// 1.0.2, appendix III (a preprint is `article` there).
pub static NAMES: &[Names] = &[
    Names {
        kind: Kind::Article,
        ris: &["JOUR", "JFULL", "EJOUR", "MGZN", "NEWS", "INPR", "ABST"],
        bibtex: &["article", "suppperiodical", "periodical"],
        biblatex: "article",
        csl: &[
            "article-journal",
            "article-magazine",
            "article-newspaper",
            "review",
        ],
    },
    Names {
        kind: Kind::Preprint,
        ris: &["UNPB", "MANSCPT"],
        bibtex: &["unpublished"],
        biblatex: "unpublished",
        csl: &["article", "manuscript"],
    },
    Names {
        kind: Kind::Page,
        ris: &["ELEC", "WEB", "BLOG", "ICOMM", "SOUND", "VIDEO"],
        bibtex: &["misc", "online", "electronic", "www"],
        biblatex: "online",
        csl: &["webpage", "post-weblog", "post", "broadcast"],
    },
    Names {
        kind: Kind::Book,
        ris: &["BOOK", "EBOOK", "EDBOOK"],
        bibtex: &[
            "book",
            "booklet",
            "collection",
            "manual",
            "proceedings",
            "mvbook",
        ],
        biblatex: "book",
        csl: &["book"],
    },
    Names {
        kind: Kind::Chapter,
        ris: &["CHAP", "ECHAP"],
        bibtex: &["incollection", "inbook"],
        biblatex: "incollection",
        csl: &["chapter", "entry", "entry-encyclopedia", "entry-dictionary"],
    },
    Names {
        kind: Kind::Report,
        ris: &["RPRT", "GOVDOC", "STAND"],
        bibtex: &["techreport", "report"],
        biblatex: "report",
        csl: &["report", "standard"],
    },
    Names {
        kind: Kind::Thesis,
        ris: &["THES"],
        bibtex: &["phdthesis", "mastersthesis", "thesis"],
        biblatex: "thesis",
        csl: &["thesis"],
    },
    Names {
        kind: Kind::Conference,
        ris: &["CPAPER", "CONF"],
        bibtex: &["inproceedings", "conference"],
        biblatex: "inproceedings",
        csl: &["paper-conference", "speech"],
    },
];

/// The words for a kind.
pub fn names(kind: Kind) -> &'static Names {
    // Every kind has its line; a test counts them.
    let found = NAMES.iter().find(|names| names.kind == kind);
    found.unwrap_or(&NAMES[0])
}

/// The kind that a format's word means.
pub fn kind(word: &str, of: fn(&Names) -> &'static [&'static str]) -> Option<Kind> {
    let word = word.trim();
    let found = NAMES.iter().find(|names| {
        of(names)
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    });
    found.map(|names| names.kind)
}
