//! A vendor's market days, behind their secret link: stay away for one, or stand by for one.

use askama::Template;

use crate::web::layout::Frame;

/// `GET /a/{secret}/days`.
#[derive(Debug, Template)]
#[template(path = "days.html")]
pub struct DaysPage {
    pub frame: Frame,
    /// `/a/{secret}`.
    pub mine_href: String,
    pub code: String,
    pub trading_name: String,
    /// The soonest first.
    pub days: Vec<DayCard>,
}

#[derive(Clone, Debug)]
pub struct DayCard {
    /// `{mine_href}/days/{time}/{date}`: its changes are posted below it.
    pub href: String,
    /// "3 月 5 日 周五 17:00".
    pub when: String,
    pub time: String,
    /// Where they stand: "这一天摊位 A05 是您的".
    pub heading: String,
    /// What follows, whole sentences.
    pub text: Vec<String>,
    /// The code of their stall on this day, if they have one: a change names it.
    pub stall: String,
    pub offers: DayOffer,
    /// What the draw of the day can be checked with: a name and a value each.
    pub checking: Vec<(String, String)>,
}

/// What a vendor can do about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOffer {
    Nothing,
    Absent,
    Coming,
    Standby,
    Leave,
}
