//! What holds of the whole store, through its public doors.

mod about;
mod failing;
mod histories;
mod joining;
mod keeping;
mod listing;
mod living;
mod matching;
mod rulings;
mod searching;
mod secrets;
mod taking_back;
mod titles;
