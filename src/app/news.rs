//! What the fetcher and the browser tell.

use crate::app::effect::Ask;
use crate::app::effect::Effect;
use crate::app::effect::FetchNews;
use crate::app::effect::OpenResult;
use crate::app::effect::Question;
use crate::app::input::Input;
use crate::app::model::Fetching;
use crate::app::model::Follow;
use crate::app::model::Model;
use crate::app::model::Popup;
use crate::app::model::Tone;
use crate::app::notices::part;
use crate::app::notices::said;
use crate::domain::answer::Found;
use crate::domain::intake::Turn;
use crate::domain::intake::Waits;
use crate::domain::link;
use crate::domain::living::Reading;
use crate::domain::time::UtcTime;

impl Model {
    pub(super) fn fetched(&mut self, news: FetchNews) {
        match news {
            FetchNews::Progress {
                n_done,
                n_all,
                n_failed,
                n_new,
            } => {
                self.fetching = Some(Fetching {
                    n_done,
                    n_all,
                    n_failed,
                    n_new,
                });
            }
            FetchNews::Ended {
                n_all,
                n_good,
                n_failed,
                n_new,
                stopped,
                failed,
                waits,
            } => {
                self.fetching = None;
                self.desk.stopping = false;
                self.say_how_it_ended((n_all, n_good, n_failed), n_new, stopped, failed, waits);
                self.ask(Question::Sources);
                self.ask_everything_again();
            }
            FetchNews::NotFetched(why) => self.mention(Tone::Care, said(&why)),
            FetchNews::Turns(turns) => self.say_turns(&turns),
            FetchNews::Offline(since) => self.went_offline(since),
            FetchNews::Online => {
                if self.offline.take().is_some() {
                    self.mention(Tone::Done, "Online again. Fetching goes on.");
                }
            }
            FetchNews::Living(living, reading) => {
                self.change(Ask::TakeLiving(living, reading));
            }
            FetchNews::List(address, reading) => self.list_found(address, reading),
            FetchNews::Feeds { address, found } => self.feeds_found(&address, found),
        }
    }

    fn say_how_it_ended(
        &mut self,
        (n_all, n_good, n_failed): (u32, u32, u32),
        n_new: u32,
        stopped: bool,
        failed: Option<String>,
        waits: Waits,
    ) {
        let why = self.by_key("go.health", "shows why");
        // Behind a colon there; without a key the sentence ends.
        let why = match why.is_empty() {
            true => ".".to_string(),
            false => format!(":{why}"),
        };
        let fresh = match n_new {
            0 => String::new(),
            n => format!(" · {n} new"),
        };
        let waiting = waits.words(self.now);
        let fresh = match (&waiting, n_failed) {
            (None, _) => fresh,
            (Some(waiting), 0) => format!("{fresh}. {waiting}."),
            (Some(waiting), _) => format!("{fresh}. {waiting}"),
        };
        let text = match (stopped, n_failed, failed) {
            (true, _, _) => {
                format!("Stopped. {n_good} of {n_all} fetched; what came is kept.")
            }
            // No network is one thing, said once, and not so many failures.
            (false, _, _) if self.offline.is_some() => return,
            (false, 0, _) => format!("{n_good} of {n_all} fetched{fresh}"),
            (false, 1, Some(name)) => {
                let name = said(&name);
                format!("{n_good} of {n_all} fetched{fresh}. {name} failed{why}")
            }
            (false, n, _) => {
                format!("{n_good} of {n_all} fetched{fresh}. {n} failed{why}")
            }
        };
        match n_failed > 0 && !stopped {
            true => self.mention(Tone::Care, text),
            false => self.mention(Tone::Plain, text),
        }
    }

