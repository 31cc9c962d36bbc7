//! HTTP: extract, call one use case, render. It never sees SQL.

pub mod api;
pub mod assets;
pub mod form;
pub mod http;
pub mod layout;
pub mod list;
pub mod map;
pub mod pages;
pub mod routes;
pub mod timeline;

pub use http::Web;
pub use routes::routes;
