//! Stand-ins for functions that other rooms are writing; gone after the merge.
//!
//! Each has the name and the signature of the real one. To merge: delete this
//! file and let each `use crate::sync::borrowed::x` name the room in its doc.

/// `crate::domain::ident`.
pub mod ident {
    use crate::domain::ident::Identifier;

    pub fn from_link(_link: &str) -> Vec<Identifier> {
        Vec::new()
    }
}

/// `crate::domain::link`.
pub mod link {
    pub fn key(link: &str) -> Option<String> {
        let rest = link
            .strip_prefix("https://")
            .or(link.strip_prefix("http://"))?;
        Some(format!("url:{}", rest.strip_prefix("www.").unwrap_or(rest)))
    }

    pub fn host(link: &str) -> Option<&str> {
        let rest = link
            .strip_prefix("https://")
            .or(link.strip_prefix("http://"))?;
        rest.split(['/', '?', '#']).next()
    }
}

/// `Badge::of` of `crate::domain::badge`; just drop the `use`.
pub trait BadgeOf {
    fn of(
        title: &str,
        categories: &[String],
        source_title: &str,
        identifiers: &[crate::domain::ident::Identifier],
    ) -> Option<crate::domain::badge::Badge>;
}

impl BadgeOf for crate::domain::badge::Badge {
    fn of(
        _title: &str,
        _categories: &[String],
        _source_title: &str,
        _identifiers: &[crate::domain::ident::Identifier],
    ) -> Option<crate::domain::badge::Badge> {
        None
    }
}

/// `crate::domain::topic`.
pub mod topic {
    use crate::domain::id::TopicId;
    use crate::domain::topic::Topic;

    #[derive(Clone, Debug, Default)]
    pub struct Matcher {
        topics: Vec<(TopicId, Vec<String>)>,
    }

    impl Matcher {
        pub fn new(topics: &[Topic]) -> Matcher {
            Matcher {
                topics: topics
                    .iter()
                    .map(|topic| (topic.id, topic.words.clone()))
                    .collect(),
            }
        }

        pub fn topics_of(&self, title: &str, text: &str) -> Vec<TopicId> {
            self.topics
                .iter()
                .filter(|(_, words)| words.iter().any(|w| title.contains(w) || text.contains(w)))
                .map(|(id, _)| *id)
                .collect()
        }
    }
}

/// `crate::page`.
pub mod page {
    pub fn plain_text(html: &str) -> String {
        html.to_string()
    }

    pub mod discover {
        pub fn looks_like_html(text: &str) -> bool {
            let text = text.trim_start().to_ascii_lowercase();
            text.starts_with("<!doctype html") || text.starts_with("<html")
        }

        pub fn feeds(html: &str, base: &str) -> Vec<(String, String)> {
            let base = url::Url::parse(base).ok();
            html.split("<link rel=\"alternate\" href=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .filter_map(|link| base.as_ref()?.join(link).ok())
                .map(|link| (link.to_string(), String::new()))
                .collect()
        }
    }
}

/// `crate::sources::feed::decode`.
pub mod decode {
    use std::borrow::Cow;

    pub fn text<'a>(bytes: &'a [u8], _content_type: Option<&str>) -> Cow<'a, str> {
        String::from_utf8_lossy(bytes)
    }
}
