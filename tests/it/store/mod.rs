//! What the database itself forbids, tried behind the application's back, and its transactions.

mod append_only;
mod checks;
mod migrations;
mod once;
mod one_market;
mod transactions;

use sea_orm::sea_query::Value;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Statement};
use starstall::store::StoreError;

use crate::support::scene::Scene;

/// Which kind of constraint said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Breach {
    Unique,
    ForeignKey,
    Check,
    Rewrite,
}

/// What the database says to one more row; nothing is kept.
async fn insert<A>(scene: &Scene, row: A) -> Option<Breach>
where
    A: ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let tx = scene.store().begin_write().await.unwrap();
    tx.insert(row).await.err().map(breach)
}

/// What the database says to a statement; nothing is kept.
async fn run(scene: &Scene, sql: &str) -> Option<Breach> {
    let tx = scene.store().begin_write().await.unwrap();
    let done = tx.conn().execute_unprepared(sql).await;
    done.err().map(|error| breach(error.into()))
}

#[track_caller]
fn breach(error: StoreError) -> Breach {
    let text = match error {
        StoreError::Taken(_) => return Breach::Unique,
        other => other.to_string().to_lowercase(),
    };
    let words = [
        ("foreign key", Breach::ForeignKey),
        ("check constraint", Breach::Check),
        ("only ever added", Breach::Rewrite),
        ("never change", Breach::Rewrite),
    ];
    let found = words.iter().find(|(word, _)| text.contains(word));
    found
        .unwrap_or_else(|| panic!("no constraint but: {text}"))
        .1
}

/// One number, asked in words that both databases know.
async fn number(scene: &Scene, sql: &str) -> i64 {
    let db = scene.store().reader();
    let nothing: [Value; 0] = [];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, nothing);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}
