//! rounds from outside: the house's walls, the command line, and the real
//! program in a real terminal. One program, so that it links once.

mod assets;
mod docs;
mod giving;
mod home;
mod layers;
mod picture;
mod pty;
mod server;
mod terminal;
mod verbs;
