//! A file or stream that comes with an item, and how it is said in words.
//!
//! Only what its source states: nothing is fetched to see whether it is so.

use serde::Deserialize;
use serde::Serialize;

/// A file or stream that comes with an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Enclosure {
    pub link: String,
    /// MIME type as stated, or `audio`, `video`, `image` where only that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// What it is for, where that is not to be heard or seen itself:
    /// `transcript`, `chapters`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
}

impl Enclosure {
    /// The article itself as a PDF.
    pub fn of_article(link: String) -> Enclosure {
        Enclosure {
            link,
            kind: Some("application/pdf".to_string()),
            title: Some("the article".to_string()),
            ..Enclosure::default()
        }
    }

    /// What it is in one word: `audio`, `video`, `image`, `PDF`, `transcript`.
    /// By what is stated, else by the address's ending; `file` where neither
    /// tells.
    pub fn sort(&self) -> &str {
        if let Some(purpose) = self.purpose.as_deref() {
            return purpose;
        }
        let kind = self.kind.as_deref().unwrap_or_default();
        let of_kind = match kind.split('/').next().unwrap_or_default() {
            "audio" => Some("audio"),
            "video" => Some("video"),
            "image" => Some("image"),
            _ if kind == "application/pdf" => Some("PDF"),
            _ => None,
        };
        of_kind.unwrap_or_else(|| self.sort_by_ending())
    }

    fn sort_by_ending(&self) -> &'static str {
        let path = self.link.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending.to_ascii_lowercase().as_str() {
            "mp3" | "m4a" | "ogg" | "oga" | "opus" | "wav" | "aac" | "flac" => "audio",
            "mp4" | "m4v" | "mov" | "webm" | "mkv" | "avi" | "m3u8" => "video",
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "svg" | "avif" => "image",
            "pdf" => "PDF",
            "epub" => "e-book",
            "zip" | "gz" => "archive",
            _ => "file",
        }
    }

    /// All it says of itself, in a person's words: `audio, 42 min, 38 MB`.
    pub fn said(&self) -> String {
        let mut said = self.sort().to_string();
        if let Some(title) = &self.title {
            said = format!("{said}: {title}");
        }
        if let Some(credit) = &self.credit {
            said.push_str(&format!(", by {credit}"));
        }
        if let Some(seconds) = self.seconds {
            said.push_str(&format!(", {}", spoken_length(seconds)));
        }
        if let Some(n_bytes) = self.n_bytes {
            said.push_str(&format!(", {}", spoken_size(n_bytes)));
        }
        said
    }
}

/// `42 min`, `1 h 5 min`, `50 s`.
fn spoken_length(seconds: u32) -> String {
    let minutes = (seconds + 30) / 60;
    match (minutes / 60, minutes % 60) {
        _ if seconds < 60 => format!("{seconds} s"),
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `38 MB`, in thousands as shops and browsers count; never `0`.
pub fn spoken_size(n_bytes: u64) -> String {
    match n_bytes {
        ..1_000 => format!("{n_bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", (n_bytes + 500) / 1_000),
        1_000_000..1_000_000_000 => format!("{} MB", (n_bytes + 500_000) / 1_000_000),
        _ => format!("{:.1} GB", n_bytes as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::Enclosure;

    fn text(text: &str) -> Option<String> {
        Some(text.to_string()).filter(|text| !text.is_empty())
    }

    #[test]
    fn a_file_says_what_it_is_how_long_and_how_large() {
        let check = |link: &str, kind: &str, seconds, n_bytes, expected: &str| {
            let file = Enclosure {
                link: link.to_string(),
                kind: text(kind),
                seconds,
                n_bytes,
                ..Enclosure::default()
            };
            assert_eq!(file.said(), expected, "{link}");
        };
        let link = "https://a.org/x";
        check(
            link,
            "audio/mpeg",
            Some(2_530),
            Some(38_100_000),
            "audio, 42 min, 38 MB",
        );
        check(link, "application/pdf", None, Some(812_345), "PDF, 812 kB");
        check(link, "video/mp4", Some(3_900), None, "video, 1 h 5 min");
        check(link, "image", None, Some(12), "image, 12 bytes");
        check(
            "https://a.org/x.MP3?a=b.pdf",
            "",
            Some(50),
            None,
            "audio, 50 s",
        );
        check(
            "https://a.org",
            "application/octet-stream",
            None,
            None,
            "file",
        );
    }

    #[test]
    fn a_file_with_a_title_a_maker_or_a_purpose_says_so() {
        let file = Enclosure {
            kind: text("video/mp4"),
            title: text("How to"),
            credit: text("Ann"),
            ..Enclosure::default()
        };
        assert_eq!(file.said(), "video: How to, by Ann");
        let words = Enclosure {
            kind: text("text/vtt"),
            purpose: text("transcript"),
            ..Enclosure::default()
        };
        assert_eq!(words.said(), "transcript");
    }
}
