//! A real terminal for tests and benches: rounds in a pty, what it writes read
//! into a screen. Waits for what shows; never sleeps.

use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use portable_pty::Child;
use portable_pty::CommandBuilder;
use portable_pty::MasterPty;
use portable_pty::PtySize;
use portable_pty::native_pty_system;

/// How long anything may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What has come out of the program so far.
struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// When the last bytes came.
    at: Instant,
    /// How many times bytes came.
    n_reads: u64,
    ended: bool,
}

/// The program in its terminal.
#[allow(dead_code, reason = "benches and tests each use their part")]
pub struct Term {
    seen: Arc<(Mutex<Seen>, Condvar)>,
    writer: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    pub started: Instant,
}

impl Term {
    /// Starts a program in a terminal of that size with only these variables.
    pub fn start(
        program: &Path,
        args: &[&str],
        variables: &[(&str, &str)],
        width: u16,
        height: u16,
    ) -> Term {
        let size = PtySize {
            rows: height,
            cols: width,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a pty");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("COLORTERM", "truecolor"),
            ("LC_ALL", "C.UTF-8"),
            ("TZ", "UTC"),
            ("PATH", &std::env::var("PATH").unwrap_or_default()),
            // Nothing leaves the machine, whatever the machine's own settings.
            ("NO_PROXY", "*"),
        ] {
            command.env(name, value);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("rounds starts");
        drop(pair.slave);
        let seen = Arc::new((
            Mutex::new(Seen {
                parser: vt100::Parser::new(height, width, 0),
                raw: Vec::new(),
                at: started,
                n_reads: 0,
                ended: false,
            }),
            Condvar::new(),
        ));
        let shared = Arc::clone(&seen);
        thread::spawn(move || {
            let mut bytes = [0; 65_536];
            loop {
                let n = reader.read(&mut bytes).unwrap_or(0);
                let mut seen = shared.0.lock().unwrap();
                if n == 0 {
                    seen.ended = true;
                    shared.1.notify_all();
                    return;
                }
                seen.parser.process(&bytes[..n]);
                seen.raw.extend_from_slice(&bytes[..n]);
                seen.at = Instant::now();
                seen.n_reads += 1;
                shared.1.notify_all();
            }
        });
        Term {
            seen,
            writer,
            master: pair.master,
            child,
            started,
        }
    }

    /// Types bytes.
    pub fn send(&mut self, bytes: &str) {
        self.writer
            .write_all(bytes.as_bytes())
            .expect("the pty takes keys");
        self.writer.flush().expect("the pty takes keys");
    }

    /// Waits until the screen's text satisfies a condition; gives the text and
    /// when the bytes came that made it so, or the last text where it never
    /// did.
    pub fn wait(
        &self,
        patience: Duration,
        holds: impl Fn(&str) -> bool,
    ) -> Result<(String, Instant), String> {
        let until = Instant::now() + patience;
        let mut seen = self.seen.0.lock().unwrap();
        loop {
            let text = seen.parser.screen().contents();
            if holds(&text) {
                return Ok((text, seen.at));
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || seen.ended {
                return Err(text);
            }
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Waits for text to show anywhere.
    #[track_caller]
    pub fn expect(&self, words: &str) -> String {
        match self.wait(PATIENCE, |text| text.contains(words)) {
            Ok((text, _)) => text,
            Err(text) => panic!("{words:?} never showed:\n{text}"),
        }
    }

    /// Waits for bytes that show nothing.
    #[track_caller]
    pub fn wait_raw(&self, wanted: &str) {
        let until = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().unwrap();
        while !String::from_utf8_lossy(&seen.raw).contains(wanted) {
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !seen.ended, "{wanted:?} never came");
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// How many times bytes came so far.
    pub fn n_reads(&self) -> u64 {
        self.seen.0.lock().unwrap().n_reads
    }

    /// Waits until something came since there were `before` bytes, and then
    /// until nothing came for a moment; gives up soon, for some keys change
    /// nothing on the screen.
    pub fn settled(&self, before: usize) {
        let until = Instant::now() + Duration::from_millis(400);
        let mut seen = self.seen.0.lock().unwrap();
        loop {
            let quiet = seen.raw.len() > before && seen.at.elapsed() > Duration::from_millis(40);
            let left = until.saturating_duration_since(Instant::now());
            if quiet || left.is_zero() || seen.ended {
                return;
            }
            let moment = left.min(Duration::from_millis(20));
            seen = self.seen.1.wait_timeout(seen, moment).unwrap().0;
        }
    }

    /// The screen's text now.
    pub fn text(&self) -> String {
        self.seen.0.lock().unwrap().parser.screen().contents()
    }

    /// Every byte that came so far.
    pub fn raw(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().raw.clone()
    }

    /// Looks at the screen cell by cell.
    pub fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.seen.0.lock().unwrap().parser.screen())
    }

    pub fn resize(&self, width: u16, height: u16) {
        let size = PtySize {
            rows: height,
            cols: width,
            pixel_width: 0,
            pixel_height: 0,
        };
        let mut seen = self.seen.0.lock().unwrap();
        seen.parser.screen_mut().set_size(height, width);
        self.master.resize(size).expect("the pty takes a size");
    }

    /// Waits for the program to end; its exit code.
    pub fn code(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().unwrap();
        while !seen.ended && Instant::now() < until {
            let left = until.saturating_duration_since(Instant::now());
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
        let ended = seen.ended;
        drop(seen);
        if !ended {
            let text = self.text();
            // Waiting for it would hold the tests up for ever.
            let _ = self.child.kill();
            panic!("it did not end:\n{text}");
        }
        self.child.wait().expect("an exit status").exit_code()
    }

    /// Waits until the program is stopped (`T` of ps); whether it is.
    pub fn is_stopped(&self) -> bool {
        let pid = self.child.process_id().expect("it runs").to_string();
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            let asked = std::process::Command::new("ps")
                .args(["-o", "stat=", "-p", &pid])
                .output()
                .expect("ps answers");
            if asked.stdout.starts_with(b"T") {
                return true;
            }
        }
        false
    }

    /// Sends a signal by name: `TERM`, `KILL`.
    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("it runs").to_string();
        let sent = std::process::Command::new("kill")
            .args([&format!("-{name}"), &pid])
            .status();
        assert!(sent.is_ok_and(|status| status.success()), "kill -{name}");
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        // Ended already in most tests.
        let _ = self.child.kill();
    }
}
