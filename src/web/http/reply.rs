//! Answers: a page, a file, another address.

use askama::Template;
use poem::http::{StatusCode, header};
use poem::{IntoResponse, Response};

use super::Failure;
use crate::app::AppError;

/// # Errors
/// `Internal` when the template cannot be rendered.
pub fn page(template: &impl Template) -> Result<Response, Failure> {
    page_with_status(StatusCode::OK, template)
}

/// # Errors
/// `Internal` when the template cannot be rendered.
pub fn page_with_status(status: StatusCode, template: &impl Template) -> Result<Response, Failure> {
    let html = template
        .render()
        .map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .body(html))
}

/// After a form was taken: the browser asks for the next page, and reloading sends nothing twice.
pub fn see_other(location: impl AsRef<str>) -> Response {
    StatusCode::SEE_OTHER
        .with_header(header::LOCATION, location.as_ref())
        .into_response()
}

/// A CSV file with the mark at its beginning by which Excel knows UTF-8.
///
/// A cell that a spreadsheet would take for a formula is disarmed with an apostrophe.
///
/// # Errors
/// `Internal` when a row cannot be written.
pub fn csv(name: &str, header: &[&str], rows: &[Vec<String>]) -> Result<Response, Failure> {
    let mut writer = csv::Writer::from_writer(vec![0xef, 0xbb, 0xbf]);
    let internal = |error: csv::Error| AppError::Internal(error.to_string());
    writer.write_record(header).map_err(internal)?;
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| disarm(cell)))
            .map_err(internal)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, "text/csv; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.csv\""),
        )
        .body(bytes))
}

/// A JSON file to keep. `name` stands without its ending.
pub fn json_file(name: &str, bytes: Vec<u8>) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.json\""),
        )
        .body(bytes)
}

fn disarm(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
