//! Which addresses we may talk to.
//!
//! A feed, a redirect or a link in an article can name any machine, also the
//! ones around us: routers, printers, a cloud's metadata service. The person
//! may follow such a machine themselves; nobody else may make us ask it.
//! Nothing here opens a connection: it decides.
//!
//! The decision is made in three places, since each alone has a hole: the
//! address as written ([`may_ask`]), again at each redirect, and what a name
//! turns out to be ([`Names`](super::names::Names), which hands on only the
//! addresses it allowed, so
//! that a name cannot change its mind in between). A proxy goes around the
//! third: it finds names itself, so behind one only the first two hold, and a
//! name that leads into the proxy's own network is the proxy's to refuse.
//!
//! What is allowed to be private is the followed host, at any port: the machine
//! is the person's own. What is secret still stays with host and port
//! ([`redirect`](super::redirect)).

use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;

use reqwest::Url;
use url::Host;

use super::error::NetError;

/// Whether an address is not one of the open internet.
///
/// Source: IANA special-purpose address registries for IPv4 and IPv6.
pub fn forbidden(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => forbidden_v4(v4),
        IpAddr::V6(v6) => forbidden_v6(v6),
    }
}

fn forbidden_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || a == 0 // "this network"
        || (a == 100 && b & 0xc0 == 64) // shared by a carrier (CGN)
        || (a == 192 && b == 0 && c == 0) // IETF protocols
        || (a == 192 && b == 88 && c == 99) // 6to4 relays
        || (a == 198 && b & 0xfe == 18) // benchmarks
        || a >= 224 // multicast, reserved, broadcast
}

fn forbidden_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let [.., high, low] = segments;
    // The IPv4 address in the last four bytes.
    let inner = || Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match segments {
        // Mapped (::ffff:a.b.c.d) is the IPv4 address itself.
        [0, 0, 0, 0, 0, 0xffff, _, _] => forbidden_v4(inner()),
        // NAT64 (64:ff9b::a.b.c.d) leads to it. On a network without IPv4 every
        // older host is found so, hence it must pass.
        [0x64, 0xff9b, 0, 0, 0, 0, _, _] => forbidden_v4(inner()),
        // Teredo, benchmarks, ORCHID and other protocols: 2001::/23.
        [0x2001, second, ..] if second < 0x200 => true,
        // Documentation.
        [0x2001, 0xdb8, ..] => true,
        [0x3fff, second, ..] if second < 0x1000 => true,
        // 6to4 carries an IPv4 address that may be any.
        [0x2002, ..] => true,
        // ISATAP too, at the end.
        [_, _, _, _, 0 | 0x200, 0x5efe, _, _] => forbidden_v4(inner()),
        // What is given out at all is 2000::/3. So loopback, unique local,
        // link-local, multicast, IPv4-translated and what is yet to come.
        [first, ..] => first & 0xe000 != 0x2000,
    }
}

/// Whether an address as written may be asked on behalf of a person who
/// follows `followed` (a host as [`host_of`] gives it).
///
/// The parser of `url` has already seen through `0x7f.1`, `2130706433` and
/// other spellings of one address.
///
/// # Errors
///
/// [`NetError::NotAnAddress`] for what is not http or https,
/// [`NetError::PrivateAddress`] where it is private and not the followed host.
pub fn may_ask(url: &Url, followed: &str) -> Result<(), NetError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(NetError::NotAnAddress);
    }
    let host = host_of(url).ok_or(NetError::NotAnAddress)?;
    if host == followed {
        return Ok(());
    }
    let private = match url.host() {
        Some(Host::Ipv4(v4)) => forbidden_v4(v4),
        Some(Host::Ipv6(v6)) => forbidden_v6(v6),
        Some(Host::Domain(name)) => is_local_name(name),
        None => true,
    };
    match private {
        true => Err(NetError::PrivateAddress { host }),
        false => Ok(()),
    }
}

/// The host of an address, as two addresses of one host agree on it.
pub fn host_of(url: &Url) -> Option<String> {
    let host = url.host_str()?.trim_end_matches('.');
    match host.is_empty() {
        true => None,
        false => Some(host.to_ascii_lowercase()),
    }
}

