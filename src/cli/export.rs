//! `export`: one list of a market, to the terminal or a file, part by part.

use std::future::Future;

use clap::{Args, ValueEnum};
use entity::kinds::Language;

use super::arguments::parse_language;
use super::failure::print;
use super::{Failure, Installation};
use crate::app::export::{
    ExportList, Exported, Sheet, SheetFormat, export_audit, export_holdings, export_results,
    export_vendors, export_waiting,
};
use crate::app::keyset::{Part, Seek};
use crate::app::{Actor, AppError};
use crate::config::Config;

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ExportWhat {
    /// With their names and contact: for those who run the market
    Vendors,
    /// Who has which stall, with trading names
    Holdings,
    /// By code
    Waiting,
    /// By code, with stall and pool: for staff, more than the public page says
    Results,
    /// By code
    Audit,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ExportFormat {
    Csv,
    Json,
}

impl From<ExportFormat> for SheetFormat {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Csv => Self::Csv,
            ExportFormat::Json => Self::Json,
        }
    }
}

#[derive(Clone, Debug, Args)]
pub struct ExportArguments {
    /// Which list
    pub what: ExportWhat,

    /// Of which market, by the name in its address
    #[arg(long, value_name = "SLUG")]
    pub market: String,

    /// Holdings, waiting lists or results of this round alone
    #[arg(long, value_name = "CODE")]
    pub round: Option<String>,

    /// For a spreadsheet or for a program
    #[arg(long, default_value = "csv")]
    pub format: ExportFormat,

    /// The language of the CSV's header and words: zh-CN or en
    #[arg(long, default_value = "zh-CN", value_parser = parse_language)]
    pub lang: Language,
}

pub(super) async fn run(config: Config, arguments: &ExportArguments) -> Result<(), Failure> {
    let asked = ExportList {
        market: arguments.market.clone(),
        round: arguments.round.clone(),
    };
    let sheet = Sheet::new(SheetFormat::from(arguments.format), arguments.lang);
    let installation = Installation::open(config).await?;
    let (app, actor, asked) = (&installation.app, &Actor::System, &asked);
    let written = match arguments.what {
        ExportWhat::Vendors => {
            let part = async |seek: Seek| export_vendors(app, actor, asked, &seek).await;
            write_parts(sheet, part).await
        }
        ExportWhat::Holdings => {
            let part = async |seek: Seek| export_holdings(app, actor, asked, &seek).await;
            write_parts(sheet, part).await
        }
        ExportWhat::Waiting => {
            let part = async |seek: Seek| export_waiting(app, actor, asked, &seek).await;
            write_parts(sheet, part).await
        }
        ExportWhat::Results => {
            let part = async |seek: Seek| export_results(app, actor, asked, &seek).await;
            write_parts(sheet, part).await
        }
        ExportWhat::Audit => {
            let part = async |seek: Seek| export_audit(app, actor, asked, &seek).await;
            write_parts(sheet, part).await
        }
    };
    installation.app.store.close().await;
    written
}

/// A failure on the way leaves the file without its end, and the status says so.
async fn write_parts<R, F>(mut sheet: Sheet, part: impl Fn(Seek) -> F) -> Result<(), Failure>
where
    R: Exported,
    F: Future<Output = Result<Part<R>, AppError>>,
{
    let mut seek = Seek::default();
    let mut begin = sheet.begin::<R>();
    loop {
        let part = part(seek.clone()).await?;
        print(&(begin + &sheet.rows(part.rows)))?;
        begin = String::new();
        match part.next {
            Some(next) => seek.after = Some(next),
            None => return print(sheet.end()),
        }
    }
}
