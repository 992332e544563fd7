//! The state machine, by pressing keys. Numbers are those of the acceptance
//! statements.

mod explaining;
mod filtering;
mod fresh;
mod giving;
mod hints;
mod keeping;
mod learning;
mod marks;
mod moving;
mod reading;
mod reviewing;
mod rounding;
mod sound;
mod trouble;