/// Names that mean this machine or this house by definition or by custom, and
/// names of one word, which no site on the internet has.
///
/// Matters most behind a proxy, which finds names for us and may live among
/// such machines itself.
///
/// Source: RFC 6761 (localhost), RFC 6762 (local, and appendix G for those in
/// private use), RFC 8375 (home.arpa), ICANN (internal; no names of one word).
fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let Some((_, last)) = name.rsplit_once('.') else {
        return true;
    };
    matches!(
        last,
        "localhost"
            | "localdomain"
            | "local"
            | "internal"
            | "intranet"
            | "private"
            | "corp"
            | "home"
            | "lan"
    ) || name == "home.arpa"
        || name.ends_with(".home.arpa")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_the_open_internet_is_forbidden() {
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a00:5",
            "64:ff9b:0:1::101:101",
            "::ffff:0:7f00:1",
            "::ffff:0:1.1.1.1",
            "::1.1.1.1",
            "2a00:1450::5efe:7f00:1",
            "2a00:1450::200:5efe:10.0.0.1",
            "1000::1",
            "4000::1",
            "fe00::1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(forbidden(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn the_open_internet_is_allowed() {
        for address in [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "130.14.29.110",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "223.255.255.255",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
            "64:ff9b::130.14.29.110",
            "2001:4860:4860::8888",
            "2606:4700::1111",
            "2a00:1450::1",
        ] {
            assert!(!forbidden(address.parse().unwrap()), "{address}");
        }
    }

    #[track_caller]
    fn check(address: &str, followed: &str, allowed: bool) {
        let url = Url::parse(address).unwrap();
        assert_eq!(may_ask(&url, followed).is_ok(), allowed, "{address}");
    }

    #[test]
    fn every_spelling_of_a_private_address_is_seen_through() {
        for address in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://017700000001/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://printer.local/",
            "http://nas.home.arpa/",
            "http://metadata.google.internal/",
            // Dots behind, digits in other scripts, percent for letters.
            "http://127.0.0.1./",
            "http://localhost../",
            "http://127.0.0.01/",
            "http://%31%32%37.0.0.1/",
            "http://loc%61lhost/",
            "http://\u{ff11}\u{ff12}\u{ff17}.0.0.1/",
            "http://127\u{3002}0\u{3002}0\u{3002}1/",
            "http://\u{2460}\u{2461}\u{2466}.0.0.1/",
            // A public name before an @ is a user's name.
            "http://nejm.org@127.0.0.1/",
            "http://nejm.org:80@[::1]/",
            "http://127.0.0.1\\@nejm.org/",
            "http:127.0.0.1/",
            "http:/\t/127.0.0.1/",
            // One IPv4 address in another's clothes.
            "http://[::ffff:7f00:1]/",
            "http://[0:0:0:0:0:ffff:127.0.0.1]/",
            "http://[64:ff9b::127.0.0.1]/",
            "http://[::127.0.0.1]/",
            "http://[::]/",
            "http://0/",
            "http://0.0.0.0:80/",
            "https://127.0.0.1:443/",
            // The printer's name in this house.
            "http://printer/",
            "http://router./",
            "http://fritz.lan/",
            "http://wiki.corp/",
            "http://169.254.169.254/latest/meta-data",
        ] {
            check(address, "nejm.org", false);
        }
    }

    #[test]
    fn the_host_that_the_person_follows_may_be_private_and_no_other() {
        check("http://127.0.0.1:8080/feed", "127.0.0.1", true);
        check("http://0x7f.1/feed", "127.0.0.1", true);
        check("http://[::1]/feed", "[::1]", true);
        check("http://[0:0::1]/feed", "[::1]", true);
        // Its other doors are its own too; its other names are not it.
        check("http://127.0.0.1:22/feed", "127.0.0.1", true);
        check("http://localhost/feed", "127.0.0.1", false);
        check("http://[::ffff:127.0.0.1]/feed", "127.0.0.1", false);
        check("http://127.0.0.2/feed", "127.0.0.1", false);
        check("http://127.0.0.1@127.0.0.2/feed", "127.0.0.1", false);
        check("http://nas./feed", "nas", true);
        check("https://example.com/feed", "nejm.org", true);
        check("ftp://nejm.org/feed", "nejm.org", false);
        check("file:///etc/passwd", "nejm.org", false);
    }
}
