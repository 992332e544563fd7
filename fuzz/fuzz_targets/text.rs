//! The cleaner and what measures: clean text stays clean, is NFC, acts on
//! nothing, and takes the cells it says.
#![no_main]

use libfuzzer_sys::fuzz_target;

use rounds::app::paper::Run;
use rounds::app::paper::wrap::wrap;
use rounds::domain::text;
use rounds_fuzz::in_proportion;
use rounds_fuzz::in_time;
use rounds_fuzz::quiet;
use rounds_fuzz::stretched;
use unicode_normalization::is_nfc;
use unicode_segmentation::UnicodeSegmentation;

fuzz_target!(|given: &[u8]| {
    let bytes = stretched(given);
    let given_text = String::from_utf8_lossy(&bytes);
    let n = given_text.len();
    let cells = usize::from(given.first().copied().unwrap_or(0) / 2);

    let line = in_time(n, "clean", || text::clean(&given_text).into_owned());
    quiet(&line, "a clean line");
    assert!(is_nfc(&line), "{line:?}");
    assert!(line.chars().count() <= text::LONGEST_LINE);
    assert_eq!(text::clean(&line), line);
    assert_eq!(line, line.trim());

    let block = in_time(n, "clean block", || text::clean_block(&given_text).into_owned());
    in_proportion(n, block.len(), 3, "clean block");
    assert!(is_nfc(&block), "{block:?}");
    block.lines().for_each(|line| quiet(line, "a line of a clean block"));
    assert_eq!(text::clean_block(&block), block);

    // From outside as it came, and as it stands once it is clean.
    for some in [&*given_text, &line, &block] {
        for cut in [text::shorten(some, cells), text::shorten_middle(some, cells)] {
            assert!(text::width(&cut) <= cells, "{cut:?} in {cells}");
        }
        let by_grapheme: usize = some.graphemes(true).map(text::width).sum();
        assert_eq!(text::width(some), by_grapheme, "{some:?}");
        let ascii = in_time(n, "ascii", || text::ascii(some));
        assert!(ascii.bytes().all(|b| b == b'\n' || (b' '..=b'~').contains(&b)), "{ascii:?}");
        in_proportion(some.len(), ascii.len(), 8, "ascii");
        let width = cells.max(2);
        for run in in_time(n, "wrap", || wrap(&[Run::plain(some)], width)) {
            let line: String = run.iter().map(|run| run.text.as_str()).collect();
            assert!(text::width(&line) <= width, "{line:?} in {width}");
        }
    }
    let folded = in_time(n, "fold", || text::fold(&line));
    in_proportion(line.len(), folded.len(), 20, "fold");
    assert_eq!(text::fold(&folded), folded, "{line:?}");
});
