//! The one writer of a SQLite database, and how its syncs are shared.
//!
//! SQLite lets one transaction write at a time, and a commit that is on disk costs a sync. So transactions that come
//! together share one: each is a savepoint in an open batch, and one `COMMIT` with synchronous=FULL makes the batch last.
//! Nobody is told that their work is done, or was done before, until that commit is on disk; nobody else sees it before,
//! and work that fails is rolled back to its savepoint and takes nobody with it (no constraint is deferred to the commit). There is no clock in it: whoever is done
//! commits the batch if nobody waits; otherwise they queue up once more behind those who wait and commit when it is their
//! turn again, unless somebody did so meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use super::{BUSY_TIMEOUT, run};
use crate::database::{DatabaseError, Mode, Param, Row, Trouble};

/// How long a transaction waits for the writer's place in this process. Longer means that somebody holds it for ever.
const TURN_TIMEOUT: Duration = Duration::from_secs(30);
/// Between two tries to begin while another process writes.
const BUSY_PAUSE: Duration = Duration::from_millis(5);

/// The writer. SQLite's own waiting is not fair, this one is.
pub(super) struct Writer {
    place: Arc<Mutex<Place>>,
    /// Who waits for the place with work to do.
    waiting: AtomicUsize,
}

/// What whoever has the writer's place works with.
struct Place {
    /// Its commits are on disk when they return. `None` after the end.
    synced: Option<Connection>,
    /// Its commits are on disk with the next one of `synced`: both write the same log, in order. `None` in memory.
    soon: Option<Connection>,
    batch: Option<Arc<Batch>>,
}

/// Work that waits for one commit.
struct Batch {
    outcome: watch::Sender<Option<Outcome>>,
    /// Savepoints that were released into it.
    works: AtomicUsize,
}

/// How a batch ended; the error is told to each.
type Outcome = Result<(), Failure>;

/// Why nothing in a batch happened.
#[derive(Clone)]
enum Failure {
    /// It could not be committed.
    Commit(Arc<rusqlite::Error>),
    /// Somebody's statement met an error so grave (disk full) that the database ended the transaction.
    Ended,
}

/// Which connection work is done on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    Batch,
    Soon,
}

/// Work under way: has the writer's place until it is committed or dropped.
pub(super) struct Work {
    writer: Arc<Writer>,
    place: Option<OwnedMutexGuard<Place>>,
    on: On,
}

fn closed() -> DatabaseError {
    DatabaseError::new(Trouble::Transient, "use the database: it is closed")
}

fn told(outcome: Outcome) -> Result<(), DatabaseError> {
    outcome.map_err(|failure| match failure {
        Failure::Commit(error) => DatabaseError::from_rusqlite("commit", &error),
        Failure::Ended => DatabaseError::new(Trouble::Transient, "commit: the database has ended the transaction"),
    })
}

/// Counts somebody who waits, however the waiting ends.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Place {
    fn connection(&self, on: On) -> Result<&Connection, DatabaseError> {
        let connection = if on == On::Soon { &self.soon } else { &self.synced };
        connection.as_ref().ok_or_else(closed)
    }

    fn holds(&self, batch: &Arc<Batch>) -> bool {
        self.batch.as_ref().is_some_and(|open| Arc::ptr_eq(open, batch))
    }

    /// Makes the open batch last and tells everybody whose work is in it.
    fn commit_batch(&mut self) -> Outcome {
        let (Some(batch), Some(connection)) = (self.batch.take(), &self.synced) else { return Ok(()) };
        let outcome = connection.execute_batch("COMMIT").map_err(|error| Failure::Commit(Arc::new(error)));
        undo(connection);
        batch.outcome.send_replace(Some(outcome.clone()));
        outcome
    }

    /// Tells everybody whose work was in a batch that the database has ended.
    fn batch_ended(&mut self) {
        let (Some(batch), Some(connection)) = (self.batch.take(), &self.synced) else { return };
        undo(connection);
        batch.outcome.send_replace(Some(Err(Failure::Ended)));
    }

    /// Ends a batch that nobody has done anything in.
    fn end_empty_batch(&mut self) {
        self.batch = None;
        if let Some(connection) = &self.synced {
            undo(connection);
        }
    }
}

