//! Reading: opening a work, scrolling it, going on to the next.

use crate::app::effect::Ask;
use crate::app::effect::Question;
use crate::app::geometry;
use crate::app::model::Article;
use crate::app::model::Model;
use crate::app::model::Pane;
use crate::app::model::Popup;
use crate::app::model::View;
use crate::app::paper;
use crate::app::paper::Keys;
use crate::app::paper::TextLine;
use crate::domain::id::WorkId;
use crate::domain::work::Row;
use crate::domain::work::Work;

/// The position is written each time so many pages were turned.
const PAGES: u32 = 4;

impl Model {
    /// Width and height of the article in cells; at least one each.
    pub(super) fn article_size(&self) -> (u16, usize) {
        let geometry = geometry::geometry(self);
        let area = geometry.article.or(geometry.rows).unwrap_or_default();
        (area.width.max(1), usize::from(area.height.max(1)))
    }

    /// Opens the work in the reader and marks it read.
    pub(super) fn open_work(&mut self, work: WorkId) {
        self.leave_article();
        if self.view() != View::Reader {
            self.views.push(View::Reader);
        }
        self.focus = Pane::Article;
        self.popup = None;
        self.show_work(work);
        if self.settings.read_on_open && self.row_of(work).is_none_or(|row| !row.read) {
            self.set_read(work, true, true);
        }
    }

    /// Makes the work the article, in the reader or in the pane.
    fn show_work(&mut self, work: WorkId) {
        if let Some(article) = &mut self.article
            && article.work == work
        {
            (article.find, article.marking) = (None, None);
            return self.lay_out();
        }
        self.article = Some(Article::of(work));
        self.ask(Question::Work(work));
    }

    /// Asks for the work without showing it: for its carriers, note or DOI.
    pub(super) fn peek(&mut self, work: WorkId) {
        if self.article.as_ref().map(|article| article.work) != Some(work) {
            self.show_work(work);
        }
    }

    /// Where the article stands beside the rows, or the strip under them has
    /// room for its beginning, it is the selected row's.
    pub(super) fn follow_selection(&mut self) {
        self.ask_snippet();
        let shown = matches!(self.view(), View::Timeline | View::Saved | View::Search);
        let shows_note = self.view() == View::Saved && self.has_strip();
        if !shown || !(self.article_stands() || self.strip_shows_text() || shows_note) {
            return;
        }
        if let Some(work) = self.listing().selected().map(|row| row.work)
            && self.article.as_ref().map(|article| article.work) != Some(work)
        {
            self.show_work(work);
        }
    }

    /// Whether the strip shows at all.
    pub(super) fn has_strip(&self) -> bool {
        geometry::geometry(self).strip.is_some()
    }

    /// Whether the strip has more lines than title and source take.
    fn strip_shows_text(&self) -> bool {
        let strip = geometry::geometry(self).strip;
        strip.is_some_and(|strip| strip.height > 3)
    }

    /// Remembers how far the article was read.
    pub(super) fn leave_article(&mut self) {
        if self.view() == View::Reader {
            self.write_position();
        }
    }

    fn write_position(&mut self) {
        self.desk.n_pages = 0;
        let Some((work, block, _)) = self.reading_place() else {
            return;
        };
        let Some(article) = &mut self.article else {
            return;
        };
        if let Some(loaded) = &mut article.loaded
            && loaded.position != block
        {
            loaded.position = block;
            self.change_quietly(Ask::SetPosition {
                work,
                position: block,
            });
        }
    }

    /// The article, the block at the top and the lines above it of that block.
    pub(super) fn reading_place(&self) -> Option<(WorkId, u32, usize)> {
        let article = self.article.as_ref()?;
        let block = article.lines.get(article.top)?.block;
        let first = article.lines.iter().position(|line| line.block == block)?;
        Some((article.work, block, article.top.saturating_sub(first)))
    }

