//! What holds of the whole store, through its public doors.

mod failing;
mod histories;
mod joining;
mod keeping;
mod listing;
mod matching;
mod ranking;
mod searching;
mod taking_back;
mod wishes;
