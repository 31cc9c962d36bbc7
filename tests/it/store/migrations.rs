//! What an installation already has when its schema changes.

use migration::{Migrator, MigratorTrait};
use sea_orm::sea_query::Value;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::support::TestDb;

/// The last migration before a vendor could have several stalls is the fourth.
const BEFORE_SIZES: u32 = 4;

/// One placed with an offer and its notice, one not; in words that both databases know.
const ROWS: &str = r"
INSERT INTO market (id, slug, names, place, time_zone, languages, ground, created_at)
VALUES (1, 'lane', '{}', '{}', 'Asia/Shanghai', '[]', '{}', '2027-01-01T00:00:00+00:00');
INSERT INTO zone (id, market_id, code, names, colour, label_x_dm, label_y_dm)
VALUES (1, 1, 'north', '{}', 'leaf', 0, 0);
INSERT INTO category (id, market_id, code, names) VALUES (1, 1, 'snacks', '{}');
INSERT INTO stall (id, market_id, zone_id, code, row_label, place, x_dm, y_dm, width_dm, depth_dm, features, version)
VALUES (7, 1, 1, 'A07', 'A', 7, 0, 0, 1, 1, '[]', 1);
INSERT INTO trading_time (id, market_id, code, names, weekdays, starts_at_minute, duration_minutes)
VALUES (1, 1, 'evenings', '{}', '[]', 0, 60);
INSERT INTO market_day (id, market_id, trading_time_id, date, opens_at, closes_at)
VALUES (1, 1, 1, '2027-03-05', '2027-03-05T09:00:00+00:00', '2027-03-05T14:00:00+00:00');
INSERT INTO round (id, market_id, code, names, state, term_from, term_to, rules, plan, version, created_at)
VALUES (1, 1, 'spring', '{}', 'final', '2027-03-05', '2027-03-28', '{}', '{}', 1, '2027-01-01T00:00:00+00:00');
INSERT INTO person (id, public_id, name, language, created_at)
VALUES (1, 'p1', 'Wang', 'en', '2027-01-01T00:00:00+00:00'), (2, 'p2', 'Li', 'en', '2027-01-01T00:00:00+00:00');
INSERT INTO registration (id, public_id, market_id, person_id, trading_name, standing, refusals, created_at)
VALUES (1, 'r1', 1, 1, 'Wang', 'good', 0, '2027-01-01T00:00:00+00:00'),
    (2, 'r2', 1, 2, 'Li', 'good', 0, '2027-01-01T00:00:00+00:00');
INSERT INTO application (id, market_id, round_id, registration_id, code, state, category_id, needs, workers,
    asks_charity, also_open, link_hash, ticket, submitted_at, version)
VALUES (1, 1, 1, 1, 'a1', 'accepted', 1, '[]', 1, false, true, 'l1', 't1', '2027-01-01T00:00:00+00:00', 1),
    (2, 1, 1, 2, 'a2', 'accepted', 1, '[]', 1, false, true, 'l2', 't2', '2027-01-01T00:00:00+00:00', 1);
INSERT INTO draw (id, market_id, round_id, trading_time_id, number, state, problem, engine_version, commitment,
    progress_percent, attempts, frozen_at, version)
VALUES (1, 1, 1, 1, 1, 'published', '', '1', 'c', 100, 1, '2027-01-01T00:00:00+00:00', 1);
INSERT INTO draw_entry (id, market_id, draw_id, application_id, public_result, stall_id, standings, reason)
VALUES (3, 1, 1, 1, 'placed', 7, '[]', '{}'), (4, 1, 1, 2, 'waiting', NULL, '[]', '{}');
INSERT INTO offer (id, public_id, market_id, round_id, trading_time_id, application_id, stall_id, pool, origin, state,
    confirm_days, made_at, version)
VALUES (5, 'o5', 1, 1, 1, 1, 7, 'open', 'draw', 'open', 3, '2027-01-01T00:00:00+00:00', 1);
INSERT INTO occupancy (market_id, market_day_id, stall_id, offer_id) VALUES (1, 1, 7, 5);
INSERT INTO notice (public_id, market_id, event, occurrence, person_id, application_id, offer_id, channel, copy_number,
    language, facts, state, attempts, due_at, created_at, version)
VALUES ('n1', 1, 'offer_made', 'o5', 1, 1, 5, 'email', 1, 'en', '{}', 'sent', 1, '2027-01-01T00:00:00+00:00',
    '2027-01-01T00:00:00+00:00', 1);
";

#[tokio::test]
async fn what_was_drawn_and_offered_before_there_were_several_keeps_its_stall() {
    let database = TestDb::bare().await;
    let db = connect(database.url()).await;
    Migrator::up(&db, Some(BEFORE_SIZES)).await.unwrap();
    db.execute_unprepared(ROWS).await.unwrap();

    Migrator::up(&db, None).await.unwrap();

    for (sql, count) in [
        ("SELECT count(*) FROM draw_entry WHERE NOT bounded", 2),
        ("SELECT count(*) FROM draw_entry_stall", 1),
        (
            "SELECT count(*) FROM draw_entry_stall WHERE draw_entry_id = 3 AND stall_id = 7",
            1,
        ),
        (
            "SELECT count(*) FROM offer_stall WHERE offer_id = 5 AND stall_id = 7 AND pool = 'open'",
            1,
        ),
        ("SELECT count(*) FROM offer_stall", 1),
        (
            "SELECT count(*) FROM offer WHERE public_id = 'o5' AND deadline_at IS NULL",
            1,
        ),
        (
            "SELECT count(*) FROM occupancy JOIN offer ON offer.id = occupancy.offer_id JOIN notice ON notice.offer_id = offer.id",
            1,
        ),
        (
            "SELECT count(*) FROM application WHERE min_stalls = 1 AND max_stalls = 1",
            2,
        ),
    ] {
        assert_eq!(number(&db, sql).await, count, "{sql}");
    }
    // A new offer does not take the number of an old one, and the old ties still hold.
    for refused in [
        "DELETE FROM offer WHERE id = 5",
        "DELETE FROM draw_entry",
        "INSERT INTO occupancy (market_id, market_day_id, stall_id, offer_id) VALUES (1, 1, 7, 99)",
        "UPDATE application SET min_stalls = 2 WHERE id = 1",
    ] {
        assert!(db.execute_unprepared(refused).await.is_err(), "{refused}");
    }
}

/// As the program connects: SQLite keeps foreign keys only when it is told to.
async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(1)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| sqlite.foreign_keys(true));
    Database::connect(options).await.unwrap()
}

async fn number(db: &DatabaseConnection, sql: &str) -> i64 {
    let nothing: [Value; 0] = [];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, nothing);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}
