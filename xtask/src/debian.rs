//! The Debian packages that building, running and testing need.

use std::path::Path;

use crate::shell::{Failure, as_root, program, run};

/// To build and run: name and what for.
const TO_RUN: &[(&str, &str)] = &[
    ("build-essential", "C compiler, for SQLite"),
    ("pkg-config", "finds the C libraries"),
    ("libdbus-1-dev", "the key store of the system"),
    ("libpcsclite-dev", "smart card readers"),
    ("libssl-dev", "libcrypto, for SQLCipher"),
    ("libwebkit2gtk-4.1-dev", "the window"),
    ("librsvg2-dev", "the window's icons"),
    (
        "cups-ipp-utils",
        "a real IPP printer in software (ippeveprinter)",
    ),
    (
        "dbus-daemon",
        "message bus of that printer and of the window under test",
    ),
    ("pcscd", "smart card service"),
    ("libccid", "driver of USB card readers"),
    ("vsmartcard-vpcd", "virtual reader of the training mode"),
    ("fonts-ipamj-mincho", "names on paper, with every variant"),
    (
        "fonts-noto-cjk",
        "text on the screen; serif, second font of names",
    ),
    ("fonts-morisawa-bizud-gothic", "labels on paper"),
];

/// To test, besides.
const TO_TEST: &[(&str, &str)] = &[
    ("chromium", "the browser in which staff see the city's page"),
    ("chromium-driver", "drives that browser under test"),
    (
        "ghostscript",
        "makes PDFs of another kind, as cities have them",
    ),
    ("cups-daemon", "print queues of the system (cupsd)"),
    ("gnome-keyring", "a real key store of the system"),
    ("imagemagick", "pictures of the screens (import)"),
    ("opensc", "an independent reader of the virtual card"),
    ("openssl", "checks the certificates of the virtual card"),
    (
        "postgresql",
        "database of a city's hub; tests start servers of their own",
    ),
    ("poppler-utils", "reads printed PDFs back"),
    ("procps", "finds the smart card service (pgrep)"),
    (
        "python3-venv",
        "schemathesis, which thinks up requests to the hub",
    ),
    ("qpdf", "makes and checks PDFs of other kinds"),
    ("webkit2gtk-driver", "drives the window under test"),
    ("x11-xserver-utils", "switches the second of two screens on"),
    ("xserver-xorg-core", "an X server that can have two screens"),
    (
        "xserver-xorg-video-dummy",
        "a graphics card in software for it",
    ),
    ("xvfb", "a screen without a screen"),
];

/// To measure beside, in `bench` only.
const TO_MEASURE: &[(&str, &str)] = &[(
    "librsvg2-bin",
    "another maker of PDFs (rsvg-convert), measured beside ours",
)];

/// Installs the packages that are missing and says so first; elsewhere than on Debian, says what is needed.
///
/// Gives whether there was anything to say.
pub fn install(with_tests: bool) -> Result<bool, Failure> {
    let mut wanted = TO_RUN.to_vec();
    if with_tests {
        wanted.extend_from_slice(TO_TEST);
    }
    install_all(&wanted)
}

/// Installs what `bench` measures beside ours.
pub fn install_to_measure() -> Result<bool, Failure> {
    install_all(TO_MEASURE)
}

fn install_all(wanted: &[(&'static str, &'static str)]) -> Result<bool, Failure> {
    if !Path::new("/etc/debian_version").exists() {
        println!(
            "not a Debian system: nothing is installed here. What is needed, by Debian's names:"
        );
        list(wanted);
        return Ok(true);
    }
    let missing: Vec<_> = wanted
        .iter()
        .filter(|(name, _)| !is_installed(name))
        .copied()
        .collect();
    if missing.is_empty() {
        return Ok(false);
    }
    println!("Debian packages to be installed now with apt-get:");
    list(&missing);
    run(as_root("apt-get").args(["update", "--quiet=2"]))?;
    let mut install = as_root("env");
    install.args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "install",
        "--yes",
        "--quiet=2",
    ]);
    install.args(["--no-install-recommends", "-o", "Dpkg::Use-Pty=0"]);
    run(install.args(missing.iter().map(|(name, _)| name)))?;
    Ok(true)
}

fn is_installed(package: &str) -> bool {
    program("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .output()
        .is_ok_and(|output| output.status.success() && output.stdout == b"installed")
}

fn list(packages: &[(&str, &str)]) {
    for (name, purpose) in packages {
        println!("  {name:28} {purpose}");
    }
}