/// Rolls back what may be open. That this fails as well changes nothing: the connection then begins nothing any more, and
/// whoever tries is told.
fn undo(connection: &Connection) {
    if !connection.is_autocommit() {
        let _failed = connection.execute_batch("ROLLBACK");
    }
}

impl Writer {
    pub(super) fn new(synced: Connection, soon: Option<Connection>) -> Arc<Self> {
        let place = Place { synced: Some(synced), soon, batch: None };
        Arc::new(Self { place: Arc::new(Mutex::new(place)), waiting: AtomicUsize::new(0) })
    }

    /// Whether somebody writes at this moment.
    pub(super) fn is_busy(&self) -> bool {
        self.place.try_lock().is_err()
    }

    async fn place(&self) -> Result<OwnedMutexGuard<Place>, DatabaseError> {
        let _waiting = Waiting::new(&self.waiting);
        let place = tokio::time::timeout(TURN_TIMEOUT, Arc::clone(&self.place).lock_owned()).await;
        place.map_err(|_| DatabaseError::new(Trouble::Transient, "wait for the writer's place"))
    }

    /// Begins work: in the open batch if there is one.
    pub(super) async fn begin(self: &Arc<Self>, mode: Mode) -> Result<Work, DatabaseError> {
        let mut place = self.place().await?;
        let soon = mode == Mode::WriteSoon && place.batch.is_none() && place.soon.is_some();
        let on = if soon { On::Soon } else { On::Batch };
        if place.batch.is_none() {
            begin_immediate(&mut place, on).await?;
        }
        if on == On::Batch {
            let open = || Arc::new(Batch { outcome: watch::channel(None).0, works: AtomicUsize::new(0) });
            place.batch.get_or_insert_with(open);
        }
        // From here on whatever goes wrong is undone by dropping it.
        let mut work = Work { writer: Arc::clone(self), place: Some(place), on };
        if on == On::Batch {
            work.rows("SAVEPOINT work", &[])?;
        }
        Ok(work)
    }

    /// Lends the synced connection for something long, with nobody else writing.
    pub(super) async fn alone<T: Send + 'static>(
        &self,
        doing: impl FnOnce(&mut Connection) -> Result<T, DatabaseError> + Send + 'static,
    ) -> Result<T, DatabaseError> {
        let mut place = self.place().await?;
        let task = tokio::task::spawn_blocking(move || {
            told(place.commit_batch())?;
            doing(place.synced.as_mut().ok_or_else(closed)?)
        });
        task.await.map_err(|_| closed())?
    }

    /// Closes both connections, after everything that waits.
    pub(super) async fn close(&self) {
        let mut place = self.place.lock().await;
        let _told = place.commit_batch();
        place.soon = None;
        place.synced = None;
    }
}

/// Another process may be writing: waits for it without holding a thread up.
async fn begin_immediate(place: &mut Place, on: On) -> Result<(), DatabaseError> {
    let tries = async move {
        loop {
            match place.connection(on)?.execute_batch("BEGIN IMMEDIATE") {
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {}
                begun => return begun.map_err(|error| DatabaseError::from_rusqlite("begin a transaction", &error)),
            }
            tokio::time::sleep(BUSY_PAUSE).await;
        }
    };
    let locked = "begin a transaction: another process has the database locked";
    let done = tokio::time::timeout(BUSY_TIMEOUT, tries).await;
    done.map_err(|_| DatabaseError::new(Trouble::Transient, locked))?
}

impl Work {
    /// Runs a statement, see [`run`].
    pub(super) fn rows(&mut self, sql: &'static str, params: &[Param]) -> Result<(Vec<Row>, u64), DatabaseError> {
        let connection = self.place.as_ref().ok_or_else(closed)?.connection(self.on)?;
        // A grave error (disk full) ends the whole transaction; nothing may run outside one.
        if connection.is_autocommit() {
            return Err(DatabaseError::new(Trouble::Transient, "go on in a transaction that the database has ended"));
        }
        run(connection, sql, params)
    }

