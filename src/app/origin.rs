//! From which address the request at hand came, for the audit alone: no use case decides by it.
//!
//! It belongs to the task that serves the request, so that no command has to carry it.

use std::future::Future;

tokio::task_local! {
    static ADDRESS: String;
}

/// Does something for a request from this address.
pub async fn asked_from<F: Future>(address: String, work: F) -> F::Output {
    ADDRESS.scope(address, work).await
}

/// None for jobs, the command line, and whoever's address is unknown.
pub(super) fn address() -> Option<String> {
    let address = ADDRESS.try_with(String::clone).ok();
    address.filter(|address| !address.is_empty())
}
