//! The settings as they hold now, from every file that says something of them.

use crate::app::paints::Theme;
use crate::config::Config;
use crate::config::ConfigError;
use crate::config::Given;
use crate::config::bodies;
use crate::config::meaning;
use crate::config::paths::Paths;
use crate::config::read;
use crate::config::themes;
use crate::config::written::Written;

/// What holds by the person's files, and a sentence for each thing in them that
/// means nothing.
///
/// # Errors
///
/// [`ConfigError`] where `config.toml` cannot be read; what holds then is for
/// the caller to say.
pub fn load(paths: &Paths, given: &Given) -> Result<(Config, Vec<String>), ConfigError> {
    let written = read(&paths.config_file())?;
    Ok(with_files(written, paths, given))
}

/// The defaults, for verbs that work beside a broken file.
pub fn defaults(paths: &Paths, given: &Given) -> (Config, Vec<String>) {
    with_files(Written::default(), paths, given)
}

fn with_files(written: Written, paths: &Paths, given: &Given) -> (Config, Vec<String>) {
    let (mut config, mut problems) = meaning(written, given);
    match bodies::read(&paths.bodies_file()) {
        Ok(known) => {
            let (chosen, unknown) = bodies::chosen(&known, &config.bodies);
            config.screen.bodies = chosen;
            problems.extend(unknown);
        }
        // A figure beside the log is missing; everything else works.
        Err(error) => problems.push(error.to_string()),
    }
    if let Some(name) = &config.own_theme {
        match themes::read(&paths.theme_file(name)) {
            Ok(own) => config.screen.theme = Theme::Own(own),
            // The usual colours show all that the person's own would.
            Err(error) => problems.push(error.to_string()),
        }
    }
    (config, problems)
}
