//! The figures of a preview in the reader's words, as a page and as a file.

use entity::kinds::Language;
use poem::Response;

use super::hrefs::staff_preview;
use super::words::names;
use crate::app::AppError;
use crate::app::preview::{PreviewList, PreviewShown, TimeReport};
use crate::app::round::RoundShown;
use crate::engine::{Placement, Unfilled};
use crate::preview::{Figure, Lottery, PoolOrder, Row, Variant, VariantReport, Who, decimal};
use crate::text::{say, say_with};
use crate::web::http::{Failure, Visitor, csv};
use crate::web::pages::staff::previews::{
    CategoryFigures, PreviewRow, Share, TimeFigures, VariantFigures,
};

pub fn row(visitor: &Visitor, shown: &RoundShown, preview: &PreviewShown) -> PreviewRow {
    let row = &preview.preview;
    PreviewRow {
        href: staff_preview(&shown.market.slug, &shown.round.code, &row.public_id),
        asked_at: row.asked_at.with_timezone(&shown.time_zone),
        list: list_name(visitor.lang, &preview.asked.list),
        draws: preview.asked.draws,
        variants: preview.asked.variants.len(),
        state: row.state,
    }
}

fn list_name(lang: Language, list: &PreviewList) -> String {
    match list {
        PreviewList::Accepted {} => say(lang, "preview-of-accepted"),
        PreviewList::UndecidedToo {} => say(lang, "preview-of-undecided"),
        PreviewList::OfRound { round } => {
            let round = round.clone().into();
            say_with(lang, "preview-of-round", &[("round", round)])
        }
    }
}

/// What was changed, each change in a few words.
pub fn variant_name(lang: Language, variant: &Variant) -> String {
    let placement = variant.placement.map(|placement| match placement {
        Placement::Fill => "preview-variant-fill",
        Placement::Choice => "preview-variant-choice",
    });
    let order = variant.order.map(|order| match order {
        PoolOrder::ReservedFirst => "preview-variant-charity-first",
        PoolOrder::ReservedLast => "preview-variant-open-first",
    });
    let lottery = variant.lottery.map(|lottery| match lottery {
        Lottery::Independent => "preview-variant-independent",
        Lottery::Shared => "preview-variant-shared",
    });
    let unfilled = variant.unfilled.map(|unfilled| match unfilled {
        Unfilled::Hold => "preview-variant-hold",
        Unfilled::Release => "preview-variant-release",
    });
    let quotas = variant
        .without_quotas
        .then_some("preview-variant-no-quotas");
    let caps = variant.without_caps.then_some("preview-variant-no-caps");
    let keys = [placement, order, lottery, unfilled, quotas, caps];
    let reserve = variant
        .reserve
        .map(|size| say_with(lang, "preview-variant-reserve", &[("count", size.into())]));
    let changes = keys.into_iter().flatten().map(|key| say(lang, key));
    let changes: Vec<String> = changes.chain(reserve).collect();
    if changes.is_empty() {
        say(lang, "preview-variant-plain")
    } else {
        changes.join(" + ")
    }
}

pub fn time_figures(lang: Language, shown: &RoundShown, time: &TimeReport) -> TimeFigures {
    let report = &time.report;
    let variants = report.variants.iter();
    let variants: Vec<_> = variants.map(|v| variant_figures(lang, shown, v)).collect();
    TimeFigures {
        code: time.time.clone(),
        name: time_name(lang, shown, &time.time),
        applicants: report.applicants,
        stalls: report.stalls,
        tells_hardship: variants.iter().any(|variant| variant.hardship.is_some()),
        has_wishes: variants.iter().any(|variant| variant.first_wish.is_some()),
        has_reserve: variants.iter().any(|variant| variant.reserved.is_some()),
        variants,
    }
}

fn time_name(lang: Language, shown: &RoundShown, code: &str) -> String {
    let time = shown.times.iter().find(|time| time.code == code);
    time.map_or_else(|| code.to_owned(), |time| names(lang, &time.names))
}

fn variant_figures(lang: Language, shown: &RoundShown, report: &VariantReport) -> VariantFigures {
    let placed = |who: &Who| report.row(who).map(placed);
    let categories = report.rows.iter().filter_map(|row| {
        Some(CategoryFigures {
            name: category_name(lang, shown, &row.who)?,
            placed: self::placed(row),
            first_wish: first_wish(row),
        })
    });
    let reserved = report.reserved_given.filter(|_| report.reserved > 0);
    VariantFigures {
        name: variant_name(lang, &report.variant),
        everyone: placed(&Who::Everyone),
        hardship: placed(&Who::Hardship),
        others: placed(&Who::NoHardship),
        first_wish: report.row(&Who::Everyone).and_then(first_wish),
        reserved: reserved.map(|given| share(given, report.reserved)),
        unfilled: decimal(report.unfilled.mean_milli, 1),
        categories: categories.collect(),
    }
}

