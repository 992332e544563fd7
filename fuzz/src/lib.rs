//! What every target holds the program to, beyond not panicking: time and
//! output in proportion to the input, the same answer twice, and no character
//! that acts on a terminal.
//!
//! Nothing here knows what an input means.

mod markup;

pub use markup::FEED;
pub use markup::OUTLINE;
pub use markup::PAGE;
pub use markup::mutate;

use std::time::Duration;
use std::time::Instant;

use rounds::domain::text;

/// A stretched input is about so long, in bytes.
const STRETCHED: usize = 256 << 10;

/// The input to read, from what the fuzzer gives. One in thirty-two is
/// stretched: its middle is repeated until it is long, so that what takes
/// quadratic time is felt. The first byte decides, the second says where the
/// middle is.
pub fn stretched(given: &[u8]) -> Vec<u8> {
    let [how, place, rest @ ..] = given else {
        return Vec::new();
    };
    if how % 32 != 7 || rest.is_empty() {
        return rest.to_vec();
    }
    let from = rest.len() * usize::from(place % 16) / 32;
    let to = rest.len() - rest.len() * usize::from(place / 16) / 32;
    let middle = &rest[from..to.max(from + 1).min(rest.len())];
    if middle.is_empty() {
        return rest.to_vec();
    }
    let mut out = rest[..from].to_vec();
    for _ in 0..STRETCHED / middle.len() {
        out.extend_from_slice(middle);
    }
    out.extend_from_slice(&rest[to..]);
    out
}

/// Runs something twice that must take at most 2 s a megabyte (and a fifth of
/// a second for the start) and answer the same.
///
/// Counts the processor's time where the system tells it: a busy machine is no
/// slow program. Where the first runs were too slow it is run twice more.
pub fn in_time<T: PartialEq>(n_bytes: usize, what: &str, run: impl Fn() -> T) -> T {
    let allowed = Duration::from_millis(200) + Duration::from_micros(2) * to_u32(n_bytes);
    let mut best = Duration::MAX;
    let mut before = None;
    for nth in 0..4 {
        let (began, worked) = (Instant::now(), worked());
        let answer = run();
        let took = match (worked, self::worked()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => began.elapsed(),
        };
        best = best.min(took);
        if let Some(before) = &before {
            assert!(*before == answer, "{what}: another answer for the same input");
        }
        before = Some(answer);
        if nth >= 1 && best <= allowed {
            break;
        }
    }
    assert!(best <= allowed, "{what}: {best:?} for {n_bytes} bytes");
    before.expect("it ran")
}

/// How long this thread has worked so far; `None` where nothing tells it.
fn worked() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanos = told.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanos))
}

/// Checks that an output is not larger than so many times its input.
pub fn in_proportion(n_in: usize, n_out: usize, times: usize, what: &str) {
    let allowed = n_in * times + (64 << 10);
    assert!(n_out <= allowed, "{what}: {n_out} bytes out of {n_in}");
}

/// Checks that a line holds nothing that acts.
pub fn quiet(line: &str, what: &str) {
    assert!(!line.contains(text::acts), "{what}: {line:?}");
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
