//! Sorted streams of ids, put together without reading further than asked.

use std::iter::Peekable;

use crate::store::walk::Way;

/// Ids in the order of a way, each once.
pub(super) type Ids<'a> = Box<dyn Iterator<Item = rusqlite::Result<i64>> + 'a>;

/// Ids of either stream.
pub(super) fn either<'a>(a: Ids<'a>, b: Ids<'a>, way: Way) -> Ids<'a> {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    Box::new(std::iter::from_fn(move || {
        let (x, y) = match (peeked(&mut a), peeked(&mut b)) {
            (Err(()), _) | (_, Ok(None)) => return a.next(),
            (_, Err(())) | (Ok(None), _) => return b.next(),
            (Ok(Some(x)), Ok(Some(y))) => (x, y),
        };
        if x == y {
            b.next();
            return a.next();
        }
        match is_before(x, y, way) {
            true => a.next(),
            false => b.next(),
        }
    }))
}

/// Ids of both streams.
pub(super) fn both<'a>(a: Ids<'a>, b: Ids<'a>, way: Way) -> Ids<'a> {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    Box::new(std::iter::from_fn(move || {
        loop {
            let (x, y) = match (peeked(&mut a), peeked(&mut b)) {
                (Err(()), _) => return a.next(),
                (_, Err(())) => return b.next(),
                (Ok(None), _) | (_, Ok(None)) => return None,
                (Ok(Some(x)), Ok(Some(y))) => (x, y),
            };
            if x == y {
                b.next();
                return a.next();
            }
            match is_before(x, y, way) {
                true => a.next(),
                false => b.next(),
            };
        }
    }))
}

/// The next id; an error is left where it is, to be given out.
fn peeked(ids: &mut Peekable<Ids<'_>>) -> Result<Option<i64>, ()> {
    match ids.peek() {
        None => Ok(None),
        Some(Ok(id)) => Ok(Some(*id)),
        Some(Err(_)) => Err(()),
    }
}

fn is_before(a: i64, b: i64, way: Way) -> bool {
    match way {
        Way::Down => a > b,
        Way::Up => a < b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(ids: &[i64]) -> Ids<'_> {
        Box::new(ids.iter().map(|id| Ok(*id)))
    }

    fn read(ids: Ids<'_>) -> Vec<i64> {
        ids.map(Result::unwrap).collect()
    }

    #[test]
    fn streams_are_joined_in_order_and_each_id_comes_once() {
        let down = either(stream(&[9, 5, 1]), stream(&[8, 5, 2]), Way::Down);
        assert_eq!(read(down), [9, 8, 5, 2, 1]);
        let up = either(stream(&[1, 5]), stream(&[]), Way::Up);
        assert_eq!(read(up), [1, 5]);
    }

    #[test]
    fn what_both_have_is_found() {
        let down = both(stream(&[9, 5, 4, 1]), stream(&[8, 5, 1]), Way::Down);
        assert_eq!(read(down), [5, 1]);
        assert!(read(both(stream(&[3]), stream(&[]), Way::Up)).is_empty());
    }

    #[test]
    fn an_error_comes_out_and_is_not_swallowed() {
        let broken =
            || -> Ids<'static> { Box::new(std::iter::once(Err(rusqlite::Error::InvalidQuery))) };
        assert!(either(stream(&[1]), broken(), Way::Up).any(|id| id.is_err()));
        assert!(both(broken(), stream(&[1]), Way::Up).any(|id| id.is_err()));
    }
}
