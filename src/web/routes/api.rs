//! The pages about the JSON API: what the OpenAPI document says, and every code of a problem.

use entity::kinds::Language;
use poem::web::Data;
use poem::{Response, handler};
use serde_json::Value;

use super::frame;
use crate::text::{catalogue, say};
use crate::web::api::{Document, KINDS, described};
use crate::web::http::{Failure, Visitor, Web, page};
use crate::web::layout::Area;
use crate::web::pages::api::{
    ApiPage, Field, Operation, OperationGroup, ProblemRow, ProblemsPage, Schema,
};

#[handler]
#[expect(clippy::needless_pass_by_value, reason = "what a handler extracts")]
pub fn show(web: Data<&Web>, visitor: Visitor) -> Result<Response, Failure> {
    let document = described();
    page(&ApiPage {
        frame: frame::bare(&web, &visitor, Area::None),
        description: text(&document.value, "/info/description"),
        groups: groups_of(document),
        schemas: schemas_of(document),
    })
}

#[handler]
#[expect(clippy::needless_pass_by_value, reason = "what a handler extracts")]
pub fn problems(web: Data<&Web>, visitor: Visitor) -> Result<Response, Failure> {
    page(&ProblemsPage {
        frame: frame::bare(&web, &visitor, Area::None),
        rows: problem_rows(visitor.lang),
    })
}

/// The codes of this interface, then those of refusals and fields.
fn problem_rows(lang: Language) -> Vec<ProblemRow> {
    let own = KINDS.iter().map(|kind| ProblemRow {
        code: kind.code().to_owned(),
        status: kind.status.as_u16().to_string(),
        text: say(lang, kind.key),
    });
    let refused = catalogue::refusals(lang).map(|(code, text)| ProblemRow {
        code: code.to_owned(),
        status: String::new(),
        text: text.to_owned(),
    });
    own.chain(refused).collect()
}

fn groups_of(document: &Document) -> Vec<OperationGroup> {
    let tags = document.value.get("tags").and_then(Value::as_array);
    let tags = tags.into_iter().flatten();
    tags.map(|tag| {
        let name = text(tag, "/name");
        OperationGroup {
            description: text(tag, "/description"),
            operations: operations_of(document, &name),
            name,
        }
    })
    .collect()
}

fn operations_of(document: &Document, tag: &str) -> Vec<Operation> {
    let paths = document.value.get("paths").and_then(Value::as_object);
    let mut operations = Vec::new();
    for (path, methods) in paths.into_iter().flatten() {
        for (method, declared) in methods.as_object().into_iter().flatten() {
            if text(declared, "/tags/0") == tag {
                operations.push(operation_of(path, method, declared));
            }
        }
    }
    operations
}

fn operation_of(path: &str, method: &str, declared: &Value) -> Operation {
    let parameters = declared.get("parameters").and_then(Value::as_array);
    let content = declared.pointer("/requestBody/content");
    let content = content.and_then(Value::as_object);
    let responses = declared.get("responses").and_then(Value::as_object);
    let succeeded = responses
        .into_iter()
        .flatten()
        .find(|(status, _)| status.starts_with('2'));
    Operation {
        id: text(declared, "/operationId"),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(declared, "/summary"),
        description: text(declared, "/description"),
        needs_token: !may_be_anyone(declared),
        parameters: parameters.into_iter().flatten().map(parameter_of).collect(),
        sends: content
            .into_iter()
            .flatten()
            .next()
            .map(|(_, media)| kind_of(media.get("schema"))),
        status: succeeded.map_or_else(String::new, |(status, _)| status.clone()),
        answers: succeeded.and_then(|(_, response)| {
            let content = response.get("content").and_then(Value::as_object)?;
            let (_, media) = content.iter().next()?;
            Some(kind_of(media.get("schema")))
        }),
    }
}

fn may_be_anyone(declared: &Value) -> bool {
    let schemes = declared.get("security").and_then(Value::as_array);
    schemes.is_none_or(|schemes| {
        schemes
            .iter()
            .any(|scheme| scheme.as_object().is_some_and(serde_json::Map::is_empty))
    })
}

fn parameter_of(declared: &Value) -> Field {
    Field {
        name: text(declared, "/name"),
        place: text(declared, "/in"),
        kind: kind_of(declared.get("schema")),
        is_required: declared.get("required").and_then(Value::as_bool) == Some(true),
        description: text(declared, "/description"),
    }
}

fn schemas_of(document: &Document) -> Vec<Schema> {
    let schemas = document.value.pointer("/components/schemas");
    let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
    schemas
        .map(|(name, schema)| Schema {
            name: name.clone(),
            description: text(schema, "/description"),
            words: words_of(schema),
            fields: fields_of(schema),
        })
        .collect()
}

fn words_of(schema: &Value) -> Vec<String> {
    let words = schema.get("enum").and_then(Value::as_array);
    let words = words.into_iter().flatten();
    words
        .filter_map(|word| Some(word.as_str()?.to_owned()))
        .collect()
}

fn fields_of(schema: &Value) -> Vec<Field> {
    let mut fields = Vec::new();
    let parts = schema.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        fields.extend(fields_of(part));
    }
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| {
        required.is_some_and(|names| names.iter().any(|known| known.as_str() == Some(name)))
    };
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, property) in properties.into_iter().flatten() {
        fields.push(Field {
            is_required: is_required(name),
            place: String::new(),
            kind: kind_of(Some(property)),
            description: text(property, "/description"),
            name: name.clone(),
        });
    }
    fields
}

/// A schema in a few words; a name of one that stands on the page begins with `#`.
fn kind_of(schema: Option<&Value>) -> String {
    let Some(schema) = schema else {
        return String::new();
    };
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return format!("#{}", name.rsplit('/').next().unwrap_or_default());
    }
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        return kind_of(parts.first());
    }
    let kind = text(schema, "/type");
    if kind == "array" {
        return format!("{}[]", kind_of(schema.get("items")));
    }
    match text(schema, "/format") {
        format if format.is_empty() => kind,
        format => format!("{kind} ({format})"),
    }
}

fn text(value: &Value, pointer: &str) -> String {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_default().to_owned()
}
