//! `audit`: what was done, and whether anybody changed what is written about it.

use std::fmt::Write;

use chrono::{DateTime, NaiveDate};
use clap::{Args, Subcommand};

use super::failure::{print, print_json};
use super::{Failure, Installation};
use crate::app::Actor;
use crate::app::audit::{
    AuditListed, ChainVerified, ListAudit, VerifyAudit, list_audit, seal_audit, show_seal,
    verify_audit,
};
use crate::app::keyset::Seek;
use crate::config::Config;
use crate::verify::Hex32;
use crate::verify::audit::Flaw;

#[derive(Clone, Debug, Subcommand)]
pub enum AuditCommand {
    /// Check every row and every seal of the audit
    #[command(after_help = "\
Each row is checked against its digest, each seal against its rows and the seal before it. Whoever
wrote down a seal earlier, such as from /m/SLUG/seal.json, can ask whether it is still in the chain:
then nothing before it was changed, not even by whoever holds the database.

  starstall audit verify
  starstall audit verify --market jinxiu-starlight --head 64-HEX-DIGITS

Exit status: 0 everything fits, 1 something does not.")]
    Verify(VerifyAuditArguments),
    /// Show the newest seal of a market, after sealing what waits
    Seal(SealArguments),
    /// Print what was done, oldest first, one line or one JSON object each
    #[command(after_help = "\
  starstall audit list --market jinxiu-starlight --subject application:7Q4M-2K9D
  starstall audit list --market jinxiu-starlight --from 2026-12-01 --json > december.jsonl")]
    List(ListAuditArguments),
}

#[derive(Clone, Debug, Args)]
pub struct VerifyAuditArguments {
    /// Only this market, by the name in its address
    #[arg(long, value_name = "SLUG")]
    pub market: Option<String>,

    /// A seal that has to be in the chain
    #[arg(long, value_name = "HEX", value_parser = parse_head)]
    pub head: Option<Hex32>,
}

#[derive(Clone, Debug, Args)]
pub struct SealArguments {
    /// Of which market
    #[arg(long, value_name = "SLUG")]
    pub market: String,
}

#[derive(Clone, Debug, Args)]
pub struct ListAuditArguments {
    /// Of which market [default: what belongs to none, such as accounts]
    #[arg(long, value_name = "SLUG")]
    pub market: Option<String>,

    /// What it was done to, such as application:7Q4M-2K9D
    #[arg(long)]
    pub subject: Option<String>,

    /// Who did it: the id of a member of staff, or a vendor's code
    #[arg(long)]
    pub actor: Option<String>,

    /// What was done, such as `apply`
    #[arg(long)]
    pub action: Option<String>,

    /// The first day, in the market's time
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,

    /// The last day
    #[arg(long, value_name = "DATE")]
    pub until: Option<NaiveDate>,

    /// Print JSON, one object a line
    #[arg(long)]
    pub json: bool,
}

fn parse_head(text: &str) -> Result<Hex32, String> {
    Hex32::parse(text).map_err(|error| error.to_string())
}

pub(super) async fn run(config: Config, command: AuditCommand) -> Result<(), Failure> {
    let installation = Installation::open(config).await?;
    let done = match command {
        AuditCommand::Verify(arguments) => verify(&installation, arguments).await,
        AuditCommand::Seal(arguments) => seal(&installation, &arguments.market).await,
        AuditCommand::List(arguments) => list(&installation, arguments).await,
    };
    installation.app.store.close().await;
    done
}

async fn verify(at: &Installation, arguments: VerifyAuditArguments) -> Result<(), Failure> {
    let asked = VerifyAudit {
        market: arguments.market,
        head: arguments.head,
    };
    let chains = verify_audit(&at.app, &Actor::System, &asked).await?;
    for chain in &chains {
        print(&told(chain))?;
    }
    let flaws = chains.iter().filter(|chain| chain.flaw.is_some()).count();
    if flaws > 0 {
        return Err(Failure::failed(
            "the audit is not as it was written; compare it with a backup from before the change",
        ));
    }
    match asked.head {
        Some(head) if chains.iter().all(|chain| chain.known.is_none()) => Err(Failure::failed(
            format!("the seal {head} is in no chain: what it stood for was changed or taken away"),
        )),
        _ => Ok(()),
    }
}

