//! The OpenAPI document: what the handlers declare, and what every operation has in common.

use std::fmt;
use std::sync::Arc;

use poem_openapi::OpenApiService;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};

use super::Everything;
use super::codes::PROBLEMS;
use super::problem::MEDIA_TYPE;

/// Where everything here lies.
pub const PREFIX: &str = "/api/v1";

const DESCRIPTION: &str = "\
Everything that Starstall's pages and commands do, for other programs. Begin with the guide, \
`docs/api.md`.

Codes and random ids name things; money is a whole number of fen; times are RFC 3339 in UTC. \
Every error is `application/problem+json` with a stable `code`, in the language of \
`Accept-Language`.";

/// The service with its document.
#[derive(Clone, Debug)]
pub struct Document {
    pub json: Arc<str>,
    pub value: Arc<Value>,
}

/// Which methods an address knows.
#[derive(Clone, Debug)]
pub struct Methods(Arc<Vec<(Vec<String>, String)>>);

pub fn service() -> OpenApiService<Everything, ()> {
    OpenApiService::new(super::EVERYTHING, "Starstall", env!("CARGO_PKG_VERSION"))
        .description(DESCRIPTION)
        .server(PREFIX)
}

impl Document {
    /// The document does not depend on the installation.
    pub fn new(service: &OpenApiService<Everything, ()>) -> Self {
        let mut value = Value::Object(whole(&service.spec()).unwrap_or_default());
        for_each_operation(&mut value, |method, operation| {
            if method == "post" {
                add_parameter(operation, idempotency_key());
            }
            add_problems(operation);
        });
        if let Some(components) = value
            .pointer_mut("/components")
            .and_then(Value::as_object_mut)
        {
            components.insert("responses".to_owned(), problems());
        }
        Self {
            json: format!("{value:#}\n").into(),
            value: Arc::new(value),
        }
    }

    pub fn methods(&self) -> Methods {
        let paths = self.value.get("paths").and_then(Value::as_object);
        let known = paths.into_iter().flatten().map(|(path, operations)| {
            let parts = path.split('/').map(str::to_owned).collect();
            let methods = operations.as_object().into_iter().flatten();
            let methods: Vec<String> = methods.map(|(name, _)| name.to_uppercase()).collect();
            (parts, methods.join(", "))
        });
        Methods(Arc::new(known.collect()))
    }
}

impl Methods {
    /// As `Allow` says them; empty when no such address is known.
    pub fn allowed(&self, path: &str) -> String {
        let path = path.strip_prefix(PREFIX).unwrap_or(path);
        let asked: Vec<&str> = path.split('/').collect();
        let fits = |known: &[String]| {
            known.len() == asked.len()
                && known
                    .iter()
                    .zip(&asked)
                    .all(|(known, asked)| known.starts_with('{') || known == asked)
        };
        let found = self.0.iter().find(|(known, _)| fits(known));
        found.map_or_else(String::new, |(_, methods)| methods.clone())
    }
}

/// Resources that share an address each bring it into `paths`, so that it stands there more than once;
/// here their operations come together.
fn whole(spec: &str) -> serde_json::Result<Map<String, Value>> {
    #[derive(Deserialize)]
    struct Spec {
        paths: Paths,
        #[serde(flatten)]
        rest: Map<String, Value>,
    }
    let Spec { paths, mut rest } = serde_json::from_str(spec)?;
    rest.insert("paths".to_owned(), Value::Object(paths.0));
    Ok(rest)
}

struct Paths(Map<String, Value>);

impl<'de> Deserialize<'de> for Paths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PathsVisitor).map(Self)
    }
}

struct PathsVisitor;

impl<'de> Visitor<'de> for PathsVisitor {
    type Value = Map<String, Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("addresses with their operations")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut paths = Map::new();
        while let Some((path, more)) = map.next_entry::<String, Map<String, Value>>()? {
            let operations = paths.entry(path).or_insert_with(|| json!({}));
            if let Some(operations) = operations.as_object_mut() {
                operations.extend(more);
            }
        }
        Ok(paths)
    }
}

fn for_each_operation(document: &mut Value, mut change: impl FnMut(&str, &mut Map<String, Value>)) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for operations in paths.into_iter().flat_map(|paths| paths.values_mut()) {
        for (method, operation) in operations.as_object_mut().into_iter().flatten() {
            if let Some(operation) = operation.as_object_mut() {
                change(method, operation);
            }
        }
    }
}

fn add_parameter(operation: &mut Map<String, Value>, parameter: Value) {
    let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
    if let Some(parameters) = parameters.as_array_mut() {
        parameters.push(parameter);
    }
}

/// With which statuses every operation may answer, each as a problem.
fn add_problems(operation: &mut Map<String, Value>) {
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    for (status, _) in PROBLEMS {
        let place = format!("#/components/responses/{status}");
        if let Some(responses) = responses.as_object_mut() {
            responses.insert(status.to_string(), json!({ "$ref": place }));
        }
    }
}

fn problems() -> Value {
    let shown = PROBLEMS.map(|(status, description)| {
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        let content = json!({ MEDIA_TYPE: { "schema": schema } });
        let response = json!({ "description": description, "content": content });
        (status.to_string(), response)
    });
    Value::Object(shown.into_iter().collect())
}

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": false,
        "description": "Of your choosing, new for each request: up to 128 visible ASCII \
            characters. The same request with the same key is done once and answered the same \
            way for 48 hours; another request with it is refused.",
        "schema": { "type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$" }
    })
}
