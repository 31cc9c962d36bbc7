//! The frame around every page: who is reading, in which language, where on the site.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use entity::kinds::Language;

use super::assets;
use crate::text::{self, Value, dates, money};

/// What every page needs. A handler makes one per request.
#[derive(Clone, Debug)]
pub struct Frame {
    pub lang: Language,
    pub now: DateTime<Utc>,
    /// Path and query of this page, without `lang`: the language switch leads back here.
    pub path: String,
    /// Goes into every form as the hidden field `csrf`.
    pub csrf: String,
    /// The market the page belongs to: its name stands in the head, its places in the menu.
    pub market: Option<MarketHead>,
    /// Who is signed in as staff; the head then shows the staff's menu.
    pub staff: Option<StaffHead>,
    pub area: Area,
    /// What the last request did, said once.
    pub banner: Option<Banner>,
}

#[derive(Clone, Debug)]
pub struct MarketHead {
    pub slug: String,
    pub name: String,
    /// The round that the menu's "Apply" leads to.
    pub call: Option<String>,
    /// The round that the menu's "Results" leads to.
    pub results: Option<String>,
}

#[derive(Clone, Debug)]
pub struct StaffHead {
    pub name: String,
    /// The round that the staff's menu works on; none when there are no rounds yet.
    pub round: Option<String>,
}

/// Which entry of the menu is the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    None,
    Map,
    Call,
    Results,
    StaffHome,
    StaffRound,
    StaffApplications,
    StaffDays,
    StaffNotices,
}

#[derive(Clone, Debug)]
pub struct Banner {
    pub tone: Tone,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Attention,
    Bad,
    Neutral,
}

impl Banner {
    pub fn is_bad(&self) -> bool {
        self.tone == Tone::Bad
    }
}

impl Tone {
    pub const fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Bad => "bad",
            Self::Neutral => "neutral",
        }
    }
}

/// One entry of a menu or of a row of tabs.
#[derive(Clone, Debug)]
pub struct Link {
    pub label: String,
    pub href: String,
    pub current: bool,
}

impl Frame {
    /// The words under `key`.
    pub fn t(&self, key: &str) -> String {
        text::say(self.lang, key)
    }

    /// The sentence under `key` with one argument.
    pub fn say1(&self, key: &str, name: &'static str, value: impl Word) -> String {
        text::say_with(self.lang, key, &[(name, value.word())])
    }

    /// The sentence under `key` with two arguments.
    pub fn say2(
        &self,
        key: &str,
        (name_1, value_1): (&'static str, impl Word),
        (name_2, value_2): (&'static str, impl Word),
    ) -> String {
        text::say_with(
            self.lang,
            key,
            &[(name_1, value_1.word()), (name_2, value_2.word())],
        )
    }

    /// The word for a member of a closed set: `label("feature", "step_free")`.
    pub fn label(&self, kind: &str, word: &str) -> String {
        self.t(&format!("{kind}-{}", word.replace('_', "-")))
    }

    pub fn day(&self, date: &NaiveDate) -> String {
        dates::day(self.lang, *date)
    }

    pub fn short_day(&self, date: &NaiveDate) -> String {
        dates::short_day(self.lang, *date)
    }

    pub fn moment<Tz: TimeZone>(&self, at: &DateTime<Tz>) -> String {
        dates::moment(self.lang, at.naive_local())
    }

    pub fn time_left<Tz: TimeZone>(&self, deadline: &DateTime<Tz>) -> String {
        dates::time_left(self.lang, self.now, deadline.to_utc())
    }

    pub fn fee(&self, fee_fen: &i64) -> String {
        money::fee(self.lang, *fee_fen)
    }

    /// The value of the `lang` attribute.
    pub const fn lang_tag(&self) -> &'static str {
        self.lang.as_str()
    }

    pub const fn other_lang_tag(&self) -> &'static str {
        self.other_lang().as_str()
    }

    /// This same page in the other language.
    pub fn other_lang_href(&self) -> String {
        with_query(&self.path, "lang", self.other_lang().as_str())
    }

    pub fn stylesheet_url(&self) -> &'static str {
        assets::stylesheet_url()
    }

    pub fn icon_url(&self) -> &'static str {
        assets::icon_url()
    }

    /// What the head of the page is called, and where its name leads.
    pub fn home(&self) -> Link {
        let (label, href) = match (&self.market, &self.staff) {
            (Some(market), Some(_)) => (market.name.clone(), "/staff".to_owned()),
            (Some(market), None) => (market.name.clone(), format!("/m/{}", market.slug)),
            (None, Some(_)) => (self.t("site-name"), "/staff".to_owned()),
            (None, None) => (self.t("site-name"), "/".to_owned()),
        };
        Link {
            label,
            href,
            current: false,
        }
    }

    pub fn menu(&self) -> Vec<Link> {
        match (&self.market, &self.staff) {
            (market, Some(staff)) => self.staff_menu(market.as_ref(), staff),
            (Some(market), None) => self.public_menu(market),
            (None, None) => Vec::new(),
        }
    }

    const fn other_lang(&self) -> Language {
        match self.lang {
            Language::ZhCn => Language::En,
            Language::En => Language::ZhCn,
        }
    }

    fn public_menu(&self, market: &MarketHead) -> Vec<Link> {
        let base = format!("/m/{}", market.slug);
        let mut menu = vec![self.entry("menu-map", base.clone(), Area::Map)];
        if let Some(code) = &market.call {
            menu.push(self.entry("menu-call", format!("{base}/rounds/{code}"), Area::Call));
        }
        if let Some(code) = &market.results {
            let href = format!("{base}/rounds/{code}/results");
            menu.push(self.entry("menu-results", href, Area::Results));
        }
        menu
    }

    fn staff_menu(&self, market: Option<&MarketHead>, staff: &StaffHead) -> Vec<Link> {
        let mut menu = vec![self.entry("menu-staff-home", "/staff".to_owned(), Area::StaffHome)];
        let Some(market) = market else { return menu };
        let base = format!("/staff/m/{}", market.slug);
        if let Some(code) = &staff.round {
            let round = format!("{base}/rounds/{code}");
            let applications = format!("{round}/applications");
            menu.push(self.entry("menu-staff-round", round, Area::StaffRound));
            menu.push(self.entry(
                "menu-staff-applications",
                applications,
                Area::StaffApplications,
            ));
        }
        menu.push(self.entry("staff-days", format!("{base}/days"), Area::StaffDays));
        let notices = format!("{base}/notices");
        menu.push(self.entry("menu-staff-notices", notices, Area::StaffNotices));
        menu
    }

    fn entry(&self, key: &str, href: String, area: Area) -> Link {
        Link {
            label: self.t(key),
            href,
            current: self.area == area,
        }
    }
}

/// `path` with one more field in its query.
pub fn with_query(path: &str, name: &str, value: &str) -> String {
    let separator = if path.contains('?') { '&' } else { '?' };
    format!("{path}{separator}{name}={value}")
}

/// What templates may put into a sentence.
pub trait Word {
    fn word(self) -> Value<'static>;
}

macro_rules! words {
    ($($kind:ty),+) => {$(
        impl Word for $kind {
            fn word(self) -> Value<'static> {
                self.into()
            }
        }
    )+};
}

words!(String, i32, i64, u32, usize);

impl Word for &str {
    fn word(self) -> Value<'static> {
        self.to_owned().into()
    }
}

impl<T: Word + Clone> Word for &T {
    fn word(self) -> Value<'static> {
        self.clone().word()
    }
}
