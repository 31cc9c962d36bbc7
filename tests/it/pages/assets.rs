//! What a browser fetches besides pages: kept for ever, and found under its hashed name only.

use poem::http::{StatusCode, header};
use poem::{Endpoint, Request, Response, Route, get};
use starstall::web::assets::{icon_url, serve_asset, stylesheet_url};

async fn fetch(path: &'static str) -> Response {
    let site = Route::new().at("/assets/:name", get(serve_asset));
    site.get_response(Request::builder().uri_str(path).finish())
        .await
}

#[tokio::test]
async fn the_stylesheet_is_kept_for_ever() {
    let response = fetch(stylesheet_url()).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "text/css; charset=utf-8"
    );
    let kept = &response.headers()[header::CACHE_CONTROL];
    assert_eq!(kept, "public, max-age=31536000, immutable");
    assert_eq!(fetch(icon_url()).await.status(), StatusCode::OK);
    let unknown = fetch("/assets/starstall.css").await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}
