//! What frames are written through: each reaches the terminal in one piece.
//!
//! Nothing is decided here but when to write. What is left when the program
//! ends, or panics, is not written: the terminal was given back by then.

use std::io;
use std::io::Write;

/// Asks the terminal to show what follows only when all of it is there, and
/// says that it is. A terminal that knows neither passes them over.
///
/// Source: DEC private mode 2026, "Synchronized Output".
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Less than this is shown at once anyway: a cursor that moves.
const SMALL: usize = 64;

/// Holds what is written until it is flushed. Standard output by itself passes
/// a frame on in pieces of a kilobyte, each a packet over ssh.
pub struct Sheet<W: Write> {
    out: W,
    held: Vec<u8>,
}

impl<W: Write> Sheet<W> {
    pub fn new(out: W) -> Sheet<W> {
        Sheet {
            out,
            held: BEGIN.to_vec(),
        }
    }
}

impl<W: Write> Write for Sheet<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let n_bytes = self.held.len() - BEGIN.len();
        let written = match n_bytes {
            0 => Ok(()),
            _ if n_bytes < SMALL => self.out.write_all(&self.held[BEGIN.len()..]),
            _ => {
                self.held.extend_from_slice(END);
                self.out.write_all(&self.held)
            }
        };
        // Also what failed: a frame is not written twice.
        self.held.truncate(BEGIN.len());
        written?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Remembers each piece that came.
    #[derive(Default)]
    struct Pieces(Vec<Vec<u8>>);

    impl Write for Pieces {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_frame_reaches_the_terminal_in_one_piece_and_little_as_it_is() {
        let mut sheet = Sheet::new(Pieces::default());
        for _ in 0..500 {
            write!(sheet, "\x1b[1;1Hword").unwrap();
        }
        sheet.flush().unwrap();
        sheet.flush().unwrap();
        write!(sheet, "\x1b[2;2H").unwrap();
        sheet.flush().unwrap();
        write!(sheet, "left").unwrap();
        let [frame, moved] = &sheet.out.0[..] else {
            panic!("{} pieces", sheet.out.0.len());
        };
        assert_eq!(frame.len(), 500 * 10 + BEGIN.len() + END.len());
        assert!(frame.starts_with(BEGIN) && frame.ends_with(END));
        assert_eq!(moved, b"\x1b[2;2H");
    }
}
