//! `vendors`: the current vendors of a market, from the list that somebody keeps.

use std::fmt::Write;

use super::arguments::{EraseArguments, ImportVendorsArguments, VendorsCommand};
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
