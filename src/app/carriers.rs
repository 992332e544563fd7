//! The popup of who carries a work: walking it, splitting off, joining.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::notices::said;
use crate::domain::work::Carrier;
use crate::domain::work::Related;

impl Model {
    /// Who carries the article's work.
    pub fn carriers(&self) -> &[Carrier] {
        let loaded = self.article.as_ref().and_then(|it| it.loaded.as_ref());
        loaded.map_or(&[], |work| &work.carriers)
    }

    /// What is about the article's work, and its other versions.
    pub fn related(&self) -> &[Related] {
        let loaded = self.article.as_ref().and_then(|it| it.loaded.as_ref());
        loaded.map_or(&[], |work| &work.related)
    }

    /// Enter: a carrier opens in the browser, a related work in the reader.
    pub(super) fn open_carrier(&mut self, cursor: usize) {
        let n_carriers = self.carriers().len();
        if let Some(related) = cursor.checked_sub(n_carriers) {
            if let Some(related) = self.related().get(related) {
                let work = related.work;
                self.open_work(work);
            }
            return;
        }
        match self.carriers().get(cursor).and_then(|it| it.link.clone()) {
            Some(link) => self.desk.out.push(Effect::Open { link }),
            None => self.say("There is no link to open."),
        }
    }

    /// The selected carrier is not this paper: it becomes a row of its own.
    pub(super) fn split_carrier(&mut self) {
        let Some(Popup::Carriers { cursor }) = self.popup else {
            return;
        };
        if self.carriers().len() < 2 {
            return self.say("Only this source carries it; there is nothing to split off.");
        }
        match self.carriers().get(cursor) {
            Some(carrier) => {
                let item = carrier.item.clone();
                let title = carrier.source_title.clone();
                self.popup = None;
                self.change(Ask::Split { item, title });
            }
            None => self.say("That is a row of its own already."),
        }
    }

    /// The first press remembers the work, the second joins the other to it.
    pub(super) fn join_carrier(&mut self) {
        let Some(work) = self.chosen() else {
            return;
        };
        self.popup = None;
        let discussion = self.keymap.first_key("discussion").to_string();
        let join = self.keymap.first_key("follow").to_string();
        match self.desk.joining.take() {
            None => {
                self.desk.joining = Some(work);
                let then = match discussion.is_empty() || join.is_empty() {
                    true => String::new(),
                    false => format!(", then {discussion} {join}"),
                };
                self.say(format!("Now select the other row of this paper{then}."));
            }
            Some(one) if one == work => {
                self.say("Left as it is; nothing was joined.");
            }
            Some(one) => {
                self.change(Ask::Join { one, other: work });
            }
        }
    }

    /// What was done about rows and papers, in words.
    pub(super) fn ruling_words(&self, ask: &Ask) -> Option<String> {
        let back = self.by_key("undo", "takes it back");
        match ask {
            Ask::Split { title, .. } => {
                Some(format!("{} has a row of its own now.{back}", said(title)))
            }
            Ask::Join { .. } => Some(format!("The two rows are one.{back}")),
            _ => None,
        }
    }
}
