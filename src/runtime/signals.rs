//! The signals that end a program from outside, as a message.

use tokio::select;

use crate::app::effect::Msg;

/// The signals that end or stop a program from outside.
pub struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    hang_up: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    quit: tokio::signal::unix::Signal,
    #[cfg(unix)]
    stop: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    pub fn listen() -> std::io::Result<Signals> {
        use tokio::signal::unix::SignalKind;
        use tokio::signal::unix::signal;
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            stop: signal(SignalKind::from_raw(signal_hook::consts::SIGTSTP))?,
        })
    }

    /// Forgets the keys that another program's person pressed while it had the
    /// terminal: Ctrl-C in an editor is not meant for us.
    ///
    /// # Errors
    ///
    /// Where the system refuses to tell of signals.
    #[cfg(unix)]
    pub fn forget_keys(&mut self) -> std::io::Result<()> {
        let Signals {
            interrupt, quit, ..
        } = Signals::listen()?;
        (self.interrupt, self.quit) = (interrupt, quit);
        Ok(())
    }

    #[cfg(not(unix))]
    pub fn forget_keys(&mut self) -> std::io::Result<()> {
        Ok(())
    }

    #[cfg(not(unix))]
    pub fn listen() -> std::io::Result<Signals> {
        Ok(Signals {})
    }

    #[cfg(unix)]
    pub async fn next(&mut self) -> Msg {
        select! {
            _ = self.terminate.recv() => Msg::Terminate,
            _ = self.hang_up.recv() => Msg::Terminate,
            _ = self.interrupt.recv() => Msg::Terminate,
            _ = self.quit.recv() => Msg::Terminate,
            _ = self.stop.recv() => Msg::Suspend,
        }
    }

    #[cfg(not(unix))]
    pub async fn next(&mut self) -> Msg {
        std::future::pending().await
    }
}
