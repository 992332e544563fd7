//! HTML, read three ways: as blocks to show ([`document`]), as plain words to
//! search, and as a page that links feeds ([`discover`]).
