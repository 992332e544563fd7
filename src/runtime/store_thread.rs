//! The one thread that writes.
//!
//! Two lanes: what a person changes goes before what a refresh brings in.
//! Nothing is asked here; questions have a thread of their own.

mod following;
mod slices;

use std::thread;
use std::thread::JoinHandle;

use tokio::runtime::Handle;
use tokio::select;
use tokio::sync::mpsc;
use tokio::task::yield_now;
use tokio::time::sleep;

use crate::app::effect::Ask;
use crate::app::effect::AskId;
use crate::app::effect::Done;
use crate::app::effect::Msg;
use crate::app::effect::Reply;
use crate::config::topics;
use crate::domain::answer::TakenBack;
use crate::domain::id::WorkId;
use crate::domain::intake::Intake;
use crate::domain::intake::Taken;
use crate::domain::list;
use crate::domain::retention::Retention;
use crate::domain::source::NewSource;
use crate::domain::time::Clock;
use crate::domain::topic::Matcher;
use crate::domain::topic::Topic;
use crate::runtime::articles::Nudge;
use crate::runtime::articles::Parcel;
use crate::runtime::bell::Bell;
use crate::runtime::fetcher;
use crate::runtime::store_thread::slices::Pace;
use crate::runtime::topics as matching;
use crate::secrets::Keepers;
use crate::store::Store;
use crate::store::StoreError;
use crate::store::tidying;

/// How many sources' answers are written in one transaction at most, so that a
/// person's change never waits for long.
const PER_TRANSACTION: usize = 16;

/// How many works are looked at at a time for what else changed.
const SLICE: usize = 500;

/// How many old works are looked at at a time.
const TIDIED: usize = 200;

/// What the writer needs besides the store.
pub struct Desk {
    pub clock: Clock,
    pub topics_file: std::path::PathBuf,
    pub keepers: Keepers,
    /// How long what nobody keeps stays.
    pub retention: Retention,
    pub inbox: mpsc::Sender<Msg>,
    /// Told after each transaction of a refresh: of how many answers, and what
    /// became of them.
    pub taken: mpsc::UnboundedSender<(u32, Result<Vec<Taken>, String>)>,
    /// Told when topics were changed.
    pub fetcher: mpsc::UnboundedSender<fetcher::Command>,
    /// Told when something may have become worth keeping whole.
    pub nudge: mpsc::UnboundedSender<Nudge>,
}

/// The lanes of a refresh into the writer.
pub struct Lanes {
    // Bounded: a fast network waits for a slow disk.
    pub batches: mpsc::Sender<Intake>,
    pub parcels: mpsc::Sender<Parcel>,
}

/// Starts the writer; it ends, with all that was asked done, when nobody can
/// ask any more. Its thread gives, at the end, a sentence for each change that
/// failed when nobody listened.
///
/// The lane of asks is unbounded: each answers one key press, so people bound
/// it.
///
/// # Errors
///
/// Where the system gives no thread.
pub fn start(
    store: Store,
    asks: mpsc::UnboundedReceiver<(AskId, Ask)>,
    desk: Desk,
    rematch: Option<Vec<Topic>>,
    handle: Handle,
) -> std::io::Result<(Lanes, JoinHandle<Vec<String>>)> {
    let (batches, batch_lane) = mpsc::channel(8);
    let (parcels, parcel_lane) = mpsc::channel(1);
    let desk_retention = desk.retention;
    let writer = Writer {
        store,
        desk,
        // What changed while rounds was not running.
        rematching: rematch.map(|topics| matching::matcher(&topics)),
        pace: Pace::default(),
        tidying: desk_retention.days().map(|_| tidying::BEGINNING),
        muting: true,
        folding: true,
        warm: false,
        untold: Vec::new(),
    };
    let thread = thread::Builder::new()
        .name("writer".to_string())
        .spawn(move || {
            let _bell = Bell::new("writer", &writer.desk.inbox);
            handle.block_on(write(writer, asks, batch_lane, parcel_lane))
        })?;
    let lanes = Lanes { batches, parcels };
    Ok((lanes, thread))
}

/// The writer at its desk.
struct Writer {
    store: Store,
    desk: Desk,
    /// Topics that the cache is still to be matched to.
    rematching: Option<Matcher>,
    /// How many works that takes at a time.
    pace: Pace,
    /// From where on old works are still to be looked at.
    tidying: Option<WorkId>,
    /// Whether works are still to be looked at for mutes that changed.
    muting: bool,
    /// Whether days are still to be folded anew.
    folding: bool,
    /// Whether anything was written since it last rested.
    warm: bool,
    /// Why changes failed that nobody could be told of.
    untold: Vec<String>,
}

