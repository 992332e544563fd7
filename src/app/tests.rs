//! The state machine, by pressing keys. Numbers are those of the acceptance
//! statements.

mod explaining;
mod filtering;
mod first_steps;
mod fresh;
mod giving;
mod hints;
mod jumps;
mod keeping;
mod learning;
mod limiting;
mod living;
mod marks;
mod moving;
mod pictures;
mod pointing;
mod reading;
mod reviewing;
mod rounding;
mod setting;
mod shelf;
mod sound;
mod trouble;
mod undoing;
mod welcome;
mod who;
