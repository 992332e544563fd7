//! Dates as feeds write them, to points in time.
//!
//! What cannot be a date (30 February, hour 27) is refused, never bent into
//! one; what could be two dates (3/4/2025) is refused too. A date without a
//! zone is taken as UTC, a day without a time as its midnight.

use crate::domain::time::UtcTime;
use crate::sources::feed::date_words::is_filler;
use crate::sources::feed::date_words::month_named;
use crate::sources::feed::date_words::zone;

/// Longer than any date; a whole article in a date field is not searched.
const LONGEST: usize = 80;

/// Reads RFC 822 and 2822, RFC 3339 and ISO 8601, and what people write
/// instead: `Nov 24, 2025`, `2025 Nov 24`, `24.11.2025`, seconds since 1970.
///
/// Source: the date forms of Python feedparser 6 and of PubMed's and the
/// publishers' feeds.
pub fn read(text: &str) -> Option<UtcTime> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase();
    numeric(&lower)
        .or_else(|| iso(&lower))
        .or_else(|| written(&lower))
}

/// A day and a time of day as they were found, zone apart.
#[derive(Clone, Copy, Default)]
struct Clock {
    hour: i64,
    minute: i64,
    second: i64,
}

impl Clock {
    /// Read on a clock of twelve hours, in the afternoon or not.
    fn in_half(mut self, afternoon: Option<bool>) -> Clock {
        match afternoon {
            Some(true) if self.hour < 12 => self.hour += 12,
            Some(false) if self.hour == 12 => self.hour = 0,
            _ => {}
        }
        self
    }
}

/// `None` where the calendar has no such moment.
fn moment(year: i64, month: i64, day: i64, clock: Clock, offset: i64) -> Option<UtcTime> {
    let date = jiff::civil::Date::new(
        i16::try_from(year).ok().filter(|year| *year >= 1)?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()?;
    let midnight = date
        .to_zoned(jiff::tz::TimeZone::UTC)
        .ok()?
        .timestamp()
        .as_second();
    let Clock {
        hour,
        minute,
        second,
    } = clock;
    // 24:00 ends a day and :60 is a leap second; both are real.
    let real = (0..24).contains(&hour) || (hour == 24 && minute == 0 && second == 0);
    if !real || !(0..60).contains(&minute) || !(0..=60).contains(&second) {
        return None;
    }
    Some(UtcTime(
        midnight + hour * 3_600 + minute * 60 + second - offset,
    ))
}

/// `20251124`, `20251124104400`, seconds or milliseconds since 1970.
fn numeric(text: &str) -> Option<UtcTime> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| text[from..to].parse::<i64>().ok();
    match text.len() {
        8 => moment(part(0, 4)?, part(4, 6)?, part(6, 8)?, Clock::default(), 0),
        10 => Some(UtcTime(text.parse().ok()?)),
        13 => Some(UtcTime(text.parse::<i64>().ok()? / 1_000)),
        14 => {
            let clock = Clock {
                hour: part(8, 10)?,
                minute: part(10, 12)?,
                second: part(12, 14)?,
            };
            moment(part(0, 4)?, part(4, 6)?, part(6, 8)?, clock, 0)
        }
        _ => None,
    }
}

/// `2025-11-24T10:44:00+01:00` and everything shorter, `2025-11`, `2025`,
/// `2025-328`; a blank for the `T`; Korean marks of year, month and day.
fn iso(text: &str) -> Option<UtcTime> {
    let text = text
        .replace(['년', '월'], "-")
        .replace("- ", "-")
        .replace('일', "");
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let n_year = digits(&text);
    if n_year != 4 && !(n_year == 8 && text.as_bytes().get(8) == Some(&b't')) {
        return None;
    }
    let year = text[..4].parse().ok()?;
    let mut rest = &text[4..];
    let mut parts = [None, None];
    for part in &mut parts {
        rest = rest.strip_prefix(['-', '/']).unwrap_or(rest);
        // Two digits a part where nothing separates them; three are a day of
        // the year.
        let n = match digits(rest) {
            4 => 2,
            n => n,
        };
        if n == 0 || n > 3 {
            break;
        }
        *part = Some((n, rest[..n].parse::<i64>().ok()?));
        rest = &rest[n..];
    }
    let rest = rest.trim_start_matches(['t', ' ', ',']);
    // `2025 Nov 24` begins like a date of figures and is none.
    if month_named(rest).is_some() {
        return None;
    }
    let (clock, offset) = clock_and_zone(rest)?;
    let offset = offset.unwrap_or_default();
    match parts {
        [Some((3, day_of_year)), None] => {
            let start = moment(year, 1, 1, clock, offset)?;
            let leap = moment(year, 2, 29, clock, offset).is_some();
            let known = (1..=365 + i64::from(leap)).contains(&day_of_year);
            known.then(|| start.plus((day_of_year - 1) * 86_400))
        }
        [month, day] => {
            let month = month.map_or(1, |(_, month)| month);
            let day = day.map_or(1, |(_, day)| day);
            moment(year, month, day, clock, offset)
        }
    }
}