    /// The store has answered with a work.
    pub(super) fn work_came(&mut self, id: WorkId, work: Option<Box<Work>>) {
        if self.article.as_ref().map(|article| article.work) != Some(id) {
            return;
        }
        let Some(mut work) = work else {
            self.entry_is_known(id);
            return self.article_is_gone();
        };
        if self.article.as_ref().is_some_and(|it| it.turned_over) {
            work.turn_over();
        }
        self.lay_over_row(&mut work.row);
        self.agree(std::slice::from_ref(&work.row));
        if let Some(article) = &self.article
            && let Some(loaded) = &article.loaded
        {
            // How far it was read is known here before it is written.
            work.position = loaded.position;
            if *loaded == work {
                return self.do_what_waited(id);
            }
            return self.take_article_anew(work);
        }
        let resume = self.desk.resume.take().filter(|(it, _, _)| *it == id);
        let place = match resume {
            Some((_, block, below)) => (block, below),
            None => (work.position, 0),
        };
        if let Some(article) = &mut self.article {
            article.loaded = Some(work);
            article.lines.clear();
        }
        self.lay_out_at(place);
        self.do_what_waited(id);
    }

    /// Nothing of the article is kept any more, neither under another screen.
    fn article_is_gone(&mut self) {
        self.article = None;
        if matches!(
            self.popup,
            Some(Popup::Links { .. } | Popup::Carriers { .. } | Popup::Why { .. })
        ) {
            self.popup = None;
        }
        match self.view() {
            View::Reader => {
                self.back();
                self.say_care("This item is gone: nothing of it is kept any more.");
            }
            _ => self.views.retain(|view| *view != View::Reader),
        }
    }

    /// The same article came again, changed.
    fn take_article_anew(&mut self, work: Box<Work>) {
        let id = work.row.work;
        if let Some(article) = &mut self.article {
            article.loaded = Some(work);
        }
        self.lay_out_again();
        self.do_what_waited(id);
    }

    /// Shows in the article's head what its row says now.
    pub(super) fn take_article_row(&mut self, row: Row) {
        if let Some(article) = &mut self.article
            && let Some(loaded) = &mut article.loaded
            && loaded.row != row
        {
            loaded.row = row;
            self.lay_out_again();
        }
    }

    /// Lays the article out anew where its head has changed: neither the place
    /// nor the match that is shown moves.
    pub(super) fn lay_out_again(&mut self) {
        let n_head = |lines: &[TextLine]| lines.iter().take_while(|it| it.is_head()).count();
        let place = self.reading_place();
        let (now, ascii) = (self.now, self.settings.ascii);
        let keys = Keys::of(&self.keymap);
        let Some(article) = &mut self.article else {
            return;
        };
        let (Some(work), Some((_, block, below))) = (&article.loaded, place) else {
            return;
        };
        let hung = article.frame.map(|frame| (&article.album, frame));
        let lines = paper::lay_out_with(work, article.lines_width, now, ascii, hung, keys);
        if lines == article.lines {
            return;
        }
        // Inside the head the same words stay at the top, at its beginning
        // the beginning.
        let below = match (block, below) {
            (0, 1..) => (below + n_head(&lines)).saturating_sub(n_head(&article.lines)),
            _ => below,
        };
        let before = article.find.as_ref().map(|find| find.lines.len());
        let current = article.find.as_ref().map(|find| find.current);
        (article.lines, article.marking) = (lines, None);
        self.stand_at((block, below));
        if let Some(article) = &mut self.article
            && let (Some(find), Some(before), Some(current)) = (&mut article.find, before, current)
        {
            // What the head has more or less of stands before the others.
            let last = find.lines.len().saturating_sub(1);
            find.current = (current + find.lines.len())
                .saturating_sub(before)
                .min(last);
        }
    }

    /// Does what needed the work to be here.
    fn do_what_waited(&mut self, id: WorkId) {
        let loaded = self.article.as_ref().and_then(|it| it.loaded.as_ref());
        let Some(loaded) = loaded else {
            return;
        };
        let doi = loaded.doi().map(str::to_string);
        if self.desk.note_wanted.take() == Some(id) && self.popup.is_none() {
            self.write_note(id);
        }
        if self.desk.editor_wanted.take() == Some(id) && self.popup.is_none() {
            self.edit_note();
        }
        self.entry_is_known(id);
        if self.desk.doi_wanted.take() == Some(id) {
            self.copy_doi_of(doi);
        }
        if matches!(self.popup, Some(Popup::Links { .. })) && self.links().is_empty() {
            self.popup = None;
            self.say_no_links();
        }
    }

