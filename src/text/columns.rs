//! What columns are called: those of a vendor list as people write them in either language, and
//! those of exports.

use entity::kinds::Language;

use super::find;

/// A column of the list of current vendors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VendorColumn {
    Name,
    TradingName,
    Phone,
    Email,
    Identity,
    Language,
    Category,
    Needs,
    Seniority,
    Stalls,
    TradingTimes,
    From,
    To,
    Pool,
    /// Running numbers and remarks, which are not read.
    Remark,
}

impl VendorColumn {
    pub const ALL: [Self; 15] = [
        Self::Name,
        Self::TradingName,
        Self::Phone,
        Self::Email,
        Self::Identity,
        Self::Language,
        Self::Category,
        Self::Needs,
        Self::Seniority,
        Self::Stalls,
        Self::TradingTimes,
        Self::From,
        Self::To,
        Self::Pool,
        Self::Remark,
    ];

    /// By which code and files name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::TradingName => "trading_name",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Identity => "identity",
            Self::Language => "language",
            Self::Category => "category",
            Self::Needs => "needs",
            Self::Seniority => "seniority",
            Self::Stalls => "stalls",
            Self::TradingTimes => "trading_times",
            Self::From => "from",
            Self::To => "to",
            Self::Pool => "pool",
            Self::Remark => "remark",
        }
    }

    /// The column that a header names, in whichever language.
    pub fn find(header: &str) -> Option<Self> {
        let wanted = plain(header);
        Self::ALL.into_iter().find(|column| {
            plain(column.as_str()) == wanted
                || [Language::ZhCn, Language::En].into_iter().any(|lang| {
                    column
                        .names(lang)
                        .split('|')
                        .any(|name| plain(name) == wanted)
                })
        })
    }

    /// As it stands in a header and in what is said about it.
    pub fn title(self, lang: Language) -> String {
        let names = self.names(lang);
        names.split('|').next().unwrap_or_default().to_owned()
    }

    fn names(self, lang: Language) -> String {
        let key = format!("vendor-column-{}", self.as_str().replace('_', "-"));
        find(lang, &key, &[]).unwrap_or_default()
    }
}

/// Without blanks, dashes and capitals.
fn plain(header: &str) -> String {
    header
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// What a column of an export is called in a spreadsheet.
pub fn export_title(lang: Language, key: &str) -> String {
    let title = find(
        lang,
        &format!("export-column-{}", key.replace('_', "-")),
        &[],
    );
    title.unwrap_or_else(|| key.to_owned())
}
