//! The JSON API, for whoever writes a program: its operations, and what can go wrong.

use askama::Template;

use crate::web::layout::Frame;

/// `GET /api`. What the document says stands there in English, as in the document.
#[derive(Debug, Template)]
#[template(path = "api.html")]
pub struct ApiPage {
    pub frame: Frame,
    pub description: String,
    pub groups: Vec<OperationGroup>,
    pub schemas: Vec<Schema>,
}

#[derive(Clone, Debug)]
pub struct OperationGroup {
    pub name: String,
    pub description: String,
    pub operations: Vec<Operation>,
}

#[derive(Clone, Debug)]
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub summary: String,
    pub description: String,
    pub needs_token: bool,
    pub parameters: Vec<Field>,
    /// What goes into the request, if anything does.
    pub sends: Option<String>,
    /// When it goes well.
    pub status: String,
    pub answers: Option<String>,
}

/// A parameter, or a field of a schema.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    /// Where a parameter stands; empty for a field.
    pub place: String,
    /// A few words; with `#` before it, the name of a schema.
    pub kind: String,
    pub is_required: bool,
    pub description: String,
}

#[derive(Clone, Debug)]
pub struct Schema {
    pub name: String,
    pub description: String,
    /// Of a closed set.
    pub words: Vec<String>,
    pub fields: Vec<Field>,
}

/// `GET /api/problems`: where the `type` of a problem leads.
#[derive(Debug, Template)]
#[template(path = "api_problems.html")]
pub struct ProblemsPage {
    pub frame: Frame,
    pub rows: Vec<ProblemRow>,
}

#[derive(Clone, Debug)]
pub struct ProblemRow {
    pub code: String,
    /// Empty where it is that of a refusal, or stands in `errors`.
    pub status: String,
    pub text: String,
}

impl ApiPage {
    /// What stands between backticks is code.
    fn parts(text: &str) -> impl Iterator<Item = (bool, &str)> {
        let parts = text.split('`').enumerate();
        parts.map(|(index, part)| (index % 2 == 1, part))
    }

    /// The name of a schema that stands on the page.
    fn linked(kind: &str) -> Option<&str> {
        kind.strip_prefix('#')
            .map(|name| name.trim_end_matches("[]"))
    }
}
