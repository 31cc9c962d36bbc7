//! `vendors`: the current vendors of a market, from the list that somebody keeps.

use std::fmt::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use entity::kinds::Language;

use super::arguments::parse_language;
use super::failure::{about, print, print_json};
use super::{Failure, Installation, files};
use crate::app::Actor;
use crate::app::vendor::{
    ErasePerson, ImportOutcome, ImportVendors, VendorsImported, erase_person, export_own_data,
    import_vendors, vendor_template,
};
use crate::config::Config;
use crate::domain::FieldError;
use crate::domain::calendar::Term;
use crate::domain::values::{Label, Names, Note};
use crate::notice::standing_url;

#[derive(Clone, Debug, Subcommand)]
pub enum VendorsCommand {
    /// Print a file to begin with; Excel opens it
    Template {
        /// The language of its header: zh-CN or en
        #[arg(long, default_value = "zh-CN", value_parser = parse_language)]
        lang: Language,
    },
    /// Take over current vendors with what they hold, without a draw
    #[command(after_help = "\
The file is a CSV in UTF-8 or as Chinese Excel saves it (GBK), with headers in Chinese or English.
A vendor with several stalls has them in one cell (A01;A02), or a line for each with the same name
and telephone number or e-mail address; what further lines leave blank stands in the first. All of
the file is taken, or what is wrong is told with line and column, and nothing is changed. The same
file again changes nothing; what a later file leaves out stays.

It prints the secret link of everyone with a stall, each time: hand each to its owner alone.

  starstall vendors template > vendors.csv
  starstall vendors import vendors.csv --market jinxiu-starlight --round current \\
      --from 2026-12-01 --to 2027-02-28 --dry-run")]
    Import(ImportVendorsArguments),
    /// Erase a person: name, contact, documents, what they were told; codes and proofs stay
    Erase(EraseArguments),
    /// Print all that is kept about a person, as JSON for them
    Data {
        /// The code of one of their applications
        code: String,
    },
}

#[derive(Clone, Debug, Args)]
pub struct EraseArguments {
    /// At which market, by the name in its address
    #[arg(long, value_name = "SLUG")]
    pub market: String,

    /// The id of the vendor, as lists of vendors show it
    #[arg(long, value_name = "ID")]
    pub vendor: String,

    /// Why, without a name: it stays in the audit
    #[arg(long)]
    pub reason: String,
}

#[derive(Clone, Debug, Args)]
pub struct ImportVendorsArguments {
    /// The file; - is standard input
    pub file: PathBuf,

    /// At which market, by the name in its address
    #[arg(long, value_name = "SLUG")]
    pub market: String,

    /// The code of the round under which the holdings stand; it is made when it is missing
    #[arg(long, value_name = "CODE")]
    pub round: String,

    /// The first day of the current term
    #[arg(long, value_name = "DATE")]
    pub from: NaiveDate,

    /// Its last day
    #[arg(long, value_name = "DATE")]
    pub to: NaiveDate,

    /// Show what would happen, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

pub(super) async fn run(config: Config, command: VendorsCommand) -> Result<(), Failure> {
    match command {
        VendorsCommand::Template { lang } => print(&vendor_template(lang)),
        VendorsCommand::Import(arguments) => import(config, arguments).await,
        VendorsCommand::Erase(arguments) => erase(config, arguments).await,
        VendorsCommand::Data { code } => data(config, &code).await,
    }
}

async fn erase(config: Config, arguments: EraseArguments) -> Result<(), Failure> {
    let command = ErasePerson {
        market: arguments.market,
        vendor: arguments.vendor,
        reason: typed("--reason", Note::parse(&arguments.reason))?,
    };
    let installation = Installation::open(config).await?;
    let erased = erase_person(&installation.app, &Actor::System, command).await;
    installation.app.store.close().await;
    print_json(&erased?)
}

async fn data(config: Config, code: &str) -> Result<(), Failure> {
    let installation = Installation::open(config).await?;
    let data = export_own_data(&installation.app, &Actor::System, code).await;
    installation.app.store.close().await;
    print_json(&data?)
}

async fn import(config: Config, arguments: ImportVendorsArguments) -> Result<(), Failure> {
    let names = [
        ("zh-CN", arguments.round.as_str()),
        ("en", arguments.round.as_str()),
    ];
    let command = ImportVendors {
        market: arguments.market,
        round: typed("--round", Label::parse(&arguments.round))?,
        names: typed("--round", Names::parse(names))?,
        term: typed("--to", Term::new(arguments.from, arguments.to))?,
        csv: files::read(&arguments.file)?,
        dry_run: arguments.dry_run,
    };
    let public_url = config.public_url.clone();
    let installation = Installation::open(config).await?;
    let imported = import_vendors(&installation.app, &Actor::System, &command).await;
    installation.app.store.close().await;
    let imported = imported?;
    print(&told(&imported, &public_url, command.dry_run))
}

fn typed<T, E: Into<FieldError>>(flag: &str, parsed: Result<T, E>) -> Result<T, Failure> {
    parsed.map_err(|error| Failure::unusable(about(flag, &error.into())))
}

fn told(imported: &VendorsImported, public_url: &str, dry_run: bool) -> String {
    let mut text = String::new();
    for vendor in &imported.vendors {
        let outcome = match vendor.outcome {
            ImportOutcome::New => "new",
            ImportOutcome::Changed => "changed",
            ImportOutcome::Unchanged => "as before",
        };
        let access = vendor
            .access
            .as_ref()
            .map_or_else(String::new, |(code, link)| {
                format!("  {code}  {}", standing_url(public_url, link))
            });
        let (line, name) = (vendor.line, &vendor.name);
        // Writing to a text does not fail.
        let _ = writeln!(text, "line {line:<5} {outcome:<10} {name}{access}");
    }
    let _ = writeln!(
        text,
        "{} new, {} changed, {} as before, {} holdings added.{}",
        imported.count(ImportOutcome::New),
        imported.count(ImportOutcome::Changed),
        imported.count(ImportOutcome::Unchanged),
        imported.holdings,
        if dry_run {
            " Nothing was written: it was a dry run."
        } else {
            ""
        }
    );
    text
}
