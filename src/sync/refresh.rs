//! Asking many sources, a window of them at a time.
//!
//! Only as many sources as the window is wide have a task; the others wait as
//! plain data. Nothing here writes: each answer goes to `out`, and a full `out`
//! slows everything down. A source that fails, hangs or makes a decoder panic
//! fails alone.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::sync::mpsc::Sender;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::domain::intake::Intake;
use crate::domain::intake::Target;
use crate::domain::time::UtcTime;
use crate::domain::topic::Matcher;
use crate::net::Client;
use crate::net::Settings;
use crate::sync::ask::Answer;
use crate::sync::ask::ask;
use crate::sync::plan;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> UtcTime + Send + Sync>;

/// What a refresh works with.
#[derive(Clone)]
pub struct Refresh {
    pub client: Client,
    /// Those the client was made with.
    pub settings: Settings,
    /// How often sources are asked where nobody says otherwise.
    pub interval: Duration,
    pub matcher: Arc<Matcher>,
    pub clock: Clock,
}

/// How long answers that are already here may wait for `out` once we are told
/// to stop.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// Asks all targets and sends an intake for each as it comes, in any order.
///
/// When `stop` turns true it ends within 200 ms: what has come is sent, and
/// nothing for the others. It also ends when `out` is closed.
pub async fn refresh(
    refresh: &Refresh,
    targets: Vec<Target>,
    out: Sender<Intake>,
    stop: watch::Receiver<bool>,
) {
    if *stop.borrow() {
        return;
    }
    let n_cpus = std::thread::available_parallelism().map_or(2, usize::from);
    // Reading is the CPU's work: more at once would only hold more memory.
    let readers = Arc::new(Semaphore::new(n_cpus));
    let mut waiting = plan::spread(targets).into_iter();
    let mut under_way = JoinSet::new();
    let mut stopped = pin!(told_to(stop));
    let mut came: Option<Answer> = None;
    loop {
        while under_way.len() < refresh.settings.in_flight.max(1)
            && let Some(target) = waiting.next()
        {
            under_way.spawn(ask(refresh.clone(), readers.clone(), target));
        }
        let joined = tokio::select! {
            biased;
            () = &mut stopped => break,
            () = out.closed() => return,
            joined = under_way.join_next() => joined,
        };
        match joined {
            None => return,
            // Our own bug, not the decoder's: that one is caught in `ask`.
            Some(Err(_)) => continue,
            Some(Ok(answer)) => came = Some(answer),
        }
        let room = tokio::select! {
            biased;
            room = out.reserve() => room,
            () = &mut stopped => break,
        };
        match (room, came.take()) {
            (Ok(room), Some(answer)) => room.send(answer.intake),
            _ => return,
        }
    }
    let last_words = async {
        while let Some(answer) = match came.take() {
            Some(answer) => Some(answer),
            None => under_way.try_join_next().and_then(Result::ok),
        } {
            if out.send(answer.intake).await.is_err() {
                return;
            }
        }
    };
    // Who does not take them in time asks those sources again some day.
    let _ = tokio::time::timeout(LAST_WORDS, last_words).await;
    // Dropping `under_way` ends the rest.
}

/// Waits until `stop` turns true; for ever if nobody can say so any more.
async fn told_to(mut stop: watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
