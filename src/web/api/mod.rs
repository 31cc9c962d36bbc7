//! The JSON API under `/api/v1`: extract, call one use case, render. One file for each resource.
//!
//! It decides nothing and knows no page; the words of its errors stand in `text`.

mod answer;
mod application_sent;
mod application_view;
mod applications;
mod attestations;
mod blocks;
mod caller;
mod codes;
mod corrections;
mod cors;
mod days;
mod document;
mod editing;
mod editing_stalls;
mod holdings;
mod list;
mod market_parts;
mod markets;
mod next_round;
mod notices;
mod objections;
mod offers;
mod once;
mod previews;
mod problem;
mod rate;
mod results;
mod reviewing;
mod round_steps;
mod rounds;
mod staff;
mod tokens;
mod vendors;
mod webhooks;
mod wire;
mod words;

use std::sync::LazyLock;

use poem::http::header;
use poem::{Endpoint, EndpointExt, Response, Route, get};
use poem_openapi::Tags;

pub use codes::KINDS;
pub use document::{Document, PREFIX};

/// What belongs together, on the page and in clients that are generated.
#[derive(Clone, Copy, Debug, Tags)]
enum Tag {
    /// Markets and what they consist of.
    Markets,
    /// Rounds, from the call for applications to the end of the term.
    Rounds,
    /// Applications, by vendors and by those who review them.
    Applications,
    /// Questions against what was published.
    Objections,
    /// Confirmations of hardship.
    Attestations,
    /// What draws said, and what they can be checked with.
    Results,
    /// Stalls that wait for a yes.
    Offers,
    /// Stalls that a vendor has for a term.
    Holdings,
    /// Those who trade at a market.
    Vendors,
    /// Rules that are tried before they bind.
    Previews,
    /// Single market days: absence and standby.
    Days,
    /// What was said to whom.
    Notices,
    /// Other systems that are told what happens.
    Webhooks,
    /// Tokens with which programs call.
    Tokens,
}

/// Every operation.
pub type Everything = (OfMarkets, OfRounds, AfterDraws, Around);

/// What keeps a market.
type OfMarkets = (
    markets::Markets,
    editing_stalls::EditingStalls,
    market_parts::MarketParts,
    editing::Editing,
    blocks::Blocks,
);

/// What leads to a result.
type OfRounds = (
    rounds::Rounds,
    next_round::NextRound,
    round_steps::RoundSteps,
    applications::Applications,
    reviewing::Reviewing,
    objections::Objections,
    corrections::Corrections,
    attestations::Attestations,
);

/// What follows from it.
type AfterDraws = (
    results::Results,
    offers::Offers,
    holdings::Holdings,
    vendors::Vendors,
    previews::Previews,
    days::Days,
    notices::Notices,
);

/// Who may call.
type Around = (tokens::Tokens, webhooks::Webhooks, staff::Staff);

const EVERYTHING: Everything = (
    (
        markets::Markets,
        editing_stalls::EditingStalls,
        market_parts::MarketParts,
        editing::Editing,
        blocks::Blocks,
    ),
    (
        rounds::Rounds,
        next_round::NextRound,
        round_steps::RoundSteps,
        applications::Applications,
        reviewing::Reviewing,
        objections::Objections,
        corrections::Corrections,
        attestations::Attestations,
    ),
    (
        results::Results,
        offers::Offers,
        holdings::Holdings,
        vendors::Vendors,
        previews::Previews,
        days::Days,
        notices::Notices,
    ),
    (tokens::Tokens, webhooks::Webhooks, staff::Staff),
);

/// What the document says. It is made once: it does not depend on the installation.
pub fn described() -> &'static Document {
    static DOCUMENT: LazyLock<Document> = LazyLock::new(|| Document::new(&document::service()));
    &DOCUMENT
}

/// Everything under `PREFIX`. `Web` is put into each request further out.
pub fn routes() -> impl Endpoint<Output = Response> {
    let operations = Route::new()
        .at("/openapi.json", get(show_document))
        .nest("/", document::service())
        .around(once::with_once)
        .around(rate::with_rate)
        .around(caller::with_caller);
    Route::new()
        .nest(PREFIX, operations)
        .around(problem::with_problems)
        .data(described().methods())
        .around(cors::with_cors)
}

/// Whether a path, as it was sent, leads here.
pub fn is_under_prefix(path: &str) -> bool {
    path.strip_prefix(PREFIX)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[poem::handler]
fn show_document() -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .body(described().json.to_string())
}