    /// Says who moved and who is gone: by name where it is one, else how many.
    fn say_turns(&mut self, turns: &[Turn]) {
        let back = self.by_key("undo", "takes it back");
        let last = self.by_key("undo", "takes the last back");
        let shows = self.by_key("go.health", "shows where");
        let which = self.by_key("go.health", "shows which");
        let (moved, gone): (Vec<&Turn>, Vec<&Turn>) = turns
            .iter()
            .partition(|turn| matches!(turn, Turn::Moved { .. }));
        match moved.as_slice() {
            [] => {}
            [Turn::Moved { title, to }] => {
                let (title, to) = (said(title), said(&link::without_secrets(to)));
                self.mention(Tone::Done, format!("{title} moved to {to}.{back}"));
            }
            many => {
                let n = many.len();
                self.mention(Tone::Done, format!("{n} sources moved.{shows}{last}"));
            }
        }
        match gone.as_slice() {
            [] => {}
            [Turn::Gone { title }] => {
                let title = said(title);
                self.mention(
                    Tone::Care,
                    format!("{title} is gone. Its items stay; it is asked once a day."),
                );
            }
            many => {
                let n = many.len();
                self.mention(
                    Tone::Care,
                    format!("{n} sources are gone.{which} Their items stay."),
                );
            }
        }
    }

    fn went_offline(&mut self, since: UtcTime) {
        if self.offline.is_some() {
            return;
        }
        self.offline = Some(since);
        let local = since.local();
        let time = local.split_once(' ').map_or("", |(_, time)| time);
        let text =
            format!("Offline since {time}. Kept items still work; fetching resumes by itself.");
        self.mention(Tone::Care, text);
    }

    /// What the person wanted to be told of came in.
    pub(super) fn announced(
        &mut self,
        texts: Vec<String>,
        by_terminal: bool,
        wrong: Option<String>,
    ) {
        for text in texts {
            self.mention(Tone::Care, said(&text));
            if by_terminal {
                self.desk.out.push(Effect::Announce(text));
            }
        }
        if let Some(wrong) = wrong {
            self.mention(
                Tone::Care,
                format!("The command for notices did not run: {}", said(&wrong)),
            );
        }
    }

    /// A list was found at an address; it is followed unless the person went on.
    fn list_found(&mut self, address: String, reading: Reading) {
        match &self.popup {
            Some(Popup::Follow(Follow::Looking(asked))) if *asked == address => {}
            _ => return,
        }
        self.popup = None;
        self.change(Ask::FollowLiving(address, reading));
    }

    /// An address was looked at.
    fn feeds_found(&mut self, address: &str, found: Result<Vec<Found>, String>) {
        match &self.popup {
            Some(Popup::Follow(Follow::Looking(asked))) if asked == address => {}
            _ => return,
        }
        let typed = Input::holding(address);
        match found {
            Ok(found) if found.is_empty() => {
                self.popup = Some(Popup::Follow(Follow::Typing(typed)));
                self.say_care(format!(
                    "No feed was found at {}. Try the address of the feed itself.",
                    said(address)
                ));
            }
            Ok(found) => {
                self.popup = Some(Popup::Follow(Follow::Picking {
                    address: address.to_string(),
                    found,
                    cursor: 0,
                }));
            }
            Err(why) => {
                self.popup = Some(Popup::Follow(Follow::Typing(typed)));
                self.say_failed(format!(
                    "Could not look at {}: {}. Enter tries again.",
                    said(address),
                    part(&why)
                ));
            }
        }
    }

    /// A browser was asked to open a link. Only what it opened counts as read.
    pub(super) fn opened(&mut self, result: OpenResult) {
        let (OpenResult::Opened(link)
        | OpenResult::NoBrowser { link }
        | OpenResult::Failed { link, .. }) = &result;
        let at = self.desk.opening.iter().position(|(of, _)| of == link);
        let work = at.map(|at| self.desk.opening.swap_remove(at).1);
        match result {
            OpenResult::Opened(link) => {
                if let Some(work) = work {
                    self.set_read(work, true, true);
                }
                self.say_done(format!("Opened in the browser: {}", said(&link)));
            }
            OpenResult::NoBrowser { link } => {
                let why = "No browser can be started here.";
                self.say_care(format!("{why} The link is copied instead."));
                self.show_address(link, why.to_string());
            }
            OpenResult::Failed { link, why } => {
                let why = format!("Could not start {}.", said(&why));
                self.say_failed(format!("{why} The link is copied instead."));
                self.show_address(link, why);
            }
        }
    }

    /// Shows an address whole, to be copied by hand, and copies it as well.
    fn show_address(&mut self, link: String, why: String) {
        self.desk.out.push(Effect::Copy(link.clone()));
        self.popup = Some(Popup::Address { link, why });
    }
}
