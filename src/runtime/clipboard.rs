//! Copying, by the terminal's own clipboard sequence (OSC 52), which works over
//! ssh too; inside tmux by tmux itself as well.
//!
//! What is copied is one clean line: pasted into a shell it runs nothing by
//! itself, and shows nothing that is not there.

use std::io;
use std::io::Write;
use std::process::Command;
use std::process::Stdio;

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

use crate::domain::text::clean;

/// Copies text. A terminal does not say whether it took it.
///
/// # Errors
///
/// Where the terminal cannot be written.
pub fn copy(text: &str) -> io::Result<()> {
    let text = clean(text);
    execute!(
        io::stdout(),
        CopyToClipboard::to_clipboard_from(text.as_ref())
    )
}

/// Gives text to tmux, where we are in one; OSC 52 alone would be dropped
/// there unless tmux was told otherwise. Waits for tmux: not for the screen's
/// task.
pub fn to_tmux(text: &str) {
    if std::env::var_os("TMUX").is_none() {
        return;
    }
    let child = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Ok(mut child) = child {
        if let Some(mut stdin) = child.stdin.take() {
            let _ = stdin.write_all(clean(text).as_bytes());
        }
        let _ = child.wait();
    }
}
