//! A living list: somebody else's list of sources, followed as it changes.

use crate::domain::id::ListId;
use crate::domain::link;
use crate::domain::list;
use crate::domain::source::NewSource;

/// A living list that is followed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Living {
    /// Its number in the store.
    pub id: i64,
    pub address: String,
    pub title: String,
    /// The list its members stand in.
    pub list: ListId,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Whether it is due.
    pub due: bool,
}

/// What asking a living list gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    Unchanged,
    /// Who stands in it now.
    Members {
        title: String,
        members: Vec<NewSource>,
        etag: Option<String>,
        last_modified: Option<String>,
        /// Members that were left out, a sentence each.
        left_out: Vec<String>,
    },
    /// A sentence part; everybody stays.
    Failed(String),
}

impl Reading {
    /// Where its members stand: under its title, else its host.
    pub fn path(&self, address: &str) -> Vec<String> {
        let title = match self {
            Reading::Members { title, .. } => title.trim(),
            Reading::Unchanged | Reading::Failed(_) => "",
        };
        match list::path_of(title) {
            path if path.is_empty() => vec![link::host(address).unwrap_or("list").to_string()],
            path => path,
        }
    }
}

/// Whether an address looks like that of an OPML list.
pub fn looks_like_a_list(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.to_ascii_lowercase().ends_with(".opml")
}

/// Who came to a living list and who went, by title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    pub list: String,
    pub came: Vec<String>,
    pub went: Vec<String>,
}

impl Shift {
    pub fn is_empty(&self) -> bool {
        self.came.is_empty() && self.went.is_empty()
    }

    /// What happened, as a sentence: `Ward 7: A and B came, C went`. Several
    /// are counted.
    pub fn sentence(&self) -> String {
        let part = |who: &[String], deed: &str| match who {
            [] => None,
            [one] => Some(format!("{one} {deed}")),
            [one, other] => Some(format!("{one} and {other} {deed}")),
            many => Some(format!("{} sources {deed}", many.len())),
        };
        let parts = [part(&self.came, "came"), part(&self.went, "went")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("{}: {}", self.list, parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::Shift;

    #[test]
    fn who_came_and_who_went_is_said_by_name_while_they_are_few() {
        let names = |n: usize| (0..n).map(|k| format!("S{k}")).collect::<Vec<_>>();
        let said = |came, went| {
            let shift = Shift {
                list: "Ward 7".to_string(),
                came: names(came),
                went: names(went),
            };
            shift.sentence()
        };
        assert_eq!(said(2, 1), "Ward 7: S0 and S1 came, S0 went");
        assert_eq!(said(0, 3), "Ward 7: 3 sources went");
    }
}
