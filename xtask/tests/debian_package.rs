//! `cargo xtask dist-hub` packs what `dpkg` unpacks and systemd reads.
#![cfg(target_os = "linux")]
// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;
use std::process::{Command, Stdio};

fn is_there(tool: &str) -> bool {
    let mut said = Command::new(tool);
    said.arg("--version").stdout(Stdio::null());
    said.status().is_ok_and(|status| status.success())
}

/// What it says and what it warns of; it has to succeed.
fn says(command: &mut Command) -> (String, String) {
    let output = command.output().unwrap();
    let [said, warned] =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success(), "{said}{warned}");
    (said, warned)
}

#[test]
fn the_hubs_package_holds_the_program_its_unit_and_its_handbook() {
    if !["dpkg-deb", "dpkg-shlibdeps", "strip"]
        .into_iter()
        .all(is_there)
    {
        println!("this is no Debian: nothing is packed");
        return;
    }
    // Built beside this program, by `cargo xtask test` before the tests.
    let xtask = Path::new(env!("CARGO_BIN_EXE_xtask"));
    let hub = xtask.with_file_name("kazashi-hub");
    let place = tempfile::tempdir().unwrap();
    let mut packs = Command::new(xtask);
    packs.arg("dist-hub").arg(&hub);
    let (said, _) = says(packs.env("CARGO_TARGET_DIR", place.path()));
    let package = said.lines().last().unwrap();

    let (fields, _) = says(Command::new("dpkg-deb").args(["--field", package]));
    for field in ["Package: kazashi-hub", "Depends: libc6", "adduser"] {
        assert!(fields.contains(field), "{fields}");
    }
    let at = |file: &str| place.path().join("unpacked").join(file);
    says(
        Command::new("dpkg-deb")
            .args(["--raw-extract", package])
            .arg(at("")),
    );
    let (version, _) = says(Command::new(at("usr/bin/kazashi-hub")).arg("--version"));
    assert!(version.starts_with("kazashi-hub "), "{version}");
    assert!(at("usr/share/doc/kazashi-hub/hub.md").is_file());
    for script in ["postinst", "prerm", "postrm"] {
        says(Command::new("sh").arg("-n").arg(at("DEBIAN").join(script)));
    }
    let unit = at("usr/lib/systemd/system/kazashi-hub.service");
    // The unit names the program where the package puts it, which is not here.
    let text = std::fs::read_to_string(&unit).unwrap();
    let here = at("usr/bin/kazashi-hub").display().to_string();
    assert!(text.contains("ExecStart=/usr/bin/kazashi-hub serve"));
    std::fs::write(&unit, text.replace("/usr/bin/kazashi-hub", &here)).unwrap();
    if is_there("systemd-analyze") {
        let (_, warned) = says(Command::new("systemd-analyze").arg("verify").arg(&unit));
        assert!(!warned.contains("kazashi-hub.service:"), "{warned}");
    }
}
