//! The log: a file, never the terminal.

use std::fs;
use std::fs::File;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;

use tracing::Level;
use tracing_subscriber::fmt::MakeWriter;

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
    type Writer = Box<dyn std::io::Write>;

    fn make_writer(&'a self) -> Self::Writer {
        let Ok(mut file) = self.file.lock() else {
            return Box::new(std::io::sink());
        };
        if file.is_none() {
            *file = self.open();
        }
        match file.as_ref().map(File::try_clone) {
            Some(Ok(file)) => Box::new(file),
            _ => Box::new(std::io::sink()),
        }
    }
}
