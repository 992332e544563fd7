//! The settings as written: every field optional, nothing interpreted.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error;
use toml::Table;
use toml::Value;

/// A whole `config.toml`.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields, default)]
pub struct Written {
    pub screen: Screen,
    pub fetch: Fetch,
    pub keep: Keep,
    pub open: Open,
    pub notify: Notify,
    pub learning: Learning,
    pub review: Review,
    /// By the action's whole name, `move.down`.
    #[serde(deserialize_with = "keys")]
    pub keys: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields, default)]
pub struct Screen {
    pub ascii: Option<bool>,
    pub colour: Option<String>,
    pub theme: Option<String>,
    pub mouse: Option<bool>,
    pub links: Option<String>,
    pub images: Option<String>,
    pub title: Option<String>,
    pub read_on_open: Option<bool>,
    pub reduced_motion: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
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
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields, default)]
pub struct Keep {
    pub articles: Option<String>,
    pub days: Option<u32>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields, default)]
pub struct Open {
    pub browser: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields, default)]
pub struct Notify {
    pub about: Option<Vec<String>>,
    pub command: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields, default)]
pub struct Learning {
    pub bodies: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(deny_unknown_fields, default)]
pub struct Review {
    pub per_day: Option<u32>,
}

/// Keys as people write them: one key or a list of them, and a name with a dot
/// (`move.down`) in quotes or without, which TOML takes for a table.
fn keys<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    let mut keys = BTreeMap::new();
    flatten("", Table::deserialize(from)?, &mut keys).map_err(D::Error::custom)?;
    Ok(keys)
}

fn flatten(
    before: &str,
    table: Table,
    keys: &mut BTreeMap<String, Vec<String>>,
) -> Result<(), String> {
    for (name, value) in table {
        let name = format!("{before}{name}");
        let own = match value {
            Value::Table(inner) => {
                flatten(&format!("{name}."), inner, keys)?;
                continue;
            }
            Value::String(key) => Some(vec![key]),
            Value::Array(all) => all
                .iter()
                .map(|key| key.as_str().map(str::to_string))
                .collect(),
            _ => None,
        };
        match own {
            Some(own) => keys.insert(name, own),
            None => return Err(format!("keys.{name} must be keys in quotes")),
        };
    }
    Ok(())
}
