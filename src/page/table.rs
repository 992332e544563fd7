//! A table as it grows, and whether it is one: many pages and letters use
//! tables only to place things.
//!
//! Columns never slip: what spans several columns or rows leaves empty cells
//! behind, so that each figure stays under its own head.

use crate::domain::document::Block;
use crate::domain::document::Span;
use crate::page::gathered::Gathered;

const WIDEST_SPAN: usize = 100;
/// All cells of one table, the empty ones too.
const MOST_CELLS: usize = 50_000;
/// A cell with more blocks than this holds a text, not a value.
const MOST_BLOCKS_OF_A_VALUE: usize = 4;

/// A table in the making.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
    caption: Gathered,
    /// For each column, how many rows a cell above still covers.
    covered: Vec<usize>,
    n_cells: usize,
    /// Whether rows now belong to the head.
    pub in_head: bool,
    /// Whether the page says that it only places things.
    places_only: bool,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    head: bool,
}

#[derive(Debug, Default)]
struct Cell {
    content: Gathered,
    head: bool,
}

/// What a cell says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    pub head: bool,
    pub columns: usize,
    pub rows: usize,
}

impl Table {
    pub fn new(places_only: bool) -> Table {
        Table {
            places_only,
            ..Table::default()
        }
    }

    pub fn begin_row(&mut self) {
        self.rows.push(Row {
            cells: Vec::new(),
            head: self.in_head,
        });
    }

    pub fn caption(&mut self, caption: Gathered) {
        self.caption.add(caption, Vec::push);
    }

    pub fn cell(&mut self, shape: Shape, content: Gathered) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        // Rows below a cell that spans them begin with its empty places.
        while self.n_cells < MOST_CELLS
            && let Some(left) = self.covered.get_mut(row.cells.len())
            && *left > 0
        {
            *left -= 1;
            self.n_cells += 1;
            row.cells.push(Cell::default());
        }
        let mut content = Some(content);
        for _ in 0..shape.columns.clamp(1, WIDEST_SPAN) {
            if self.n_cells >= MOST_CELLS && content.is_none() {
                break;
            }
            let column = row.cells.len();
            if self.covered.len() <= column {
                self.covered.resize(column + 1, 0);
            }
            self.covered[column] = shape.rows.clamp(1, 1_000) - 1;
            self.n_cells += 1;
            row.cells.push(Cell {
                content: content.take().unwrap_or_default(),
                head: shape.head,
            });
        }
    }

    pub fn end_row(&mut self) {
        let Some(row) = self.rows.last() else {
            return;
        };
        for left in self.covered.iter_mut().skip(row.cells.len()) {
            *left = left.saturating_sub(1);
        }
    }

    /// The blocks it becomes: caption and table, or its content one by one. The
    /// images of a table stand below it.
    pub fn finish(mut self) -> Gathered {
        let mut out = std::mem::take(&mut self.caption);
        for block in &mut out.blocks {
            if let Block::Paragraph(spans) = block {
                spans.iter_mut().for_each(|span| span.strong = true);
            }
        }
        if self.is_placing() {
            for cell in self.rows.into_iter().flat_map(|row| row.cells) {
                out.add(cell.content, Vec::push);
            }
            return out;
        }
        let mut pictures = Vec::new();
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            pictures.append(&mut cell.content.pictures);
        }
        self.rows.retain(|row| row.cells.iter().any(Cell::is_full));
        let columns = self.rows.iter().map(Row::width).max().unwrap_or(0);
        let head = self.rows.first().is_some_and(|row| {
            row.head
                || row
                    .cells
                    .iter()
                    .all(|cell| cell.head || cell.content.blocks.is_empty())
        });
        let pads = columns.saturating_mul(self.rows.len()) <= MOST_CELLS;
        let rows = self.rows.into_iter().enumerate().map(|(i, row)| {
            let is_head = head && i == 0;
            let mut cells: Vec<Vec<Span>> = row
                .cells
                .into_iter()
                .take(columns)
                .map(|cell| cell.spans(is_head))
                .collect();
            if pads {
                cells.resize(columns, Vec::new());
            }
            cells
        });
        let rows = rows.collect();
        out.blocks.push(Block::Table { head, rows });
        pictures.into_iter().for_each(|it| out.picture(it.address));
        out
    }

    fn is_placing(&self) -> bool {
        let cells = || self.rows.iter().flat_map(|row| &row.cells);
        self.places_only
            || self
                .rows
                .iter()
                .all(|row| row.cells.iter().filter(|cell| cell.is_full()).count() <= 1)
            || cells().any(|cell| {
                cell.content.blocks.len() > MOST_BLOCKS_OF_A_VALUE && !cell.is_list()
                    || cell.content.blocks.iter().any(is_structure)
            })
    }
}

fn is_structure(block: &Block) -> bool {
    matches!(
        block,
        Block::Table { .. } | Block::Heading { .. } | Block::Rule
    )
}

impl Row {
    /// Without the empty cells at its end.
    fn width(&self) -> usize {
        self.cells
            .iter()
            .rposition(Cell::is_full)
            .map_or(0, |last| last + 1)
    }
}

impl Cell {
    fn is_full(&self) -> bool {
        !self.content.blocks.is_empty()
    }

    fn is_list(&self) -> bool {
        self.content
            .blocks
            .iter()
            .all(|block| matches!(block, Block::Item { .. }))
    }

    /// Its blocks on one line. The head of a row is strong.
    fn spans(self, in_head: bool) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        for block in self.content.blocks {
            if !out.is_empty() {
                out.push(Span::plain(" "));
            }
            match block {
                Block::Heading { text, .. }
                | Block::Paragraph(text)
                | Block::Quote { text, .. } => {
                    out.extend(text);
                }
                Block::Item { mark, text, .. } => {
                    if !mark.is_empty() {
                        out.push(Span::plain(format!("{mark} ")));
                    }
                    out.extend(text);
                }
                Block::Code(lines) => out.push(Span::plain(lines.join(" "))),
                Block::Image { alt } => out.push(Span::plain(alt)),
                Block::Table { .. } | Block::Rule => {}
            }
        }
        if self.head && !in_head {
            out.iter_mut().for_each(|span| span.strong = true);
        }
        out
    }
}
