//! `verify FILE...`: checks the files of a draw without an installation, for anyone.

mod findings;
mod json;
mod told;
mod words;

use std::path::Path;

use super::Failure;
use super::arguments::VerifyArguments;
use super::failure::print;
use super::files::{name_of, read};
use crate::engine::allocate;
use crate::verify::{Document, Examined, Unreadable, examine};

/// One file, what it is, and what was found.
struct Told<'a> {
    file: &'a str,
    document: &'a Document,
    examined: &'a Examined,
}

pub(super) fn run(arguments: &VerifyArguments) -> Result<(), Failure> {
    let documents: Vec<Document> = arguments
        .files
        .iter()
        .map(|file| load(file))
        .collect::<Result<_, _>>()?;
    let examined = examine(&documents, &|problem| allocate(problem))
        .map_err(|error| Failure::unusable(error.to_string()))?;
    let names: Vec<String> = arguments.files.iter().map(|file| name_of(file)).collect();
    let told: Vec<Told<'_>> = names
        .iter()
        .zip(&documents)
        .zip(&examined)
        .map(|((file, document), examined)| Told {
            file,
            document,
            examined,
        })
        .collect();
    print(&if arguments.json {
        json::tell(&told)
    } else {
        told::tell(&told)
    })?;
    let wrong = told.iter().filter(|file| file.examined.is_wrong()).count();
    if wrong == 0 {
        return Ok(());
    }
    Err(Failure::failed(format!(
        "something is wrong with {wrong} of {} files",
        told.len()
    )))
}

fn load(file: &Path) -> Result<Document, Failure> {
    let bytes = read(file)?;
    Document::read(&bytes).map_err(|error| {
        let mut message = format!("{} cannot be read: {error}", name_of(file));
        if let Unreadable::Problem(errors) = &error {
            for error in errors {
                message.push_str("\n  ");
                message.push_str(&error.to_string());
            }
        }
        Failure::unusable(message)
    })
}