    /// Makes it last; on return it is on disk (or, for [`Mode::WriteSoon`], with the next commit that is).
    pub(super) async fn commit(mut self) -> Result<(), DatabaseError> {
        if self.on == On::Soon {
            self.rows("COMMIT", &[])?;
            self.place = None;
            return Ok(());
        }
        self.rows("RELEASE work", &[])?;
        let place = self.place.take().ok_or_else(closed)?;
        if let Some(batch) = &place.batch {
            batch.works.fetch_add(1, Ordering::SeqCst);
        }
        lasting(&self.writer, place).await
    }

    /// Undoes it; on return whatever of others it saw is on disk.
    pub(super) async fn give_up(mut self) -> Result<(), DatabaseError> {
        if self.on == On::Soon {
            return Ok(());
        }
        self.rows("ROLLBACK TO work", &[])?;
        self.rows("RELEASE work", &[])?;
        let mut place = self.place.take().ok_or_else(closed)?;
        if place.batch.as_ref().is_some_and(|batch| batch.works.load(Ordering::SeqCst) == 0) {
            place.end_empty_batch();
            return Ok(());
        }
        lasting(&self.writer, place).await
    }
}

/// Commits the batch when it is time to, or waits for somebody who does.
async fn lasting(writer: &Writer, place: OwnedMutexGuard<Place>) -> Result<(), DatabaseError> {
    let batch = place.batch.clone().ok_or_else(closed)?;
    if writer.waiting.load(Ordering::SeqCst) == 0 {
        return commit_batch(place).await;
    }
    drop(place);
    let pending = Pending { place: Arc::clone(&writer.place), batch: Arc::clone(&batch) };
    let mut ended = batch.outcome.subscribe();
    let place = tokio::select! {
        biased;
        _ended = ended.wait_for(Option::is_some) => None,
        place = Arc::clone(&writer.place).lock_owned() => place.holds(&batch).then_some(place),
    };
    if let Some(place) = place {
        commit_batch(place).await?;
    }
    let outcome = batch.outcome.borrow().clone();
    drop(pending);
    told(outcome.ok_or_else(closed)?)
}

/// The commit waits for the disk: on a thread that may.
async fn commit_batch(mut place: OwnedMutexGuard<Place>) -> Result<(), DatabaseError> {
    let task = tokio::task::spawn_blocking(move || place.commit_batch());
    told(task.await.map_err(|_| closed())?)
}

impl Drop for Work {
    /// Undoes what was not committed.
    fn drop(&mut self) {
        let Some(mut place) = self.place.take() else { return };
        let Ok(connection) = place.connection(self.on) else { return };
        if self.on == On::Soon {
            undo(connection);
            return;
        }
        match connection.execute_batch("ROLLBACK TO work; RELEASE work") {
            Err(_) => place.batch_ended(),
            Ok(()) if place.batch.as_ref().is_none_or(|batch| batch.works.load(Ordering::SeqCst) == 0) => {
                place.end_empty_batch();
            }
            // Whoever has done something in it sees to its end.
            Ok(()) => {}
        }
    }
}

/// Somebody who waits for their batch. When they stop waiting, the batch is committed all the same, as soon as the place is
/// free: otherwise nobody might, and other processes could not write.
struct Pending {
    place: Arc<Mutex<Place>>,
    batch: Arc<Batch>,
}

impl Drop for Pending {
    fn drop(&mut self) {
        if self.batch.outcome.borrow().is_some() {
            return;
        }
        let (place, batch) = (Arc::clone(&self.place), Arc::clone(&self.batch));
        let commit = move || {
            let mut place = place.blocking_lock_owned();
            if place.holds(&batch) {
                let _told = place.commit_batch();
            }
        };
        // Without a runtime everything ends: what nobody was told of is rolled back with the connection.
        if let Ok(runtime) = Handle::try_current() {
            drop(runtime.spawn_blocking(commit));
        }
    }
}
