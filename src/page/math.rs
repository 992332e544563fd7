//! MathML on one line, in plain characters: its elements as they come, and what
//! each of them says. How pieces stand beside each other is `joining`.
//!
//! What stands above, below or over something is always said: a fraction
//! never loses its bar, a power never becomes a factor.

use crate::page::math::joining::Plain;
use crate::page::math::joining::Sort;
use crate::page::math::joining::fenced;
use crate::page::math::joining::lowered;
use crate::page::math::joining::one;
use crate::page::math::joining::operator;
use crate::page::math::joining::over;
use crate::page::math::joining::raised;
use crate::page::math::joining::row;
use crate::page::math::joining::scripted;
use crate::page::tokens::StartTag;

mod joining;

/// Deeper formulas are read as one row.
const DEEPEST: usize = 60;
const MOST_NODES: usize = 20_000;

/// A formula as it is read.
#[derive(Debug)]
pub struct Math {
    /// The first is the formula; each knows its parts by their place.
    nodes: Vec<Node>,
    open: Vec<usize>,
    /// Open elements inside an annotation, which is not read.
    n_unread: usize,
    alternative: String,
}

#[derive(Debug, Default)]
struct Node {
    name: String,
    text: String,
    parts: Vec<usize>,
    open: String,
    close: String,
    has_bar: bool,
}

impl Math {
    pub fn new(alternative: Option<&str>) -> Math {
        Math {
            nodes: vec![Node::default()],
            open: vec![0],
            n_unread: 0,
            alternative: alternative.unwrap_or_default().to_owned(),
        }
    }

    pub fn text(&mut self, text: &str) {
        if self.n_unread > 0 {
            return;
        }
        if let Some(node) = self.open.last().and_then(|at| self.nodes.get_mut(*at)) {
            node.text.push_str(text);
        }
    }

    pub fn start(&mut self, tag: &StartTag<'_>) {
        if self.n_unread > 0 || tag.name.starts_with("annotation") {
            self.n_unread += usize::from(!tag.closes_itself());
            return;
        }
        if self.open.len() >= DEEPEST || self.nodes.len() >= MOST_NODES {
            return;
        }
        let at = self.nodes.len();
        self.nodes.push(Node {
            name: tag.name.to_owned(),
            open: tag.attribute("open").unwrap_or("(").to_owned(),
            close: tag.attribute("close").unwrap_or(")").to_owned(),
            has_bar: !matches!(tag.words("linethickness"), Some("0" | "0px" | "0pt")),
            ..Node::default()
        });
        if let Some(outer) = self.open.last().and_then(|at| self.nodes.get_mut(*at)) {
            outer.parts.push(at);
        }
        if !tag.closes_itself() {
            self.open.push(at);
        }
    }

    pub fn end(&mut self, name: &str) {
        if self.n_unread > 0 {
            self.n_unread -= 1;
            return;
        }
        if let Some(at) = self
            .open
            .iter()
            .rposition(|at| self.nodes[*at].name == name)
        {
            self.open.truncate(at.max(1));
        }
    }

    /// The formula, or what the page offers in its place where it is empty.
    pub fn finish(self) -> String {
        let plain = self.plain(0);
        match plain.text.trim() {
            "" => self.alternative,
            text => text.to_owned(),
        }
    }

