//! Whole cities, each drawn once in a process of its own, beside what anyone would have to
//! do: a bare maximum matching on the graph of the wishes, and reading and writing the two
//! files. Says by how much a draw is slower, what memory it takes beyond the problem, and
//! how time grows.
//!
//! `cargo bench -- city` draws all of them; `-- city 1000000x100000` only this one.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::floor::clock::{forget_peak, memory_kib, timed};
use super::floor::hopcroft_karp::{Graph, largest};
use super::market::city::City;
use starstall::engine::{Problem, allocate, ready_to_promise};

const CITIES: [(usize, usize); 4] = [
    (10_000, 1_000),
    (100_000, 10_000),
    (1_000_000, 100_000),
    (1_000_000, 1_000_000),
];

/// A city small enough to be done in a few ticks of the clock is drawn so often.
const LEAST_APPLICANTS: usize = 100_000;

/// Draws the one that is asked for, or all.
pub fn run(asked: Option<&str>) -> Result<(), Box<dyn Error>> {
    if let Some((applicants, stalls)) = asked.and_then(size) {
        return measure(applicants, stalls);
    }
    for (applicants, stalls) in CITIES {
        let mut child = Command::new(std::env::current_exe()?);
        child.args(["city", &format!("{applicants}x{stalls}")]);
        child.stdin(Stdio::null()).status()?;
    }
    Ok(())
}

fn size(argument: &str) -> Option<(usize, usize)> {
    let (applicants, stalls) = argument.split_once('x')?;
    Some((applicants.parse().ok()?, stalls.parse().ok()?))
}

fn measure(applicants: usize, stalls: usize) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let (input, output) = (
        folder.path().join("in.json"),
        folder.path().join("out.json"),
    );
    let city = City::of_single_stalls(applicants, stalls).problem();
    serde_json::to_writer(BufWriter::new(File::create(&input)?), &city)?;
    drop(city);

    let (problem, reading) = timed(|| -> Result<Problem, Box<dyn Error>> {
        let bytes = std::fs::read(&input)?;
        Ok(serde_json::from_slice(&bytes)?)
    });
    let problem = problem?;
    forget_peak();
    let before = memory_kib();
    let (outcome, allocating) = timed(|| allocate(&problem));
    let after = memory_kib();
    let outcome = outcome.map_err(|errors| format!("{errors:?}"))?;
    let (written, writing) = timed(|| -> Result<(), Box<dyn Error>> {
        let mut file = BufWriter::with_capacity(1 << 16, File::create(&output)?);
        serde_json::to_writer_pretty(&mut file, &outcome)?;
        Ok(file.flush()?)
    });
    written?;
    let placed = outcome.results.iter().filter(|r| !r.stalls.is_empty());
    println!(
        "{applicants} applicants for {stalls} stalls: {} placed",
        placed.count()
    );
    drop(outcome);

    let again = (LEAST_APPLICANTS / applicants).max(1);
    let allocating = if again == 1 {
        allocating
    } else {
        often(again, || allocate(&problem))
    };
    let (promises, promising) = ready_to_promise(&problem, |promise| timed(promise));
    let graph = Graph::of_wishes(&problem);
    let (matched, matching) = timed(|| largest(&graph));
    let matching = if again == 1 {
        matching
    } else {
        often(again, || largest(&graph))
    };

    let (edges, files) = (graph.edges(), reading + writing);
    println!("  matching     {matching:9.3?}  {matched} of {edges} wishes");
    println!(
        "  promises     {promising:9.3?}  {promises}, {:.2} x matching",
        ratio(promising, matching)
    );
    println!(
        "  allocate     {allocating:9.3?}  {:.2} x matching",
        ratio(allocating, matching)
    );
    println!("  two files    {files:9.3?}  read {reading:.3?}, written {writing:.3?}");
    println!(
        "  draw         {:9.3?}  {:.2} x two files",
        files + allocating,
        ratio(files + allocating, files)
    );
    if let (Some((_, before)), Some((peak, _))) = (before, after) {
        let bytes = peak.saturating_sub(before) * 1024 / applicants as u64;
        println!("  memory       {bytes} bytes for each applicant beyond the problem's");
    }
    Ok(())
}

/// One of so many times.
fn often<T>(times: usize, work: impl Fn() -> T) -> Duration {
    let ((), time) = timed(|| (0..times).for_each(|_| drop(work())));
    time / u32::try_from(times).unwrap_or(1)
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64().max(1e-9)
}
