//! The one integration binary: it runs on SQLite, and again on PostgreSQL.

mod text;
