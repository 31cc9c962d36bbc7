//! Starstall gives out the stalls of a community market. ARCHITECTURE.md is the map of this house.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod engine;
pub mod jobs;
pub mod notice;
pub mod preview;
pub mod store;
pub mod text;
pub mod verify;
pub mod web;
