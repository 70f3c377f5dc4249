//! Parts that the stories share.
