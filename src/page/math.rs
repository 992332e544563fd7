//! MathML on one line, in plain characters.
//!
//! What stands above, below or over something is always said: a fraction
//! never loses its bar, a power never becomes a factor.

use crate::page::scripts::Script;
use crate::page::scripts::written;
use crate::page::tokens::StartTag;

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

/// A part in plain characters, and how it joins its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Plain {
    text: String,
    sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A number, a name or something in parentheses.
    One,
    Operator,
    Fraction,
    /// Several parts side by side.
    Many,
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

fn one(text: &str) -> Plain {
    Plain {
        text: text.to_owned(),
        sort: Sort::One,
    }
}

/// The invisible signs are made visible, else 2 times 3 would read as 23.
fn operator(sign: &str) -> Plain {
    let text = match sign {
        "\u{2061}" => " ",
        "\u{2062}" => "·",
        "\u{2063}" => ",",
        "\u{2064}" => "+",
        sign => sign,
    };
    Plain {
        text: text.to_owned(),
        sort: Sort::Operator,
    }
}

fn row(parts: impl Iterator<Item = Plain>) -> Plain {
    let parts: Vec<Plain> = parts.filter(|part| !part.text.is_empty()).collect();
    if let [only] = parts.as_slice() {
        return only.clone();
    }
    let mut text = String::new();
    for (i, part) in parts.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| parts.get(i));
        let next = parts.get(i + 1);
        let is_beside_one = [before, next]
            .into_iter()
            .flatten()
            .any(|near| near.sort != Sort::Operator);
        match part.sort {
            Sort::Operator if is_infix(&part.text) && before.is_some_and(ends_operand) => {
                text.push_str(&format!(" {} ", part.text));
            }
            Sort::Operator if part.text == "," || part.text == ";" => {
                text.push_str(&format!("{} ", part.text));
            }
            Sort::Fraction if is_beside_one => text.push_str(&format!("({})", part.text)),
            _ => {
                let runs_together = before.is_some_and(|near| near.sort != Sort::Operator)
                    && needs_space(&text, &part.text);
                if runs_together {
                    text.push(' ');
                }
                text.push_str(&part.text);
            }
        }
    }
    let is_fenced = text.starts_with('(')
        && text.find(')') == Some(text.len() - 1)
        && text.rfind('(') == Some(0);
    Plain {
        text: text.trim().to_owned(),
        sort: if is_fenced { Sort::One } else { Sort::Many },
    }
}

fn is_infix(sign: &str) -> bool {
    matches!(
        sign,
        "=" | "≠"
            | "<"
            | ">"
            | "≤"
            | "≥"
            | "+"
            | "-"
            | "−"
            | "±"
            | "∓"
            | "×"
            | "÷"
            | "≈"
            | "≃"
            | "≡"
            | "→"
            | "←"
            | "↔"
            | "⇒"
            | "⇔"
            | "∈"
            | "∝"
            | "∼"
            | "~"
            | "≪"
            | "≫"
            | "⩽"
            | "⩾"
    )
}

fn ends_operand(before: &Plain) -> bool {
    before.sort != Sort::Operator
        || matches!(before.text.as_str(), ")" | "]" | "}" | "|" | "!" | "%")
}

/// Names of several letters and two numbers would run together.
fn needs_space(text: &str, next: &str) -> bool {
    let (Some(a), Some(b)) = (text.chars().last(), next.chars().next()) else {
        return false;
    };
    let last_name = text.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let next_name = next.chars().take_while(|c| c.is_alphabetic()).count();
    a.is_numeric() && b.is_numeric()
        || a.is_alphabetic() && b.is_numeric()
        || a.is_alphabetic() && b.is_alphabetic() && last_name.max(next_name) > 1
}

fn fenced(part: &Plain) -> String {
    match part.sort {
        Sort::One | Sort::Operator => part.text.clone(),
        Sort::Fraction | Sort::Many => format!("({})", part.text),
    }
}

fn scripted(base: &Plain, sub: Option<&Plain>, sup: Option<&Plain>) -> Plain {
    let mut text = fenced(base);
    if let Some(sub) = sub {
        text.push_str(&lowered(&sub.text));
    }
    if let Some(sup) = sup {
        text.push_str(&raised(&sup.text));
    }
    one(&text)
}

fn raised(text: &str) -> String {
    script(Script::Super, text)
}

fn lowered(text: &str) -> String {
    script(Script::Sub, text)
}

fn script(script: Script, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let tight: String = text.split_whitespace().collect();
    let formed = written(script, "", &tight);
    // Blanks only matter where the text stays as it is.
    match formed.contains('(') {
        true => written(script, "", text),
        false => formed,
    }
}

/// Accents are put on a single letter; else what stands above is said.
fn over(base: &Plain, above: &Plain) -> Plain {
    let accent = match above.text.as_str() {
        "¯" | "‾" | "-" | "−" | "_" | "\u{304}" | "\u{305}" => Some('\u{304}'),
        "^" | "ˆ" | "\u{302}" => Some('\u{302}'),
        "~" | "˜" | "\u{303}" => Some('\u{303}'),
        "." | "˙" => Some('\u{307}'),
        "→" | "\u{20d7}" => Some('\u{20d7}'),
        _ => None,
    };
    match accent {
        Some(accent) if base.text.chars().count() == 1 => one(&format!("{}{accent}", base.text)),
        _ if matches!(base.text.as_str(), "∑" | "∏" | "∫" | "⋃" | "⋂") => {
            scripted(base, None, Some(above))
        }
        _ if base.text.is_empty() || above.text.is_empty() => base.clone(),
        _ => one(&format!("({} under {})", base.text, above.text)),
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
