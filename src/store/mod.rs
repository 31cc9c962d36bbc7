//! All SQL. Reads take any connection, writes take a `WriteTx`.
//!
//! It decides nothing: it loads, saves, and turns a `DbErr` into a `StoreError`.
