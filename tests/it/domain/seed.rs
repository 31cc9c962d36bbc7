//! Where a seed comes from, and how good it is.

use chrono_tz::Asia::Shanghai;
use starstall::domain::FieldError;
use starstall::domain::rules::RoundRules;
use starstall::domain::seed::*;

use super::{at, day};

const RANDOMNESS: &str = "8430af445106f217b174b06c3d97bf2fae3a7cc56f0d4ed5f1f8c2d9f0e5a1b2";

fn lottery(on: &str) -> SeedOrigin {
    SeedOrigin::PublicLottery {
        lottery: "福彩 3D".parse().unwrap(),
        on: day(on),
    }
}

const fn drand(chain: DrandChain, round: u64) -> SeedOrigin {
    SeedOrigin::DrandRound { chain, round }
}

fn source(from: SeedOrigin, fallback: Option<SeedOrigin>) -> SeedSource {
    SeedSource { from, fallback }
}

fn digits(count: usize) -> SeedPart {
    let source = source(SeedOrigin::CeremonyDigits {}, None);
    source.read(&"7".repeat(count), false).unwrap()
}

#[test]
fn a_seed_is_weak_below_128_bits_of_all_its_parts_together() {
    assert!(is_weak_seed(&[]));
    assert!(is_weak_seed(&[digits(38)]));
    assert!(!is_weak_seed(&[digits(39)]));
    let several = [digits(20), digits(20)];
    assert_eq!(seed_bits(&several), 132);
    assert!(!is_weak_seed(&several));
    let beacon = source(drand(DrandChain::Quicknet, 9), None);
    let beacon = beacon.read(RANDOMNESS, false).unwrap();
    assert_eq!(seed_bits(&[beacon]), 256);
}

#[test]
fn a_value_says_whether_it_came_from_the_fallback() {
    let source = source(lottery("2026-12-01"), Some(drand(DrandChain::Default, 7)));
    let part = source.read("3 0 7", false).unwrap();
    assert_eq!((part.is_fallback, part.value.as_str()), (false, "307"));
    let part = source.read(RANDOMNESS, true).unwrap();
    assert_eq!(part.from, drand(DrandChain::Default, 7));
    assert!(part.is_fallback);
    // Each origin says what such an origin says.
    assert!(source.read(RANDOMNESS, false).is_err());
    assert!(source.read("307", true).is_err());
    let kept = serde_json::to_value(&part).unwrap();
    assert_eq!(serde_json::from_value::<SeedPart>(kept).unwrap(), part);
}

#[test]
fn without_a_fallback_nothing_came_from_it() {
    let source = source(lottery("2026-12-01"), None);
    assert_eq!(source.read("307", true), Err(FieldError::NotAChoice));
}

#[test]
fn a_round_of_a_beacon_names_a_moment() {
    let moments = [
        (DrandChain::Default, 1, "2020-07-22T15:17:30Z"),
        (DrandChain::Default, 2, "2020-07-22T15:18:00Z"),
        (DrandChain::Quicknet, 1, "2023-08-23T15:09:27Z"),
        (DrandChain::Quicknet, 2, "2023-08-23T15:09:30Z"),
    ];
    for (chain, round, moment) in moments {
        assert_eq!(chain.moment_of(round), Some(at(moment)));
    }
    assert_eq!(DrandChain::Default.moment_of(0), None);
    assert_eq!(DrandChain::Default.moment_of(u64::MAX), None);
}

#[test]
fn a_source_that_may_be_known_before_freezing_is_early() {
    let rules = |from: SeedOrigin, fallback: Option<SeedOrigin>| RoundRules {
        seed_sources: vec![source(from, fallback)],
        ..crate::support::scene::rules()
    };
    let is_early = |rules: &RoundRules| rules.has_early_seed_source(day("2026-12-01"), Shanghai);
    assert!(!is_early(&rules(SeedOrigin::CeremonyDigits {}, None)));
    assert!(!is_early(&rules(lottery("2026-12-01"), None)));
    assert!(is_early(&rules(lottery("2026-11-30"), None)));
    let early = Some(lottery("2026-11-30"));
    assert!(is_early(&rules(lottery("2026-12-01"), early)));
    // 2026-12-01 begins at 16:00 UTC of the day before.
    let seconds = at("2026-11-30T16:00:00Z").timestamp() - 1_595_431_050;
    let round = u64::try_from(seconds / 30 + 1).unwrap();
    assert!(is_early(&rules(drand(DrandChain::Default, round), None)));
    assert!(!is_early(&rules(
        drand(DrandChain::Default, round + 1),
        None
    )));
}
