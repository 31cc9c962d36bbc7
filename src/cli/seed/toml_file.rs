//! A TOML file as a typed value; what is wrong is told with its line.

use serde::de::DeserializeOwned;

use super::faults::Faults;
use super::files::SeedFiles;

/// The value, with where its lines begin, for what is only wrong in the light of other files.
#[derive(Debug)]
pub(super) struct TomlFile<T> {
    pub value: T,
    pub place: String,
    text: String,
}

impl<T: DeserializeOwned> TomlFile<T> {
    pub fn read(files: &SeedFiles, name: &str, faults: &mut Faults) -> Option<Self> {
        let place = files.place(name);
        let Some(bytes) = files.get(name) else {
            faults.add(&place, None, "there is no such file");
            return None;
        };
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(error) => {
                let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let line = lines_in(before);
                faults.add(
                    &place,
                    Some(line),
                    "not valid UTF-8; save the file as UTF-8",
                );
                return None;
            }
        };
        match toml::from_str(&text) {
            Ok(value) => Some(Self { value, place, text }),
            Err(error) => {
                let line = error
                    .span()
                    .and_then(|span| text.get(..span.start))
                    .map(|before| lines_in(before.as_bytes()));
                faults.add(&place, line, error.message().replace('\n', " "));
                None
            }
        }
    }
}

impl<T> TomlFile<T> {
    /// The line of a value that was read with its span.
    pub fn line_of<V>(&self, value: &toml::Spanned<V>) -> Option<u64> {
        let before = self.text.get(..value.span().start)?;
        Some(lines_in(before.as_bytes()))
    }
}

/// The number of the line that begins or goes on after these bytes.
fn lines_in(before: &[u8]) -> u64 {
    before
        .iter()
        .filter(|byte| **byte == b'\n')
        .map(|_| 1)
        .sum::<u64>()
        + 1
}