    fn plain(&self, at: usize) -> Plain {
        let node = &self.nodes[at];
        let parts = || node.parts.iter().map(|part| self.plain(*part));
        let part = |n: usize| match node.parts.get(n) {
            Some(part) => self.plain(*part),
            None => one(""),
        };
        match node.name.as_str() {
            "mi" | "mn" | "mtext" | "ms" if node.parts.is_empty() => one(node.text.trim()),
            "mo" => operator(node.text.trim()),
            "mspace" | "mphantom" | "none" | "mprescripts" => one(""),
            "mfrac" if node.has_bar => Plain {
                text: format!("{}/{}", fenced(&part(0)), fenced(&part(1))),
                sort: Sort::Fraction,
            },
            "mfrac" => one(&format!("({} choose {})", part(0).text, part(1).text)),
            "msup" => scripted(&part(0), None, Some(&part(1))),
            "msub" => scripted(&part(0), Some(&part(1)), None),
            "msubsup" | "munderover" => scripted(&part(0), Some(&part(1)), Some(&part(2))),
            "munder" => scripted(&part(0), Some(&part(1)), None),
            "mover" => over(&part(0), &part(1)),
            "mmultiscripts" => self.scripts_around(node),
            "msqrt" => one(&format!("√({})", row(parts()).text)),
            "mroot" => one(&format!("{}√({})", raised(&part(1).text), part(0).text)),
            "mfenced" => {
                let inner: Vec<String> = parts().map(|part| part.text).collect();
                one(&format!("{}{}{}", node.open, inner.join(", "), node.close))
            }
            "mtable" => {
                let rows: Vec<String> = parts().map(|part| part.text).collect();
                one(&format!("[{}]", rows.join("; ")))
            }
            "mtr" | "mlabeledtr" => {
                let cells: Vec<String> = parts().map(|part| part.text).collect();
                Plain {
                    text: cells.join(", "),
                    sort: Sort::Many,
                }
            }
            "semantics" | "maction" => part(0),
            _ => {
                let mut all: Vec<Plain> = parts().collect();
                let own = node.text.trim();
                if !own.is_empty() {
                    all.push(one(own));
                }
                row(all.into_iter())
            }
        }
    }

    /// `mmultiscripts`: pairs behind the base, then pairs in front of it.
    fn scripts_around(&self, node: &Node) -> Plain {
        let mut parts = node.parts.iter();
        let mut text = parts.next().map_or(one(""), |base| self.plain(*base)).text;
        let mut front = String::new();
        let mut is_front = false;
        while let Some(sub) = parts.next() {
            if self.nodes[*sub].name == "mprescripts" {
                is_front = true;
                continue;
            }
            let sub = self.plain(*sub).text;
            let sup = parts.next().map_or(one(""), |sup| self.plain(*sup)).text;
            let to = if is_front { &mut front } else { &mut text };
            to.push_str(&lowered(&sub));
            to.push_str(&raised(&sup));
        }
        one(&format!("{front}{text}"))
    }
}

#[cfg(test)]
mod tests {
    use crate::page::document;

    #[track_caller]
    fn check(math: &str, expected: &str) {
        let text = document(&format!("<p><math>{math}</math></p>"), None).plain_text();
        assert_eq!(text, expected);
    }

    #[test]
    fn powers_fractions_and_roots_keep_their_meaning() {
        check(
            "<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>",
            "E = mc²",
        );
        check(
            "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>",
            "(a + b)/2",
        );
        check("<mfrac><mn>1</mn><mn>2</mn></mfrac><mi>x</mi>", "(1/2)x");
        check(
            "<msup><mfrac><mi>a</mi><mi>b</mi></mfrac><mn>2</mn></msup>",
            "(a/b)²",
        );
        check("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "√(x + 1)");
        check("<mroot><mi>x</mi><mn>3</mn></mroot>", "³√(x)");
        check("<mn>10</mn><mo>\u{2062}</mo><mn>3</mn>", "10·3");
        check("<mo>-</mo><mi>x</mi>", "-x");
    }

    #[test]
    fn sums_and_indices_are_written_out() {
        check(
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>\
             <msub><mi>x</mi><mi>i</mi></msub>",
            "∑ᵢ₌₁ⁿ xᵢ",
        );
        check("<mover><mi>x</mi><mo>¯</mo></mover>", "x\u{304}");
        check(
            "<msup><mi>x</mi><mrow><mi>a</mi><mo>.</mo><mn>5</mn></mrow></msup>",
            "x^(a.5)",
        );
    }

    #[test]
    fn annotations_are_not_read_twice() {
        check(
            "<semantics><mi>x</mi><annotation encoding='application/x-tex'>x</annotation></semantics>",
            "x",
        );
    }
}
