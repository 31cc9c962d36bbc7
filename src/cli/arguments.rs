//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use entity::kinds::{Language, Role};

use super::archive::ArchiveArguments;
use super::audit::AuditCommand;
use super::export::ExportArguments;
use super::preview::PreviewArguments;
use super::retain::RetainArguments;
use super::token::TokenCommand;
use super::vendors::VendorsCommand;
use crate::config::Flags;

const EXAMPLES: &str = "\
Try it:
  starstall demo                     a whole market, drawn and running, on http://127.0.0.1:8080
  starstall demo --lan               the same for a phone on this network
  starstall draw problem.json        one draw, from a file to the terminal
  starstall preview problem.json     a thousand of them: what do these rules do?
  starstall verify FILE...           was a draw fair? its files say so, without an installation

Run it:
  starstall serve --data /var/lib/starstall
  starstall staff add --data /var/lib/starstall --market SLUG --role operator \\
      --email li@example.org --name 'Li Qing'
  starstall backup --data /var/lib/starstall /var/backups/starstall.sqlite3

Settings: every setting is a key in DATA/starstall.toml and a variable STARSTALL_…
  data_dir, database_url, listen, public_url, secret_key, smtp_url, mail_from,
  production, log, log_format
Flags win over variables, variables over the file.

Exit status: 0 done, 1 failed, 2 what was given cannot be used.";

/// Gives out the stalls of a community market: fairly, quickly, and so that everyone can see why.
#[derive(Clone, Debug, Parser)]
#[command(name = "starstall", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Arguments {
    /// Read the settings from this file [default: starstall.toml in the data folder, if there]
    #[arg(long, global = true, value_name = "FILE", env = "STARSTALL_CONFIG")]
    pub config: Option<PathBuf>,

    /// Keep the database, mails and the secret key in this folder [default: starstall-data]
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Play an invented market through a round, say what came of it, and serve it
    #[command(after_help = "\
Round 1 runs, round 2 is frozen and waits for its digits, round 3 takes applications.
Safe to repeat and to interrupt: it goes on where it was. Mails become files.

  starstall demo                     then open http://127.0.0.1:8080
  starstall demo --lan               for a phone on this network
  starstall demo --exit --json       only the numbers, for a script
  starstall demo --data try     in a folder of its own")]
    Demo(DemoArguments),
    /// Play a seed's folder, as `demo` does with its own, or read what `archive` wrote
    #[command(after_help = "\
Every file is read before anything is changed; what is wrong is told with file, line and column.
Days in a seed are counted from today. seeds/README.md says what stands in the files.

  starstall seed seeds/small-square --data try
  starstall serve --data try")]
    Seed(SeedArguments),
    /// Send the notices that are due
    #[command(subcommand)]
    Outbox(OutboxCommand),
    /// Serve the pages, and do what is due: draws, mails, deadlines
    #[command(after_help = "\
It ends in order on Ctrl-C or SIGTERM. Several may run on one PostgreSQL database.
Put it behind a proxy that speaks HTTPS, and set production, public_url and secret_key.
Tries to sign in and to apply are counted for each address; for a proxy on the same machine
it is the last one in X-Forwarded-For, which the proxy has to set.

  starstall serve --data /var/lib/starstall
  STARSTALL_LOG_FORMAT=json STARSTALL_LOG=info starstall serve --listen 127.0.0.1:9000")]
    Serve(ListenArguments),
    /// Bring the database up to date
    #[command(after_help = "\
Safe to repeat. The other commands do it by themselves when they start.

  starstall migrate --data /var/lib/starstall")]
    Migrate,
    /// Draw one problem file and print the outcome
    #[command(after_help = "\
Needs no data folder and no database: the same problem gives the same outcome everywhere.
What is wrong with the problem is printed line by line, with its place, and the status is 2.
Where people need several adjacent stalls, a search is bounded, and what the bound decided is
marked `bounded` in the outcome: on every machine the same, as the bound counts steps, not time.

  starstall draw problem.json --output outcome.json
  starstall draw - < problem.json
  starstall verify problem.json outcome.json")]
    Draw(DrawArguments),
    /// Draw one problem file many times, and say what its rules do
    #[command(after_help = "\
Needs no data folder and no database. Name several rules to compare them with the same seeds;
what is not named stays as the file says. Pools that admit only groups are the reserved ones.

  starstall preview problem.json
  starstall preview problem.json --draws 10000 --placement both
  starstall preview problem.json --order both --reserve 0,8,12 --json")]
    Preview(PreviewArguments),
    /// Check the files of a draw: a receipt, a bundle, or a problem with its outcome
    #[command(after_help = "\
Needs no data folder, no database and no network. It says step by step what was checked, what
was not, and what that means. What each file holds stands in docs/verifiable-draw.md.

  starstall verify public.json               what everyone can check
  starstall verify receipt.json public.json  and what became of your own numbers
  starstall verify auditor.json              the whole draw, run again and checked by the rules
  starstall verify auditor.json public.json  and that the second is made of the first
  starstall verify problem.json outcome.json any draw

Exit status: 0 nothing is wrong, 1 something is, 2 a file cannot be read or another is missing.")]
    Verify(VerifyArguments),
    /// Copy the SQLite database to a new file while everything keeps running
    #[command(after_help = "\
The copy is consistent. A file that exists is never overwritten.
Keep DATA/secret.key with it: without that key every secret link stops working.
For PostgreSQL use pg_dump.

  starstall backup --data /var/lib/starstall /var/backups/2026-11-24.sqlite3")]
    Backup(BackupArguments),
    /// Erase what was kept long enough; say so with --dry-run
    #[command(after_help = "\
