//! A refresh under way: what it counts, and its answers on their way from
//! `sync` to the writer.

use std::collections::HashMap;
use std::collections::HashSet;
use std::fs::File;
use std::time::Duration;
use std::time::Instant;

use tokio::sync::mpsc;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::effect::FetchNews;
use crate::domain::id::SourceId;
use crate::domain::intake::Intake;
use crate::domain::intake::Outcome;
use crate::domain::intake::Taken;
use crate::domain::intake::Target;
use crate::domain::intake::Turn;
use crate::domain::intake::Waits;
use crate::runtime::wishes::host;
use crate::sync;
use crate::sync::Refresh;

/// How often progress is told at most; the bar moves at most four times a
/// second (ux rule 13).
pub const TELL: Duration = Duration::from_millis(250);

/// A refresh under way.
pub struct Running {
    pub n_all: u32,
    pub n_done: u32,
    pub n_failed: u32,
    pub n_new: u32,
    pub waits: Waits,
    pub stop: watch::Sender<bool>,
    /// Ends when every answer has been handed to the writer; says what it saw.
    pub sending: JoinHandle<Sent>,
    pub sent: Option<Sent>,
    pub told: Instant,
    /// Whether there is progress that was not told yet.
    pub untold: bool,
    /// How many hosts everything that is followed lives on.
    pub n_hosts: usize,
    /// What the person is to be told of single sources at the end.
    pub turns: Vec<Turn>,
    /// Held until the end, so that no other rounds fetches meanwhile.
    pub _lock: File,
}

/// What went by on the way to the writer.
#[derive(Default)]
pub struct Sent {
    pub n: u32,
    /// Hosts that could not be reached, and whether anybody was.
    pub unreachable: HashSet<String>,
    pub reached: bool,
    /// Title of the last one that failed.
    pub failed: Option<String>,
}

/// One dead host is that host's trouble; this many are the network's.
pub const MANY_HOSTS: usize = 3;

impl Sent {
    /// Whether it looks as if there were no network: nobody could be reached,
    /// at several hosts, or at all there are.
    pub fn nobody_was_reached(&self, n_hosts: usize) -> bool {
        self.n > 0 && !self.reached && self.unreachable.len() >= MANY_HOSTS.min(n_hosts.max(1))
    }
}

impl Running {
    pub fn count(&mut self, n_answers: u32, taken: &Result<Vec<Taken>, String>) {
        self.n_done += n_answers;
        match taken {
            Ok(taken) => {
                for one in taken {
                    self.n_failed += u32::from(one.failed);
                    self.n_new += one.n_new;
                    self.waits.note(one.waits);
                    self.turns.extend(one.turn.clone());
                }
            }
            Err(_) => self.n_failed += n_answers,
        }
    }

    pub fn progress(&self) -> FetchNews {
        FetchNews::Progress {
            n_done: self.n_done,
            n_all: self.n_all,
            n_failed: self.n_failed,
            n_new: self.n_new,
        }
    }

    /// When progress that was held back may be told.
    pub fn tell_at(&self) -> Option<Instant> {
        self.untold.then(|| self.told + TELL)
    }

    /// Whether everything that was sent has also been written.
    pub fn is_finished(&self) -> bool {
        self.sent.as_ref().is_some_and(|sent| self.n_done >= sent.n)
    }
}

/// Waits until every answer has been handed to the writer.
pub async fn ended(running: &mut Option<Running>) -> Sent {
    match running {
        Some(running) if running.sent.is_none() => {
            // A panic in there is a bug; what it handed over is still counted.
            (&mut running.sending).await.unwrap_or_default()
        }
        _ => std::future::pending().await,
    }
}

/// Runs a refresh and hands its answers on, counting what goes by.
pub async fn send(
    refresh: Refresh,
    targets: Vec<Target>,
    batches: mpsc::Sender<Intake>,
    stopped: watch::Receiver<bool>,
) -> Sent {
    let asked: HashMap<SourceId, (String, String)> = targets
        .iter()
        .map(|target| (target.source, (target.title.clone(), host(target))))
        .collect();
    let (out, mut intakes) = mpsc::channel(1);
    let asking = tokio::spawn(async move { sync::refresh(&refresh, targets, out, stopped).await });
    let mut sent = Sent::default();
    while let Some(intake) = intakes.recv().await {
        let (title, host) = asked.get(&intake.source).cloned().unwrap_or_default();
        match &intake.outcome {
            // Nobody was asked: that tells nothing of the network.
            Outcome::Failed { told, .. } if told.unasked => {}
            Outcome::Failed { unreachable, .. } => {
                sent.failed = Some(title);
                match unreachable {
                    true => _ = sent.unreachable.insert(host),
                    false => sent.reached = true,
                }
            }
            Outcome::Unchanged { .. } | Outcome::News { .. } => sent.reached = true,
        }
        if batches.send(intake).await.is_err() {
            break;
        }
        sent.n += 1;
    }
    // It has ended: its end of the channel is closed.
    let _ = asking.await;
    sent
}

#[cfg(test)]
mod tests {
    use super::Sent;

    fn sent(hosts: &[&str], reached: bool) -> Sent {
        Sent {
            n: 1,
            unreachable: hosts.iter().map(|host| (*host).to_string()).collect(),
            reached,
            failed: None,
        }
    }

    #[test]
    fn one_dead_host_of_many_is_not_the_network() {
        assert!(!sent(&["a"], false).nobody_was_reached(7));
        assert!(sent(&["a"], false).nobody_was_reached(1));
        assert!(sent(&["a", "b", "c"], false).nobody_was_reached(7));
        assert!(!sent(&["a", "b", "c"], true).nobody_was_reached(7));
        assert!(!sent(&[], true).nobody_was_reached(0));
    }
}
