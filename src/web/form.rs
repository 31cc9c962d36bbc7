//! What forms have in common: what was wrong with them, and what can be chosen.

/// What is missing or wrong, in the order of the fields on the page.
#[derive(Clone, Debug, Default)]
pub struct Errors(Vec<FieldError>);

#[derive(Clone, Debug)]
pub struct FieldError {
    /// The field's name; its element's id is the same.
    pub field: String,
    /// What is missing and how to mend it.
    pub message: String,
}

impl Errors {
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError {
            field: field.into(),
            message: message.into(),
        });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, FieldError> {
        self.0.iter()
    }

    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// What is said at the field, or nothing.
    pub fn of(&self, field: &str) -> &str {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map_or("", |error| &error.message)
    }
}

impl<'a> IntoIterator for &'a Errors {
    type Item = &'a FieldError;
    type IntoIter = std::slice::Iter<'a, FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One thing to choose in a form: a radio button, a checkbox or an entry of a list.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: String,
    pub chosen: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    #[must_use]
    pub fn chosen_if(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// Choices under a heading of their own, such as the stalls of a zone.
#[derive(Clone, Debug)]
pub struct ChoiceGroup {
    pub label: String,
    pub choices: Vec<Choice>,
}

/// A field that a form carries along unseen.
#[derive(Clone, Debug)]
pub struct Hidden {
    pub name: String,
    pub value: String,
}

/// The ids of what stands at a field: its hint, and what is wrong with it.
pub fn described_by(name: &str, hint: &str, error: &str) -> String {
    let notes = [("hint", hint), ("error", error)];
    let said = notes.iter().filter(|(_, text)| !text.is_empty());
    let ids: Vec<String> = said.map(|(note, _)| format!("{name}-{note}")).collect();
    ids.join(" ")
}
