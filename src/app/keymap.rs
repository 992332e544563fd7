//! What keys mean: sequences of the action table, with the person's own keys
//! in the place of the table's.

use crate::app::actions;
use crate::app::actions::Action;
use crate::app::actions::Scope;
use crate::app::effect::Key;
use crate::app::effect::KeyCode;

mod clash;

pub use clash::Clash;
pub use clash::clash;

/// Every sequence of keys with what it does.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    bindings: Vec<Binding>,
    /// The keys of each action as they were written.
    written: Vec<(&'static str, Vec<String>)>,
}

#[derive(Clone, Debug)]
struct Binding {
    keys: Vec<Key>,
    action: &'static Action,
    digit: Option<u8>,
}

/// What a sequence of keys means in a scope.
#[derive(Clone, Copy, Debug)]
pub enum Meaning {
    Act(&'static Action, Option<u8>),
    /// More keys must follow.
    Prefix,
    Nothing,
}

impl Keymap {
    /// The table with the person's keys by action name. What cannot be read
    /// as a key is left out; `config` has complained about it before.
    pub fn new(own: &[(String, Vec<String>)]) -> Keymap {
        let mut keymap = Keymap::default();
        for action in actions::all() {
            let keys: Vec<String> = match own.iter().find(|(name, _)| name == action.name) {
                Some((_, keys)) => keys.clone(),
                None => action.keys.iter().map(|key| key.to_string()).collect(),
            };
            for written in &keys {
                for (keys, digit) in parse(written).unwrap_or_default() {
                    keymap.bindings.push(Binding {
                        keys,
                        action,
                        digit,
                    });
                }
            }
            keymap.written.push((action.name, keys));
        }
        keymap
    }

    /// What these keys mean; a screen's own meaning goes before a global one.
    pub fn meaning(&self, keys: &[Key], scope: Scope) -> Meaning {
        let exact = |scope: Scope| {
            self.bindings
                .iter()
                .find(|binding| binding.keys == keys && binding.action.scopes.contains(&scope))
        };
        if let Some(binding) = exact(scope).or_else(|| exact(Scope::Global)) {
            return Meaning::Act(binding.action, binding.digit);
        }
        if self.following(keys, scope).next().is_some() {
            return Meaning::Prefix;
        }
        Meaning::Nothing
    }

    /// What may follow a prefix: the key and the action, in the table's order.
    pub fn continuations(&self, keys: &[Key], scope: Scope) -> Vec<(String, &'static Action)> {
        self.following(keys, scope)
            .map(|binding| (spell(&binding.keys[keys.len()..]), binding.action))
            .collect()
    }

    fn following<'a>(
        &'a self,
        keys: &'a [Key],
        scope: Scope,
    ) -> impl Iterator<Item = &'a Binding> + 'a {
        self.bindings.iter().filter(move |binding| {
            let holds = |scope: &Scope| binding.action.scopes.contains(scope);
            binding.keys.len() > keys.len()
                && binding.keys.starts_with(keys)
                && (holds(&scope) || holds(&Scope::Global))
        })
    }

    /// The keys of an action as the person set them.
    pub fn keys_of(&self, name: &str) -> &[String] {
        match self.written.iter().find(|(known, _)| *known == name) {
            Some((_, keys)) => keys,
            None => &[],
        }
    }

    /// The first key of an action; empty where it has none.
    pub fn first_key(&self, name: &str) -> &str {
        self.keys_of(name).first().map_or("", String::as_str)
    }

    /// This key of an action, where it is one of its keys; else its first.
    pub fn rather<'a>(&'a self, name: &str, key: &'a str) -> &'a str {
        match self.keys_of(name).iter().any(|own| own == key) {
            true => key,
            false => self.first_key(name),
        }
    }
}

/// A sequence and the digit it stands for, where it is one of a range.
pub type Sequence = (Vec<Key>, Option<u8>);

