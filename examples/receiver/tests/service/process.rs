//! A running receiver: its configuration, its store, its log and its end.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::fake::{API_KEY, PLATFORM, TOKEN, deliver};
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::SqlitePoolOptions;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use super::postgres::Postgres;

/// Nothing here waits for longer; whatever takes this long has failed.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// If nothing is done for this long after the last fault, the rest is stuck.
const STUCK: Duration = Duration::from_secs(30);

const SAMPLE: &str = include_str!("../../receiver.toml");

/// A receiver to start: where it listens, its configuration, and the files that outlive it.
#[derive(Debug)]
pub struct Setup {
    pub listen: SocketAddr,
    pub operations: SocketAddr,
    pub files: TempDir,
    pub variables: HashMap<String, String>,
    binary: PathBuf,
}

impl Setup {
    /// With short waits, and a GetProcess that may be asked as often as it likes.
    pub fn new(get_process: &str) -> Self {
        let files = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", files.path().join("receiver.db").display());
        let (listen, operations) = (free_port(), free_port());
        let variables = [
            ("RECEIVER_LISTEN", listen.to_string()),
            ("RECEIVER_OPERATIONS", operations.to_string()),
            ("RECEIVER_API_KEY", API_KEY.to_owned()),
            ("RECEIVER_GET_PROCESS__URL", get_process.to_owned()),
            ("RECEIVER_TOKEN", TOKEN.to_owned()),
            ("DATABASE_URL", database),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value));
        let setup = Self {
            listen,
            operations,
            files,
            variables: variables.into(),
            binary: env!("CARGO_BIN_EXE_receiver").into(),
        };
        std::fs::write(setup.file(), SAMPLE).unwrap();
        for (from, to) in [
            ("first_wait_ms = 1000", "first_wait_ms = 100"),
            ("longest_wait_ms = 60000", "longest_wait_ms = 1000"),
            ("attempts = 8", "attempts = 3"),
            ("requests_per_second = 10", "requests_per_second = 5000"),
            ("workers = 16", "workers = 64"),
            ("lease_s = 20", "lease_s = 4"),
            ("give_up_after_s = 600", "give_up_after_s = 0"),
            ("drain_ms = 5000", "drain_ms = 0"),
            ("listen = \"127.0.0.1:8080\"\n", ""),
            ("operations = \"127.0.0.1:9090\"\n", ""),
        ] {
            setup.edit(from, to);
        }
        setup
    }

    /// The configuration's file.
    pub fn file(&self) -> PathBuf {
        self.files.path().join("receiver.toml")
    }

    /// Puts a piece of text in the place of another.
    pub fn edit(&self, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.file()).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(self.file(), text.replacen(from, to, 1)).unwrap();
    }

    /// With its store in PostgreSQL, where one is given.
    pub fn with(get_process: &str, postgres: Option<&Postgres>) -> Self {
        let mut setup = Self::new(get_process);
        if let Some(postgres) = postgres {
            setup.set("DATABASE_URL", &postgres.url());
        }
        setup
    }

    /// A file beside the configuration.
    pub fn path(&self, name: &str) -> PathBuf {
        self.files.path().join(name)
    }

    /// Puts a secret in a file, and not in a variable. Called again, it changes the file.
    pub fn set_file(&mut self, name: &str, value: &str) {
        let file = self.path(name);
        std::fs::write(&file, value).unwrap();
        self.variables.remove(name);
        self.set(&format!("{name}_FILE"), file.to_str().unwrap());
    }

    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), value.to_owned());
    }

    pub async fn store(&self) -> TestStore {
        TestStore::open(&self.variables["DATABASE_URL"]).await
    }

    /// Runs a command of an operator, and returns whether it succeeded, and what it printed.
    pub async fn run(&self, arguments: &[&str]) -> (bool, String) {
        let output = timeout(PATIENCE, self.command(arguments).output()).await.expect("it ends").unwrap();
        let printed = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(printed).unwrap())
    }

    /// Another binary of this package, an example beside the receiver.
    pub fn example(&mut self, name: &str) {
        let target = Path::new(env!("CARGO_BIN_EXE_receiver")).parent().unwrap();
        self.binary = target.join("examples").join(name);
    }

    pub fn binary(&mut self, path: PathBuf) {
        self.binary = path;
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).arg("--config").arg(self.file()).envs(&self.variables).kill_on_drop(true);
        command
    }

    /// Starts it with a log that can't be written, as on a disk that is full.
    pub async fn start_without_log(self) -> Receiver {
        let full = || File::options().write(true).open("/dev/full").unwrap();
        let child = self.command(&[]).stdin(Stdio::null()).stdout(full()).stderr(full()).spawn().unwrap();
        File::create(self.path("log")).unwrap();
        Receiver { setup: self, child }.ready().await
    }

    /// Starts it, and returns when it is ready for deliveries.
    pub async fn start(self) -> Receiver {
        let child = self.spawn(self.command(&[]));
        Receiver { setup: self, child }.ready().await
    }

    /// Starts it, though it may end by itself at once.
    pub async fn start_anyhow(self) -> Receiver {
        let child = self.spawn(self.command(&[]));
        sleep(Duration::from_millis(300)).await;
        Receiver { setup: self, child }
    }

    fn spawn(&self, mut command: Command) -> Child {
        let log = self.files.path().join("log");
        let log = File::options().create(true).append(true).open(log).unwrap();
        let errors = log.try_clone().unwrap();
        command.stdin(Stdio::null()).stdout(log).stderr(errors).spawn().unwrap()
    }
}

