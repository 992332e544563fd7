//! A line that is typed without being shown, for passwords.
//!
//! The terminal is given back whatever happens; nothing typed is kept.

use std::io;

use crossterm::event;
use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyEventKind;
use crossterm::event::KeyModifiers;
use crossterm::terminal::disable_raw_mode;
use crossterm::terminal::enable_raw_mode;

/// What a key does to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    On,
    Done,
    GivenUp,
}

/// Reads a line from the terminal without showing it. `None` where the person
/// gave up (Ctrl-C, Ctrl-D, Esc).
///
/// # Errors
///
/// Where there is no terminal to read from.
pub fn read_unseen() -> io::Result<Option<String>> {
    enable_raw_mode()?;
    let read = read_keys();
    disable_raw_mode()?;
    read
}

fn read_keys() -> io::Result<Option<String>> {
    let mut line = String::new();
    loop {
        let Event::Key(key) = event::read()? else {
            continue;
        };
        match typed(&mut line, key) {
            Typed::On => {}
            Typed::Done => return Ok(Some(line)),
            Typed::GivenUp => return Ok(None),
        }
    }
}

fn typed(line: &mut String, key: KeyEvent) -> Typed {
    if key.kind == KeyEventKind::Release {
        return Typed::On;
    }
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Enter => return Typed::Done,
        KeyCode::Esc => return Typed::GivenUp,
        KeyCode::Char('c' | 'd') if ctrl => return Typed::GivenUp,
        KeyCode::Char('j' | 'm') if ctrl => return Typed::Done,
        KeyCode::Char('u') if ctrl => line.clear(),
        KeyCode::Backspace => {
            line.pop();
        }
        KeyCode::Char(c) if !ctrl => line.push(c),
        _ => {}
    }
    Typed::On
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_make_a_line_that_can_be_mended_and_given_up() {
        let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
        let ctrl = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        let mut line = String::new();
        for c in "hünter3".chars() {
            assert_eq!(typed(&mut line, plain(KeyCode::Char(c))), Typed::On);
        }
        typed(&mut line, plain(KeyCode::Backspace));
        typed(&mut line, plain(KeyCode::Char('2')));
        assert_eq!(line, "hünter2");
        typed(&mut line, plain(KeyCode::Left));
        assert_eq!(line, "hünter2");
        assert_eq!(typed(&mut line, plain(KeyCode::Enter)), Typed::Done);
        assert_eq!(typed(&mut line, ctrl('c')), Typed::GivenUp);
        assert_eq!(typed(&mut line, plain(KeyCode::Esc)), Typed::GivenUp);
        typed(&mut line, ctrl('u'));
        assert_eq!(line, "");
    }
}
