//! A report as a table for a terminal.

use std::fmt::Write;

use crate::cli::table::columns;
use crate::engine::{Placement, Unfilled};
use crate::preview::{
    Figure, Lottery, PoolOrder, Report, Row, Variant, VariantReport, Who, decimal,
};

pub(super) fn table(report: &Report) -> String {
    let mut text = format!(
        "{} draws each, of {} applicants for {} stalls; seeds from number {}\n\
         ± is the standard error of the mean: twice as much holds it 19 times out of 20\n",
        report.draws, report.applicants, report.stalls, report.number
    );
    for variant in &report.variants {
        // Writing to a string never fails.
        let _ = write!(text, "\n{}\n", name(&variant.variant));
        text.push_str(&rows(variant));
        text.push_str(&stalls(variant));
    }
    text
}

/// What was changed, in the words of the command line.
pub(super) fn name(variant: &Variant) -> String {
    let placement = variant.placement.map(|placement| match placement {
        Placement::Fill => "placement fill".to_owned(),
        Placement::Choice => "placement choice".to_owned(),
    });
    let order = variant.order.map(|order| match order {
        PoolOrder::ReservedFirst => "order reserved-first".to_owned(),
        PoolOrder::ReservedLast => "order reserved-last".to_owned(),
    });
    let lottery = variant.lottery.map(|lottery| match lottery {
        Lottery::Independent => "lottery independent".to_owned(),
        Lottery::Shared => "lottery shared".to_owned(),
    });
    let reserve = variant.reserve.map(|size| format!("reserve {size}"));
    let unfilled = variant.unfilled.map(|unfilled| match unfilled {
        Unfilled::Hold => "unfilled hold".to_owned(),
        Unfilled::Release => "unfilled release".to_owned(),
    });
    let quotas = variant.without_quotas.then(|| "without quotas".to_owned());
    let caps = variant.without_caps.then(|| "without caps".to_owned());
    let changes = [placement, order, lottery, reserve, unfilled, quotas, caps];
    let changes: Vec<String> = changes.into_iter().flatten().collect();
    if changes.is_empty() {
        "as the file says".to_owned()
    } else {
        changes.join(", ")
    }
}

fn rows(variant: &VariantReport) -> String {
    let head = [
        "",
        "people",
        "placed",
        "least–most",
        "chance",
        "first wish",
        "any wish",
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    lines.extend(variant.rows.iter().map(line));
    columns(&lines)
}

fn line(row: &Row) -> Vec<String> {
    let chance = decimal(row.chance_permille * 100, 1);
    vec![
        who(&row.who),
        row.people.to_string(),
        figure(&row.placed),
        format!("{}–{}", row.placed.least, row.placed.most),
        format!("{chance} %"),
        figure(&row.first_wish),
        figure(&row.any_wish),
    ]
}

fn who(who: &Who) -> String {
    match who {
        Who::Everyone => "everyone".to_owned(),
        Who::Hardship => "in hardship".to_owned(),
        Who::NoHardship => "not in hardship".to_owned(),
        Who::Category(name) => format!("category {name}"),
        Who::OtherCategories => "other categories".to_owned(),
        Who::Group(name) => format!("group {name}"),
    }
}

fn figure(figure: &Figure) -> String {
    let [mean, error] = [figure.mean_milli, figure.error_milli].map(|milli| decimal(milli, 2));
    format!("{mean} ± {error}")
}

fn stalls(variant: &VariantReport) -> String {
    let mut text = String::new();
    if let Some(given) = variant.reserved_given.filter(|_| variant.reserved > 0) {
        let of = variant.reserved;
        let _ = writeln!(
            text,
            "  reserved stalls given out: {} of {of}",
            figure(&given)
        );
    }
    let _ = writeln!(text, "  stalls left empty: {}", figure(&variant.unfilled));
    text
}
