//! The newest seal of the audit, for whoever wants to hold the market to it later.

use poem::Response;
use poem::web::{Data, Path};

use crate::app::AppError;
use crate::app::audit::{SealShown, show_seal, show_seal_of_round};
use crate::app::round::RoundRef;
use crate::web::http::{Failure, Web, json_file};

#[poem::handler]
pub async fn newest(web: Data<&Web>, Path(market): Path<String>) -> Result<Response, Failure> {
    file(&show_seal(&web.app, &market).await?)
}

/// As it was when the round's draw was published.
#[poem::handler]
pub async fn of_round(
    web: Data<&Web>,
    Path((market, round)): Path<(String, String)>,
) -> Result<Response, Failure> {
    file(&show_seal_of_round(&web.app, &RoundRef { market, round }).await?)
}

fn file(seal: &SealShown) -> Result<Response, Failure> {
    let bytes =
        serde_json::to_vec_pretty(seal).map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(json_file(&format!("{}-seal", seal.market), bytes))
}
