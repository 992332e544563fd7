//! Dates as feeds write them: what is read is a moment that can be said, and
//! read again.
#![no_main]

use libfuzzer_sys::fuzz_target;

use rounds::domain::time::UtcTime;
use rounds::sources::feed::dates;
use rounds_fuzz::in_time;

fuzz_target!(|given: &str| {
    let time = in_time(given.len(), "dates", || dates::read(given));
    let now = UtcTime(1_764_000_000);
    if let Some(time) = time {
        let said = time.rfc3339();
        assert_eq!(UtcTime::parse(&said), Some(time), "{given:?}");
        let _ = (time.age(now), now.age(time), time.local());
    }
    let _ = UtcTime::parse(given);
});
