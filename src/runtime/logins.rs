//! Secrets for a refresh, and putting aside those that an older rounds wrote
//! into the database. Slow where a keyring is asked, so never on the screen's
//! task.

use crate::domain::intake::Target;
use crate::domain::secret;
use crate::domain::secret::Login;
use crate::problem::Problem;
use crate::secrets::Keepers;
use crate::secrets::Trouble;
use crate::store::Reader;
use crate::store::Store;

/// Gives each target that has a secret what its keeper has. What cannot be had
/// is said of its source alone.
pub(super) fn look_up(targets: &mut [Target], keepers: &Keepers) {
    let mut silent: Option<Trouble> = None;
    for target in targets {
        let Some(name) = &target.secret_name else {
            continue;
        };
        // Who did not answer once is not waited for again and again.
        let read = match &silent {
            Some(trouble) => Err(trouble.clone()),
            None => keepers.read(name),
        };
        target.login = match read {
            Ok(secret) => Login::With {
                secret,
                server: name.clone(),
            },
            Err(trouble) => {
                let login = Login::Unreadable(format!(
                    "{trouble} (rounds password {} sets it anew)",
                    target.source.0
                ));
                if matches!(trouble, Trouble::Silent { .. }) {
                    silent = Some(trouble);
                }
                login
            }
        };
    }
}

/// Puts secrets in order: closes their file to others, and takes out of the
/// database what an older rounds left in addresses there. A sentence for each
/// thing that was done.
///
/// # Errors
///
/// Where the store cannot be read or written.
pub fn in_order(store: &mut Store, keepers: &Keepers) -> Result<Vec<String>, Problem> {
    let mut said: Vec<String> = keepers.close_to_others().into_iter().collect();
    let folder = store.folder().to_path_buf();
    let left = Reader::open(&folder)?.addresses_with_secrets()?;
    let mut n_moved = 0;
    for (source, address) in left {
        let (clean, Some(secret)) = secret::taken(&address) else {
            continue;
        };
        // Kept first: a secret in two places is better than in none.
        match keepers.keep(&[(clean.clone(), secret.clone())]) {
            Ok(_) => {
                let name = store.clean_address(source)?;
                if name != clean
                    && let Err(trouble) = keepers.keep(&[(name, secret)])
                {
                    said.push(format!("A password was not kept: {trouble}"));
                }
                n_moved += 1;
            }
            Err(trouble) => {
                said.push(format!(
                    "A password stays in its source's address: {trouble}"
                ));
            }
        }
    }
    match n_moved {
        0 => {}
        1 => said.push("A password was taken out of its source's address".to_string()),
        n => said.push(format!("{n} passwords were taken out of addresses")),
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::look_up;
    use crate::domain::intake::Target;
    use crate::domain::secret::Login;
    use crate::domain::secret::Secret;
    use crate::secrets::Keepers;

    #[test]
    fn only_who_has_a_secret_is_looked_up_and_one_that_is_gone_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let keepers = Keepers {
            folder: folder.path().to_path_buf(),
            ..Keepers::default()
        };
        let secret = Secret::new("me", "x");
        let kept = "https://a.example/feed".to_string();
        keepers.keep(&[(kept.clone(), secret.clone())]).unwrap();
        let target = |name: Option<&str>| Target {
            secret_name: name.map(str::to_string),
            ..Target::default()
        };
        let mut targets = [
            target(None),
            target(Some(&kept)),
            target(Some("https://b.example/feed")),
        ];
        look_up(&mut targets, &keepers);
        assert_eq!(targets[0].login, Login::None);
        let server = kept;
        assert_eq!(targets[1].login, Login::With { secret, server });
        assert_eq!(
            targets[2].login,
            Login::Unreadable(
                "it is kept nowhere any more (rounds password 0 sets it anew)".to_string()
            )
        );
    }
}
