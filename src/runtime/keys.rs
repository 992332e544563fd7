//! What the terminal library says, in the model's words.

use crossterm::event::Event;
use crossterm::event::KeyCode as Code;
use crossterm::event::KeyEvent;
use crossterm::event::KeyEventKind;
use crossterm::event::KeyModifiers;
use crossterm::event::MouseButton;
use crossterm::event::MouseEvent;
use crossterm::event::MouseEventKind;

use crate::app::effect::Key;
use crate::app::effect::KeyCode;
use crate::app::effect::Msg;
use crate::app::pointing::Pointing;
use crate::app::pointing::Press;

/// The message an event means, if it means any.
pub fn msg(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => key_of(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(width, height) => Some(Msg::Resize { width, height }),
        Event::FocusGained => Some(Msg::Focus(true)),
        Event::FocusLost => Some(Msg::Focus(false)),
        Event::Mouse(mouse) => pointing(mouse).map(Msg::Pointing),
    }
}

fn pointing(mouse: MouseEvent) -> Option<Pointing> {
    let what = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Press::Click,
        MouseEventKind::ScrollUp => Press::WheelUp,
        MouseEventKind::ScrollDown => Press::WheelDown,
        _ => return None,
    };
    Some(Pointing {
        what,
        x: mouse.column,
        y: mouse.row,
    })
}

fn key_of(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let code = match key.code {
        Code::Char(c) => KeyCode::Char(c),
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::F(n) => KeyCode::F(n),
        _ => return None,
    };
    Some(Key {
        code,
        ctrl: key.modifiers.contains(KeyModifiers::CONTROL),
        alt: key.modifiers.contains(KeyModifiers::ALT),
    })
}

#[cfg(test)]
mod tests {
    use crossterm::event::Event;
    use crossterm::event::KeyCode as Code;
    use crossterm::event::KeyEvent;
    use crossterm::event::KeyModifiers;

    use super::msg;
    use crate::app::effect::Key;
    use crate::app::effect::KeyCode;
    use crate::app::effect::Msg;

    #[test]
    fn shift_is_in_the_character_and_control_beside_it() {
        let capital = KeyEvent::new(Code::Char('M'), KeyModifiers::SHIFT);
        let expected = Key {
            code: KeyCode::Char('M'),
            ctrl: false,
            alt: false,
        };
        assert_eq!(msg(Event::Key(capital)), Some(Msg::Key(expected)));
        let control = KeyEvent::new(Code::Char('d'), KeyModifiers::CONTROL);
        let expected = Key {
            code: KeyCode::Char('d'),
            ctrl: true,
            alt: false,
        };
        assert_eq!(msg(Event::Key(control)), Some(Msg::Key(expected)));
    }
}
