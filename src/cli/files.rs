//! Files that are named on the command line, - being standard input.

use std::io::Read;
use std::path::Path;

use super::Failure;

pub(super) fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if is_standard_input(file) {
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    read.map_err(|error| Failure::unusable(format!("{} cannot be read: {error}", file.display())))
}

fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

pub(super) fn name_of(file: &Path) -> String {
    if is_standard_input(file) {
        "standard input".to_owned()
    } else {
        file.display().to_string()
    }
}
