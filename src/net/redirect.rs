//! Following redirects: where the next hop leads and whether it may be taken.
//!
//! Pure: nothing here sends. We follow ourselves, because a client that does it
//! for us cannot say whether the whole way was permanent.

use reqwest::Url;

use crate::wire::same_server;

use super::error::NetError;
use super::guard::host_of;
use super::guard::may_ask;

/// The way of one request so far.
#[derive(Clone, Debug)]
pub struct Way {
    /// The host that may be private, since the person follows it.
    followed: String,
    /// Every address asked, without fragments; the last is the current one.
    asked: Vec<Url>,
    permanent: bool,
    /// Whether every hop so far stayed on the first one's server.
    stayed: bool,
}

impl Way {
    /// Begins at an address; `followed` is the host that the person follows.
    /// Without one, the address is the person's own, and so is a password in
    /// it; one that somebody else wrote into an address is never used.
    ///
    /// # Errors
    ///
    /// What [`may_ask`] says.
    pub fn begin(address: &str, followed: Option<&str>) -> Result<Way, NetError> {
        let mut url = Url::parse(address.trim()).map_err(|_| NetError::NotAnAddress)?;
        url.set_fragment(None);
        let host = host_of(&url).ok_or(NetError::NotAnAddress)?;
        let followed = match followed {
            Some(followed) => {
                without_password(&mut url);
                followed.to_string()
            }
            None => host,
        };
        may_ask(&url, &followed)?;
        Ok(Way {
            followed,
            asked: vec![url],
            permanent: true,
            stayed: true,
        })
    }

    /// What is to be asked now.
    pub fn url(&self) -> &Url {
        // A way begins with one address and never loses one.
        &self.asked[self.asked.len() - 1]
    }

    /// The host that is to be asked now.
    pub fn host(&self) -> String {
        host_of(self.url()).unwrap_or_default()
    }

    /// Whether the current host is the one the person follows.
    pub fn is_at_home(&self) -> bool {
        self.host() == self.followed
    }

    /// Whether what is secret may go along: only while the way never left the
    /// first one's server. Who was asked in between could lead back to anywhere
    /// on it, with our password.
    pub fn keeps_secrets(&self) -> bool {
        self.stayed
    }

    /// Takes the hop that an answer of this status asks for. `false` where the
    /// status asks for none.
    ///
    /// # Errors
    ///
    /// Where the hop must not be taken: [`NetError::TooManyRedirects`],
    /// [`NetError::RedirectLoop`], [`NetError::BadRedirect`],
    /// [`NetError::Downgrade`], [`NetError::PrivateAddress`].
    pub fn follow(
        &mut self,
        status: u16,
        location: Option<&str>,
        most: usize,
    ) -> Result<bool, NetError> {
        if !matches!(status, 301 | 302 | 303 | 307 | 308) {
            return Ok(false);
        }
        let location = location.ok_or(NetError::BadRedirect)?;
        let from = self.url();
        let mut to = from
            .join(location.trim())
            .map_err(|_| NetError::BadRedirect)?;
        to.set_fragment(None);
        if !matches!(to.scheme(), "http" | "https") {
            return Err(NetError::BadRedirect);
        }
        let host = host_of(&to).ok_or(NetError::BadRedirect)?;
        if from.scheme() == "https" && to.scheme() == "http" {
            return Err(NetError::Downgrade { host });
        }
        may_ask(&to, &self.followed)?;
        without_password(&mut to);
        // A password stays with the server it was given to, and follows it
        // from http to https.
        let stays = self.stayed && same_server(from, &to);
        if stays {
            let _ = to.set_username(from.username());
            let _ = to.set_password(from.password());
        }
        if self.asked.contains(&to) {
            return Err(NetError::RedirectLoop);
        }
        if self.asked.len() > most {
            return Err(NetError::TooManyRedirects { most });
        }
        self.permanent &= matches!(status, 301 | 308);
        self.stayed = stays;
        self.asked.push(to);
        Ok(true)
    }

    /// Where the source now lives for good, if every hop said so.
    pub fn moved_to(&self) -> Option<String> {
        match self.permanent && self.asked.len() > 1 {
            true => Some(self.shown()),
            false => None,
        }
    }

    /// The current address without what is secret in it.
    pub fn shown(&self) -> String {
        let mut url = self.url().clone();
        without_password(&mut url);
        url.to_string()
    }
}

