//! Where the person's files lie. Nothing here makes or opens one.

use std::path::PathBuf;

use directories::ProjectDirs;

/// The folders of one person's rounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// `config.toml` and `topics.toml`.
    pub config: PathBuf,
    /// `rounds.db`, the one file that matters, and `search.db`, which can be
    /// made again. A data folder, not a cache folder: systems empty those.
    pub data: PathBuf,
    /// `rounds.log`.
    pub log: PathBuf,
}

impl Paths {
    /// All of it under one folder: what `ROUNDS_HOME` asks for.
    pub fn under(home: impl Into<PathBuf>) -> Paths {
        let home = home.into();
        Paths {
            config: home.join("config"),
            data: home.join("data"),
            log: home.join("log"),
        }
    }

    /// The folders of this system, or `None` where it names no home folder.
    pub fn of_system() -> Option<Paths> {
        let dirs = ProjectDirs::from("", "", "rounds")?;
        Some(Paths {
            config: dirs.config_dir().to_path_buf(),
            data: dirs.data_dir().to_path_buf(),
            log: dirs
                .state_dir()
                .unwrap_or(dirs.data_local_dir())
                .to_path_buf(),
        })
    }

    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    pub fn topics_file(&self) -> PathBuf {
        self.config.join("topics.toml")
    }

    pub fn bodies_file(&self) -> PathBuf {
        self.config.join("bodies.toml")
    }

    /// A person's own theme, by its name.
    pub fn theme_file(&self, name: &str) -> PathBuf {
        self.config.join("themes").join(format!("{name}.toml"))
    }

    pub fn database(&self) -> PathBuf {
        self.data.join("rounds.db")
    }

    pub fn log_file(&self) -> PathBuf {
        self.log.join("rounds.log")
    }
}
