//! `staff add`: accounts, and what is refused.

use std::path::Path;

use expect_test::{Expect, expect};
use tempfile::TempDir;

use super::{run, starstall_in, told};

/// With the small market in it.
fn installation() -> TempDir {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/small-square");
    let folder = tempfile::tempdir().unwrap();
    let mut command = starstall_in(folder.path());
    command.arg("seed").arg(seed);
    assert!(run(command, b"").status.success());
    folder
}

fn add(folder: &TempDir, arguments: &[&str], password: &str, expected: &Expect) {
    let mut command = starstall_in(folder.path());
    command.args(["staff", "add", "--name", "Li Qing", "--password-stdin"]);
    command.args(arguments);
    let (printed, said, status) = told(&run(command, password.as_bytes()));
    expected.assert_eq(&format!("{printed}{said}{status}"));
}

#[test]
fn an_account_is_added_once() {
    let folder = installation();
    let one = [
        "--email",
        "li@example.org",
        "--market",
        "small-square",
        "--role",
        "operator",
    ];
    add(
        &folder,
        &one,
        "a long pass phrase\n",
        &expect![[r#"
        li@example.org can sign in now.
        0"#]],
    );
    add(
        &folder,
        &one,
        "a long pass phrase\n",
        &expect![[r#"
            starstall: li@example.org has an account already; choose another address
            2"#]],
    );
}

#[test]
fn what_cannot_be_an_account_is_refused_with_the_way_to_mend_it() {
    let folder = installation();
    let good = "a long pass phrase\n";
    let market = ["--email", "li@example.org", "--market", "small-square"];
    let with = |more: &[&'static str]| [&market[..], more].concat();
    add(
        &folder,
        &with(&["--role", "operator"]),
        "short\n",
        &expect![[r#"
            starstall: password: A password needs at least 10 characters. A few unrelated words are long and easy to remember.
            2"#]],
    );
    add(
        &folder,
        &with(&["--role", "operator"]),
        "",
        &expect![[r#"
        starstall: password: A password needs at least 10 characters. A few unrelated words are long and easy to remember.
        2"#]],
    );
    add(
        &folder,
        &with(&["--role", "attester"]),
        good,
        &expect![[r#"
        starstall: an attester confirms for an organisation; name it with --organisation
        2"#]],
    );
    let unknown = with(&["--role", "attester", "--organisation", "nobody"]);
    add(
        &folder,
        &unknown,
        good,
        &expect![[r#"
        starstall: organisation: There is no “nobody” here. Please check it on the market’s map or list.
        2"#]],
    );
    let nowhere = ["--email", "li@example.org", "--role", "operator"];
    add(
        &folder,
        &nowhere,
        good,
        &expect![[r#"
        starstall: staff work at a market; name it with --market
        2"#]],
    );
    let no_address = [
        "--email",
        "li",
        "--market",
        "small-square",
        "--role",
        "operator",
    ];
    add(
        &folder,
        &no_address,
        good,
        &expect![[r#"
        starstall: --email: An e-mail address has an @ in it, as in wang@example.cn. Please add it.
        2"#]],
    );
}

#[test]
fn nobody_at_a_terminal_means_no_password() {
    let folder = installation();
    let mut command = starstall_in(folder.path());
    command.args(["staff", "add", "--email", "li@example.org", "--name", "Li"]);
    command.args(["--market", "small-square", "--role", "operator"]);
    let (_, said, status) = told(&run(command, b"a long pass phrase\n"));
    assert!(said.contains("say --password-stdin"), "{said}");
    assert_eq!(status, 2);
}
