//! Letters about one market day: what was noted for it, and what its draw said.

use entity::kinds::Language;

use super::Part;
use super::writer::Writer;
use crate::text::message::{DayChange, DayName, TimeResult};
use crate::text::{Arg, dates, reasons};

impl Writer<'_> {
    pub(super) fn day_noted(
        &self,
        day: &DayName,
        change: DayChange,
        stall: Option<&str>,
    ) -> Vec<Part> {
        let (fact, next) = match change {
            DayChange::Absent => ("notice-day-absent-fact", "notice-day-absent-next"),
            DayChange::Coming => ("notice-day-coming-fact", "notice-day-coming-next"),
            DayChange::StandingBy => ("notice-day-standing-by-fact", "notice-day-standing-by-next"),
            DayChange::NotStandingBy => (
                "notice-day-not-standing-by-fact",
                "notice-day-not-standing-by-next",
            ),
        };
        let args = [
            ("day", dates::day(self.lang, day.date).into()),
            ("time", day.trading_time.get(self.lang).into()),
            ("stall", stall.unwrap_or_default().into()),
            ("until", self.until(day.lists_close_at).into()),
        ];
        vec![self.fact(fact, &args), self.text(next, &args)]
    }

    pub(super) fn day_drawn(&self, day: &DayName, free: u32, result: &TimeResult) -> Vec<Part> {
        let stalls = reasons::listed(self.lang, &result.stalls);
        let opens = day.opens_at.with_timezone(&self.frame.time_zone);
        let args: [Arg<'_>; 4] = [
            ("day", dates::day(self.lang, day.date).into()),
            ("time", day.trading_time.get(self.lang).into()),
            ("stall", stalls.into()),
            (
                "opens",
                dates::moment(self.lang, opens.naive_local()).into(),
            ),
        ];
        let (fact, next) = if result.stalls.is_empty() {
            ("notice-day-not-placed-fact", "notice-day-not-placed-next")
        } else {
            ("notice-day-placed-fact", "notice-day-placed-next")
        };
        vec![
            self.fact(fact, &args),
            Part::Text(self.why_on_day(free, result)),
            self.text(next, &args),
        ]
    }

    fn why_on_day(&self, free: u32, result: &TimeResult) -> String {
        let space = match self.lang {
            Language::ZhCn => "",
            Language::En => " ",
        };
        reasons::explain_day(self.lang, free, result).join(space)
    }
}
