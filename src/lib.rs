//! **rounds**: a terminal feed reader for continuing medical education.
//!
//! This page is the map of the house. What it promises to people stands in the
//! README; what it promises to those who change it stands here.
//!
//! # What must stay true, in this order
//!
//! 1. Nothing the person kept is lost.
//! 2. The screen never lies: a star shown is a star written, or it is taken
//!    back and said. The word `Saved` stands only after the writer's reply.
//! 3. The keyboard never waits for the network, the disk or a parser.
//! 4. It works on a plane.
//! 5. Anyone can change one thing in fifteen minutes.
//!
//! # The plan
//!
//! A pure core and a thin shell. The core is data and functions; effects are
//! plain data; the shell does them.
//!
//! ```text
//!               ┌──────────── pure: no files, sockets, clocks ────────────┐
//!  keys, size   │  app: Model ── update(Msg) ──▶ Vec<Effect>              │
//! ─────────────▶│   ▲         actions[] keymap listing paper geometry     │
//!  ┌─────────┐  │   └── ui: draw(&Model) ──▶ cells                        │
//!  │ runtime │◀─┤  domain: nouns and their rules                          │
//!  │ screen  │  │  sources[]: request / decode (bytes ▶ drafts)           │
//!  └┬──┬──┬──┘  │  page: HTML ▶ blocks    opml: lists ▶ entries           │
//!   │  │  │     │  sync::plan, sync::prepare (drafts ▶ records)           │
//!   │  │  │     └─────────────────────────────────────────────────────────┘
//!   │  │  └─ fetcher: sync + net, ≤ 256 at once, ≤ 4 per host ─┐ answers (≤ 8)
//!   │  └──── reader: questions, from a snapshot of its own     │
//!   └─────── writer: all changes; two lanes, the person first ◀┘
//!            index: fills search.db behind the person's back
//! ```
//!
//! # Rooms
//!
//! | room | for | what never happens there |
//! |---|---|---|
//! | [`domain`] | the nouns and their rules | I/O, a clock, a screen |
//! | [`wire`] | an HTTP request and answer as data | a connection |
//! | [`sources`] | what to ask, what an answer means | sending, a panic that gets out |
//! | [`page`], [`opml`] | HTML and lists, read | loading what they name |
//! | [`export`] | references and the log, as files for others; files of others, read | opening a file |
//! | [`app`] | what is on screen, what a key does | drawing, waiting |
//! | [`ui`] | how it looks | a change of the model |
//! | [`store`] | all SQL | a clock, a value formatted into SQL |
//! | [`net`] | sending politely | reading what a body means |
//! | [`sync`] | one refresh, for screen and command line | SQL |
//! | [`secrets`] | where passwords lie | sending one, a password on a command line |
//! | [`config`] | what was written becomes what it means | a global |
//! | [`picture`] | bytes become an image a terminal can draw | asking for one, trusting what it says of its size |
//! | [`open`] | browsers | our terminal given away |
//! | [`runtime`] | effects become deeds | waiting in the screen's task |
//! | [`cli`] | the verbs | uncleaned text on standard output |
//! | [`problem`] | errors as sentences | printing |
//!
//! Who may use whom is a table in `tests/it/layers.rs`, and a test.
//!
//! # From feed bytes to a row
//!
//! [`runtime`]'s fetcher asks [`sync::plan`] who is due; [`net`] sends;
//! [`sources`] reads on a thread for it; [`sync::prepare`] names works, matches
//! topics and gives a badge; the writer takes up to sixteen answers into one
//! transaction; the reader sees that the data changed and says so; the model
//! asks for the rows around its cursor anew. Bodies never pass through the
//! screen's task.
//!
//! # From a key to a kept star
//!
//! The model lays the star over the row at once and asks the writer; the reply
//! brings the word `Saved` and the data's revision; the overlay is lifted by
//! the first snapshot at or past it. A refusal takes the star back and says
//! why. On quitting the terminal is given back first, then the writer finishes
//! what it was asked.
//!
//! # From a star to the article
//!
//! Nothing queues it: what is saved, has a link and no answer yet is due
//! ([`store`]'s `articles`). [`runtime`]'s keeper has [`sync::article`] ask, one
//! at a time of each host and after its robots.txt; [`page::article`] reads;
//! the writer takes it in by its last lane. A refusal is an answer too.
//!
//! # From an image's address to the screen
//!
//! [`page`] notes where the images of a text lie, beside its blocks and never
//! among them, so that reading is the same whether they show or not. Where the
//! person wants them the model asks for those of the article that is open and
//! keeps rows free for each; [`runtime`]'s gallery has [`sync::picture()`] fetch
//! one at a time and [`picture`] unpack it beside the screen; the model learns
//! its size, never its pixels. [`ui`] says which part of it is on screen where,
//! and whoever has the pixels draws that part. Without the feature `images`
//! everything but [`picture`] is there all the same, so that one build tests
//! nearly all of the other.
//!
//! # Where the house differs from its first plan, and why
//!
//! - **A reader of feeds of our own** instead of feed-rs behind a repair pass:
//!   it reads 99.8 % of the corpus where feed-rs reads 87.8 %, in one pass; the
//!   table is in [`sources::feed`].
//! - **A renderer of HTML of our own** on html5ever's tokenizer: html2text
//!   panicked on fragments and took seconds on nested tags; ours is linear and
//!   gives blocks without a width, so that resizing wraps again without reading
//!   again.
//! - **Wrapping and geometry live in [`app`]**, because scrolling needs to know
//!   how many lines there are; `ui` only colours them.
//! - **`entries(place, topic, work)`**: every timeline is an index to walk,
//!   with counters beside it, instead of joins; see [`store`]. The counters were
//!   kept by triggers, which cost a third of writing the entries.
//! - **What a source carried undated before it was followed** is not sorted by
//!   when it was first seen: fifty old entries stood above today's. It gets a place
//!   behind the news ([`domain::undated`]), which a date by any source overrules.
//! - **A listing is a window of rows** around the cursor, not the order of all
//!   ids: at a million works nothing grows.
//! - **The system's file lock** ([`std::fs::File::try_lock`]) covers a refresh
//!   across processes; no crate is needed for it.
//! - **`problem` instead of color-eyre**: people read sentences, the log has
//!   the causes.
//! - **The first frame needs one reader**: the writer, the fetcher and all others
//!   begin behind it ([`runtime`]'s crew), so a start opens one connection where
//!   it opened five, and a locked or slow file is no black screen. What was asked
//!   meanwhile waits in its channel.
//! - **Plain markup is read without a tokenizer** for words to match and to
//!   search (`page::simple`); whatever is not plainly what it looks like goes
//!   through html5ever, and a property test holds the two to the same words.
//! - **What is folded by a daily limit stands in places of its own** in
//!   `entries`, as what is muted does, so that counts and rows agree by
//!   construction.
//! - **The person names how images are drawn** (`[screen] images`) instead of the
//!   terminal being asked: `ratatui-image`'s questions read from standard input
//!   beside us and change the settings of tmux, so only what it draws is used.
//! - **A single common word is ranked by where it stands**, not by BM25: how rare
//!   it is says nothing alone, and counting that goes through all of the index
//!   (0.16 s for a phrase at a million works, 0.07 without).
//! - **An item is named once**, by its source and key in `items`; `work_keys`
//!   holds what joins works, `kept_keys` also own names, which outlive the item.
//! - **What is read and what is unread are two stretches of `entries`**, and a
//!   whole timeline walks along both at once (the view `standing`): a row stood
//!   twice, in the table and in an index of the unread, which was a twentieth of
//!   the database.
//! - **Pages of 8 kB**, and a step of the search index is one segment: measured on
//!   a cold refresh, in the `store`'s `opening` and `search::index`.
//! - `cli` may use `runtime` (a verb may open the screen) and `wire` (`inspect`
//!   reads a file as an answer); `sync` may use `wire` (conditional headers)
//!   and `page` (feeds of a page, words for topics).
//!
//! # Adding things
//!
//! | to add | touch | what holds you to it |
//! |---|---|---|
//! | a key | one entry in its group's file in `app/actions/`, its function beneath | table tests; README's table is compared |
//! | a kind of source | one folder in `sources/`, one line in [`sources::KINDS`] | the kind's tests |
//! | a question to the store | a method in `store/`, a variant of `Question` and `Reply`, one arm in `runtime/read_thread.rs` | the compiler |
//! | a change | the same with `Ask` and `runtime/store_thread.rs` | the compiler |
//! | a format to export or import | one line in [`export::FORMATS`], one file each way | its tests, README is compared |
//! | a verb | one file in `cli/`, one line in `Verb` | the compiler |
//! | a setting | an entry in `config/table.rs`, a field in `config/written.rs`, its meaning in `config/mod.rs` | tests compare the three; `ROUNDS_UPDATE=1 cargo test --lib config` writes `assets/config.toml` |
//! | a page of help | one entry in `cli/help/mod.rs` | its width is tested |
//! | a publisher's links | one entry in `domain/ident/rules.rs` with its examples | its examples |
//! | a source to the catalogue | one entry in `assets/catalogue.toml` | a test holds it to its shape |
//! | a field of work | one line in `domain/catalogue/fields.rs` | its test wants lists and a topic |
//! | words for a badge, for what is about a paper | one entry in `domain/badge/rules.rs`, `domain/about.rs` | its examples and counter-examples |
//! | a column | a new numbered `.sql` in `store/migrations/` | a test opens every released schema |

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod export;
pub mod net;
pub mod open;
pub mod opml;
pub mod page;
pub mod picture;
pub mod problem;
pub mod runtime;
pub mod secrets;
pub mod sources;
pub mod store;
pub mod sync;
pub mod ui;
pub mod wire;
