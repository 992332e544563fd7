//! The categories of an outline as lists: `category="trials,/heart/valves"`.
//!
//! Nothing is taken away: the attribute stays with its source.

use crate::opml::Entry;

/// More categories than this of one outline are not taken.
const MOST: usize = 20;

/// The entries, each also in the lists its categories name; a source that lies
/// in no folder lies in those alone.
///
/// Source: OPML 2.0, "category": strings with slashes, with commas between.
pub fn with_categories(entries: Vec<Entry>) -> Vec<Entry> {
    let mut all = Vec::with_capacity(entries.len());
    for entry in entries {
        let attribute = entry
            .source
            .extra
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("category"));
        let mut paths: Vec<Vec<String>> = Vec::new();
        for category in attribute
            .iter()
            .flat_map(|(_, value)| value.split(','))
            .take(MOST)
        {
            let parts = category.split('/').map(str::trim);
            let path: Vec<String> = parts
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect();
            if !path.is_empty() && path != entry.path && !paths.contains(&path) {
                paths.push(path);
            }
        }
        let others: Vec<Entry> = paths
            .into_iter()
            .map(|path| Entry {
                path,
                ..entry.clone()
            })
            .collect();
        if !entry.path.is_empty() || others.is_empty() {
            all.push(entry);
        }
        all.extend(others);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::with_categories;
    use crate::opml::read;

    #[test]
    fn categories_are_lists_beside_the_folder() {
        let file = "<opml><outline text='F'><outline xmlUrl='http://x' category='F,a, /b/c/,a'/></outline>\
            <outline xmlUrl='http://y' category='a'/><outline xmlUrl='http://z' category=''/></opml>";
        let entries = with_categories(read(file.as_bytes()).entries);
        let drawn: Vec<String> = entries
            .iter()
            .map(|it| format!("{} {}", it.path.join("/"), it.source.address))
            .collect();
        assert_eq!(
            drawn,
            [
                "F http://x",
                "a http://x",
                "b/c http://x",
                "a http://y",
                " http://z"
            ]
        );
    }
}
