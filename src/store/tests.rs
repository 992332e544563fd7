//! What holds of the whole store, through its public doors.

mod about;
mod articles;
mod bringing;
mod failing;
mod filters;
mod histories;
mod joining;
mod keeping;
mod learning;
mod listing;
mod living;
mod matching;
mod muting;
mod picking;
mod ranking;
mod review;
mod rulings;
mod searching;
mod secrets;
mod taking_back;
mod titles;
mod wishes;
