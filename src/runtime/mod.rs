//! Effects become deeds: the loop that owns the terminal and the model, and
//! the threads and tasks beside it.
//!
//! The screen's task never awaits anything but its `select!`, shares no lock,
//! and touches neither the network nor the disk.

mod articles;
mod bell;
pub mod catalogue;
mod clipboard;
mod clock;
mod crew;
mod editor;
mod fetcher;
mod giving;
mod ground;
mod hands;
mod index_thread;
mod keys;
pub mod living;
mod log;
mod logins;
mod notify;
mod pictures;
mod read_thread;
mod reload;
mod reporting;
mod screen;
mod sheet;
mod signals;
mod store_thread;
mod terminal;
pub mod topics;
mod turn;
mod under_way;
mod unseen;
mod wishes;
#[cfg(test)]
mod writing_tests;

pub use articles::due as due_articles;
pub use giving::at_home;
pub use giving::folded_rows;
pub use giving::put as put_file;
pub use giving::references;
pub use log::log_to;
pub use logins::in_order as secrets_in_order;
pub use notify::Announcer;
pub use notify::run_command as run_notice;
pub use notify::unknown_notices;
pub use read_thread::whole;
pub use screen::Start;
pub use screen::run;
pub use terminal::restore_on_panic;
pub use terminal::width;
pub use topics::in_step as topics_in_step;
pub use under_way::MANY_HOSTS;
pub use unseen::read_unseen;
pub use wishes::host;
pub use wishes::lock as lock_refresh;
pub use wishes::net_settings;
pub use wishes::plan as plan_refresh;
pub use wishes::wait_for_lock;
