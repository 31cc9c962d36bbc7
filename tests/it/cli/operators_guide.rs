//! The guide for operators: every command in it is run by the binary, every request sent, in
//! order, and what they print compared.
//!
//! `{name}` keeps what stands there and puts it in later; a line `…` stands for any lines. The
//! guide begins in the week of its first date: all its dates are moved by whole weeks, so that the
//! binary, which goes by the real clock, finds itself in that week. Comments write files, move the
//! clock of the requests, compute the draw, and save an answer to a file.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use chrono::{Duration, NaiveDate};
use starstall::app::App;
use starstall::cli::Installation;
use starstall::clock::Clock;
use starstall::config::{self, Flags};
use starstall::jobs;

use super::{run, starstall, told};
use crate::api::client::{Answer, Client};
use crate::api::guide::{compare, filled, request};
use crate::support::scene::at;

/// The Monday of the week in which whoever reads it begins.
const BEGIN: &str = "2026-11-30";

struct Block {
    first: String,
    inside: String,
}

/// Code blocks, and comments as blocks with nothing inside.
fn blocks(guide: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        let fence = line.starts_with("```");
        if !fence && !line.starts_with("<!-- ") {
            continue;
        }
        let mut body = String::new();
        if fence {
            let inside = lines.by_ref().take_while(|line| !line.starts_with("```"));
            body.extend(inside.flat_map(|line| [line, "\n"]));
        }
        let marks = |c: char| "`<>!- ".contains(c);
        blocks.push(Block {
            first: line.trim_matches(marks).to_owned(),
            inside: body,
        });
    }
    blocks
}

/// The guide with its days where the real clock is.
fn moved(guide: &str) -> String {
    let begin: NaiveDate = BEGIN.parse().unwrap();
    let today = Clock::System.now().date_naive();
    let weeks = today.signed_duration_since(begin).num_days().div_euclid(7);
    let mut text = String::new();
    let mut rest = guide;
    while let Some(char) = rest.chars().next() {
        let day = rest.get(..10).and_then(|day| {
            let date: NaiveDate = day.parse().ok()?;
            (date.to_string() == day).then_some(date)
        });
        let len = if let Some(day) = day {
            text += &(day + Duration::weeks(weeks)).to_string();
            10
        } else {
            text.push(char);
            char.len_utf8()
        };
        rest = &rest[len..];
    }
    text
}

/// Whether a line is as shown; what it keeps is kept.
fn is_shown(shown: &str, found: &str, kept: &mut BTreeMap<String, String>) -> bool {
    let Some((before, rest)) = shown.split_once('{') else {
        return shown == found;
    };
    let (name, after) = rest.split_once('}').unwrap();
    let Some(found) = found.strip_prefix(before) else {
        return false;
    };
    let literal = after.split('{').next().unwrap();
    let end = if literal.is_empty() {
        Some(found.len())
    } else {
        found.find(literal)
    };
    let Some((value, found)) = end.map(|end| found.split_at(end)) else {
        return false;
    };
    kept.entry(name.to_owned())
        .or_insert_with(|| value.to_owned())
        == value
        && is_shown(after, found, kept)
}

fn compare_lines(shown: &str, found: &str, kept: &mut BTreeMap<String, String>) {
    let mut lines = found.lines();
    let mut skips = false;
    for line in shown.lines() {
        if line == "…" {
            skips = true;
            continue;
        }
        let known = filled(line, kept);
        let is_there = lines
            .by_ref()
            .find(|found| !skips || is_shown(&known, found, &mut kept.clone()))
            .is_some_and(|found| is_shown(&known, found, kept));
        assert!(is_there, "not shown: {line}\n{found}");
        skips = false;
    }
    assert!(skips || lines.next().is_none(), "more is printed:\n{found}");
}

struct Reading {
    folder: tempfile::TempDir,
    kept: BTreeMap<String, String>,
    /// Opened with the first request, when the commands have made the installation.
    app: Option<App>,
    printed: Option<(String, i32)>,
    answer: Option<Answer>,
    save_as: Option<String>,
}

impl Reading {
    async fn app(&mut self) -> App {
        if self.app.is_none() {
            let flags = Flags {
                data: Some(self.folder.path().join("starstall-data")),
                ..Flags::default()
            };
            let config = config::load(&flags, []).unwrap();
            let mut app = Installation::open(config).await.unwrap().app;
            app.clock = Clock::manual(Clock::System.now());
            self.app = Some(app);
        }
        self.app.clone().unwrap()
    }

    async fn go_on(&mut self, block: &Block) {
        let (word, rest) = block.first.split_once(' ').unwrap_or((&block.first, ""));
        match word {
            "sh" => self.run(&block.inside),
            "text" if self.save_as.is_none() => {
                let (printed, status) = self.printed.take().expect("a command before its text");
                assert_eq!(status, rest.parse().unwrap_or(0), "{printed}");
                compare_lines(&block.inside, &printed, &mut self.kept);
            }
            "http" => self.send(&block.inside).await,
            "json" => self.expect(rest.parse().unwrap(), &block.inside),
            "file" => self.save_as = Some(rest.to_owned()),
            "clock" => self.app().await.clock.set(at(rest)),
            "draw" => assert_eq!(jobs::draws::run_due(&self.app().await).await.unwrap(), 1),
            _ => {
                let name = self.save_as.take().expect("a block that nobody runs");
                std::fs::write(self.folder.path().join(name), &block.inside).unwrap();
            }
        }
    }

    fn nothing_waits(&self) {
        let (printed, answer) = (&self.printed, &self.answer);
        let is_silent = printed.as_ref().is_none_or(|p| *p == (String::new(), 0));
        assert!(is_silent, "the guide does not show this: {printed:?}");
        assert!(answer.is_none(), "without its answer: {answer:?}");
    }

    fn run(&mut self, script: &str) {
        self.nothing_waits();
        let script = filled(script, &self.kept);
        let program = starstall();
        let programs = Path::new(program.get_program()).parent().unwrap();
        let mut shell = Command::new("sh");
        shell
            .env_clear()
            .env("PATH", format!("{}:/usr/bin:/bin", programs.display()))
            .current_dir(self.folder.path())
            .args(["-e", "-c", &script]);
        let (printed, said, status) = told(&run(shell, b""));
        let printed = printed.trim_start_matches('\u{feff}').to_owned() + &said;
        self.printed = Some((printed, status));
    }

    async fn send(&mut self, text: &str) {
        self.nothing_waits();
        let client = Client::of(&self.app().await);
        self.answer = Some(client.send(request(&filled(text, &self.kept))).await);
    }

    fn expect(&mut self, status: u16, body: &str) {
        let answer = self.answer.take().expect("an answer follows its request");
        let answer = answer.is(status);
        if let Some(name) = self.save_as.take() {
            std::fs::write(self.folder.path().join(name), &answer.body).unwrap();
        }
        if !body.trim().is_empty() {
            let shown = serde_json::from_str(body).expect(body);
            compare(&answer.asked, &shown, &answer.json(), &mut self.kept);
        }
    }
}

#[tokio::test]
async fn every_example_of_the_guide_does_what_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operators.md");
    let guide = moved(&std::fs::read_to_string(path).unwrap());
    let blocks = blocks(&guide);
    assert!(blocks.len() > 50, "only {} were found", blocks.len());
    let mut reading = Reading {
        folder: tempfile::tempdir().unwrap(),
        kept: BTreeMap::new(),
        app: None,
        printed: None,
        answer: None,
        save_as: None,
    };
    for block in &blocks {
        reading.go_on(block).await;
    }
    reading.nothing_waits();
}
