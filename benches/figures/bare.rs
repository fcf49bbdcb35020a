//! The floor: a bare handler that does one SQLite select and returns the same bytes as the product's answer.

use std::path::Path;
use std::process::Stdio;

use axum::Router;
use axum::extract::{Path as Named, State};
use axum::http::StatusCode;
use axum::routing::post;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// What the program of the benchmarks is started with to be the floor.
pub const WORD: &str = "bare";

async fn answer(State(pool): State<SqlitePool>, Named(person): Named<i64>) -> Result<String, StatusCode> {
    sqlx::query_scalar("SELECT answer FROM answers WHERE person = $1")
        .bind(person)
        .fetch_one(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

/// Serves until it is killed; says its port first.
pub async fn serve(database: &str) -> anyhow::Result<()> {
    let pool = SqlitePool::connect(database).await?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", listener.local_addr()?.port());
    let router = Router::new().route("/answer/{person}", post(answer)).with_state(pool);
    Ok(axum::serve(listener, router).await?)
}

/// The floor in a process of its own.
pub struct Bare {
    /// Where it listens.
    pub port: u16,
    _process: Child,
}

impl Bare {
    /// Starts it with an answer for each of so many people.
    pub async fn start(folder: &Path, people: usize, answer: &str) -> anyhow::Result<Self> {
        let file = folder.join("bare.db");
        let options =
            SqliteConnectOptions::new().filename(&file).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
        sqlx::query("CREATE TABLE answers (person INTEGER PRIMARY KEY, answer TEXT NOT NULL)").execute(&pool).await?;
        let mut tx = pool.begin().await?;
        for person in 0..i64::try_from(people)? {
            sqlx::query("INSERT INTO answers VALUES ($1, $2)").bind(person).bind(answer).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        pool.close().await;
        let mut process = Command::new(std::env::current_exe()?)
            .args([WORD, &format!("sqlite:{}", file.display())])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let stdout = process.stdout.take().ok_or_else(|| anyhow::anyhow!("the floor has no output"))?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).await?;
        Ok(Self { port: line.trim().parse()?, _process: process })
    }
}
