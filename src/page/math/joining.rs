//! Pieces of a formula in plain characters, and how they join on one line: where
//! a blank, a bracket or a raised letter keeps the meaning. Nothing here knows
//! the elements of MathML.

use crate::page::scripts::Script;
use crate::page::scripts::written;

/// A part in plain characters, and how it joins its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) text: String,
    pub(super) sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A number, a name or something in parentheses.
    One,
    Operator,
    Fraction,
    /// Several parts side by side.
    Many,
}

pub(super) fn one(text: &str) -> Plain {
    Plain {
        text: text.to_owned(),
        sort: Sort::One,
    }
}

/// The invisible signs are made visible, else 2 times 3 would read as 23.
pub(super) fn operator(sign: &str) -> Plain {
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

pub(super) fn row(parts: impl Iterator<Item = Plain>) -> Plain {
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

pub(super) fn fenced(part: &Plain) -> String {
    match part.sort {
        Sort::One | Sort::Operator => part.text.clone(),
        Sort::Fraction | Sort::Many => format!("({})", part.text),
    }
}

pub(super) fn scripted(base: &Plain, sub: Option<&Plain>, sup: Option<&Plain>) -> Plain {
    let mut text = fenced(base);
    if let Some(sub) = sub {
        text.push_str(&lowered(&sub.text));
    }
    if let Some(sup) = sup {
        text.push_str(&raised(&sup.text));
    }
    one(&text)
}

pub(super) fn raised(text: &str) -> String {
    script(Script::Super, text)
}

pub(super) fn lowered(text: &str) -> String {
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
pub(super) fn over(base: &Plain, above: &Plain) -> Plain {
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
