//! Links: what two spellings of one address have in common, and how an
//! address is shown.