/// The rest of a date after its day: nothing, a time, a time with a zone.
fn clock_and_zone(text: &str) -> Option<(Clock, Option<i64>)> {
    let mut clock = Clock::default();
    let mut offset = None;
    let mut afternoon = None;
    // A minus or plus begins a zone wherever it stands.
    let at = text.find(['+', '-']).unwrap_or(text.len());
    let (before, zone_text) = text.split_at(at);
    for word in before.split([' ', ',']).filter(|word| !word.is_empty()) {
        let (time, tail) = word.split_at(
            word.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
                .unwrap_or(word.len()),
        );
        if !time.is_empty() {
            clock = time_of_day(time)?;
        }
        match tail {
            "" => {}
            "am" | "오전" => afternoon = Some(false),
            "pm" | "오후" => afternoon = Some(true),
            name => offset = Some(zone(name)?),
        }
    }
    if !zone_text.is_empty() {
        offset = Some(zone(zone_text.trim())?);
    }
    Some((clock.in_half(afternoon), offset))
}

/// `10:44`, `10:44:00`, `10:44:00.123`, `104400`, `1044`, `10`.
fn time_of_day(text: &str) -> Option<Clock> {
    if let (4 | 6, true) = (text.len(), text.bytes().all(|byte| byte.is_ascii_digit())) {
        return Some(Clock {
            hour: text[..2].parse().ok()?,
            minute: text[2..4].parse().ok()?,
            second: text
                .get(4..6)
                .map_or(Some(0), |second| second.parse().ok())?,
        });
    }
    let mut parts = text.split(':');
    let mut next = || match parts.next() {
        None | Some("") => Some(0),
        Some(part) => part.split('.').next()?.parse::<i64>().ok(),
    };
    Some(Clock {
        hour: next()?,
        minute: next()?,
        second: next()?,
    })
}

/// `Mon, 24 Nov 2025 10:44:00 GMT` with its words in any order.
fn written(text: &str) -> Option<UtcTime> {
    let mut month = None;
    let mut numbers: Vec<(i64, usize)> = Vec::new();
    let mut clock = None;
    let mut offset = None;
    let mut afternoon = None;
    for word in text.split([' ', ',', '\t', '\n', '\r', '(', ')']) {
        let word = word.trim_end_matches(['.', ';']);
        if word.is_empty() || is_filler(word) {
            continue;
        }
        if word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) {
            let (its_clock, its_offset) = clock_and_zone(word)?;
            clock = Some(its_clock);
            offset = its_offset;
            continue;
        }
        if word == "am" || word == "pm" {
            afternoon = Some(word == "pm");
            continue;
        }
        // After the time a signed number is a zone; before, a dash joins the
        // parts of a date: 24-Nov-2025.
        let signed = word.starts_with(['+', '-']);
        if (clock.is_some() || signed) && !word.starts_with(|c: char| c.is_ascii_digit()) {
            match month_named(word) {
                Some(named) if month.is_none() => month = Some(named),
                // `GMT EST` is written; the first is what was meant.
                _ => offset = offset.or_else(|| zone(word)),
            }
            continue;
        }
        let dotted = word.contains('.') || word.contains('/');
        for part in word.split(['-', '/', '.']).filter(|part| !part.is_empty()) {
            let number = part.trim_end_matches(|c: char| c.is_alphabetic());
            match number.parse::<i64>() {
                Ok(number_value) if is_ordinal(&part[number.len()..]) => {
                    numbers.push((number_value, number.len()));
                }
                _ => month = month.or_else(|| month_named(part)),
            }
        }
        if dotted && month.is_none() {
            return figures(&numbers, word.contains('.'), text);
        }
    }
    let clock = clock.unwrap_or_default().in_half(afternoon);
    let (year, day) = match *numbers.as_slice() {
        [(year, 4)] => (year, 1),
        [(year, 4), (day, _), ..] => (year, day),
        [(day, _), (year, n_digits), ..] => (whole_year(year, n_digits)?, day),
        _ => return None,
    };
    moment(year, month?, day, clock, offset.unwrap_or_default())
}

