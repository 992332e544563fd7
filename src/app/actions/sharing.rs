//! Sharing: copying an item in one form or another.

use super::Action;
use super::Group;
use super::Scope;
use super::never;
use super::no_item;
use crate::app::model::Model;
use crate::app::model::View;
use crate::domain::work::Row;
use crate::export::cite::Style;

pub(super) static ACTIONS: &[Action] = &[
    Action {
        name: "copy.link",
        short: "link",
        help: "Copy the link",
        group: Group::Share,
        keys: &["y y"],
        also: &[],
        scopes: &[Scope::Global],
        run: copy_link,
        blocked: no_link,
    },
    Action {
        name: "copy.doi",
        short: "DOI",
        help: "Copy the DOI",
        group: Group::Share,
        keys: &["y d"],
        also: &[],
        scopes: &[Scope::Global],
        run: copy_doi,
        blocked: no_item,
    },
    Action {
        name: "copy.cite",
        short: "citation",
        help: "Copy the citation (Vancouver)",
        group: Group::Share,
        keys: &["y c"],
        also: &["reference", "vancouver"],
        scopes: &[Scope::Global],
        run: |model, _| model.copy_citation(Style::Vancouver),
        blocked: no_item,
    },
    Action {
        name: "copy.ama",
        short: "AMA citation",
        help: "Copy the citation (AMA)",
        group: Group::Share,
        keys: &["y a"],
        also: &[],
        scopes: &[Scope::Global],
        run: |model, _| model.copy_citation(Style::Ama),
        blocked: no_item,
    },
    Action {
        name: "copy.bib",
        short: "BibTeX/RIS",
        help: "Copy BibTeX",
        group: Group::Share,
        keys: &["y b"],
        also: &[],
        scopes: &[Scope::Global],
        run: |model, _| model.copy_citation(Style::Bibtex),
        blocked: no_item,
    },
    Action {
        name: "copy.md",
        short: "Markdown",
        help: "Copy as Markdown link",
        group: Group::Share,
        keys: &["y m"],
        also: &[],
        scopes: &[Scope::Global],
        run: copy_md,
        blocked: no_item,
    },
    Action {
        name: "copy.text",
        short: "title",
        help: "Copy the title",
        group: Group::Share,
        keys: &["y t"],
        also: &[],
        scopes: &[Scope::Global],
        run: copy_text,
        blocked: no_item,
    },
    Action {
        name: "export",
        short: "export",
        help: "Export this item, what is saved, this list or your log: RIS, CSV…",
        group: Group::Share,
        keys: &["X"],
        also: &[
            "excel",
            "spreadsheet",
            "csv",
            "zotero",
            "endnote",
            "download",
            "print",
        ],
        scopes: &[Scope::Global],
        run: |model, _| model.offer_export(),
        blocked: never,
    },
];

fn no_link(model: &Model) -> Option<&'static str> {
    match model.view() {
        View::Health => None,
        _ => no_item(model),
    }
}

fn chosen_row(model: &Model) -> Option<Row> {
    let work = model.chosen()?;
    model.row_of(work).cloned()
}

fn copy_link(model: &mut Model, _: Option<u8>) {
    if model.view() == View::Health {
        match model.health_source().map(|source| source.address.clone()) {
            Some(address) => model.copy(&address, "the address"),
            None => model.say("No source is selected."),
        }
        return;
    }
    match chosen_row(model).and_then(|row| row.link) {
        Some(link) => model.copy(&link, "the link"),
        None => model.say("This item came without a link."),
    }
}

/// The DOI stands in the article; from the rows it is fetched first.
fn copy_doi(model: &mut Model, _: Option<u8>) {
    let Some(work) = model.chosen() else {
        return;
    };
    model.peek(work);
    match model.article.as_ref().and_then(|it| it.loaded.as_ref()) {
        Some(loaded) => {
            let doi = loaded.doi().map(str::to_string);
            model.copy_doi_of(doi);
        }
        None => model.desk.doi_wanted = Some(work),
    }
}

impl Model {
    pub(in crate::app) fn copy_doi_of(&mut self, doi: Option<String>) {
        match doi {
            Some(doi) => self.copy(&doi, "the DOI"),
            None => self.say("This item names no DOI."),
        }
    }
}

fn copy_md(model: &mut Model, _: Option<u8>) {
    let Some(row) = chosen_row(model) else {
        return;
    };
    let title = row.title.replace('[', "\\[").replace(']', "\\]");
    match row.link {
        Some(link) => model.copy(&format!("[{title}]({link})"), "as Markdown"),
        None => model.copy(&title, "the title, as there is no link"),
    }
}

fn copy_text(model: &mut Model, _: Option<u8>) {
    if let Some(row) = chosen_row(model) {
        model.copy(&row.title, "the title");
    }
}
