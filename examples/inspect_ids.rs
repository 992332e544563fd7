//! Reads `{"n","kind","input"}` a line, prints the identifiers; for the corpus
//! score only, until the command line has it.

use std::io::BufRead;
use std::io::Write;

use rounds::domain::ident;
use rounds::domain::ident::Identifier;

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let question: serde_json::Value = serde_json::from_str(&line?)?;
        let input = question["input"].as_str().unwrap_or("");
        let found = match question["kind"].as_str() {
            Some("url") => ident::from_link(input),
            _ if input.trim().contains([' ', '\n']) => ident::from_text(input),
            _ => ident::from_field("identifier", input),
        };
        let mut answer = serde_json::json!({ "n": question["n"], "pii": ident::pii(input) });
        for identifier in found {
            let (name, value) = match identifier {
                Identifier::Doi(value) => ("doi", value),
                Identifier::Pmid(value) => ("pmid", value),
                Identifier::Pmcid(value) => ("pmcid", value),
                Identifier::Arxiv(value) => ("arxiv", value),
                Identifier::Nct(value) => ("nct", value),
            };
            match answer[name].as_array_mut() {
                Some(values) => values.push(value.into()),
                None => answer[name] = serde_json::json!([value]),
            }
        }
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
