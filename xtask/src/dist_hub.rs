//! `cargo xtask dist-hub`: the hub as a Debian package.

use std::fs;
use std::path::Path;

use crate::places;
use crate::shell::{Failure, cargo, output, program, run};

const NAME: &str = "kazashi-hub";

/// Builds the program in release, unless one is given, and packs it.
pub fn task(built: Option<&str>) -> Result<(), Failure> {
    let program_file = if let Some(file) = built {
        file.into()
    } else {
        run(cargo().args(["build", "--release", "--package", "hub", "--bin", NAME]))?;
        places::builds().join("release").join(NAME)
    };
    let dist = places::builds().join("dist");
    let tree = dist.join(NAME);
    let done = lay_out(&tree, &program_file);
    done.map_err(|error| Failure::new(format!("cannot lay out {}: {error}", tree.display())))?;

    // Stripped as every package's program is; a panic names its place all the same.
    let installed = tree.join("usr/bin").join(NAME);
    run(program("strip").args(["--strip-unneeded"]).arg(&installed))?;
    let control = control(&tree, &installed)?;
    let written = fs::write(tree.join("DEBIAN/control"), control);
    written.map_err(|error| Failure::new(format!("cannot write control: {error}")))?;
    let architecture = architecture()?;
    let package = dist.join(format!("{NAME}_{}_{architecture}.deb", version()));
    run(program("dpkg-deb")
        .args(["--root-owner-group", "-Zxz", "--build"])
        .arg(&tree)
        .arg(&package))?;
    if program("lintian").arg("--version").output().is_ok() {
        run(program("lintian")
            .args(["--fail-on", "error"])
            .arg(&package))?;
    } else {
        println!("lintian is not here: the package was not looked at");
    }
    println!("{}", package.display());
    Ok(())
}

fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

fn architecture() -> Result<String, Failure> {
    let said = output(program("dpkg").arg("--print-architecture"))?;
    Ok(said.trim().to_owned())
}

fn lay_out(tree: &Path, program_file: &Path) -> std::io::Result<()> {
    if tree.exists() {
        fs::remove_dir_all(tree)?;
    }
    let root = places::root();
    let docs = "usr/share/doc/kazashi-hub";
    let files = [
        (program_file.to_owned(), format!("usr/bin/{NAME}")),
        (
            root.join("packaging/kazashi-hub.service"),
            "usr/lib/systemd/system/kazashi-hub.service".to_owned(),
        ),
        (root.join("docs/hub.md"), format!("{docs}/hub.md")),
        (
            root.join("docs/hub-api.json"),
            format!("{docs}/hub-api.json"),
        ),
        (
            root.join("packaging/debian/copyright"),
            format!("{docs}/copyright"),
        ),
        (
            root.join("packaging/debian/postinst"),
            "DEBIAN/postinst".to_owned(),
        ),
        (
            root.join("packaging/debian/prerm"),
            "DEBIAN/prerm".to_owned(),
        ),
        (
            root.join("packaging/debian/postrm"),
            "DEBIAN/postrm".to_owned(),
        ),
    ];
    for (from, to) in files {
        let to = tree.join(to);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&from, &to)?;
    }
    Ok(())
}

fn control(tree: &Path, installed: &Path) -> Result<String, Failure> {
    // It wants a source package around it, of which it reads one line.
    let debian = tree.with_file_name("shlibs").join("debian");
    let made = fs::create_dir_all(&debian)
        .and_then(|()| fs::write(debian.join("control"), format!("Source: {NAME}\n")));
    made.map_err(|error| Failure::new(format!("cannot make {}: {error}", debian.display())))?;
    let mut libraries = program("dpkg-shlibdeps");
    libraries.arg("-O").arg(installed);
    libraries.current_dir(tree.with_file_name("shlibs"));
    let said = output(&mut libraries)?;
    let libraries = said.trim().trim_start_matches("shlibs:Depends=");
    let architecture = architecture()?;
    Ok(format!(
        "Package: {NAME}\n\
         Version: {}\n\
         Architecture: {architecture}\n\
         Maintainer: Kazashi <kazashi@localhost>\n\
         Section: net\n\
         Priority: optional\n\
         Depends: {libraries}, adduser\n\
         Recommends: fonts-morisawa-bizud-gothic\n\
         Suggests: postgresql\n\
         Description: hub for the desks of shelters and polling places\n \
         Takes in what the desks of a city's shelters and early-voting places record,\n \
         gives it out to all of them, and grants electors to one booth only.\n \
         Keeps it in a sealed file or in PostgreSQL.\n",
        version(),
    ))
}
