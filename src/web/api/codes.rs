//! The codes of this interface: their statuses, the keys of their words, and what the document says
//! of each status. The codes of refusals and of fields are those of their words, in `text`.

use poem::http::StatusCode;

/// A code with its status and the key of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub status: StatusCode,
    pub key: &'static str,
}

impl Kind {
    /// The key without `api-`.
    pub fn code(self) -> &'static str {
        self.key.split_once('-').map_or(self.key, |(_, code)| code)
    }
}

/// Every code that is not that of a refusal or a field, for the documentation.
pub const KINDS: [Kind; 21] = {
    const fn kind(status: StatusCode, key: &'static str) -> Kind {
        Kind { status, key }
    }
    [
        kind(StatusCode::BAD_REQUEST, "api-body-unreadable"),
        kind(StatusCode::BAD_REQUEST, "api-parameter-unreadable"),
        kind(StatusCode::BAD_REQUEST, "api-address-unreadable"),
        kind(StatusCode::BAD_REQUEST, "api-cursor-unknown"),
        kind(StatusCode::BAD_REQUEST, "api-idempotency-key-unusable"),
        kind(StatusCode::BAD_REQUEST, "api-if-match-unusable"),
        kind(StatusCode::UNAUTHORIZED, "api-token-missing"),
        kind(StatusCode::UNAUTHORIZED, "api-token-unknown"),
        kind(StatusCode::FORBIDDEN, "api-token-only-reads"),
        kind(StatusCode::FORBIDDEN, "api-forbidden"),
        kind(StatusCode::NOT_FOUND, "api-not-found"),
        kind(StatusCode::NOT_FOUND, "api-address-unknown"),
        kind(StatusCode::METHOD_NOT_ALLOWED, "api-method-unknown"),
        kind(StatusCode::CONFLICT, "api-changed-meanwhile"),
        kind(StatusCode::PAYLOAD_TOO_LARGE, "api-too-large"),
        kind(StatusCode::UNSUPPORTED_MEDIA_TYPE, "api-media-type-unknown"),
        kind(StatusCode::UNPROCESSABLE_ENTITY, "api-content-refused"),
        kind(StatusCode::PRECONDITION_REQUIRED, "api-revision-missing"),
        kind(StatusCode::TOO_MANY_REQUESTS, "api-too-many"),
        kind(StatusCode::SERVICE_UNAVAILABLE, "api-busy"),
        kind(StatusCode::INTERNAL_SERVER_ERROR, "api-internal"),
    ]
};

pub fn kind_of(key: &str) -> Kind {
    let found = KINDS.into_iter().find(|kind| kind.key == key);
    found.unwrap_or(Kind {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        key: "api-internal",
    })
}

pub const fn title_key(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "problem-title-unreadable",
        StatusCode::UNAUTHORIZED => "problem-title-sign-in",
        StatusCode::FORBIDDEN => "problem-title-forbidden",
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => "problem-title-not-found",
        StatusCode::CONFLICT => "problem-title-refused",
        StatusCode::PRECONDITION_FAILED | StatusCode::PRECONDITION_REQUIRED => {
            "problem-title-revision"
        }
        StatusCode::PAYLOAD_TOO_LARGE => "problem-title-too-large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "problem-title-media-type",
        StatusCode::UNPROCESSABLE_ENTITY => "problem-title-content",
        StatusCode::TOO_MANY_REQUESTS => "problem-title-too-many",
        StatusCode::SERVICE_UNAVAILABLE => "problem-title-busy",
        _ => "problem-title-internal",
    }
}

/// With which statuses every operation may answer; each as a problem.
pub const PROBLEMS: [(u16, &str); 13] = [
    (400, "What was sent cannot be read."),
    (401, "No token, or one that opens nothing."),
    (403, "Not for whoever calls."),
    (
        404,
        "There is no such thing, or it is not for whoever calls.",
    ),
    (
        409,
        "The rules of the market say no, or somebody was faster.",
    ),
    (412, "Changed since the revision that `If-Match` names."),
    (413, "More than is taken."),
    (415, "Not in a format that is read here."),
    (422, "The content is to be mended; `errors` says where."),
    (428, "`If-Match` is missing."),
    (429, "Too many requests; `Retry-After` says when to go on."),
    (500, "Something broke on this side."),
    (
        503,
        "Too much at once; nothing was done. `Retry-After` says when to try again.",
    ),
];
