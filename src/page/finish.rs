//! The last look at a document: links numbered as they are read, and given
//! the words that carry them; rules that divide nothing taken out.

use crate::domain::document::Block;
use crate::domain::document::Document;
use crate::domain::document::Link;
use crate::domain::document::Span;
use crate::page::characters::shortened;
use crate::page::gathered::Gathered;
use crate::page::links::host;

const LONGEST_LABEL: usize = 200;

/// The document of these blocks. Links that no text carries are left out.
pub fn document(gathered: Gathered, met: Vec<Link>, left_out: Vec<String>) -> Document {
    let mut divided = Gathered::default();
    divided.add(gathered, |before, block| match (&block, before.last()) {
        (Block::Rule, None | Some(Block::Rule)) => {}
        _ => before.push(block),
    });
    while divided.blocks.last() == Some(&Block::Rule) {
        divided.pop();
    }
    let Gathered {
        mut blocks,
        pictures,
    } = divided;
    let mut numbering = Numbering {
        numbers: vec![None; met.len()],
        met,
        links: Vec::new(),
        last: None,
        labelled: 0,
    };
    for block in &mut blocks {
        match block {
            Block::Heading { text, .. }
            | Block::Paragraph(text)
            | Block::Item { text, .. }
            | Block::Quote { text, .. } => numbering.line(text),
            Block::Table { rows, .. } => rows
                .iter_mut()
                .flatten()
                .for_each(|cell| numbering.line(cell)),
            Block::Code(_) | Block::Image { .. } | Block::Rule => {}
        }
    }
    let mut links = numbering.links;
    for link in &mut links {
        link.label = match link.label.trim() {
            "" => host(&link.target),
            label => shortened(label, LONGEST_LABEL),
        };
    }
    blocks.extend(
        left_out
            .into_iter()
            .map(|note| Block::Paragraph(vec![Span::plain(note)])),
    );
    Document {
        blocks,
        links,
        pictures,
    }
}

struct Numbering {
    met: Vec<Link>,
    numbers: Vec<Option<u32>>,
    links: Vec<Link>,
    /// The link of the span before, whose label may still grow.
    last: Option<u32>,
    /// Links before this have their whole label.
    labelled: usize,
}

impl Numbering {
    fn line(&mut self, spans: &mut [Span]) {
        for span in spans {
            span.link = span.link.and_then(|met| self.number(met));
            self.label(span);
            self.last = span.link;
        }
        self.last = None;
    }

    fn number(&mut self, met: u32) -> Option<u32> {
        let at = met as usize;
        let known = self.numbers.get_mut(at)?;
        if known.is_none() {
            *known = u32::try_from(self.links.len()).ok();
            self.links.push(self.met.get(at)?.clone());
        }
        *known
    }

    /// A link's label is the first run of words that carries it.
    fn label(&mut self, span: &Span) {
        let Some(number) = span.link else {
            return;
        };
        let at = number as usize;
        let is_new = at >= self.labelled;
        let goes_on = self.last == Some(number) && at + 1 == self.labelled;
        self.labelled = self.labelled.max(at + 1);
        if let Some(link) = self.links.get_mut(at)
            && (is_new || goes_on || link.label.is_empty())
        {
            link.label.push_str(&span.text);
        }
    }
}