/// A receiver that runs.
pub struct Receiver {
    pub setup: Setup,
    child: Child,
}

impl Receiver {
    pub async fn start(get_process: &str) -> Self {
        Setup::new(get_process).start().await
    }

    async fn ready(self) -> Self {
        self.until("it is ready", async || self.operations("readyz").await.is_some_and(|ready| ready.0 == 200)).await;
        self
    }

    pub fn pid(&self) -> u32 {
        self.child.id().unwrap()
    }

    pub fn signal(&self, name: &str) {
        let pid = self.pid().to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &pid]).status();
        assert!(sent.unwrap().success());
    }

    /// A delivery to a service that may be gone.
    pub async fn try_deliver(&self, body: impl Into<reqwest::Body>) -> Option<u16> {
        deliver(self.setup.listen, API_KEY, body).await.ok().map(|status| status.as_u16())
    }

    /// Whether it ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    pub async fn deliver(&self, body: impl Into<reqwest::Body>) -> u16 {
        deliver(self.setup.listen, API_KEY, body).await.unwrap().as_u16()
    }

    /// What an operator runs beside it.
    pub async fn dead_letters(&self, arguments: &[&str]) -> String {
        let arguments = [&["dead-letters"], arguments].concat();
        let output = self.setup.command(&arguments).output().await.unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What the second listener answers.
    pub async fn operations(&self, path: &str) -> Option<(u16, String)> {
        let url = format!("http://{}/{path}", self.setup.operations);
        let answer = PLATFORM.get(url).timeout(PATIENCE).send().await.ok()?;
        Some((answer.status().as_u16(), answer.text().await.ok()?))
    }

    /// A metric with its labels, 0 when it was never counted.
    pub async fn metric(&self, name: &str) -> f64 {
        let (_, text) = self.operations("metrics").await.unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.map_or(0.0, |value| value.parse().unwrap())
    }

    /// Waits for something that will be true soon.
    pub async fn until(&self, what: &str, mut is_true: impl AsyncFnMut() -> bool) {
        let started = Instant::now();
        while !is_true().await {
            assert!(started.elapsed() < PATIENCE, "{what}: not in time\n{}", self.log_end());
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until as many decisions are recorded, and returns them by process.
    pub async fn decisions(&self, count: usize) -> HashMap<String, String> {
        let store = self.setup.store().await;
        let what = format!("{count} decisions");
        self.until(&what, async || store.count("SELECT COUNT(*) FROM receiver_decisions").await >= count).await;
        let decisions = store.pairs("SELECT process_id, next_step FROM receiver_decisions").await;
        assert_eq!(decisions.len(), count);
        decisions.into_iter().collect()
    }

    /// Waits until nothing is left undone, and returns how many messages the outbox holds, each of another delivery.
    /// What is stuck does not get less; a machine that is busy with something else may only be slow.
    pub async fn outbox(&self) -> usize {
        let store = self.setup.store().await;
        let (started, mut progress, mut last) = (Instant::now(), Instant::now(), usize::MAX);
        loop {
            let left = store.count("SELECT COUNT(*) FROM receiver_deliveries WHERE state <> 'done'").await;
            if left == 0 {
                break;
            }
            if left < last {
                (progress, last) = (Instant::now(), left);
            }
            if progress.elapsed() > STUCK {
                let left = "SELECT delivery_key, state || ' ' || attempts || ' ' || lost || ' ' || COALESCE(reason, '')
                            FROM receiver_deliveries WHERE state <> 'done'";
                panic!("left undone: {:?}\n{}", store.pairs(left).await, self.log_end());
            }
            sleep(Duration::from_millis(50)).await;
        }
        println!("nothing is left undone {:.1?} after the last delivery", started.elapsed());
        let messages = store.pairs("SELECT message, message FROM identity_outbox").await;
        let different: HashSet<_> = messages.iter().collect();
        assert_eq!(different.len(), messages.len(), "something is recorded twice");
        messages.len()
    }

    pub async fn until_dead(&self, count: usize) {
        let what = format!("{count} dead letters");
        self.until(&what, async || self.dead_letters(&["list"]).await.lines().count() == count).await;
    }

    /// Ends it as a crash does.
    pub async fn kill(mut self) -> Setup {
        self.child.kill().await.unwrap();
        self.setup
    }

    /// Ends it in good order, by SIGTERM.
    pub async fn stop(self) -> Setup {
        self.signal("TERM");
        self.ended().await.unwrap_or_else(|setup| panic!("{}", setup.log()))
    }

    /// Waits until it has ended, in good order or not.
    pub async fn ended(mut self) -> Result<Setup, Setup> {
        let ended = timeout(PATIENCE, self.child.wait()).await;
        let status = ended.unwrap_or_else(|_| panic!("it does not end\n{}", self.log_end())).unwrap();
        if status.success() { Ok(self.setup) } else { Err(self.setup) }
    }

    pub fn log(&self) -> String {
        self.setup.log()
    }

    /// Resident memory, in MiB.
    pub fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
    }

    fn log_end(&self) -> String {
        let log = self.log();
        let lines: Vec<_> = log.lines().collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }
}

impl Setup {
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.files.path().join("log")).unwrap()
    }
}

/// The store beside the service: what it holds, read by other code than its own.
pub enum TestStore {
    Sqlite(sqlx::SqlitePool),
    Postgres(sqlx::PgPool),
}

impl TestStore {
    pub async fn open(url: &str) -> Self {
        if url.starts_with("postgres") {
            let pool = PgPoolOptions::new().max_connections(1).connect(url).await;
            Self::Postgres(pool.unwrap())
        } else {
            let pool = SqlitePoolOptions::new().max_connections(1).connect(url).await;
            Self::Sqlite(pool.unwrap())
        }
    }

    pub async fn count(&self, sql: &'static str) -> usize {
        let count: i64 = match self {
            Self::Sqlite(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
            Self::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
        };
        count.try_into().unwrap()
    }

    pub async fn pairs(&self, sql: &'static str) -> Vec<(String, String)> {
        match self {
            Self::Sqlite(pool) => sqlx::query_as(sql).fetch_all(pool).await.unwrap(),
            Self::Postgres(pool) => sqlx::query_as(sql).fetch_all(pool).await.unwrap(),
        }
    }
}

pub fn free_port() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap()
}
