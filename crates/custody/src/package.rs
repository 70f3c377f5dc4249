//! The package on the PC.

use std::fs;
use std::path::Path;

use vault::Package;

use crate::CustodyError;

/// The package lies on the PC, so that its codes open the desk after a restart; one that is not the `same` is set aside.
pub fn lay_down(
    package: &Package,
    file: &Path,
    same: impl FnOnce(&Package) -> bool,
) -> Result<(), CustodyError> {
    if Package::load(file).is_ok_and(|there| same(&there)) {
        return Ok(());
    }
    if file.exists() {
        let mut names = (1..).map(|number| file.with_extension(format!("before-{number}")));
        if let Some(aside) = names.find(|name| !name.exists()) {
            fs::copy(file, &aside).map_err(CustodyError::file(&aside))?;
        }
    }
    Ok(package.save(file)?)
}
