//! rounds from outside: the house's walls, the command line, and the real
//! program in a real terminal. One program, so that it links once.

mod articles;
mod assets;
mod burden;
mod catalogue;
mod config;
mod docs;
mod first;
mod giving;
mod home;
mod hostile;
mod layers;
mod linear;
mod living;
mod log;
mod manual;
mod notify;
mod passwords;
mod picture;
mod pty;
mod quiet;
mod server;
mod terminal;
mod trips;
mod verbs;
