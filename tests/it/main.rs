//! The one integration binary: it runs on SQLite, and again on PostgreSQL.

// `cfg(test)` tells clippy that a panic is how tests speak, in their helping functions too.
#[cfg(test)]
mod api;
#[cfg(test)]
mod app;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod domain;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod notice;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod preview;
#[cfg(test)]
mod store;
#[cfg(test)]
mod support;
#[cfg(test)]
mod text;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod verify;
#[cfg(test)]
mod web;