fn without_password(url: &mut Url) {
    // Refused only for addresses without a host, which hold none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(address: &str) -> Way {
        Way::begin(address, None).unwrap()
    }

    #[track_caller]
    fn check(from: &str, status: u16, location: &str, expected: Result<&str, NetError>) {
        let mut way = way(from);
        let went = way.follow(status, Some(location), 8);
        assert_eq!(
            went.map(|_| way.url().to_string()),
            expected.map(str::to_string),
            "{from} to {location}"
        );
    }

    #[test]
    fn a_hop_may_be_relative_and_upgrade_to_https() {
        check(
            "http://a.org/feed?x=1#top",
            301,
            "/rss",
            Ok("http://a.org/rss"),
        );
        check(
            "http://a.org/feed",
            302,
            "https://a.org/feed",
            Ok("https://a.org/feed"),
        );
        check("https://a.org/x/feed", 308, "y", Ok("https://a.org/x/y"));
    }

    #[test]
    fn a_hop_never_leads_to_plain_http_or_to_a_private_machine() {
        let host = |host: &str| host.to_string();
        check(
            "https://a.org/",
            301,
            "http://a.org/",
            Err(NetError::Downgrade {
                host: host("a.org"),
            }),
        );
        check(
            "http://a.org/",
            302,
            "http://169.254.169.254/latest",
            Err(NetError::PrivateAddress {
                host: host("169.254.169.254"),
            }),
        );
        check(
            "http://127.0.0.1:8080/",
            302,
            "http://127.0.0.2:8080/",
            Err(NetError::PrivateAddress {
                host: host("127.0.0.2"),
            }),
        );
        check(
            "http://127.0.0.1:8080/",
            301,
            "/2",
            Ok("http://127.0.0.1:8080/2"),
        );
        check(
            "http://a.org/",
            302,
            "file:///etc/passwd",
            Err(NetError::BadRedirect),
        );
        check("http://a.org/", 302, "http://", Err(NetError::BadRedirect));
    }

    #[test]
    fn a_link_from_the_persons_own_server_may_stay_there() {
        assert!(Way::begin("http://192.168.1.5/feed", Some("192.168.1.5")).is_ok());
        assert!(Way::begin("http://192.168.1.5/feed", Some("a.org")).is_err());
        assert!(Way::begin("http://192.168.1.5/feed", None).is_ok());
    }

    #[test]
    fn a_circle_is_noticed() {
        let mut way = way("http://a.org/1");
        assert_eq!(way.follow(302, Some("/2"), 8), Ok(true));
        assert_eq!(
            way.follow(302, Some("/1#again"), 8),
            Err(NetError::RedirectLoop)
        );
    }

    #[test]
    fn eight_hops_are_followed_and_the_ninth_is_not() {
        let mut way = way("http://a.org/0");
        for hop in 1..=8 {
            assert_eq!(way.follow(307, Some(&format!("/{hop}")), 8), Ok(true));
        }
        assert_eq!(
            way.follow(307, Some("/9"), 8),
            Err(NetError::TooManyRedirects { most: 8 })
        );
    }

    #[test]
    fn only_a_wholly_permanent_way_moves_a_source() {
        let mut way = way("http://a.org/0");
        assert_eq!(way.moved_to(), None);
        way.follow(301, Some("/1"), 8).unwrap();
        way.follow(308, Some("/2"), 8).unwrap();
        assert_eq!(way.moved_to().as_deref(), Some("http://a.org/2"));
        way.follow(302, Some("/3"), 8).unwrap();
        assert_eq!(way.moved_to(), None);
    }

    #[test]
    fn a_password_stays_with_its_host_and_is_never_shown() {
        let mut way = way("http://me:secret@a.org/feed");
        way.follow(301, Some("https://a.org/feed"), 8).unwrap();
        assert_eq!(way.url().as_str(), "https://me:secret@a.org/feed");
        assert_eq!(way.shown(), "https://a.org/feed");
        assert!(way.keeps_secrets());
        way.follow(301, Some("https://b.org/feed"), 8).unwrap();
        assert_eq!(way.url().as_str(), "https://b.org/feed");
        assert!(!way.keeps_secrets());
        way.follow(301, Some("https://a.org/other"), 8).unwrap();
        assert_eq!(way.url().as_str(), "https://a.org/other");
        assert!(!way.keeps_secrets(), "it was elsewhere in between");
    }

    #[test]
    fn a_password_that_a_redirect_or_a_link_names_is_never_used() {
        check(
            "https://a.org/feed",
            302,
            "https://you:trap@a.org/admin",
            Ok("https://a.org/admin"),
        );
        check(
            "https://me:secret@a.org/feed",
            302,
            "https://you:trap@b.org/",
            Ok("https://b.org/"),
        );
        let linked = Way::begin("https://you:trap@a.org/feed", Some("a.org")).unwrap();
        assert_eq!(linked.url().as_str(), "https://a.org/feed");
    }

    #[test]
    fn what_is_secret_stays_behind_at_another_port_and_a_moved_address_shows_none() {
        for (from, to, keeps) in [
            ("http://a.org/", "https://a.org/", true),
            ("http://a.org:80/", "https://a.org:443/", true),
            ("https://a.org/", "https://a.org:8443/", false),
            ("http://a.org:8080/", "https://a.org:8443/", false),
            ("http://a.org/", "https://www.a.org/", false),
        ] {
            let mut way = way(from);
            way.follow(301, Some(to), 8).unwrap();
            assert_eq!(way.keeps_secrets(), keeps, "{from} to {to}");
        }
        let mut way = way("https://me:secret@a.org/old");
        way.follow(301, Some("/new"), 8).unwrap();
        assert_eq!(way.moved_to().as_deref(), Some("https://a.org/new"));
    }

    #[test]
    fn a_status_that_is_no_redirect_is_left_alone() {
        let mut way = way("http://a.org/");
        for status in [200, 300, 304, 404] {
            assert_eq!(way.follow(status, Some("/x"), 8), Ok(false));
        }
        assert_eq!(way.follow(301, None, 8), Err(NetError::BadRedirect));
    }
}
