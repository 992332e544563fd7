//! Finding hosts: names become addresses, and what leads into private networks
//! is dropped on the way. What is private stands in [`guard`](super::guard).
//!
//! Only the system's resolver is asked; nothing is remembered.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::Url;
use reqwest::dns::Addrs;
use reqwest::dns::Name;
use reqwest::dns::Resolve;
use reqwest::dns::Resolving;
use tokio::sync::Semaphore;

use super::error::NamePrivate;
use super::guard::forbidden;
use super::guard::host_of;

/// Finds the addresses of names; the strict one hands on public ones only.
#[derive(Clone, Debug)]
pub struct Names {
    /// Hosts that may be private all the same (the person's own proxy).
    /// `None`: all may be.
    trusted: Option<Arc<HashSet<String>>>,
    /// The system's resolver blocks a thread for each name, so few at once.
    lookups: Arc<Semaphore>,
}

/// How many names are looked up at once.
const LOOKUPS: usize = 64;

impl Names {
    /// For hosts that the person follows: any address will do.
    pub fn open() -> Names {
        Names {
            trusted: None,
            lookups: Arc::new(Semaphore::new(LOOKUPS)),
        }
    }

    /// For all others: private addresses are dropped, but for the hosts in
    /// `trusted`.
    pub fn strict(trusted: HashSet<String>) -> Names {
        Names {
            trusted: Some(Arc::new(trusted)),
            ..Names::open()
        }
    }

    /// Of the addresses that were found for a name, those that may be used.
    fn allowed(&self, name: &str, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, NamePrivate> {
        let trusts = match &self.trusted {
            None => true,
            Some(trusted) => trusted.contains(&name.trim_end_matches('.').to_ascii_lowercase()),
        };
        if trusts {
            return Ok(found);
        }
        let public: Vec<SocketAddr> = found
            .into_iter()
            .filter(|address| !forbidden(address.ip()))
            .collect();
        match public.is_empty() {
            true => Err(NamePrivate),
            false => Ok(public),
        }
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let names = self.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> = {
                let _turn = names.lookups.acquire().await?;
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect()
            };
            if found.is_empty() {
                return Err("the name has no address".into());
            }
            let allowed = names.allowed(name.as_str(), found)?;
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// The hosts of the proxies that are used: the one that was set, else those
/// that the environment names.
pub fn proxy_hosts(set: Option<&str>, environment: bool) -> HashSet<String> {
    let of_environment = [
        "http_proxy",
        "HTTP_PROXY",
        "https_proxy",
        "HTTPS_PROXY",
        "all_proxy",
        "ALL_PROXY",
    ]
    .into_iter()
    .filter(|_| set.is_none() && environment)
    .filter_map(|name| std::env::var(name).ok());
    let set = set.map(str::to_string);
    set.into_iter()
        .chain(of_environment)
        .filter_map(|value| match value.contains("://") {
            true => Url::parse(&value).ok(),
            false => Url::parse(&format!("http://{value}")).ok(),
        })
        .filter_map(|url| host_of(&url))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_home_is_dropped_unless_it_is_trusted() {
        let home: SocketAddr = "10.0.0.5:0".parse().unwrap();
        let away: SocketAddr = "1.1.1.1:0".parse().unwrap();
        let strict = Names::strict(HashSet::from(["proxy.lan".to_string()]));
        assert!(strict.allowed("evil.org", vec![home]).is_err());
        assert_eq!(
            strict.allowed("evil.org", vec![home, away]).unwrap(),
            [away]
        );
        assert_eq!(strict.allowed("Proxy.lan", vec![home]).unwrap(), [home]);
        assert_eq!(
            Names::open().allowed("nas.lan", vec![home]).unwrap(),
            [home]
        );
    }
}
