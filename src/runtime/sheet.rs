//! What frames are written on: each reaches the terminal in one piece.
//!
//! Nothing is decided here but when to write. What is left when the program
//! ends, or panics, is not written: the terminal was given back by then.

use std::cell::RefCell;
use std::io;
use std::io::Write;
use std::rc::Rc;

/// Asks the terminal to show what follows only when all of it is there, and
/// says that it is. A terminal that knows neither passes them over.
///
/// Source: DEC private mode 2026, "Synchronized Output".
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Less than this is shown at once anyway: a cursor that moves.
const SMALL: usize = 64;

/// Holds what is drawn until it is sent. Standard output by itself passes a frame
/// on in pieces of a kilobyte, each a packet over ssh; and the library that draws
/// shows the cursor, flushes, moves it, and flushes again.
#[derive(Clone, Default)]
pub struct Sheet(Rc<RefCell<Vec<u8>>>);

impl Sheet {
    /// Writes what is held, and holds nothing any more: also what could not be
    /// written is not written twice.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub fn send(&self, out: &mut impl Write) -> io::Result<()> {
        let held = self.0.take();
        match held.len() {
            0 => return Ok(()),
            1..SMALL => out.write_all(&held)?,
            _ => out.write_all(&[BEGIN, &held, END].concat())?,
        }
        out.flush()
    }
}

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::TerminalOptions;
    use ratatui::Viewport;
    use ratatui::backend::CrosstermBackend;
    use ratatui::layout::Rect;

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
    fn a_frame_with_its_cursor_reaches_the_terminal_in_one_piece() {
        let sheet = Sheet::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, 80, 24));
        let backend = CrosstermBackend::new(sheet.clone());
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        let mut out = Pieces::default();
        for text in ["a long line of words that a screen shows", "b"] {
            let draw = |frame: &mut ratatui::Frame<'_>| {
                frame.render_widget(text, frame.area());
                frame.set_cursor_position((3, 4));
            };
            terminal.draw(draw).unwrap();
            sheet.send(&mut out).unwrap();
            sheet.send(&mut out).unwrap();
        }
        assert_eq!(out.0.len(), 2);
        for piece in &out.0 {
            assert!(piece.starts_with(BEGIN) && piece.ends_with(END));
            let piece = String::from_utf8_lossy(piece);
            assert!(piece.contains("\x1b[?25h\x1b[5;4H"), "{piece:?}");
        }
    }

    #[test]
    fn little_is_sent_as_it_is() {
        let mut sheet = Sheet::default();
        let mut out = Pieces::default();
        write!(sheet, "\x1b[2;2H").unwrap();
        sheet.send(&mut out).unwrap();
        assert_eq!(out.0, [b"\x1b[2;2H"]);
    }
}