async fn write(
    mut writer: Writer,
    mut asks: mpsc::UnboundedReceiver<(AskId, Ask)>,
    mut batches: mpsc::Receiver<Intake>,
    mut parcels: mpsc::Receiver<Parcel>,
) -> Vec<String> {
    let (mut open, mut more_parcels) = (true, true);
    loop {
        select! {
            biased;
            ask = asks.recv() => match ask {
                Some((id, ask)) => writer.answer(id, ask).await,
                None => {
                    writer.end();
                    return writer.untold;
                }
            },
            intake = batches.recv(), if open => match intake {
                Some(first) => writer.take(first, &mut batches),
                None => open = false,
            },
            parcel = parcels.recv(), if more_parcels => match parcel {
                Some(parcel) => writer.keep(parcel),
                None => more_parcels = false,
            },
            () = std::future::ready(()), if writer.has_slices() => {
                writer.rematch();
                writer.mute();
                writer.fold();
                // The lanes are looked at between two slices.
                yield_now().await;
            }
            () = std::future::ready(()), if writer.tidying.is_some() => {
                writer.tidy();
                yield_now().await;
            }
            () = sleep(slices::IDLE), if writer.warm => {
                writer.rest();
                continue;
            }
        }
        writer.warm = true;
    }
}

impl Writer {
    /// The screen was left. A reader of a task that nobody waits for may be the
    /// last to close the file, so its log is folded here and not by closing.
    fn end(&mut self) {
        if let Err(error) = self.store.fold_log() {
            tracing::error!("the write-ahead log stays for the next start: {error}");
        }
    }

    /// Writes what a refresh brought, a few answers in one transaction.
    fn take(&mut self, first: Intake, lane: &mut mpsc::Receiver<Intake>) {
        let mut batch = vec![first];
        while batch.len() < PER_TRANSACTION {
            match lane.try_recv() {
                Ok(intake) => batch.push(intake),
                Err(_) => break,
            }
        }
        let n_answers = u32::try_from(batch.len()).unwrap_or(u32::MAX);
        let taken = self.store.ingest(&batch, (self.desk.clock)());
        let taken = taken.map_err(|error| {
            tracing::error!("{n_answers} answers were not written: {error}");
            error.to_string()
        });
        // The fetcher is gone only when all of rounds is ending.
        let _ = self.desk.taken.send((n_answers, taken));
        let _ = self.desk.nudge.send(Nudge::Changed);
    }

    /// Writes an article that came, or why none did.
    fn keep(&mut self, parcel: Parcel) {
        let kept = self.store.take_catch(&parcel.catch, (self.desk.clock)());
        // Nobody waits for the answer only when all of rounds is ending.
        let _ = parcel.written.send(kept.map_err(|error| error.to_string()));
    }

    async fn answer(&mut self, id: AskId, ask: Ask) {
        let reply = match self.change(&ask) {
            Ok(done) => {
                let may_turn = !matches!(ask, Ask::SetPosition { .. } | Ask::SetSession(_));
                self.muting |= may_turn;
                self.folding |= may_turn;
                let may_save = matches!(
                    ask,
                    Ask::SetSaved { .. }
                        | Ask::SetSavedAll { .. }
                        | Ask::SetTags { .. }
                        | Ask::SetHighlight { .. }
                        | Ask::Undo { .. }
                        | Ask::Redo
                );
                if may_save {
                    // Nobody is nudged only when all of rounds is ending.
                    let _ = self.desk.nudge.send(Nudge::Changed);
                }
                Reply::Done {
                    ask: id,
                    revision: self.store.revision().unwrap_or(0),
                    done,
                }
            }
            Err(why) => {
                tracing::error!("{ask:?} failed: {why}");
                Reply::Failed { ask: id, why }
            }
        };
        if let Err(unsent) = self.desk.inbox.send(Msg::Store(reply)).await
            && let Msg::Store(Reply::Failed { why, .. }) = unsent.0
            && !matches!(ask, Ask::SetPosition { .. } | Ask::SetSession(_))
        {
            self.untold.push(why);
        }
    }

