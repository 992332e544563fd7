//! What a verb says: results on standard output, notes for people on standard
//! error, both clean.
//!
//! A reader that goes away (`rounds timeline | head`) ends the program quietly.

use std::borrow::Cow;
use std::io;
use std::io::ErrorKind;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use crate::domain::text;
use crate::problem::Problem;
use crate::runtime;

/// Where a verb writes.
pub struct Out {
    out: io::BufWriter<io::Stdout>,
    quiet: bool,
}

/// Where a verb puts a whole file: the arguments of every verb that makes one.
#[derive(Debug, Args)]
pub struct Destination {
    /// The file to write, whole or not at all; standard output if none is named.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long)]
    force: bool,
    /// Begin with a byte order mark, which some spreadsheets need for accents.
    #[arg(long)]
    bom: bool,
}

impl Destination {
    /// `None` for standard output, which is also called `-`.
    pub fn file(&self) -> Option<&Path> {
        let file = self.output.as_deref();
        file.filter(|file| file.as_os_str() != "-")
    }

    /// Whether a file is written that says nothing of its encoding.
    pub fn is_file_without_mark(&self) -> bool {
        self.file().is_some() && !self.bom
    }
}

impl Out {
    pub fn new(quiet: bool) -> Out {
        Out {
            out: io::BufWriter::new(io::stdout()),
            quiet,
        }
    }

    /// Writes one line of a result; control characters are taken out.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn line(&mut self, line: &str) -> Result<(), Problem> {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let result = writeln!(self.out, "{:indent$}{}", "", text::clean(line));
        written(result)
    }

    /// Writes one line whose columns are made by blanks; its text must be clean
    /// already, what is not is taken out here.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn aligned(&mut self, line: &str) -> Result<(), Problem> {
        let columns: Vec<_> = line.split(' ').map(text::clean).collect();
        let result = writeln!(self.out, "{}", columns.join(" "));
        written(result)
    }

    /// Writes one JSON object on one line.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn json(&mut self, value: &Value) -> Result<(), Problem> {
        let result = writeln!(self.out, "{}", quiet_json(&value.to_string()));
        written(result)
    }

    /// Writes text that was made here and is to stay as it is.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn raw(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let result = self.out.write_all(bytes);
        written(result)
    }

    /// Says something to the person beside the result; silent with `--quiet`.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn note(&mut self, note: &str) -> Result<(), Problem> {
        if self.quiet {
            return Ok(());
        }
        let result = writeln!(io::stderr().lock(), "{}", text::clean(note));
        written(result)
    }

    /// Says what went wrong, also with `--quiet`.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn wrong(&mut self, what: &str) -> Result<(), Problem> {
        let result = writeln!(io::stderr().lock(), "rounds: {}", text::clean(what));
        written(result)
    }

    /// Writes what was made to the file that was named, or to standard output,
    /// and says of a file what it holds (a sentence part, or nothing).
    ///
    /// # Errors
    ///
    /// Where it cannot be written, or a file is there already.
    pub fn hand_over(&mut self, text: &str, to: &Destination, what: &str) -> Result<(), Problem> {
        let mark = if to.bom { "\u{feff}" } else { "" };
        let text = format!("{mark}{text}");
        let Some(file) = to.file() else {
            self.raw(text.as_bytes())?;
            return self.flush();
        };
        runtime::put_file(file, text.as_bytes(), to.force)?;
        let what = match what {
            "" => String::new(),
            what => format!("{what} to "),
        };
        self.note(&format!("Wrote {what}{}", file.display()))
    }

    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Makes sure that everything has been written.
    ///
    /// # Errors
    ///
    /// Where it cannot be.
    pub fn flush(&mut self) -> Result<(), Problem> {
        let result = self.out.flush();
        written(result)
    }
}

/// JSON that says the same and does nothing where it is shown: what would act
/// on a terminal is written by its number. JSON's own rules do that only for
/// the controls of ASCII, and only strings hold anything else.
pub fn quiet_json(json: &str) -> Cow<'_, str> {
    if !json.contains(text::acts) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match text::acts(c) {
            true => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A number with its noun: `1 item`, `3 items`.
pub fn counted(n: usize, noun: &str) -> String {
    match n {
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    }
}

fn written(result: io::Result<()>) -> Result<(), Problem> {
    match result {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(Problem::new("The result could not be written", error, "")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use serde_json::json;

    use super::quiet_json;

    #[test]
    fn json_says_all_and_does_nothing() {
        let said = json!({"t": "a\u{1b}[2J\u{9b}31m\u{202e}b\u{7f}\u{e0041}中\n"});
        let text = said.to_string();
        let quiet = quiet_json(&text);
        assert_eq!(
            quiet,
            r#"{"t":"a\u001b[2J\u009b31m\u202eb\u007f\udb40\udc41中\n"}"#
        );
        assert_eq!(serde_json::from_str::<Value>(&quiet).unwrap(), said);
    }
}