/// Reads `j`, `Down`, `C-d` or `ctrl-d`, `g g`, `1-9`; a range gives several
/// sequences. `None` where it is no key.
pub fn parse(written: &str) -> Option<Vec<Sequence>> {
    if let [first @ b'0'..=b'9', b'-', last @ b'0'..=b'9'] = written.as_bytes() {
        return Some(
            (*first..=*last)
                .map(|digit| {
                    let key = plain(KeyCode::Char(char::from(digit)));
                    (vec![key], Some(digit - b'0'))
                })
                .collect(),
        );
    }
    let keys: Option<Vec<Key>> = written.split_whitespace().map(parse_one).collect();
    match keys {
        Some(keys) if !keys.is_empty() => Some(vec![(keys, None)]),
        _ => None,
    }
}

/// Whether this is a range of digits: `1-4`.
pub fn is_range(written: &str) -> bool {
    parse(written).is_some_and(|all| all.len() > 1)
}

fn parse_one(written: &str) -> Option<Key> {
    for (mark, ctrl) in [
        ("C-", true),
        ("ctrl-", true),
        ("A-", false),
        ("alt-", false),
    ] {
        if let Some(rest) = written.strip_prefix(mark)
            && !rest.is_empty()
        {
            let mut key = parse_one(rest)?;
            key.ctrl |= ctrl;
            key.alt |= !ctrl;
            return Some(key);
        }
    }
    let mut chars = written.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(plain(KeyCode::Char(c)));
    }
    if let Some((code, _)) = NAMES.iter().find(|(_, name)| *name == written) {
        return Some(plain(*code));
    }
    let number: u8 = written.strip_prefix('F')?.parse().ok()?;
    (1..=12)
        .contains(&number)
        .then(|| plain(KeyCode::F(number)))
}

const NAMES: [(KeyCode, &str); 15] = [
    (KeyCode::Char(' '), "Space"),
    (KeyCode::Enter, "Enter"),
    (KeyCode::Esc, "Esc"),
    (KeyCode::Tab, "Tab"),
    (KeyCode::BackTab, "BackTab"),
    (KeyCode::Backspace, "Backspace"),
    (KeyCode::Delete, "Delete"),
    (KeyCode::Up, "Up"),
    (KeyCode::Down, "Down"),
    (KeyCode::Left, "Left"),
    (KeyCode::Right, "Right"),
    (KeyCode::Home, "Home"),
    (KeyCode::End, "End"),
    (KeyCode::PageUp, "PageUp"),
    (KeyCode::PageDown, "PageDown"),
];

/// A key without Ctrl and Alt.
pub const fn plain(code: KeyCode) -> Key {
    Key {
        code,
        ctrl: false,
        alt: false,
    }
}

/// Keys as they are written in the table.
pub fn spell(keys: &[Key]) -> String {
    let spelt: Vec<String> = keys.iter().map(spell_one).collect();
    spelt.join(" ")
}

fn spell_one(key: &Key) -> String {
    let mut out = String::new();
    if key.ctrl {
        out.push_str("C-");
    }
    if key.alt {
        out.push_str("A-");
    }
    match (NAMES.iter().find(|(code, _)| *code == key.code), key.code) {
        (Some((_, name)), _) => out.push_str(name),
        (None, KeyCode::Char(c)) if !c.is_control() => out.push(c),
        (None, KeyCode::F(number)) => out.push_str(&format!("F{number}")),
        (None, _) => out.push('?'),
    }
    out
}

#[cfg(test)]
mod tests {
    use super::parse;
    use super::spell;

    #[test]
    fn keys_are_spelt_as_they_are_read() {
        for written in [
            "j", "G", "g g", "C-d", "Space", "F1", "-", "+", "[", "PageDown",
        ] {
            let read = parse(written).expect(written);
            assert_eq!(spell(&read[0].0), written);
        }
        assert_eq!(parse("1-9").expect("a range").len(), 9);
        assert_eq!(parse("ctrl-s"), parse("C-s"));
        for wrong in ["", "Spcae", "F99", "ctrl-"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
