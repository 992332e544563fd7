//! Where an item stands of which nobody says when it was published.
//!
//! What comes while a source is followed is new, and stands where it came. Of
//! what a source carried before, only this is known: it is old news or none.
//! It must not pose as today's, so it is given a place behind it. Nothing here
//! makes up a date: the row shows that there is none.

use crate::domain::time::UtcTime;

/// So far behind the news stands what nobody dates, in seconds: thirty days.
/// Behind what people look through in a morning, and before what is let go.
const BEHIND: i64 = 30 * 86_400;

/// And one old date of its source puts it no further back than a year.
const AT_MOST: i64 = 365 * 86_400;

/// The place of what a source's first answer does not date: behind what it does
/// date of the last year, no later than the answer says it is from, and behind
/// the news.
pub fn place(
    dated: impl Iterator<Item = UtcTime>,
    as_of: Option<UtcTime>,
    now: UtcTime,
) -> UtcTime {
    let oldest = dated.min().map(|oldest| oldest.plus(-1));
    let oldest = oldest.map(|oldest| oldest.max(now.plus(-AT_MOST)));
    let known = oldest.into_iter().chain(as_of);
    known.fold(now.plus(-BEHIND), UtcTime::min)
}
