//! Answers that many operations share.

use poem_openapi::ApiResponse;
use poem_openapi::payload::Json;
use poem_openapi::types::{ParseFromJSON, ToJSON, Type};

/// It is done, and there is nothing more to say.
#[derive(Debug, ApiResponse)]
pub enum Done {
    #[oai(status = 204)]
    Done,
}

/// It is there now, at `Location`.
#[derive(Debug, ApiResponse)]
pub enum Created<T: Type + ToJSON + ParseFromJSON> {
    #[oai(status = 201)]
    At(Json<T>, #[oai(header = "Location")] String),
}

/// What may be edited, with its revision for `If-Match`.
#[derive(Debug, ApiResponse)]
pub enum Editable<T: Type + ToJSON + ParseFromJSON> {
    #[oai(status = 200)]
    Now(Json<T>, #[oai(header = "ETag")] String),
}
