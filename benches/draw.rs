//! How long a draw takes, from the demo's market to ten thousand applicants; with
//! `cargo bench -- city`, up to a million beside what anyone would have to do.

mod city;
mod floor;
mod market;

use std::error::Error;

use criterion::{Criterion, criterion_group};
use market::city::{City, Wishes};
use starstall::engine::{Placement, allocate_counting};

fn draws(criterion: &mut Criterion) {
    let seed = market::seed::problem();
    criterion.bench_function("the seed market", |b| b.iter(|| allocate_counting(&seed)));
    let mut group = criterion.benchmark_group("with blocks");
    group.sample_size(10);
    for (name, applicants, stalls, runs) in [
        ("120 applicants for 240 stalls in 67 runs", 120, 240, 67),
        ("500 applicants for 400 stalls", 500, 400, 60),
        ("1,000 applicants for 800 stalls", 1_000, 800, 120),
    ] {
        let market = City::with_blocks(applicants, stalls, runs).problem();
        if let Ok((_, work)) = allocate_counting(&market) {
            let (asked, bounded) = (work.questions, work.undecided);
            println!("{name}: {asked} questions, {bounded} of them decided by the bound");
        }
        group.bench_function(name, |b| b.iter(|| allocate_counting(&market)));
    }
    group.finish();
    let mut group = criterion.benchmark_group("10,000 applicants for 1,000 stalls");
    group.sample_size(20);
    for (name, placement) in [("fill", Placement::Fill), ("choice", Placement::Choice)] {
        let city = City {
            placement,
            wishes: Wishes::UpTo(8),
            ..City::of_single_stalls(10_000, 1_000)
        };
        let market = city.problem();
        group.bench_function(name, |b| b.iter(|| allocate_counting(&market)));
    }
    group.finish();
}

criterion_group!(benches, draws);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut arguments = arguments.iter().map(String::as_str);
    if arguments.any(|argument| argument == "city") {
        return city::run(arguments.next());
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
    Ok(())
}
