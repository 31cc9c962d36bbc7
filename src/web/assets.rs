//! The files a browser fetches besides pages. They are part of the binary and named by content,
//! so that they may be kept for ever.

use std::borrow::Cow;
use std::sync::LazyLock;

use poem::error::NotFoundError;
use poem::http::header;
use poem::web::Path;
use poem::{Response, handler};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

struct Asset {
    /// "starstall.1a2b3c4d.css".
    url_name: String,
    content_type: &'static str,
    body: Cow<'static, [u8]>,
}

static ASSETS: LazyLock<Vec<Asset>> =
    LazyLock::new(|| Files::iter().filter_map(|name| load(&name)).collect());

/// Where the stylesheet is to be had: "/assets/starstall.1a2b3c4d.css".
pub fn stylesheet_url() -> &'static str {
    static URL: LazyLock<String> = LazyLock::new(|| url_of("starstall", ".css"));
    &URL
}

/// Where the icon of the site is to be had.
pub fn icon_url() -> &'static str {
    static URL: LazyLock<String> = LazyLock::new(|| url_of("icon", ".svg"));
    &URL
}

/// `GET /assets/:name`.
#[handler]
pub fn serve_asset(Path(name): Path<String>) -> Result<Response, NotFoundError> {
    let asset = ASSETS.iter().find(|asset| asset.url_name == name);
    let asset = asset.ok_or(NotFoundError)?;
    Ok(Response::builder()
        .header(header::CONTENT_TYPE, asset.content_type)
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .body(asset.body.to_vec()))
}

fn load(name: &str) -> Option<Asset> {
    let body = Files::get(name)?.data;
    let (stem, extension) = name.rsplit_once('.')?;
    let hash = hex::encode(Sha256::digest(&body));
    let content_type = match extension {
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
    Some(Asset {
        url_name: format!("{stem}.{}.{extension}", hash.get(..10)?),
        content_type,
        body,
    })
}

fn url_of(stem: &str, extension: &str) -> String {
    let found = ASSETS
        .iter()
        .find(|asset| asset.url_name.starts_with(stem) && asset.url_name.ends_with(extension));
    found.map_or_else(String::new, |asset| format!("/assets/{}", asset.url_name))
}