/// A day in figures: `24.11.2025`, `11/24/2025 10:44 PM`.
fn figures(numbers: &[(i64, usize)], dots: bool, text: &str) -> Option<UtcTime> {
    let [(first, _), (second, _), (year, 4)] = *numbers else {
        return None;
    };
    // Dots are written by people who put the day first. With strokes only a
    // day beyond 12, or an American clock, tells.
    let american = text.ends_with("am") || text.ends_with("pm");
    let (day, month) = match (dots, first > 12, second > 12 || american) {
        (true, _, false) | (false, true, false) => (first, second),
        (false, false, true) => (second, first),
        _ => return None,
    };
    let rest = text.find(' ').map_or("", |at| text[at..].trim());
    let (clock, offset) = clock_and_zone(rest)?;
    moment(year, month, day, clock, offset.unwrap_or_default())
}

fn whole_year(year: i64, n_digits: usize) -> Option<i64> {
    match n_digits {
        4 => Some(year),
        // As feedparser: feeds begin in the nineties.
        2 if year < 90 => Some(2_000 + year),
        2 => Some(1_900 + year),
        3 if (100..200).contains(&year) => Some(1_900 + year),
        _ => None,
    }
}

fn is_ordinal(tail: &str) -> bool {
    matches!(tail, "" | "st" | "nd" | "rd" | "th")
}

#[cfg(test)]
mod tests {
    use super::read;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let time = read(text).map(|time| time.rfc3339());
        assert_eq!(time.as_deref(), expected, "{text}");
    }

    #[test]
    fn the_forms_of_mail_are_read() {
        let noon = Some("2025-11-24T12:00:00Z");
        check("Mon, 24 Nov 2025 12:00:00 GMT", noon);
        check("24 Nov 25 12:00 Z", noon);
        check("Monday, 24 November 2025 13:00:00 +0100", noon);
        check("Mon, 24 Nov 2025 07:00:00 EST", noon);
        check("Mon Nov 24 12:00:00 2025", noon);
        check("Mon, 24-Nov-2025 12:00:00 UTC", noon);
        check("Mon, 24 Nov 2025 13:00:00 GMT+01:00", noon);
        check("Mo, 24 Nov 2025 13:00:00 CET", noon);
    }

    #[test]
    fn the_forms_of_iso_8601_are_read() {
        let noon = Some("2025-11-24T12:00:00Z");
        check("2025-11-24T12:00:00Z", noon);
        check("2025-11-24T12:00:00.123+00:00", noon);
        check("2025-11-24 12:00", noon);
        check("2025-11-24T13:00+0100", noon);
        check("20251124T12:00:00Z", noon);
        check("20251124T120000Z", noon);
        check("2025-328T12:00:00Z", noon);
        check("2025-11", Some("2025-11-01T00:00:00Z"));
        check("2025", Some("2025-01-01T00:00:00Z"));
        check("20251124", Some("2025-11-24T00:00:00Z"));
    }

    #[test]
    fn the_forms_people_write_are_read() {
        let day = Some("2025-11-24T00:00:00Z");
        check("2025 Nov 24", day);
        check("2025 Nov", Some("2025-11-01T00:00:00Z"));
        check("Nov 24th, 2025", day);
        check("24.11.2025", day);
        check("11/24/2025", day);
        check("24/11/2025", day);
        check("11/24/2025 10:44 PM", Some("2025-11-24T22:44:00Z"));
        check("2025/11/24 9:05:00", Some("2025-11-24T09:05:00Z"));
        check("24 novembre 2025", day);
        check("24. Dezember 2025", Some("2025-12-24T00:00:00Z"));
        check("1763978400", Some("2025-11-24T10:00:00Z"));
    }

    #[test]
    fn what_no_calendar_knows_is_refused() {
        for text in [
            "Sun, 30 Feb 2025 12:00:00 GMT",
            "2025-02-30",
            "2025-13-01",
            "2025-11-24T25:00:00Z",
            "2025-11-24T12:61:00Z",
            "0000-00-00T00:00:00",
            "-0001-11-30T00:00:00Z",
            "yesterday",
            // A zone of so many hours is more than a number holds.
            "-222222222222222222222222220800",
            "2025-11-24T12:00:00-222222222222222208:00",
            "",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn what_could_be_two_dates_is_refused() {
        check("3/4/2025", None);
        check("3/4/2025 10:00 AM", Some("2025-03-04T10:00:00Z"));
    }

    #[test]
    fn an_endless_date_is_not_searched() {
        check(&"24 Nov 2025 ".repeat(10_000), None);
    }
}