`serve` does it every six hours. Kinds of data and the days for which they are kept by default:
hardship 30, applicants 180, vendors 1095, notices 365, previews 90, addresses 180.
docs/privacy.md says from when each is counted, and what goes.

  starstall retain --dry-run
  starstall retain --market jinxiu-starlight --keep notices=90")]
    Retain(RetainArguments),
    /// What was done, by whom, and whether that record is whole
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Accounts of those who work for a market
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Current vendors of a market
    #[command(subcommand)]
    Vendors(VendorsCommand),
    /// Tokens with which programs call the JSON API
    #[command(subcommand)]
    Token(TokenCommand),
    /// Write a list of a market as CSV for a spreadsheet, or as JSON
    #[command(after_help = "\
Vendors and holdings have names and telephone numbers: keep the file as you keep those. Waiting
lists, results and the audit speak by code. None of them tells hardship. Results and waiting lists
are those of published draws. A cell that a spreadsheet would compute begins with an apostrophe.

  starstall export holdings --market jinxiu-starlight > holdings.csv
  starstall export results --market jinxiu-starlight --round 2026-q4 --format json")]
    Export(ExportArguments),
    /// Write a whole market to one new file, which `seed` reads into an empty database
    #[command(after_help = "\
The file has everything that the database has of the market, hardship and lottery tickets among it:
keep it as you keep the database. It is read by the same version of Starstall, on SQLite or
PostgreSQL. Sign-ins, API tokens and the secret key are not in it: take DATA/secret.key along, or
links that were sent stop working. docs/exports.md says more.

  starstall archive market.jsonl --market jinxiu-starlight --data /var/lib/starstall
  starstall seed market.jsonl --data /var/lib/starstall-new")]
    Archive(ArchiveArguments),
}

#[derive(Clone, Debug, Subcommand)]
pub enum StaffCommand {
    /// Add an account; its password is asked for, and never an argument
    #[command(after_help = "\
Roles: admin, operator, verifier, day_staff, auditor; attester (with --organisation).

  starstall staff add --market jinxiu-starlight --role operator \\
      --email li@example.org --name 'Li Qing'
  pass market/li | starstall staff add … --password-stdin")]
    Add(AddStaffArguments),
}

#[derive(Clone, Debug, Args)]
pub struct AddStaffArguments {
    /// The address with which they sign in
    #[arg(long)]
    pub email: String,

    /// What they are called
    #[arg(long)]
    pub name: String,

    /// What they may do; repeat it for several
    #[arg(long = "role", required = true, value_parser = parse_role)]
    pub roles: Vec<Role>,

    /// At which market, by the name in its address
    #[arg(long, value_name = "SLUG")]
    pub market: Option<String>,

    /// For which organisation an attester confirms
    #[arg(long, value_name = "CODE")]
    pub organisation: Option<String>,

    /// The language of their pages: zh-CN or en
    #[arg(long, default_value = "zh-CN", value_parser = parse_language)]
    pub language: Language,

    /// Read the password from the first line of standard input
    #[arg(long)]
    pub password_stdin: bool,
}

fn parse_role(word: &str) -> Result<Role, String> {
    Role::parse(word).ok_or_else(|| {
        let known: Vec<&str> = Role::all().map(Role::as_str).collect();
        format!("there are {}", known.join(", "))
    })
}

pub(super) fn parse_language(tag: &str) -> Result<Language, String> {
    Language::parse(tag).ok_or_else(|| "there are zh-CN and en".to_owned())
}

#[derive(Clone, Debug, Args)]
pub struct ListenArguments {
    /// Listen on this address [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<String>,

    /// Listen on the local network, and print the address and a QR code for a phone
    #[arg(long)]
    pub lan: bool,
}

#[derive(Clone, Debug, Args)]
pub struct DemoArguments {
    #[command(flatten)]
    pub listening: ListenArguments,

    /// End when it is played, without serving
    #[arg(long)]
    pub exit: bool,

    /// Print the numbers as one JSON object, and nothing else
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct SeedArguments {
    /// The folder of the seed, or the file of an archive
    #[arg(value_name = "DIR|FILE")]
    pub dir: PathBuf,

    /// Print the numbers as one JSON object, and nothing else
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Subcommand)]
pub enum OutboxCommand {
    /// Send what is due until nothing is left, and say how much it was
    #[command(after_help = "\
`serve` does the same all the time. What could not be sent is tried again later.

  starstall outbox run --data /var/lib/starstall")]
    Run,
}

#[derive(Clone, Debug, Args)]
pub struct DrawArguments {
    /// The problem file, or - for standard input
    #[arg(value_name = "PROBLEM.json")]
    pub problem: PathBuf,

    /// Write the outcome to this file, and print nothing
    #[arg(long, short, value_name = "OUTCOME.json")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub struct VerifyArguments {
    /// Receipts, commitments, bundles, problems and outcomes; - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// Print what was found as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct BackupArguments {
    /// The file to write; it must not be there yet
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

impl Arguments {
    /// What goes before the environment and the file.
    pub fn flags(&self) -> Flags {
        let listening = self.command.listening();
        Flags {
            config: self.config.clone(),
            data: self.data.clone(),
            listen: listening.and_then(|listening| listening.listen.clone()),
            lan: self.wants_lan(),
        }
    }

    pub fn wants_lan(&self) -> bool {
        self.command
            .listening()
            .is_some_and(|listening| listening.lan)
    }
}

impl Command {
    /// How much is logged when the settings say nothing.
    pub const fn usual_log(&self) -> &'static str {
        match self {
            Self::Serve(_) => "warn,starstall=info",
            _ => "warn",
        }
    }

    const fn listening(&self) -> Option<&ListenArguments> {
        match self {
            Self::Serve(listening) => Some(listening),
            Self::Demo(demo) => Some(&demo.listening),
            _ => None,
        }
    }
}
