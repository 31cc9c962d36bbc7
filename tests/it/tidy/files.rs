//! The project's own text files, as git would see them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::Finding;

/// A text file, with its path from the project's root and `/` between the parts.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    #[cfg(test)]
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    pub fn is_rust(&self) -> bool {
        self.extension() == "rs"
    }

    pub fn extension(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Rust that ships: not the tests, not the benchmarks.
    pub fn is_product(&self) -> bool {
        let roots = ["src/", "entity/src/", "migration/src/"];
        self.is_rust() && roots.iter().any(|root| self.path.starts_with(root))
    }
}

/// All text files. What is not UTF-8 (pictures, fonts) has no lines to check.
pub fn project() -> Vec<Source> {
    let read = |path: String| {
        let text = fs::read_to_string(root().join(&path)).ok()?;
        Some(Source { path, text })
    };
    files().into_iter().filter_map(read).collect()
}

/// Every file and folder, for rules that ask whether something exists.
pub fn project_paths() -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for file in files() {
        for (at, _) in file.match_indices('/') {
            paths.insert(file[..at].to_owned());
        }
        paths.insert(file);
    }
    paths
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> Vec<String> {
    let mut found = Vec::new();
    walk(root(), "", &mut found);
    found.sort();
    found
}

/// Leaves out what .gitignore leaves out, and hidden folders other than `.ci`.
fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let hidden = name.starts_with('.') && name != ".ci" && name != ".gitignore";
        let ignored = ["target", "starstall-data", "node_modules"].contains(&name.as_str());
        let path = format!("{prefix}{name}");
        if hidden || ignored {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &format!("{path}/"), found);
        } else {
            found.push(path);
        }
    }
}

/// The file that speaks for a folder of Rust files begins with `//!`.
pub fn check_folders(sources: &[Source]) -> Vec<Finding> {
    let rust = || sources.iter().filter(|source| source.is_rust());
    let folders: BTreeSet<&str> = rust()
        .filter_map(|source| source.path.rsplit_once('/'))
        .map(|(folder, _)| folder)
        .filter(|folder| *folder != "benches")
        .collect();
    let unexplained = |folder: &str| {
        let speakers = [
            format!("{folder}/mod.rs"),
            format!("{folder}/lib.rs"),
            format!("{folder}/main.rs"),
            format!("{folder}.rs"),
        ];
        let speaker = speakers
            .iter()
            .find_map(|path| rust().find(|source| source.path == *path));
        match speaker {
            Some(source) if source.text.starts_with("//!") => None,
            Some(source) => Some(Finding::new(
                &source.path,
                1,
                "begin with `//!`: what this folder is for, and what it does not do",
            )),
            None => Some(Finding::new(
                folder,
                1,
                "add a mod.rs that begins with `//!`: what this folder is for, and what it does not do",
            )),
        }
    };
    folders.into_iter().filter_map(unexplained).collect()
}

mod tests {
    use super::*;

    #[test]
    fn a_folder_that_does_not_introduce_itself_is_found() {
        let explained = [
            Source::new("src/app/mod.rs", "//! The use cases.\n"),
            Source::new("src/app/apply.rs", ""),
        ];
        assert_eq!(check_folders(&explained), []);
        let silent = [Source::new("src/app/mod.rs", "mod apply;\n")];
        assert_eq!(check_folders(&silent)[0].path, "src/app/mod.rs");
        let headless = [Source::new("src/app/apply.rs", "//! One use case.\n")];
        assert_eq!(check_folders(&headless)[0].path, "src/app");
    }

    #[test]
    fn the_walk_sees_this_file_and_no_build_products() {
        let paths = project_paths();
        assert!(paths.contains("tests/it/tidy/files.rs"));
        assert!(paths.contains("src"));
        assert!(paths.iter().all(|path| !path.starts_with("target")));
    }
}
