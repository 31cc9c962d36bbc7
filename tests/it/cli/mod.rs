//! The command line as people use it, mostly through the binary itself.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its snapshots so"
)]

mod archive;
mod config;
mod demo;
mod draw;
mod logs;
mod operators_guide;
mod preview;
mod seed;
mod staff;
mod verify;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The binary, with nothing of this process's own settings.
pub fn starstall() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_starstall"));
    command.env_clear();
    command
}

pub fn starstall_in(data_dir: &Path) -> Command {
    let mut command = starstall();
    command.arg("--data").arg(data_dir);
    command
}

/// Runs it to its end, with this on its standard input.
pub fn run(mut command: Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // It may end without reading everything.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().unwrap()
}

/// What it printed and said, and its exit status.
pub fn told(output: &Output) -> (String, String, i32) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        text(&output.stdout),
        text(&output.stderr),
        output.status.code().unwrap(),
    )
}
