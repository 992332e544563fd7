//! A list: a named set of sources. A source may stand in several.

use crate::domain::id::ListId;
use crate::domain::id::SourceId;

/// A list as the lists pane shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    pub id: ListId,
    /// The folders it lay in and its own name, outermost first; never empty.
    pub path: Vec<String>,
    /// Its sources in the order they stand.
    pub sources: Vec<SourceId>,
    pub n_unread: u32,
}

/// What joins the parts of a path where it is written as one name.
pub const PATH_MARK: &str = " / ";

impl List {
    /// The whole name: `Cardiology / Journals`.
    pub fn name(&self) -> String {
        self.path.join(PATH_MARK)
    }
}

/// Splits a name as people type it into its path; no empty parts.
pub fn path_of(name: &str) -> Vec<String> {
    name.split(PATH_MARK)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_string)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn a_name_is_split_only_at_spaced_slashes() {
        assert_eq!(path_of("Cardiology / Journals"), ["Cardiology", "Journals"]);
        assert_eq!(
            path_of("Family/general practice"),
            ["Family/general practice"]
        );
        assert_eq!(path_of("  "), Vec::<String>::new());
    }
}