    /// Wraps the article to the width it has now; the block at the top stays.
    pub(super) fn lay_out(&mut self) {
        let (width, _) = self.article_size();
        let now = (width, self.frame());
        let fits = |it: &Article| (it.lines_width, it.frame) == now && !it.lines.is_empty();
        if self.article.as_ref().is_none_or(fits) {
            self.scroll(0);
            return;
        }
        match self.reading_place() {
            Some((_, block, below)) => self.lay_out_at((block, below)),
            None => self.lay_out_at((0, 0)),
        }
    }

    fn lay_out_at(&mut self, (block, below): (u32, usize)) {
        let (width, _) = self.article_size();
        let (now, ascii, frame) = (self.now, self.settings.ascii, self.frame());
        let keys = Keys::of(&self.keymap);
        let Some(article) = &mut self.article else {
            return;
        };
        let Some(work) = &article.loaded else {
            return;
        };
        let hung = frame.map(|frame| (&article.album, frame));
        article.lines = paper::lay_out_with(work, width, now, ascii, hung, keys);
        article.marking = None;
        (article.lines_width, article.frame) = (width, frame);
        self.stand_at((block, below));
    }

    /// Puts the line of a block that is so far below its first at the top.
    fn stand_at(&mut self, (block, below): (u32, usize)) {
        let Some(article) = &mut self.article else {
            return;
        };
        let is_block = |line: &TextLine| line.block == block;
        let first = article.lines.iter().position(is_block).unwrap_or(0);
        let n = article.lines.iter().filter(|line| is_block(line)).count();
        article.top = first + below.min(n.saturating_sub(1));
        self.search_article();
        self.scroll(0);
    }

    /// Scrolls the article by so many lines, stopping at the ends. Says
    /// whether it moved.
    pub(super) fn scroll(&mut self, by: isize) -> bool {
        let (_, height) = self.article_size();
        let Some(article) = &mut self.article else {
            return false;
        };
        let most = article.lines.len().saturating_sub(height);
        let before = article.top;
        // A place that was resumed may lie beyond what scrolling reaches; it is
        // not pushed away by looking.
        let most = match by >= 0 {
            true => most.max(before.min(article.lines.len().saturating_sub(1))),
            false => most,
        };
        article.top = before.saturating_add_signed(by).min(most);
        let moved = article.top != before;
        if moved && by.unsigned_abs() >= height / 2 {
            self.desk.n_pages += 1;
            if self.desk.n_pages >= PAGES && self.view() == View::Reader {
                self.write_position();
            }
        }
        moved
    }

    /// Space: opens the row, turns the page, then shows the next unread item.
    pub(super) fn read_on(&mut self) {
        if self.view() != View::Reader {
            return self.open_selected("Nothing is selected to read.");
        }
        if self
            .article
            .as_ref()
            .is_some_and(|article| article.loaded.is_none())
        {
            return;
        }
        let (_, height) = self.article_size();
        let page = isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(isize::MAX);
        // A piece that is being marked is not left by a page.
        if !self.move_marking(page) && !self.scroll(page) {
            self.hunt(true, true);
        }
    }

    /// The next (1) or previous (-1) row of the list below the reader.
    pub(super) fn step_article(&mut self, by: isize) {
        let n_rows = self.n_rows_here();
        let before = self.listing().cursor;
        self.listing_mut().move_by(by, n_rows);
        self.ask_missing();
        match self.listing().selected().map(|row| row.work) {
            Some(work) if Some(work) != before => self.open_work(work),
            _ if by > 0 => self.say("This is the last item."),
            _ => self.say("This is the first item."),
        }
    }

    /// Shows the other text of the article, from its beginning.
    pub(super) fn turn_over(&mut self) {
        let Some(article) = &mut self.article else {
            return;
        };
        let turned = article.loaded.as_mut().is_some_and(|it| it.turn_over());
        if !turned {
            return self.say("This item has one text: the one shown.");
        }
        article.turned_over ^= true;
        let said = match article.turned_over {
            true => "The feed's own text.",
            false => "The article.",
        };
        article.lines.clear();
        self.lay_out_at((0, 0));
        self.say(said);
    }
}
