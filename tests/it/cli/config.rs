//! What a configuration may be, from the three places it comes from.

use std::ffi::OsString;
use std::path::PathBuf;

use expect_test::{Expect, expect};
use starstall::config::{Config, Flags, Problems, load};

use super::{run, starstall_in, told};

const KEY: &str = "9f2c64a1d07be83561fa0e4c97d2b85310e7ac46f98b23d15c6e0d9a7f41b8e2";

fn load_from(variables: &[(&str, &str)]) -> Result<Config, Problems> {
    load_with(&Flags::default(), variables)
}

fn load_with(flags: &Flags, variables: &[(&str, &str)]) -> Result<Config, Problems> {
    let flags = Flags {
        data: flags.data.clone().or(Some("nowhere".into())),
        ..flags.clone()
    };
    let variables = variables.iter().map(|(name, value)| {
        let name = format!("STARSTALL_{name}");
        (OsString::from(name), OsString::from(value))
    });
    load(&flags, variables)
}

/// Every case in production has the rest in order, so that only what it shows is wrong.
fn refused(variables: &[(&str, &str)], expected: &Expect) {
    let mut all = vec![
        ("SECRET_KEY", KEY),
        ("PUBLIC_URL", "https://market.example.org"),
        ("MAIL_FROM", "Market <noreply@market.example.org>"),
    ];
    all.retain(|(name, _)| !variables.iter().any(|(other, _)| other == name));
    all.extend(variables);
    expected.assert_eq(&load_from(&all).unwrap_err().to_string());
}

#[test]
fn without_anything_it_runs_on_this_machine_alone() {
    let config = load_from(&[]).unwrap();
    assert_eq!(config.listen, "127.0.0.1:8080");
    assert_eq!(config.public_url, "http://127.0.0.1:8080");
    assert_eq!(
        config.database_url(),
        "sqlite://nowhere/starstall.sqlite3?mode=rwc"
    );
    assert!(!config.production);
}

#[test]
fn flags_win_over_variables_and_variables_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("starstall.toml");
    std::fs::write(
        &file,
        "listen = \"127.0.0.1:1\"\nmail_from = \"a@file.example.org\"\nlog = \"debug\"\n",
    )
    .unwrap();
    let flags = Flags {
        data: Some(folder.path().into()),
        listen: Some("127.0.0.1:3".to_owned()),
        ..Flags::default()
    };
    let variables = [
        ("LISTEN", "127.0.0.1:2"),
        ("MAIL_FROM", "a@env.example.org"),
    ];
    let config = load_with(&flags, &variables).unwrap();
    assert_eq!(config.listen, "127.0.0.1:3");
    assert_eq!(config.mail_from, "a@env.example.org");
    assert_eq!(config.log.as_deref(), Some("debug"));
    assert_eq!(config.public_url, "http://127.0.0.1:3");
}

