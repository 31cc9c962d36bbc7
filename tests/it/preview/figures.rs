//! How many people in hardship get one of 80 stalls, 12 of them reserved, when 40 of 200 applicants
//! are in hardship. Chance theory says it; engine and preview have to agree with it.

use starstall::preview::{Figure, Lottery, PoolOrder, Variant, Who};

use super::markets::{market, preview, row, whole};

fn with(order: PoolOrder, lottery: Lottery) -> Variant {
    Variant {
        order: Some(order),
        lottery: Some(lottery),
        ..Variant::default()
    }
}

/// Within four standard errors: one draw of lots in 15,000 would fail it, and the seeds are fixed.
#[track_caller]
fn assert_near(figure: Figure, expected_milli: u64) {
    assert!(
        figure.error_milli > 0 && figure.error_milli < 300,
        "{figure:?} says next to nothing"
    );
    assert!(
        figure.mean_milli.abs_diff(expected_milli) <= 4 * figure.error_milli,
        "{figure:?} is not {expected_milli}"
    );
}

#[test]
fn the_order_of_the_pools_decides_how_many_in_hardship_get_a_stall() {
    let none = Variant {
        reserve: Some(0),
        ..Variant::default()
    };
    let variants = [
        none,
        Variant::default(),
        with(PoolOrder::ReservedLast, Lottery::Independent),
        with(PoolOrder::ReservedFirst, Lottery::Shared),
    ];
    let report = preview(&market(80, 12, 200, 40), &variants, 150);
    let placed = |variant| row(&report, variant, &Who::Hardship).placed;

    // 80 / 200 of 40.
    assert_near(placed(0), 16_000);
    // 12, and of the 28 others 68 in 188.
    assert_near(placed(1), 12_000 + 28 * 68_000 / 188);
    // 68 / 200 of 40, and then 12.
    assert_near(placed(2), 13_600 + 12_000);
    // Who wins a reserved stall would have won another with the same number, nearly always.
    assert_near(placed(3), 16_100);

    for variant in 0..variants.len() {
        let everyone = row(&report, variant, &Who::Everyone);
        assert_eq!(everyone.placed.mean_milli, whole(80));
        assert_eq!((everyone.placed.least, everyone.placed.most), (80, 80));
        assert_eq!(everyone.chance_permille, 400);
    }
    let given = report.variants[1].reserved_given.unwrap();
    assert_eq!(
        (report.variants[1].reserved, given.mean_milli),
        (12, whole(12))
    );
}
