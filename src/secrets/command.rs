//! The person's own command, `password_command` in the settings: it is given a
//! source's address as its last word and prints the password.
//!
//! The first line it prints is the password; a line `user: NAME` (or `login:`,
//! `username:`) among the others is the user's name. That is how `pass` and its
//! like keep them. Never writes.

use std::path::Path;

use crate::domain::secret::Secret;

use super::Keeper;
use super::Keepers;
use super::Trouble;
use super::program;

pub(super) const KEEPER: Keeper = Keeper {
    name: |_| "password_command".to_string(),
    is_here: |keepers| !keepers.command.is_empty(),
    read,
    keep: None,
    // What is in the person's own store is theirs to forget.
    forget: |_, _| Ok(()),
};

pub(super) fn read(keepers: &Keepers, name: &str) -> Result<Option<Secret>, Trouble> {
    let Some((program, args)) = keepers.command.split_first() else {
        return Ok(None);
    };
    let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
    args.push(name);
    let said = program::run(Path::new(program), &args, "")?;
    match said.ok {
        true => Ok(secret_of(&said.out)),
        false => Err(Trouble::Failed {
            program: "password_command".to_string(),
            why: said.complaint,
        }),
    }
}

fn secret_of(out: &str) -> Option<Secret> {
    let mut lines = out.lines();
    let password = lines.next().filter(|line| !line.is_empty())?;
    let user = lines.find_map(|line| {
        let (key, value) = line.split_once(':')?;
        let key = key.trim().to_ascii_lowercase();
        matches!(key.as_str(), "user" | "login" | "username").then(|| value.trim())
    });
    Some(Secret::new(user.unwrap_or_default(), password))
}

#[cfg(test)]
mod tests {
    use super::secret_of;

    #[test]
    fn the_first_line_is_the_password_and_a_line_further_down_the_user() {
        for (out, secret) in [
            ("hunter2\n", Some(":hunter2")),
            ("hunter2\nurl: x\nLogin: me\n", Some("me:hunter2")),
            (" with blanks \r\nuser:me", Some("me: with blanks ")),
            ("", None),
            ("\nuser: me\n", None),
        ] {
            let read = secret_of(out);
            assert_eq!(read.as_ref().map(|secret| secret.text()), secret, "{out:?}");
        }
    }
}
