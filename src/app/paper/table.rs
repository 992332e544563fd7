//! Tables in columns that fit, or as `head: cell` lines where they cannot.

use crate::app::paper::Role;
use crate::app::paper::Run;
use crate::app::paper::wrap::wrap;
use crate::domain::text;

/// Between two columns.
const GAP: usize = 2;
/// A column narrower than this cannot be read.
const NARROWEST: usize = 8;
/// Where each cell says its column's name, so much of it, in cells: a head of
/// thousands of words would be said thousands of times.
const LONGEST_NAME: usize = 60;

/// The lines of a table no wider than `width`.
///
/// `rule` draws the line below the head, `cut` ends a name that is too long.
pub fn lay_out(
    head: bool,
    rows: &[Vec<Vec<Run>>],
    width: usize,
    (rule, cut): (&str, &str),
) -> Vec<Vec<Run>> {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if n_columns == 0 {
        return Vec::new();
    }
    match column_widths(rows, n_columns, width) {
        Some(widths) => in_columns(head, rows, &widths, rule),
        None => in_lines(head, rows, width, cut),
    }
}

/// Widths that fit: what is narrow keeps its own, the rest share what is left.
/// `None` where a column would be too narrow to read.
fn column_widths(rows: &[Vec<Vec<Run>>], n_columns: usize, width: usize) -> Option<Vec<usize>> {
    let natural: Vec<usize> = (0..n_columns)
        .map(|column| {
            let of_row = |row: &Vec<Vec<Run>>| row.get(column).map_or(0, |cell| cells_of(cell));
            rows.iter().map(of_row).max().unwrap_or(0).max(1)
        })
        .collect();
    let mut left = width.checked_sub(GAP * (n_columns - 1))?;
    let mut widths = vec![0; n_columns];
    let mut open: Vec<usize> = (0..n_columns).collect();
    while !open.is_empty() {
        let share = left / open.len();
        let (small, large): (Vec<usize>, Vec<usize>) =
            open.iter().partition(|&&column| natural[column] <= share);
        if small.is_empty() {
            if share < NARROWEST {
                return None;
            }
            for column in large {
                widths[column] = share;
            }
            return Some(widths);
        }
        for column in small {
            widths[column] = natural[column];
            left -= natural[column];
        }
        open = large;
    }
    Some(widths)
}

fn in_columns(head: bool, rows: &[Vec<Vec<Run>>], widths: &[usize], rule: &str) -> Vec<Vec<Run>> {
    let mut lines = Vec::new();
    for (n_row, row) in rows.iter().enumerate() {
        let wrapped: Vec<Vec<Vec<Run>>> = widths
            .iter()
            .enumerate()
            .map(|(column, &width)| {
                row.get(column)
                    .map_or_else(Vec::new, |cell| wrap(cell, width))
            })
            .collect();
        let n_lines = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for n_line in 0..n_lines {
            lines.push(joined(&wrapped, widths, n_line));
        }
        if head && n_row == 0 {
            let total = widths.iter().sum::<usize>() + GAP * (widths.len() - 1);
            lines.push(vec![Run::of(Role::Dim, rule.repeat(total))]);
        }
    }
    lines
}

/// One screen line of a row of cells, padded up to its last word.
fn joined(wrapped: &[Vec<Vec<Run>>], widths: &[usize], n_line: usize) -> Vec<Run> {
    let mut line: Vec<Run> = Vec::new();
    let mut missing = 0;
    for (cell, width) in wrapped.iter().zip(widths) {
        let runs = cell.get(n_line).map(Vec::as_slice).unwrap_or_default();
        if !runs.is_empty() {
            if missing > 0 {
                line.push(Run::plain(" ".repeat(missing)));
            }
            line.extend(runs.iter().cloned());
            missing = 0;
        }
        missing += width - cells_of(runs).min(*width) + GAP;
    }
    line
}

fn in_lines(head: bool, rows: &[Vec<Vec<Run>>], width: usize, cut: &str) -> Vec<Vec<Run>> {
    let (names, body) = match rows.split_first() {
        Some((names, body)) if head && !body.is_empty() => (Some(names), body),
        _ => (None, rows),
    };
    let names: Vec<Vec<Run>> = names.map_or_else(Vec::new, |names| {
        names.iter().map(|name| shortened(name, cut)).collect()
    });
    let mut lines = Vec::new();
    for (n_row, row) in body.iter().enumerate() {
        if n_row > 0 {
            lines.push(Vec::new());
        }
        for (column, cell) in row.iter().enumerate() {
            if cells_of(cell) == 0 {
                continue;
            }
            let mut runs = Vec::new();
            if let Some(name) = names.get(column)
                && !name.is_empty()
            {
                runs.extend(name.iter().cloned());
                runs.push(Run::plain(": "));
            }
            runs.extend(cell.iter().cloned());
            lines.extend(wrap(&runs, width));
        }
    }
    lines
}

/// A column's name in at most [`LONGEST_NAME`] cells; nothing where it has no
/// words.
fn shortened(name: &[Run], cut: &str) -> Vec<Run> {
    let mut left = LONGEST_NAME;
    let mut out = Vec::new();
    for run in name {
        let kept = text::shorten(&run.text, left);
        let is_cut = *kept != *run.text;
        left = left.saturating_sub(text::width(&kept));
        let kept = match is_cut {
            true => kept.replace('…', cut),
            false => kept.into_owned(),
        };
        if !kept.is_empty() {
            out.push(Run {
                text: kept,
                ..run.blank()
            });
        }
        if is_cut {
            break;
        }
    }
    match cells_of(&out) {
        0 => Vec::new(),
        _ => out,
    }
}

fn cells_of(runs: &[Run]) -> usize {
    runs.iter().map(|run| text::width(&run.text)).sum()
}

#[cfg(test)]
mod tests {
    use super::lay_out;
    use crate::app::paper::Run;

    fn table() -> Vec<Vec<Vec<Run>>> {
        [
            ["Outcome", "Semaglutide", "Placebo"],
            ["Kidney failure or death from any cause", "331", "410"],
        ]
        .map(|row| row.map(|cell| vec![Run::plain(cell)]).to_vec())
        .to_vec()
    }

    #[track_caller]
    fn check(width: usize, expected: &[&str]) {
        let lines: Vec<String> = lay_out(true, &table(), width, ("-", "~"))
            .iter()
            .map(|line| line.iter().map(|run| run.text.as_str()).collect())
            .collect();
        assert_eq!(lines, expected, "in {width}");
    }

    #[test]
    fn a_table_stands_in_columns_with_its_cells_wrapped() {
        check(
            44,
            &[
                "Outcome                 Semaglutide  Placebo",
                "--------------------------------------------",
                "Kidney failure or       331          410",
                "death from any cause",
            ],
        );
    }

    #[test]
    fn a_table_too_narrow_for_columns_is_said_in_lines() {
        check(
            20,
            &[
                "Outcome: Kidney",
                "failure or death",
                "from any cause",
                "Semaglutide: 331",
                "Placebo: 410",
            ],
        );
    }
}
