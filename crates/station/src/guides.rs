//! The guides beside the forms: one file a life event, each judged on its own.

use std::path::Path;

use paper::{Guide, ListedGuide};

use crate::FormsError;

/// Folder of the guides in the forms directory.
const GUIDES_DIR: &str = "guides";

/// All guides by their place on the screen, broken ones last; none when the forms directory has
/// no folder `guides`.
///
/// What a guide says of forms is not judged here, see [`Guide::check_beside`].
pub fn list_guides(forms_dir: &Path) -> Result<Vec<ListedGuide>, FormsError> {
    let dir = forms_dir.join(GUIDES_DIR);
    let guides = Guide::load_all(&dir).map_err(|error| FormsError::DirectoryUnreadable {
        dir,
        problem: error.to_string(),
    })?;
    let broken = guides.iter().filter(|listed| listed.guide.is_err()).count();
    tracing::debug!(guides = guides.len(), broken, "guides listed");
    Ok(guides)
}
