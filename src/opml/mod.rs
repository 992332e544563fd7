//! OPML: lists of sources, read from whatever people have and written so that
//! nothing is lost.
