//! Asking for a password: on the terminal without showing it, or from standard input.

use std::io::{BufRead, IsTerminal, Write};
use std::process::{Command, Stdio};

use super::Failure;
use super::failure::about;
use crate::domain::FieldError;
use crate::domain::values::Password;

pub(super) fn ask(from_stdin: bool) -> Result<Password, Failure> {
    let typed = if from_stdin {
        read_line()?
    } else {
        ask_twice()?
    };
    Password::parse(&typed)
        .map_err(|error| Failure::unusable(about("password", &FieldError::Password(error))))
}

fn ask_twice() -> Result<String, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::unusable(
            "nobody is there to type a password; say --password-stdin and give it on standard input",
        ));
    }
    let hidden = Hidden::begin();
    let first = prompt("Password: ")?;
    let second = prompt("The same again: ")?;
    drop(hidden);
    if first == second {
        Ok(first)
    } else {
        Err(Failure::unusable("the two are not the same; try again"))
    }
}

fn prompt(question: &str) -> Result<String, Failure> {
    let mut terminal = std::io::stderr();
    let _ = write!(terminal, "{question}");
    let answer = read_line();
    let _ = writeln!(terminal);
    answer
}

fn read_line() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| Failure::unusable(format!("the password cannot be read: {error}")))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// The terminal shows nothing while this lives.
struct Hidden;

impl Hidden {
    fn begin() -> Self {
        set_echo("-echo");
        Self
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        set_echo("echo");
    }
}

/// Without it the password shows while it is typed, which is no reason to refuse the command.
fn set_echo(mode: &str) {
    let _ = Command::new("stty")
        .arg(mode)
        .stdin(Stdio::inherit())
        .stderr(Stdio::null())
        .status();
}
