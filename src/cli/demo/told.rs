//! The numbers of a scenario as a table for people, and where to look.

use entity::kinds::{Language, RoundState};

use super::Numbers;
use crate::app::App;
use crate::cli::Failure;
use crate::cli::seed::{AccountSeed, Scenario, invented_password};
use crate::cli::table::two_columns;
use crate::config::Config;
use crate::notice::standing_url;
use crate::text::{Value, labels, say, say_with};

/// The language of the terminal; Chinese only where it is set, since others cannot show it.
pub(super) fn language_of(variables: impl Iterator<Item = (String, String)>) -> Language {
    let variables: Vec<(String, String)> = variables.collect();
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| {
        let found = variables.iter().find(|(known, _)| known == name)?;
        Some(found.1.as_str()).filter(|value| !value.is_empty())
    });
    match set {
        Some(locale) if locale.starts_with("zh") => Language::ZhCn,
        _ => Language::En,
    }
}

pub(super) fn tell(
    lang: Language,
    config: &Config,
    app: &App,
    scenario: &Scenario,
    numbers: &Numbers,
) -> Result<String, Failure> {
    let names = &scenario.market.names;
    let mut text = format!(
        "\n{} · {}\n{}\n\n",
        names.get(Language::ZhCn),
        names.get(Language::En),
        say(lang, "demo-invented")
    );
    text.push_str(&table(&result_rows(lang, numbers)));
    text.push('\n');
    text.push_str(&table(&round_rows(lang, scenario, numbers)));
    text.extend(["\n", &say(lang, "demo-where"), "\n"]);
    text.push_str(&table(&place_rows(lang, config, app, scenario, numbers)));
    text.extend(["\n", &say(lang, "demo-accounts"), "\n"]);
    text.push_str(&table(&account_rows(lang, app, scenario)?));
    Ok(text)
}

fn table(rows: &[(String, String)]) -> String {
    two_columns(
        rows.iter()
            .map(|(label, value)| (label.as_str(), value.as_str())),
    )
}

fn result_rows(lang: Language, numbers: &Numbers) -> Vec<(String, String)> {
    let of = |filled: usize, all: usize| {
        let args = [("count", number(filled)), ("all", number(all))];
        say_with(lang, "demo-of", &args)
    };
    let offers = [
        ("confirmed", number(numbers.offers_confirmed)),
        ("declined", number(numbers.offers_declined)),
        ("expired", number(numbers.offers_expired)),
        ("open", number(numbers.offers_open)),
    ];
    let refused = [
        ("late", number(numbers.refused_late)),
        ("incomplete", number(numbers.refused_incomplete)),
    ];
    let notices = [
        ("count", Value::from(numbers.notices)),
        ("paper", Value::from(numbers.notices_on_paper)),
    ];
    let charity = of(numbers.charity_slots_filled, numbers.charity_slots);
    let rows = [
        ("demo-stalls", numbers.stalls.to_string()),
        ("demo-applied", numbers.applied.to_string()),
        (
            "demo-refused",
            say_with(lang, "demo-refused-value", &refused),
        ),
        ("demo-accepted", numbers.accepted.to_string()),
        ("demo-charity-slots", charity),
        ("demo-slots", of(numbers.slots_filled, numbers.slots)),
        ("demo-placed", numbers.vendors_placed.to_string()),
        ("demo-waiting", numbers.vendors_waiting.to_string()),
        ("demo-offers", say_with(lang, "demo-offers-value", &offers)),
        (
            "demo-notices",
            say_with(lang, "demo-notices-value", &notices),
        ),
    ];
    rows.map(|(key, value)| (say(lang, key), value)).to_vec()
}

fn number(count: usize) -> Value<'static> {
    Value::from(count)
}

fn round_rows(lang: Language, scenario: &Scenario, numbers: &Numbers) -> Vec<(String, String)> {
    let rows = numbers.rounds.iter().filter_map(|round| {
        let mut seeds = scenario.rounds.iter().map(|(seed, _)| seed);
        let seed = seeds.find(|seed| seed.code.as_str() == round.code)?;
        let state = labels::label(lang, round.state);
        let key = match round.state {
            RoundState::Frozen => "demo-round-frozen",
            RoundState::Open => "demo-round-open",
            _ => "demo-round-other",
        };
        let args = [
            ("state", state.into()),
            ("count", number(round.applications)),
        ];
        Some((seed.names.get(lang).to_owned(), say_with(lang, key, &args)))
    });
    rows.collect()
}

fn place_rows(
    lang: Language,
    config: &Config,
    app: &App,
    scenario: &Scenario,
    numbers: &Numbers,
) -> Vec<(String, String)> {
    let url = &config.public_url;
    let slug = &scenario.market.slug;
    let mut rows = vec![(say(lang, "demo-market"), format!("{url}/m/{slug}"))];
    if let Some(code) = &numbers.unlucky {
        let link = standing_url(url, &app.keys.link(code));
        rows.push((say(lang, "demo-unlucky"), link));
    }
    rows.push((say(lang, "demo-sign-in"), format!("{url}/staff/sign-in")));
    let frozen = numbers
        .rounds
        .iter()
        .find(|round| round.state == RoundState::Frozen);
    if let Some(round) = frozen {
        let place = format!("{url}/staff/m/{slug}/rounds/{}", round.code);
        rows.push((say(lang, "demo-draw"), place));
    }
    rows.push((
        say(lang, "demo-mails"),
        format!("{url}/staff/m/{slug}/notices"),
    ));
    rows.push((
        say(lang, "demo-mail-dir"),
        numbers.mail_dir.display().to_string(),
    ));
    rows
}

fn account_rows(
    lang: Language,
    app: &App,
    scenario: &Scenario,
) -> Result<Vec<(String, String)>, Failure> {
    let row = |account: &AccountSeed| {
        let password = invented_password(app, account)?;
        let roles: Vec<String> = account
            .roles
            .iter()
            .map(|role| labels::label(lang, *role))
            .collect();
        let value = format!("{}  {}", password.reveal(), roles.join(" · "));
        Ok((account.email.to_string(), value))
    };
    scenario.accounts.iter().map(row).collect()
}

/// For the page on which they sign in.
pub(super) fn account_lines(app: &App, scenario: &Scenario) -> Result<Vec<String>, Failure> {
    let line = |account: &AccountSeed| {
        let password = invented_password(app, account)?;
        Ok(format!("{}  {}", account.email, password.reveal()))
    };
    scenario.accounts.iter().map(line).collect()
}
