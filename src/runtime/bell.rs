//! Tells the screen when a thread ends by a panic: an answer that never comes
//! must not be waited for in silence.

use std::thread;

use tokio::sync::mpsc::Sender;

use crate::app::effect::Msg;

/// Rings when it is dropped by a panic.
pub struct Bell {
    name: &'static str,
    inbox: Sender<Msg>,
}

impl Bell {
    pub fn new(name: &'static str, inbox: &Sender<Msg>) -> Bell {
        Bell {
            name,
            inbox: inbox.clone(),
        }
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        if thread::panicking() {
            // The screen may be gone already.
            let _ = self.inbox.blocking_send(Msg::ThreadEnded(self.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use tokio::sync::mpsc;

    use super::Bell;
    use crate::app::effect::Msg;

    #[test]
    fn a_thread_that_panics_is_told_and_one_that_ends_is_not() {
        let (inbox, mut messages) = mpsc::channel(1);
        let well = inbox.clone();
        thread::spawn(move || drop(Bell::new("index", &well)))
            .join()
            .unwrap();
        assert!(messages.try_recv().is_err());
        let ended = thread::spawn(move || {
            let _bell = Bell::new("writer", &inbox);
            panic!("on purpose");
        });
        assert!(ended.join().is_err());
        assert_eq!(messages.try_recv().unwrap(), Msg::ThreadEnded("writer"));
    }
}
