//! Lives that a random one has stumbled over, kept as they were found.

use super::Act;
use super::live;

#[test]
fn a_note_that_parted_with_its_work_is_taken_back_where_it_lies() {
    live(&[
        Act::Come(0, vec![2]),
        Act::Come(1, vec![2]),
        Act::Note(0),
        Act::Split(1),
        Act::Undo,
        Act::Split(0),
        Act::Come(0, vec![]),
    ]);
}

#[test]
fn what_stood_in_a_row_only_by_an_older_word_is_joined_with_it() {
    live(&[
        Act::Come(0, vec![]),
        Act::Come(1, vec![0]),
        Act::Come(3, vec![0]),
        Act::Come(1, vec![]),
        Act::Join(0, 1),
    ]);
}
