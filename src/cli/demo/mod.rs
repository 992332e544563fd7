//! A demonstration without a network: invented sources, served from memory.
//!
//! Nothing here touches the person's own folders or asks any other machine.

pub mod sample;
pub mod server;