fn category_name(lang: Language, shown: &RoundShown, who: &Who) -> Option<String> {
    match who {
        Who::Category(code) => {
            let category = shown.plan.categories.iter().find(|c| c.code == *code);
            Some(category.map_or_else(|| code.clone(), |c| names(lang, &c.names)))
        }
        Who::OtherCategories => Some(say(lang, "preview-who-other-categories")),
        Who::Everyone | Who::Hardship | Who::NoHardship | Who::Group(_) => None,
    }
}

fn placed(row: &Row) -> Share {
    share(row.placed, row.people)
}

fn first_wish(row: &Row) -> Option<Share> {
    (row.wishing > 0).then(|| share(row.first_wish, row.wishing))
}

fn share(figure: Figure, of: u32) -> Share {
    let people = u64::from(of.max(1));
    let twice = figure.error_milli * 2;
    Share {
        mean: decimal(figure.mean_milli, 1),
        range: range(twice),
        of,
        permille: (figure.mean_milli + people / 2) / people,
        range_permille: twice / people,
    }
}

fn range(twice_milli: u64) -> String {
    match twice_milli {
        0 => String::new(),
        // Less than one digit would say is still not nothing.
        1..50 => format!("± {}", decimal(twice_milli, 2)),
        _ => format!("± {}", decimal(twice_milli, 1)),
    }
}

/// One line for each group of people under each of the rules.
///
/// # Errors
/// `NotFound` until it is done.
pub fn csv_of(
    lang: Language,
    shown: &RoundShown,
    preview: &PreviewShown,
) -> Result<Response, Failure> {
    let result = preview.result.as_ref();
    let result = result.ok_or(AppError::NotFound("preview"))?;
    let mut lines = Vec::new();
    for time in &result.times {
        for variant in &time.report.variants {
            let head = [
                time_name(lang, shown, &time.time),
                variant_name(lang, &variant.variant),
            ];
            let counted = counted(lang, shown, time.report.stalls, variant).into_iter();
            lines.extend(counted.map(|counted| counted.line(&head)));
        }
    }
    let header = [
        "time",
        "rules",
        "who",
        "what",
        "of",
        "mean",
        "error",
        "deviation",
        "least",
        "most",
    ]
    .map(|column| say(lang, &format!("preview-csv-{column}")));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    csv(&format!("{}-preview", shown.round.code), &header, &lines)
}

/// One figure of a file: of whom or what, what was counted, out of how many.
struct Counted {
    who: String,
    what: String,
    of: u32,
    figure: Figure,
}

impl Counted {
    fn line(self, head: &[String]) -> Vec<String> {
        let figure = self.figure;
        let milli = [
            figure.mean_milli,
            figure.error_milli,
            figure.deviation_milli,
        ];
        let mut line = head.to_vec();
        line.extend([self.who, self.what, self.of.to_string()]);
        line.extend(milli.map(|milli| decimal(milli, 3)));
        line.extend([figure.least, figure.most].map(|count| count.to_string()));
        line
    }
}

fn counted(
    lang: Language,
    shown: &RoundShown,
    stalls: u32,
    variant: &VariantReport,
) -> Vec<Counted> {
    let mut all = Vec::new();
    for row in &variant.rows {
        let who = match &row.who {
            Who::Everyone => say(lang, "preview-who-everyone"),
            Who::Hardship => say(lang, "preview-hardship"),
            Who::NoHardship => say(lang, "preview-no-hardship"),
            // No kind of hardship leaves the house, whatever a report may hold.
            Who::Group(_) => continue,
            other => category_name(lang, shown, other).unwrap_or_default(),
        };
        let counts = [
            ("preview-everyone", row.people, row.placed),
            ("preview-first-wish", row.wishing, row.first_wish),
            ("preview-any-wish", row.wishing, row.any_wish),
        ];
        all.extend(counts.map(|(what, of, figure)| Counted {
            who: who.clone(),
            what: say(lang, what),
            of,
            figure,
        }));
    }
    let kept = variant
        .reserved_given
        .map(|figure| ("preview-reserved", variant.reserved, figure));
    let unfilled = ("preview-unfilled", stalls, variant.unfilled);
    all.extend(
        kept.into_iter()
            .chain([unfilled])
            .map(|(what, of, figure)| Counted {
                who: say(lang, "preview-who-stalls"),
                what: say(lang, what),
                of,
                figure,
            }),
    );
    all
}
