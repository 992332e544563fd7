//! The settings as written: every field optional, nothing interpreted.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

/// A whole `config.toml`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Written {
    pub screen: Screen,
    pub fetch: Fetch,
    pub keep: Keep,
    pub open: Open,
    pub learning: Learning,
    pub review: Review,
    pub keys: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Screen {
    pub ascii: Option<bool>,
    pub colour: Option<String>,
    pub theme: Option<String>,
    pub mouse: Option<bool>,
    pub links: Option<String>,
    pub title: Option<String>,
    pub read_on_open: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Fetch {
    pub interval: Option<u32>,
    pub scheduled: Option<bool>,
    pub at_once: Option<usize>,
    pub per_host: Option<usize>,
    pub memory_mb: Option<usize>,
    pub answer_mb: Option<usize>,
    pub connect_seconds: Option<u64>,
    pub first_byte_seconds: Option<u64>,
    pub answer_seconds: Option<u64>,
    pub proxy: Option<String>,
    pub ca_file: Option<PathBuf>,
    pub password_command: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Keep {
    pub articles: Option<String>,
    pub days: Option<u32>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Open {
    pub browser: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Learning {
    pub bodies: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Review {
    pub per_day: Option<u32>,
}
