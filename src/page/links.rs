//! The links of a page: made absolute, told apart, numbered once each.
//!
//! Nothing that runs or carries its own content is a link here: `javascript:`
//! and `data:` addresses are only words.

use std::collections::HashMap;

use url::Url;

use crate::domain::document::Link;
use crate::domain::link::without_tracking;

/// Longer addresses are not followed.
const LONGEST: usize = 4_096;

/// All links of a page together, in bytes; past this they are only words. A
/// long base would otherwise make each short link long: 1 MB became 220 MB.
const MOST_BYTES: usize = 1 << 20;

/// Links in the order they were met.
pub struct Links {
    base: Option<Url>,
    met: Vec<Link>,
    by_target: HashMap<String, u32>,
    n_bytes: usize,
}

impl Links {
    pub fn new(base: Option<&str>) -> Links {
        let base = base.filter(|base| base.len() <= LONGEST);
        Links {
            base: base.and_then(|base| Url::parse(base.trim()).ok()),
            met: Vec::new(),
            by_target: HashMap::new(),
            n_bytes: 0,
        }
    }

    /// Takes `<base href>` into account.
    pub fn rebase(&mut self, href: &str) {
        if href.len() <= LONGEST
            && let Some(address) = self.absolute(href)
        {
            self.base = Some(address);
        }
    }

    /// The number (from 0) of a link to `href`, if it leads anywhere.
    pub fn number(&mut self, href: &str) -> Option<u32> {
        let href = href.trim();
        let is_full = self.n_bytes > MOST_BYTES;
        if href.is_empty() || href.starts_with('#') || href.len() > LONGEST || is_full {
            return None;
        }
        let address = self.absolute(href)?;
        if self.stays_on_page(&address) {
            return None;
        }
        let (target, stripped) = without_tracking(address.as_str());
        if let Some(number) = self.by_target.get(&target) {
            return Some(*number);
        }
        let number = u32::try_from(self.met.len()).ok()?;
        self.n_bytes += target.len();
        self.by_target.insert(target.clone(), number);
        self.met.push(Link {
            target,
            label: String::new(),
            stripped,
        });
        Some(number)
    }

    /// Where an image lies, as an absolute address of the web.
    pub fn picture(&self, src: &str) -> Option<String> {
        let src = src.trim();
        if src.is_empty() || src.len() > LONGEST {
            return None;
        }
        let address = self.absolute(src)?;
        let is_web = matches!(address.scheme(), "http" | "https");
        let is_short = address.as_str().len() <= LONGEST;
        (is_web && is_short).then(|| address.to_string())
    }

    pub fn target(&self, number: u32) -> &str {
        self.met
            .get(number as usize)
            .map_or("", |link| link.target.as_str())
    }

    pub fn into_met(self) -> Vec<Link> {
        self.met
    }

    fn absolute(&self, href: &str) -> Option<Url> {
        let address = match (&self.base, href) {
            _ if starts_with_www(href) => Url::parse(&format!("https://{href}")).ok()?,
            (Some(base), _) => base.join(href).ok()?,
            (None, _) if href.starts_with("//") => Url::parse(&format!("https:{href}")).ok()?,
            (None, _) => Url::parse(href).ok()?,
        };
        match address.scheme() {
            "http" | "https" if address.has_host() => Some(address),
            "mailto" => Some(address),
            _ => None,
        }
    }

    fn stays_on_page(&self, address: &Url) -> bool {
        address.fragment().is_some()
            && self.base.as_ref().is_some_and(|base| {
                let (mut here, mut there) = (base.clone(), address.clone());
                here.set_fragment(None);
                there.set_fragment(None);
                here == there
            })
    }
}

/// An address's host as people say it; for mail, the mailbox.
pub fn host(target: &str) -> String {
    match Url::parse(target) {
        Ok(address) if address.scheme() == "mailto" => address.path().to_owned(),
        Ok(address) => {
            let host = address.host_str().unwrap_or_default();
            host.strip_prefix("www.").unwrap_or(host).to_owned()
        }
        Err(_) => target.to_owned(),
    }
}

/// Whether an address is that of an image.
pub fn is_image(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path = path.to_ascii_lowercase();
    [
        ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".bmp",
    ]
    .iter()
    .any(|ending| path.ends_with(ending))
}

fn starts_with_www(href: &str) -> bool {
    href.get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("www."))
}
