//! The command line: parse, open the installation, call use cases, print.
//!
//! It decides nothing about markets. It speaks English to whoever runs the machine, as its
//! tools do; what the demo says about a market is said in the reader's language.

mod archive;
mod arguments;
mod audit;
mod backup;
mod demo;
mod draw;
mod export;
mod failure;
mod files;
mod installation;
mod lan;
mod logging;
mod migrate;
mod outbox;
mod password;
mod preview;
mod retain;
mod secret;
pub mod seed;
mod serve;
mod staff;
mod table;
mod token;
mod vendors;
mod verify;

use std::process::ExitCode;

use clap::Parser;

pub use arguments::{Arguments, Command, OutboxCommand, StaffCommand};
pub use failure::Failure;
pub use installation::Installation;

use crate::config::{self, Config};
use token::TokenCommand;

/// Runs one command. Exit status 0: done; 1: failed; 2: what was given cannot be used.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match execute(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn execute(arguments: Arguments) -> Result<(), Failure> {
    // Stand alone: neither a data folder nor a configuration that is in order.
    match &arguments.command {
        Command::Draw(draw) => return draw::run(draw),
        Command::Preview(preview) => return preview::run(preview),
        Command::Verify(verify) => return verify::run(verify),
        _ => {}
    }
    let config = config::load(&arguments.flags(), std::env::vars_os())?;
    let config = lan::apply(config, &arguments)?;
    logging::start(&config, arguments.command.usual_log());
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::failed(format!("cannot start: {error}")))?;
    runtime.block_on(execute_in(arguments.command, config))
}

async fn execute_in(command: Command, config: Config) -> Result<(), Failure> {
    match command {
        Command::Demo(demo) => demo::run(config, demo).await,
        Command::Seed(seed) if seed.dir.is_file() => archive::read(config, &seed.dir).await,
        Command::Seed(seed) => demo::run_seed(config, seed).await,
        Command::Outbox(OutboxCommand::Run) => outbox::run(config).await,
        Command::Migrate => migrate::run(config).await,
        Command::Serve(listening) => serve::run(config, listening.lan).await,
        Command::Staff(StaffCommand::Add(add)) => staff::add(config, add).await,
        Command::Vendors(command) => vendors::run(config, command).await,
        Command::Token(TokenCommand::Create(create)) => token::create(config, create).await,
        Command::Token(TokenCommand::List(list)) => token::list(config, list).await,
        Command::Token(TokenCommand::Revoke(revoke)) => token::revoke(config, revoke).await,
        Command::Archive(archive) => archive::write(config, &archive).await,
        Command::Export(export) => export::run(config, &export).await,
        Command::Audit(command) => audit::run(config, command).await,
        Command::Retain(retain) => retain::run(config, retain).await,
        Command::Backup(backup) => backup::run(config, &backup).await,
        Command::Draw(draw) => draw::run(&draw),
        Command::Preview(preview) => preview::run(&preview),
        Command::Verify(verify) => verify::run(&verify),
    }
}
