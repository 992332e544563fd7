//! The log: a file, never the terminal. Shown with `cat` it does nothing
//! either: every entry is one clean line.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;

use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;

use crate::domain::text::clean;

/// Past this size, in bytes, the log begins anew at the next start.
const LARGEST: u64 = 4 << 20;

/// Writes what is logged to a file that is opened when there is something to
/// write. A log that cannot be written is no reason not to start.
pub fn log_to(file: &Path) {
    let lazy = Lazy {
        path: file.to_path_buf(),
        file: Arc::default(),
    };
    let subscriber = tracing_subscriber::fmt()
        .with_writer(lazy)
        .with_ansi(false)
        .with_max_level(Level::WARN)
        .finish();
    // A second call, as in tests, keeps the first one's file.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

#[derive(Clone)]
struct Lazy {
    path: PathBuf,
    file: Arc<Mutex<Option<File>>>,
}

impl Lazy {
    fn open(&self) -> Option<File> {
        fs::create_dir_all(self.path.parent()?).ok()?;
        let large = fs::metadata(&self.path).is_ok_and(|known| known.len() > LARGEST);
        File::options()
            .create(true)
            .append(!large)
            .write(true)
            .truncate(large)
            .open(&self.path)
            .ok()
    }
}

impl<'a> MakeWriter<'a> for Lazy {
    type Writer = Box<dyn Write>;

    fn make_writer(&'a self) -> Self::Writer {
        let Ok(mut file) = self.file.lock() else {
            return Box::new(io::sink());
        };
        if file.is_none() {
            *file = self.open();
        }
        match file.as_ref().map(File::try_clone) {
            Some(Ok(file)) => Box::new(Lines { file }),
            _ => Box::new(io::sink()),
        }
    }
}

/// Writes each entry as one clean line. What a source, a server or a file's
/// name put into it can neither steer a terminal nor pass for another entry.
struct Lines<W> {
    file: W,
}

impl<W: Write> Write for Lines<W> {
    /// One call is one entry: the subscriber gathers it first.
    fn write(&mut self, entry: &[u8]) -> io::Result<usize> {
        let entry_text = String::from_utf8_lossy(entry);
        let line = format!("{}\n", clean(&entry_text));
        self.file.write_all(line.as_bytes())?;
        Ok(entry.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::Lines;

    #[test]
    fn an_entry_of_the_log_is_one_clean_line() {
        let mut lines = Lines { file: Vec::new() };
        let said =
            "2025-11-18T10:44:00Z WARN not read: a\u{1b}[2J\u{9b}5m\nERROR forged \u{202e}x\n";
        lines.write_all(said.as_bytes()).unwrap();
        lines.write_all(b"next \xff\n").unwrap();
        assert_eq!(
            String::from_utf8(lines.file).unwrap(),
            "2025-11-18T10:44:00Z WARN not read: a ERROR forged x\nnext \u{fffd}\n"
        );
    }
}
