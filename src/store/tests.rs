//! What holds of the whole store, through its public doors.

mod failing;
mod histories;
mod joining;
mod keeping;
mod learning;
mod listing;
mod living;
mod matching;
mod review;
mod searching;
mod secrets;
mod taking_back;
