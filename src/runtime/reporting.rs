//! What the screen is told of a refresh: how far it is, how it ended, and whether
//! there is a network. Nobody is asked for anything here.

use std::time::Instant;

use crate::app::effect::FetchNews;
use crate::app::effect::Msg;
use crate::runtime::articles::Nudge;
use crate::runtime::fetcher::Fetcher;
use crate::runtime::under_way::Running;
use crate::runtime::under_way::TELL;

impl Fetcher {
    /// Tells how far a refresh came, unless that was just told; then it is
    /// told a moment later.
    pub(super) async fn tell(&self, running: &mut Running) {
        running.untold = running.told.elapsed() < TELL;
        if !running.untold {
            running.told = Instant::now();
            self.say(running.progress()).await;
        }
    }

    /// Tells how a refresh ended; returns whether we are offline.
    pub(super) async fn finish(&self, running: Running, was_offline: bool) -> bool {
        let sent = running.sent.unwrap_or_default();
        let n_bad = running.n_failed + running.waits.n;
        let n_good = running.n_done.saturating_sub(n_bad);
        let now_offline = sent.nobody_was_reached(running.n_hosts);
        match (was_offline, now_offline) {
            (false, true) => {
                let since = (self.clock)();
                self.say(FetchNews::Offline(since)).await;
                // Nobody is nudged only when all of rounds is ending.
                let _ = self.nudge.send(Nudge::Offline);
            }
            (true, false) if sent.n > 0 => {
                self.say(FetchNews::Online).await;
                let _ = self.nudge.send(Nudge::Online);
            }
            _ => {}
        }
        let ended = FetchNews::Ended {
            n_all: running.n_all,
            n_good,
            n_failed: running.n_failed,
            n_new: running.n_new,
            stopped: *running.stop.borrow(),
            failed: sent.failed.filter(|_| running.n_failed == 1),
            waits: running.waits,
        };
        self.say(ended).await;
        // Nobody listens any more only when all of rounds is ending.
        let _ = self.ended.send(());
        if !running.turns.is_empty() {
            self.say(FetchNews::Turns(running.turns)).await;
        }
        now_offline || (was_offline && sent.n == 0)
    }

    pub(super) async fn say(&self, news: FetchNews) {
        // The screen is gone only when all of rounds is ending.
        let _ = self.inbox.send(Msg::Fetch(news)).await;
    }
}