#[test]
fn every_problem_is_told_at_once() {
    refused(
        &[
            ("LISTEN", "here"),
            ("DATABASE_URL", "mysql://me:secret@host/db"),
            ("SECRET_KEY", "abc"),
            ("SMTP_URL", "mail.example.org"),
            ("MAIL_FROM", "nobody"),
            ("PUBLIC_URL", "market.example.org/path"),
            ("PRODUCTION", "yes"),
            ("LOG_FORMAT", "xml"),
            ("LOG", "starstall=loud"),
            ("SMPT_URL", "smtp://typo"),
        ],
        &expect![[r#"
            the configuration cannot be used
              STARSTALL_SMPT_URL: there is no such setting; there are STARSTALL_DATA_DIR, STARSTALL_DATABASE_URL, STARSTALL_LISTEN, STARSTALL_PUBLIC_URL, STARSTALL_SECRET_KEY, STARSTALL_SMTP_URL, STARSTALL_MAIL_FROM, STARSTALL_PRODUCTION, STARSTALL_LOG, STARSTALL_LOG_FORMAT
              production (from STARSTALL_PRODUCTION): "yes" is neither; write true or false
              log_format (from STARSTALL_LOG_FORMAT): "xml" is neither; write human or json
              database_url (from STARSTALL_DATABASE_URL): it begins with neither sqlite:// nor postgres://; write sqlite://FILE?mode=rwc or postgres://USER:PASSWORD@HOST/NAME
              listen (from STARSTALL_LISTEN): "here" is not an address with a port; write one such as 127.0.0.1:8080
              public_url (from STARSTALL_PUBLIC_URL): "market.example.org/path" is not the address of a site; write one such as https://market.example.org, without a path
              secret_key (from STARSTALL_SECRET_KEY): it is not made of hex digits; set STARSTALL_SECRET_KEY to 64 hex digits, which `openssl rand -hex 32` makes
              smtp_url (from STARSTALL_SMTP_URL): it is not the address of a mail server; write smtps://USER:PASSWORD@HOST or smtp://HOST:PORT?tls=required
              mail_from (from STARSTALL_MAIL_FROM): "nobody" is not a sender; write one such as Market <noreply@market.example.org>
              log (from STARSTALL_LOG): "starstall=loud" does not say what to log; write info, debug, or warn,starstall=debug"#]],
    );
}

#[test]
fn production_refuses_what_is_not_safe() {
    let production = ("PRODUCTION", "true");
    let cases: &[(&[(&str, &str)], Expect)] = &[
        (
            &[("SECRET_KEY", "")],
            expect![[r#"
            the configuration cannot be used
              secret_key (STARSTALL_SECRET_KEY): there is none; set STARSTALL_SECRET_KEY to 64 hex digits, which `openssl rand -hex 32` makes"#]],
        ),
        (
            &[("SECRET_KEY", &"0".repeat(64))],
            expect![[r#"
            the configuration cannot be used
              secret_key (from STARSTALL_SECRET_KEY): it can be guessed; set STARSTALL_SECRET_KEY to 64 hex digits, which `openssl rand -hex 32` makes"#]],
        ),
        (
            &[(
                "SECRET_KEY",
                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            )],
            expect![[r#"
                the configuration cannot be used
                  secret_key (from STARSTALL_SECRET_KEY): it can be guessed; set STARSTALL_SECRET_KEY to 64 hex digits, which `openssl rand -hex 32` makes"#]],
        ),
        (
            &[("PUBLIC_URL", "http://market.example.org")],
            expect![[r#"
            the configuration cannot be used
              public_url (from STARSTALL_PUBLIC_URL): "http://market.example.org" is not encrypted, and secret links would travel in the open; write the https:// address that people use"#]],
        ),
        (
            &[("PUBLIC_URL", "https://localhost:8443")],
            expect![[r#"
            the configuration cannot be used
              public_url (from STARSTALL_PUBLIC_URL): "https://localhost:8443" means this machine to everyone who reads it in a mail; write the address that people use"#]],
        ),
        (
            &[("SMTP_URL", "smtp://me:secret@mail.example.org:25")],
            expect![[r#"
                the configuration cannot be used
                  smtp_url (from STARSTALL_SMTP_URL): it sends mails and its password to another machine without TLS; write smtps://…, or add ?tls=required"#]],
        ),
        (
            &[
                ("SMTP_URL", "smtps://me:secret@mail.example.org"),
                ("MAIL_FROM", "Starstall <noreply@localhost>"),
            ],
            expect![[r#"
                the configuration cannot be used
                  mail_from (from STARSTALL_MAIL_FROM): mails from "Starstall <noreply@localhost>" are refused everywhere; write an address of your own domain"#]],
        ),
        (
            &[(
                "DATABASE_URL",
                "postgres://me:secret@db.example.org/s?sslmode=disable",
            )],
            expect![[r#"
                the configuration cannot be used
                  database_url (from STARSTALL_DATABASE_URL): it talks to another machine without TLS; write sslmode=require or sslmode=verify-full"#]],
        ),
    ];
    for (variables, expected) in cases {
        let mut all = variables.to_vec();
        all.push(production);
        refused(&all, expected);
    }
}

#[test]
fn production_takes_what_is_safe() {
    for smtp in [
        "smtps://me:secret@mail.example.org",
        "smtp://mail.example.org:587?tls=required",
        "smtp://localhost:25",
    ] {
        let variables = [
            ("PRODUCTION", "true"),
            ("SECRET_KEY", KEY),
            ("PUBLIC_URL", "https://market.example.org/"),
            ("MAIL_FROM", "noreply@market.example.org"),
            ("LISTEN", "0.0.0.0:8080"),
            ("SMTP_URL", smtp),
        ];
        let config = load_from(&variables).unwrap();
        assert_eq!(config.public_url, "https://market.example.org");
    }
}

#[test]
fn the_network_is_refused_unless_it_is_asked_for() {
    let listen = [("LISTEN", "0.0.0.0:8080")];
    assert!(load_from(&listen).is_err());
    let lan = Flags {
        lan: true,
        ..Flags::default()
    };
    assert!(load_with(&lan, &listen).is_ok());
}

#[test]
fn a_file_is_refused_with_its_line_and_its_secrets_are_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    let refuse = |content: &[u8]| {
        std::fs::write(&file, content).unwrap();
        let flags = Flags {
            config: Some(file.clone()),
            ..Flags::default()
        };
        let told = load_with(&flags, &[]).unwrap_err().to_string();
        told.replace(&file.display().to_string(), "FILE")
    };
    let broken = refuse(b"listen = \"127.0.0.1:1\"\nsecret_key = hunter2\n");
    assert!(!broken.contains("hunter2"), "{broken}");
    expect![[r#"
        the configuration cannot be used
          FILE: line 2 is not TOML: string values must be quoted, expected literal string; write lines such as listen = "127.0.0.1:8080""#]].assert_eq(&broken);
    expect![[r#"
        the configuration cannot be used
          lissen (in FILE): there is no such setting; there are data_dir, database_url, listen, public_url, secret_key, smtp_url, mail_from, production, log, log_format
          production (in FILE): it is a TOML integer; write a string, or true and false for `production`"#]].assert_eq(&refuse(b"lissen = \"127.0.0.1:1\"\nproduction = 1\n"));
    expect![[r#"
        the configuration cannot be used
          FILE: cannot be read: stream did not contain valid UTF-8; name a readable UTF-8 file with --config, or leave it out"#]].assert_eq(&refuse(b"listen = \"\xff\"\n"));
}

#[test]
fn a_file_that_is_named_has_to_be_there() {
    let flags = Flags {
        config: Some(PathBuf::from("no/such.toml")),
        ..Flags::default()
    };
    expect![[r#"
        the configuration cannot be used
          no/such.toml: cannot be read: No such file or directory (os error 2); name a readable UTF-8 file with --config, or leave it out"#]].assert_eq(&load_with(&flags, &[]).unwrap_err().to_string());
}

#[test]
fn a_secret_is_never_printed_with_the_configuration() {
    let variables = [
        ("SECRET_KEY", KEY),
        ("DATABASE_URL", "postgres://me:hunter2@localhost/db"),
        ("SMTP_URL", "smtp://me:hunter2@localhost"),
    ];
    let printed = format!("{:?}", load_from(&variables).unwrap());
    assert!(
        !printed.contains("hunter2") && !printed.contains(KEY),
        "{printed}"
    );
}

#[test]
fn a_key_is_made_once_and_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let add = |email: &str| {
        let mut command = starstall_in(&data);
        command.args([
            "staff", "add", "--email", email, "--name", "Li", "--market", "none",
        ]);
        command.args(["--role", "operator", "--password-stdin"]);
        let (_, said, status) = told(&run(command, b"a long pass phrase\n"));
        assert_eq!(
            (said.as_str(), status),
            ("starstall: there is no such market\n", 2)
        );
    };
    add("one@example.org");
    let file = data.join("secret.key");
    let key = std::fs::read_to_string(&file).unwrap();
    assert_eq!(key.trim().len(), 64);
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let mode = std::fs::metadata(&data).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    add("two@example.org");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), key);
    let left: Vec<_> = std::fs::read_dir(&data)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("starstall.sqlite3") && name != "migrating.lock")
        .collect();
    assert_eq!(left, ["secret.key"]);
}

#[test]
fn a_backup_is_a_database_and_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let copy_file = folder.path().join("copy.sqlite3");
    let back_up = || {
        let mut command = starstall_in(&data);
        command.arg("backup").arg(&copy_file);
        told(&run(command, b""))
    };
    let (_, said, status) = back_up();
    assert!(said.contains("there is no database"), "{said}");
    assert_eq!(status, 2);

    let mut migrate = starstall_in(&data);
    migrate.arg("migrate");
    assert!(run(migrate, b"").status.success());
    assert_eq!(back_up().2, 0);
    let copy = std::fs::read(&copy_file).unwrap();
    assert!(copy.starts_with(b"SQLite format 3\0"));

    let (_, said, status) = back_up();
    assert!(
        said.contains("is there already and is not overwritten"),
        "{said}"
    );
    assert_eq!(status, 2);
    assert_eq!(std::fs::read(&copy_file).unwrap(), copy);
}

#[test]
fn postgres_is_sent_to_pg_dump() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = starstall_in(folder.path());
    command.env("STARSTALL_DATABASE_URL", "postgres://me@localhost/db");
    command.arg("backup").arg(folder.path().join("copy"));
    let (_, said, status) = told(&run(command, b""));
    assert_eq!(
        said,
        "starstall: this database is PostgreSQL; back it up with pg_dump\n"
    );
    assert_eq!(status, 2);
}
