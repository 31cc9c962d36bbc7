//! The site as people use it, in process: a browser with cookies, forms filled in and sent, pages
//! read. What the pages look like is tested from samples, in `pages`.

mod applying;
mod bad_input;
mod browser;
mod crawl;
mod days;
mod deciding;
mod fuzz;
mod headers;
mod html;
mod operator;
mod previewing;
mod privacy;
mod proof;
mod roles;
