//! Time, told to the model once a minute and where a timer was asked for.

use std::time::Duration;
use std::time::Instant;

use tokio::sync::mpsc::Sender;
use tokio::time::sleep;
use tokio::time::sleep_until;

use crate::app::effect::Msg;
use crate::app::effect::Timer;
use crate::domain::time::Clock;

/// Ages on screen change by the minute at most.
const TICK: Duration = Duration::from_secs(60);

/// Waits until a time, for ever where there is none. A time that has come is not
/// waited for: a timer would answer with its next millisecond, from another
/// thread, which was a third of the time from a key to its frame.
pub async fn until(time: Option<Instant>) {
    match time {
        Some(time) if time <= Instant::now() => {}
        Some(time) => sleep_until(time.into()).await,
        None => std::future::pending().await,
    }
}

/// Tells the time until nobody listens.
pub async fn tick(clock: Clock, inbox: Sender<Msg>) {
    loop {
        sleep(TICK).await;
        if inbox.send(Msg::Tick(clock())).await.is_err() {
            return;
        }
    }
}

/// Tells once that a timer ran out.
pub async fn after(duration: Duration, timer: Timer, inbox: Sender<Msg>) {
    sleep(duration).await;
    // Nobody listens any more once the screen is gone.
    let _ = inbox.send(Msg::Timer(timer)).await;
}
