//! What holds of the whole store, through its public doors.

mod about;
mod elsewhere;
mod failing;
mod following;
mod histories;
mod joining;
mod keeping;
mod learning;
mod listing;
mod living;
mod matching;
mod review;
mod rulings;
mod searching;
mod secrets;
mod taking_back;
mod titles;
