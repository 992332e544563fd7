//! rounds from outside: the house's walls, the command line, and the real
//! program in a real terminal. One program, so that it links once.

mod acceptance;
mod articles;
mod assets;
mod backups;
mod burden;
mod catalogue;
mod config;
mod docs;
mod evening;
mod first;
mod giving;
mod home;
mod hostile;
mod images;
mod layers;
mod linear;
mod living;
mod log;
mod manners;
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
