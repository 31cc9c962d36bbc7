//! Just enough HTML to read our own pages: tags, forms and words. Templates escape every value, so
//! that `<` and `>` stand for tags alone.

#[derive(Clone, Debug)]
pub struct Tag {
    /// In lower case; closing tags begin with a slash.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The words up to the next tag.
    pub text: String,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

pub fn tags(html: &str) -> Vec<Tag> {
    html.split('<').skip(1).map(tag).collect()
}

fn tag(piece: &str) -> Tag {
    let (inside, text) = piece.split_once('>').unwrap_or((piece, ""));
    let inside = inside.trim_end_matches('/');
    let (name, rest) = inside
        .split_once(char::is_whitespace)
        .unwrap_or((inside, ""));
    Tag {
        name: name.to_ascii_lowercase(),
        attributes: attributes(rest),
        text: unescape(text),
    }
}

fn attributes(mut rest: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start();
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() {
            return found;
        }
        let Some(quoted) = after.strip_prefix("=\"") else {
            found.push((name.to_owned(), String::new()));
            rest = after;
            continue;
        };
        let (value, after) = quoted.split_once('"').expect("a closing quote");
        found.push((name.to_owned(), unescape(value)));
        rest = after;
    }
}

fn unescape(text: &str) -> String {
    let mut out = text.to_owned();
    for (entity, character) in [
        ("&#60;", "<"),
        ("&lt;", "<"),
        ("&#62;", ">"),
        ("&gt;", ">"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, character);
    }
    out
}

/// What a reader reads, on one line.
pub fn words(html: &str) -> String {
    let body = html.split_once("<main").map_or(html, |(_, rest)| rest);
    let texts: Vec<String> = tags(body).into_iter().map(|tag| tag.text).collect();
    texts
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A form as a browser would send it.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    pub method: String,
    pub fields: Vec<(String, String)>,
}

impl Form {
    pub fn get(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    pub fn all(&self, name: &str) -> Vec<&str> {
        let found = self.fields.iter().filter(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).collect()
    }

    /// Types into a field, chooses, or presses a button that has a name.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(key, _)| key != name);
        self.and(name, value)
    }

    /// Ticks one more box of that name.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }
}

pub fn forms(html: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let (mut is_inside, mut select) = (false, None);
    for tag in tags(html) {
        match tag.name.as_str() {
            "form" => {
                is_inside = true;
                forms.push(Form {
                    action: tag.get("action").unwrap_or_default().to_owned(),
                    method: tag.get("method").unwrap_or("get").to_owned(),
                    fields: Vec::new(),
                });
            }
            "/form" => is_inside = false,
            "select" => select = tag.get("name").map(str::to_owned),
            "/select" => select = None,
            _ if !is_inside => {}
            "input" | "textarea" => push_input(forms.last_mut().unwrap(), &tag),
            "option" => {
                let name = select.clone().unwrap_or_default();
                let form = forms.last_mut().unwrap();
                let is_first = !form.fields.iter().any(|(key, _)| *key == name);
                if is_first || tag.has("selected") {
                    form.fields.retain(|(key, _)| *key != name);
                    form.fields
                        .push((name, tag.get("value").unwrap_or_default().to_owned()));
                }
            }
            _ => {}
        }
    }
    forms
}

fn push_input(form: &mut Form, tag: &Tag) {
    let Some(name) = tag.get("name") else { return };
    let can_be_off = matches!(tag.get("type"), Some("radio" | "checkbox"));
    if can_be_off && !tag.has("checked") {
        return;
    }
    let typed = if tag.name == "textarea" {
        &tag.text
    } else {
        tag.get("value").unwrap_or_default()
    };
    form.fields.push((name.to_owned(), typed.to_owned()));
}