fn told(chain: &ChainVerified) -> String {
    let mut text = chain.market.as_ref().map_or_else(
        || "What belongs to no market: ".to_owned(),
        |market| format!("{market}: "),
    );
    // Writing to a text does not fail.
    let _ = write!(
        text,
        "{} seals over {} rows were checked",
        chain.seals, chain.sealed
    );
    if chain.erased > 0 {
        let _ = write!(text, ", {} of them with erased content", chain.erased);
    }
    let Some(flaw) = &chain.flaw else {
        let _ = write!(text, "; {} rows wait for a seal. All fit.", chain.unsealed);
        if let Some(head) = &chain.head {
            let _ = write!(text, "\n  newest seal: {head}");
        }
        if let Some(number) = chain.known {
            let _ = write!(text, "\n  the seal that you named is number {number} here");
        }
        text.push('\n');
        return text;
    };
    let _ = writeln!(text, " before this:\n  {}", flaw_told(flaw));
    text
}

fn flaw_told(flaw: &Flaw) -> String {
    match flaw {
        Flaw::RowChanged { action, at_micros } => {
            let at = DateTime::from_timestamp_micros(*at_micros).unwrap_or_default();
            format!(
                "the row {action} of {} says another thing than when it was written",
                at.to_rfc3339()
            )
        }
        Flaw::RowCount {
            seal,
            sealed,
            found,
        } => format!("seal {seal} is over {sealed} rows, and {found} are there"),
        Flaw::SealBroken { seal } => format!(
            "the rows of seal {seal} are not those that were sealed, or not in their order, \
             or the seal was changed"
        ),
        Flaw::SealMissing { before } => format!("a seal is missing before seal {before}"),
        Flaw::SealUnchained { seal } => {
            format!("seal {seal} does not follow from the seal before it")
        }
    }
}

async fn seal(at: &Installation, market: &str) -> Result<(), Failure> {
    seal_audit(&at.app).await?;
    print_json(&show_seal(&at.app, market).await?)
}

async fn list(at: &Installation, arguments: ListAuditArguments) -> Result<(), Failure> {
    let asked = ListAudit {
        market: arguments.market,
        subject: arguments.subject,
        actor: arguments.actor,
        action: arguments.action,
        from: arguments.from,
        until: arguments.until,
    };
    let mut seek = Seek::default();
    loop {
        let part = list_audit(&at.app, &Actor::System, &asked, &seek).await?;
        for row in &part.rows {
            print(&line(row, arguments.json)?)?;
        }
        match part.next {
            Some(next) => seek.after = Some(next),
            None => return Ok(()),
        }
    }
}

fn line(row: &AuditListed, json: bool) -> Result<String, Failure> {
    if json {
        let line = serde_json::to_string(row);
        let line = line.map_err(|error| Failure::failed(error.to_string()))?;
        return Ok(line + "\n");
    }
    let actor = row.actor.as_deref().unwrap_or("-");
    let states = match (&row.from, &row.to) {
        (None, None) => String::new(),
        (from, to) => format!(
            "  {} → {}",
            from.as_deref().unwrap_or("-"),
            to.as_deref().unwrap_or("-")
        ),
    };
    let reason = row
        .reason
        .as_ref()
        .map_or_else(String::new, |reason| format!("  {reason}"));
    Ok(format!(
        "{}  {} {actor}  {}  {}{states}{reason}\n",
        row.at.to_rfc3339(),
        row.role.as_deref().unwrap_or(row.actor_kind),
        row.action,
        row.subject,
    ))
}
