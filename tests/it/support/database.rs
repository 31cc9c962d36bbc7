//! A fresh database for each test: a file for SQLite, a database of its own for PostgreSQL.
//!
//! `STARSTALL_TEST_DATABASE_URL` names a PostgreSQL server whose role may create databases;
//! without it the tests run on SQLite. The schema is laid once per process and then copied.

use std::env;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};
use starstall::store::Store;
use tempfile::TempDir;
use tokio::sync::OnceCell;

const SERVER: &str = "STARSTALL_TEST_DATABASE_URL";

/// An empty database with all its tables. It is gone when this value is.
#[derive(Debug)]
pub struct TestDb {
    url: String,
    home: Home,
}

#[derive(Debug)]
enum Home {
    #[expect(dead_code, reason = "held so that the folder goes with it")]
    Folder(TempDir),
    Server {
        server: String,
        name: String,
    },
}

impl TestDb {
    pub async fn new() -> Self {
        match server() {
            Some(server) => Self::on_postgres(server, postgres_template().await).await,
            None => Self::on_sqlite(Some(sqlite_template().await)),
        }
    }

    /// Without any table, for what lays them.
    pub async fn bare() -> Self {
        match server() {
            Some(server) => Self::on_postgres(server, "template0").await,
            None => Self::on_sqlite(None),
        }
    }

    /// What the configuration's `database_url` takes.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Opens one more store on the same database, as another instance would.
    pub async fn connect(&self) -> Store {
        Store::connect(&self.url).await.unwrap()
    }

    fn on_sqlite(content: Option<&[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("starstall.sqlite3");
        if let Some(content) = content {
            std::fs::write(&path, content).unwrap();
        }
        Self {
            url: format!("sqlite://{}?mode=rwc", path.display()),
            home: Home::Folder(folder),
        }
    }

    async fn on_postgres(server: String, template: &str) -> Self {
        let name = fresh_name();
        let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
        administer(&server, &create).await.unwrap();
        Self {
            url: with_database(&server, &name),
            home: Home::Server { server, name },
        }
    }
}

impl Drop for TestDb {
    /// The server may be gone already and the test has its result, so a failure is not told.
    fn drop(&mut self) {
        let Home::Server { server, name } = &self.home else {
            return;
        };
        let remove = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        // A thread of its own, because the test's runtime cannot be waited on from here.
        thread::scope(|scope| {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build();
                runtime.map(|runtime| runtime.block_on(administer(server, &remove)).is_ok())
            });
        });
    }
}

fn server() -> Option<String> {
    env::var(SERVER).ok().filter(|url| !url.is_empty())
}

fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("starstall_test_{}_{number}", process::id())
}

/// The same server, another database.
fn with_database(server: &str, name: &str) -> String {
    let (address, query) = match server.split_once('?') {
        Some((address, query)) => (address, format!("?{query}")),
        None => (server, String::new()),
    };
    let (host, _) = address
        .rsplit_once('/')
        .expect("the URL ends with a database, as in postgres://user@host:5432/postgres");
    format!("{host}/{name}{query}")
}

async fn administer(server: &str, statement: &str) -> Result<(), DbErr> {
    let connection = connect_once(server).await?;
    let done = connection.execute_unprepared(statement).await;
    connection.close().await?;
    done.map(drop)
}

async fn connect_once(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await
}

/// The bytes of a migrated SQLite file.
async fn sqlite_template() -> &'static [u8] {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let lay = || async {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name).display().to_string();
        let url = format!("sqlite://{}?mode=rwc", file("bare.sqlite3"));
        let store = Store::connect(&url).await.unwrap();
        store.migrate().await.unwrap();
        store.backup_to(&file("copy.sqlite3")).await.unwrap();
        store.close().await;
        std::fs::read(file("copy.sqlite3")).unwrap()
    };
    TEMPLATE.get_or_init(lay).await
}

/// The name of a migrated PostgreSQL database. It stays behind: the server is a throw-away one.
async fn postgres_template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let lay = || async {
        let server = server().unwrap();
        let name = format!("starstall_template_{}", process::id());
        let stale = format!("DROP DATABASE IF EXISTS {name}");
        administer(&server, &stale).await.unwrap();
        let create = format!("CREATE DATABASE {name} TEMPLATE template0");
        administer(&server, &create).await.unwrap();
        let store = Store::connect(&with_database(&server, &name))
            .await
            .unwrap();
        store.migrate().await.unwrap();
        // PostgreSQL copies a database only while nobody is connected to it.
        store.close().await;
        name
    };
    TEMPLATE.get_or_init(lay).await
}

mod tests {
    use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait};
    use starstall::store::Store;

    use super::{SERVER, env, with_database};
    use crate::support::TestDb;

    #[tokio::test]
    async fn the_database_is_the_one_that_was_asked_for() {
        let database = TestDb::new().await;
        let store = database.connect().await;
        let expected = if env::var_os(SERVER).is_some() {
            DbBackend::Postgres
        } else {
            DbBackend::Sqlite
        };
        assert_eq!(store.reader().get_database_backend(), expected);
        let markets = ::entity::market::Entity::find();
        assert_eq!(markets.count(store.reader()).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn two_tests_never_share_a_database() {
        let (one, other) = (TestDb::bare().await, TestDb::bare().await);
        for database in [&one, &other] {
            let store = database.connect().await;
            let create = "CREATE TABLE mine (id BIGINT)";
            store.reader().execute_unprepared(create).await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_database_goes_when_its_test_ends() {
        let database = TestDb::new().await;
        let url = database.url().replace("?mode=rwc", "");
        let store = database.connect().await;
        drop(database);
        drop(store);
        assert!(Store::connect(&url).await.is_err());
    }

    #[test]
    fn the_name_of_the_database_is_replaced_in_the_url() {
        let url = with_database("postgres://me:pw@[::1]:5432/postgres?sslmode=disable", "a");
        assert_eq!(url, "postgres://me:pw@[::1]:5432/a?sslmode=disable");
    }
}