    /// Does one change; the error is a sentence.
    fn change(&mut self, ask: &Ask) -> Result<Done, String> {
        let now = (self.desk.clock)();
        let store = &mut self.store;
        let said = |error: StoreError| error.to_string();
        match ask {
            Ask::SetRead { work, read } => store
                .set_read(&[*work], *read, now)
                .map(|_| Done::Plain)
                .map_err(said),
            Ask::AllRead { query, newest } => store
                .all_read(query, *newest, now)
                .map(Done::Read)
                .map_err(said),
            Ask::SetSaved { work, saved } => plain(store.set_saved(*work, *saved, now)),
            Ask::SetReadAll { works, read } => store
                .set_read(works, *read, now)
                .map(Done::Changed)
                .map_err(said),
            Ask::SetSavedAll { works, saved } => {
                let changed = store.set_saved_all(works, *saved, now);
                changed.map(Done::Changed).map_err(said)
            }
            Ask::SetTags { works, add, remove } => {
                let changed = store.set_tags(works, add, remove, now);
                changed.map(Done::Changed).map_err(said)
            }
            Ask::SetHighlight { work, piece, keep } => {
                plain(store.set_highlight(*work, piece, *keep, now))
            }
            Ask::SetStage { works, stage } => {
                let changed = store.set_stage(works, *stage, now);
                changed.map(Done::Changed).map_err(said)
            }
            Ask::SetNote { work, note } => plain(store.set_note(*work, note, now)),
            Ask::SetPosition { work, position } => plain(store.set_position(*work, *position, now)),
            Ask::Split { item, .. } => plain(store.split(item, now)),
            Ask::Join { one, other } => match store.join(*one, *other, now) {
                Ok(true) => Ok(Done::Plain),
                Ok(false) => Err("the two are one row already".to_string()),
                Err(error) => Err(error.to_string()),
            },
            Ask::Undo { began, named } => match store.undo_named(*began, *named, now) {
                Ok(TakenBack::Nothing) => Ok(Done::Undone(None)),
                Ok(TakenBack::Done(it)) => Ok(Done::Undone(Some(self.turn_topics(it, false)))),
                Ok(TakenBack::Asks(step)) => Ok(Done::Asks(step)),
                Err(error) => Err(said(error)),
            },
            Ask::Redo => {
                let turned = store.step_again(now).map_err(said)?;
                Ok(Done::Redone(turned.map(|it| self.turn_topics(it, true))))
            }
            Ask::Follow {
                address,
                title,
                home,
                list,
                secret,
            } => {
                let new = NewSource {
                    address: address.clone(),
                    title: title.clone(),
                    home: home.clone(),
                    ..NewSource::default()
                };
                self.follow(new, *list, secret.as_ref())
            }
            Ask::FollowAll {
                entries,
                topics,
                welcomed,
            } => self.follow_all(entries, topics.as_deref(), *welcomed),
            Ask::TakeLiving(living, reading) => store
                .take_living(*living, reading, now)
                .map(Done::Shifted)
                .map_err(said),
            Ask::FollowLiving(address, reading) => store
                .follow_living(address, &reading.path(address), reading, now)
                .map(Done::Shifted)
                .map_err(said),
            Ask::HideSuggestion { key, name } => plain(store.hide_suggestion(key, name, now)),
            Ask::Unfollow(source) => plain(store.unfollow(*source, now)),
            Ask::RenameSource { source, name } => plain(store.rename_source(*source, name, now)),
            Ask::Readdress { source, address } => plain(store.readdress(*source, address, now)),
            Ask::NewList(name) => store
                .make_list(&list::path_of(name), now)
                .map(Done::ListMade)
                .map_err(said),
            Ask::RenameList { list, name } => {
                plain(store.rename_list(*list, &list::path_of(name), now))
            }
            Ask::DeleteList(list) => plain(store.delete_list(*list, now)),
            Ask::SetMember {
                list,
                source,
                member,
            } => plain(store.set_member(*list, *source, *member, now)),
            Ask::SetTopic { name, words } => {
                let file = &self.desk.topics_file;
                self.follow_file(topics::set(file, name, words))
            }
            Ask::DropTopic { name } => {
                let file = &self.desk.topics_file;
                self.follow_file(topics::remove(file, name))
            }
            Ask::Log { draft, replaces } => store
                .log(draft, *replaces, now)
                .map(|_| Done::Plain)
                .map_err(said),
            Ask::SetReview { work, question } => {
                plain(store.set_review(*work, question.as_deref(), now))
            }
            Ask::Grade { work, grade } => plain(store.grade(*work, *grade, now)),
            Ask::WithdrawLog(entry) => plain(store.withdraw_log(*entry, now)),
            Ask::SetTimeline { name, query } => store
                .set_timeline(name, query.as_deref(), now)
                .map(|_| Done::Plain)
                .map_err(said),
            Ask::SetMute { query, on } => store
                .set_mute(query, *on, now)
                .map(|_| Done::Plain)
                .map_err(said),
            Ask::SetDaily { source, daily } => store
                .set_daily(*source, *daily, now)
                .map(|_| Done::Plain)
                .map_err(said),
            Ask::BeginRound { minutes } => {
                store.begin_round(*minutes).map(Done::Round).map_err(said)
            }
            Ask::SetSession(session) => plain(store.set_session(session)),
        }
    }
}

fn plain(result: Result<(), StoreError>) -> Result<Done, String> {
    result
        .map(|()| Done::Plain)
        .map_err(|error| error.to_string())
}
