//! What holds of the whole store, through its public doors.

mod about;
mod articles;
mod backups;
mod bringing;
mod elsewhere;
mod failing;
mod filters;
mod following;
mod histories;
mod joining;
mod keeping;
mod learning;
mod listing;
mod living;
mod losing_nothing;
mod matching;
mod ranking;
mod review;
mod rulings;
mod searching;
mod secrets;
mod taking_back;
mod tidying;
mod titles;
mod together;
mod wishes;
