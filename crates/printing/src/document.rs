//! The bytes that are printed.

use std::sync::Arc;

use zeroize::Zeroizing;

/// A finished PDF (印刷する文書). Copies share their bytes, which are wiped when the last one is dropped.
///
/// Kept until a job has ended, so that another printer can print the same when the first fails.
#[derive(Clone)]
pub struct Document(Arc<Zeroizing<Vec<u8>>>);

impl Document {
    /// Takes a PDF.
    pub fn new(pdf: Vec<u8>) -> Self {
        Self(Arc::new(Zeroizing::new(pdf)))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}
