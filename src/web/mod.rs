//! HTTP: extract, call one use case, render. It never sees SQL.

pub mod http;
