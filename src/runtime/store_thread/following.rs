//! What the writer follows: sources with the lists and topics they come with,
//! and the person's own file of topics, which counts before the store does.

use crate::app::effect::Done;
use crate::config::ConfigError;
use crate::config::topics;
use crate::domain::answer::Turned;
use crate::domain::id::ListId;
use crate::domain::secret::Secret;
use crate::domain::source::NewSource;
use crate::runtime::fetcher;
use crate::runtime::store_thread::Writer;
use crate::runtime::topics as matching;
use crate::sources;

impl Writer {
    /// Follows one address. Its password is kept first: without it the source
    /// would only be refused.
    pub(super) fn follow(
        &mut self,
        new: NewSource,
        list: Option<ListId>,
        secret: Option<&Secret>,
    ) -> Result<Done, String> {
        let address = new.address.clone();
        let Some(kind) = sources::kind_for(&address) else {
            return Err(format!("{address} is no address that rounds can follow"));
        };
        let new = NewSource {
            kind: kind.id().to_string(),
            ..new
        };
        if let Some(secret) = secret {
            let kept = self.desk.keepers.keep(&[(address.clone(), secret.clone())]);
            kept.map_err(|trouble| format!("its password was not kept: {trouble}"))?;
        }
        let now = (self.desk.clock)();
        let followed = self.store.follow(&new, list, now);
        let (source, before) = followed.map_err(|error| error.to_string())?;
        if secret.is_some() {
            let noted = self.store.note_secret(&address);
            noted.map_err(|error| error.to_string())?;
        }
        Ok(Done::Followed { source, before })
    }

    /// Topics first: a file that cannot be written is told before anything is
    /// followed.
    pub(super) fn follow_all(
        &mut self,
        entries: &[(Vec<String>, NewSource)],
        topics: Option<&[(String, String)]>,
        welcomed: bool,
    ) -> Result<Done, String> {
        let mut begun = None;
        if let Some(topics) = topics
            && topics::begin(&self.desk.topics_file, topics).map_err(|error| error.to_string())?
        {
            begun = Some(topics);
            self.follow_file(Ok(()))?;
        }
        let now = (self.desk.clock)();
        let imported = self.store.follow_all(entries, begun, welcomed, now);
        let imported = imported.map_err(|error| error.to_string())?;
        Ok(Done::FollowedAll {
            n_new: imported.n_new,
        })
    }

    /// A step was taken back, or done again where it `stands`: the topics that
    /// began with it go with it. What to say of the step.
    pub(super) fn turn_topics(&mut self, turned: Turned, stands: bool) -> String {
        let Turned { what, topics } = turned;
        let Some(topics) = topics else {
            return what;
        };
        let file = &self.desk.topics_file;
        let changed = match stands {
            true => topics::begin(file, &topics),
            false => topics::take_back(file, &topics),
        };
        match changed {
            Ok(true) => match self.follow_file(Ok(())) {
                Ok(_) => what,
                Err(why) => format!("{what}, but not the topics: {why}"),
            },
            Ok(false) => format!("{what}, but not the topics: their file was changed since"),
            Err(why) => format!("{what}, but not the topics: {why}"),
        }
    }

    /// The person's file was written first: it is what counts; the store
    /// follows it.
    pub(super) fn follow_file(&mut self, written: Result<(), ConfigError>) -> Result<Done, String> {
        written.map_err(|error| error.to_string())?;
        let file = &self.desk.topics_file;
        let read = topics::read(file).map_err(|error| error.to_string())?;
        let known = self
            .store
            .set_topics(&read, (self.desk.clock)())
            .map_err(|error| error.to_string())?;
        self.rematching = Some(matching::matcher(&known));
        // The fetcher is gone only when all of rounds is ending.
        let _ = self.desk.fetcher.send(fetcher::Command::Topics(known));
        Ok(Done::Plain)
    }
}
