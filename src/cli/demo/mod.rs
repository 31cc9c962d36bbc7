//! `demo`: an invented market, played through a round and served.
//!
//! It is the seed of the demo with its numbers told; whatever happens in it happens in `seed`.

mod numbers;
mod told;

use std::io::{IsTerminal, Write};

use super::arguments::{DemoArguments, SeedArguments};
use super::failure::print;
use super::installation::take_turn;
use super::seed::{Scenario, SeedFiles, play};
use super::{Failure, Installation, serve};
use crate::config::Config;
use crate::notice::Post;

pub(super) use numbers::Numbers;

pub(super) async fn run(config: Config, arguments: DemoArguments) -> Result<(), Failure> {
    refuse_production(&config)?;
    let scenario = Scenario::read(&SeedFiles::demo())?;
    let installation = Installation::open(config).await?;
    if arguments.exit {
        play_and_tell(&installation, &scenario, arguments.json).await?;
        installation.app.store.close().await;
        return Ok(());
    }
    let door = serve::open_door(&installation.config).await?;
    play_and_tell(&installation, &scenario, arguments.json).await?;
    serve::show_qr_code(&installation.config, arguments.listening.lan)?;
    let accounts = told::account_lines(&installation.app, &scenario)?;
    serve::serve(installation, door, accounts).await
}

/// `seed DIR`: the same from a folder, without serving.
pub(super) async fn run_seed(config: Config, arguments: SeedArguments) -> Result<(), Failure> {
    refuse_production(&config)?;
    let scenario = Scenario::read(&SeedFiles::read(&arguments.dir)?)?;
    let installation = Installation::open(config).await?;
    play_and_tell(&installation, &scenario, arguments.json).await?;
    installation.app.store.close().await;
    Ok(())
}

/// Invented people have no place among real ones.
fn refuse_production(config: &Config) -> Result<(), Failure> {
    if config.production {
        return Err(Failure::unusable(
            "this fills an installation with invented people, and this one is in production; \
             name another folder with --data and leave STARSTALL_PRODUCTION out",
        ));
    }
    Ok(())
}

async fn play_and_tell(
    installation: &Installation,
    scenario: &Scenario,
    as_json: bool,
) -> Result<(), Failure> {
    let (config, app) = (&installation.config, &installation.app);
    say_that_it_takes_a_moment();
    // Whoever comes second waits, and then finds it played.
    let turn = take_turn(config, "playing.lock").await?;
    let post = Post::open(config).map_err(|error| Failure::unusable(error.to_string()))?;
    play(app, &post, scenario).await?;
    drop(turn);
    let numbers = Numbers::count(app, config, scenario).await?;
    if as_json {
        return print(&format!("{}\n", numbers.to_json()));
    }
    let language = told::language_of(std::env::vars());
    print(&told::tell(language, config, app, scenario, &numbers)?)
}

/// For whoever sits in front of it; scripts are told nothing.
fn say_that_it_takes_a_moment() {
    let mut terminal = std::io::stderr();
    if terminal.is_terminal() {
        let _ = writeln!(terminal, "Playing the market; this takes some seconds …");
    }
}
