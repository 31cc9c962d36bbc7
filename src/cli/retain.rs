//! `retain`: erase what was kept long enough.

use clap::Args;

use super::failure::print;
use super::{Failure, Installation};
use crate::app::Actor;
use crate::app::retention::{SetRetention, retain, set_retention};
use crate::config::Config;
use crate::domain::retention::DataKind;

#[derive(Clone, Debug, Args)]
pub struct RetainArguments {
    /// Say what would be erased, and erase nothing
    #[arg(long)]
    pub dry_run: bool,

    /// Set for how many days a market keeps a kind of data, and erase nothing; repeat it
    #[arg(long, value_name = "KIND=DAYS", requires = "market", value_parser = parse_keep)]
    pub keep: Vec<(DataKind, u32)>,

    /// Whose setting it is, by the name in its address
    #[arg(long, value_name = "SLUG", requires = "keep")]
    pub market: Option<String>,
}

fn parse_keep(text: &str) -> Result<(DataKind, u32), String> {
    let kinds = || {
        let words: Vec<&str> = DataKind::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("write KIND=DAYS; there are {}", words.join(", "))
    };
    let (kind, days) = text.split_once('=').ok_or_else(kinds)?;
    let kind = DataKind::parse(kind).ok_or_else(kinds)?;
    Ok((kind, days.parse().map_err(|_| kinds())?))
}

pub(super) async fn run(config: Config, arguments: RetainArguments) -> Result<(), Failure> {
    let installation = Installation::open(config).await?;
    let done = match &arguments.market {
        Some(market) => set(&installation, market, &arguments.keep).await,
        None => erase(&installation, arguments.dry_run).await,
    };
    installation.app.store.close().await;
    done
}

async fn set(at: &Installation, market: &str, keep: &[(DataKind, u32)]) -> Result<(), Failure> {
    for (kind, days) in keep {
        let command = SetRetention {
            market: market.to_owned(),
            kind: *kind,
            days: *days,
        };
        set_retention(&at.app, &Actor::System, command).await?;
        print(&format!(
            "{market} keeps {} for {days} days.\n",
            kind.as_str()
        ))?;
    }
    Ok(())
}

async fn erase(at: &Installation, dry_run: bool) -> Result<(), Failure> {
    let report = retain(&at.app, dry_run).await?;
    for market in &report {
        let name = market.market.as_deref().unwrap_or("no market");
        for (kind, count) in &market.erased {
            print(&format!("{name}: {count} {}\n", kind.as_str()))?;
        }
    }
    print(match (report.is_empty(), dry_run) {
        (true, _) => "Nothing is older than it may be.\n",
        (false, true) => "Nothing was erased: it was a dry run.\n",
        (false, false) => "Erased.\n",
    })
}
