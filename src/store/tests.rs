//! What holds of the whole store, through its public doors.

mod bringing;
mod failing;
mod histories;
mod joining;
mod keeping;
mod listing;
mod matching;
mod searching;
mod taking_back;
