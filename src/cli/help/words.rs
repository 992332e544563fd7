//! The pages of help that no table holds. Lines of 80 columns at most.

pub(super) const START: &str = "\
The first five minutes

  rounds demo                     the whole screen on an invented sample
  rounds                          asks what you work in, and starts

Or, to follow what you know, before the first start or after:

  rounds follow ADDRESS           follow a feed, or a page that has one
  rounds import FILE.opml         follow what another reader followed
  rounds refresh                  fetch what is new

On the screen j and k move, Enter reads, s saves, o opens the browser, ? shows
every key, q leads back and out. What you try there u takes back.

Everything stands in strict time order, one row a paper. RETRACTED, CONCERN and
SAFETY stay in view at every width and in every filter.
";

pub(super) const NUMBERS: &str = "\
Numbers

A short number means a place in the last listing: after rounds timeline, rounds
search or rounds round, 3 is the third row of what that printed, until the next
of them prints another one. --json prints ids instead and leaves the numbers as
they were. Safer in a script, and good for ever: an item's id (--json has it),
its DOI or its link.

  rounds show 3          the third row of the last listing
  rounds save this       what was shown last
  rounds unfollow 7      a source has a number of its own: rounds sources
  rounds log correct 12  so has an entry of the learning log: rounds log
";

pub(super) const FILES: &str = "\
Files (on Linux; ROUNDS_HOME=FOLDER puts all of it under one folder)

  ~/.local/share/rounds/rounds.db       everything you follow, saved and wrote
  ~/.local/share/rounds/search.db       the search index; made again if missing
  ~/.local/share/rounds/secrets.json    passwords that no keyring took
  ~/.local/share/rounds/catalogue.toml  the last ROUNDS_CATALOG from an address
  ~/.config/rounds/config.toml          settings: rounds help config
  ~/.config/rounds/topics.toml          your topics: rounds topic
  ~/.config/rounds/bodies.toml          what bodies ask for, if you change it
  ~/.config/rounds/themes/              themes of your own
  ~/.local/state/rounds/rounds.log      what went wrong, with its causes

To move to another machine, copy rounds.db and the folder of config.toml while
rounds does not run. rounds doctor looks whether all of it is whole.
";

pub(super) const PRIVACY: &str = "\
Privacy

rounds talks to the sources you follow, to the publishers of what you save
([keep] articles = \"never\" in config.toml ends that), to lists elsewhere that
you follow or set as ROUNDS_CATALOG, and to nobody else but what the next
paragraph names. It has no account and no telemetry, sends no identifier, no
cookie and no referrer, and names itself as rounds with its version. A link is
opened, copied and given out without what only follows its reader (utm_…).

[screen] images draws the images of an article, in a rounds that was built for
it (cargo install --path . --features images). Then the servers of the images
in an article you open are asked too, and learn that it is read, and when. Off
is the default; then no image is ever asked for.

What you read, save, note and log stays in your files: rounds help files. A
password of a source goes to that source's own server only, and stands in no
export, message or screen.

What you write into the learning log is looked at before it is kept: what might
identify a patient is marked. Nothing of that leaves the machine either.
";

pub(super) const BUSY: &str = "\
When a source or a subject brings too much

  rounds limit medRxiv --daily 5      at most five a day of it in timelines
  rounds limit medRxiv --daily none   all of it again
  rounds timeline --source medRxiv    all of one source, limited or not
  rounds mute add 'title:editorial'   what a query finds, in no timeline at all

A daily limit is about what a source alone brings on a day of your calendar.
All, lists, topics and kept timelines show the newest of it, each topic the
newest of its own, and the last of them says \"and 12 more\". On the screen T on
the source in g h sets it, and g f on a row shows all of its source.

Neither deletes anything. Searches, Saved and, for a limit, the source's own
view show all of it; unread counts are of what timelines show. RETRACTED,
CONCERN and SAFETY are never muted and never folded; a limit folds neither what
you saved or noted nor what a second source you follow carries. rounds undo
takes either back.
";

pub(super) const CME: &str = "\
The learning log

  rounds log                                 this year, and what it adds up to
  rounds log add 3 --minutes 25 --learned \"…\" --change \"…\"
  rounds log correct 12 --minutes 20         another entry; the old one stays
  rounds log targets                         your figures beside what bodies ask
  rounds log export --format html -o log.html
  rounds log close 2025 --yes                nothing of it changes any more

On the screen c writes what is selected into it, C shows the year.

It is self-recorded learning and not accredited CME or CPD credit; rounds says
so wherever a total stands. Minutes are what you say. What bodies ask for comes
from bodies.toml, with the date of each page it was read from.
";

pub(super) const STUDY: &str = "\
Saving, notes and review

s saves an item, and its article is fetched from the publisher and kept for
reading offline; where a publisher does not want that, the feed's own text is
kept and said. e writes a note, t tags, i says how far you are, H marks lines of
an article; u takes the last change back, also after a restart. What is saved
outlives its feed, its source and the cache. g s shows it.

z r puts a saved item into review, with a question of yours if you like; g r
goes through what is due, 1 to 4 grade it. FSRS, a published method of spacing,
computes from your grades when it comes again. Nothing gets into review by
itself.
";

pub(super) const LINEAR: &str = "\
Line by line

rounds --linear is a prompt over the verbs: plain lines one after the other,
nothing drawn, coloured or written over. Enter goes to the next unread and reads
it out; save, open and read mean what was shown last; a number shows that item
of the last list; help tells the rest; quit ends.

Without the prompt: rounds show --next goes from unread to unread, rounds
timeline --unread lists them, and \"this\" stands for what was shown last: rounds
save this.

[screen] reduced_motion = true in config.toml stops everything that counts or
moves by itself, on the screen and in rounds refresh.
";

pub(super) const SCRIPTS: &str = "\
Scripts

Results go to standard output, remarks to standard error; --quiet leaves only
results and errors. With --json a verb prints one object a line; rounds help
VERB names its fields, which keep their meaning in later versions.

  rounds timeline --saved --json | jq -r .link
  rounds refresh --due --quiet             for cron; works beside an open screen
  rounds search heart failure --json --limit 0

Exit codes: 0 done, 1 something failed and was said on standard error, 2 wrong
use, 101 a bug of ours. rounds refresh is done (0) where some sources failed:
what came is there, and each failure is said on standard error. It is 1 where
nobody answered or it was stopped. A script that minds every failure asks

  rounds refresh --json | jq -e -s 'all(.result != \"failed\")'
  rounds sources --failing --json          whose last try failed

ROUNDS_HOME chooses another home, NO_COLOR and --no-color turn colours off,
ROUNDS_BROWSER is the command that opens links.
";
