//! 続柄.

use serde::{Deserialize, Serialize};

/// 続柄: what a member is to the household's representative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// 本人.
    Oneself,
    /// 配偶者.
    Spouse,
    /// 子.
    Child,
    /// 父母.
    Parent,
    /// 祖父母.
    Grandparent,
    /// 孫.
    Grandchild,
    /// 兄弟姉妹.
    Sibling,
    /// その他の親族.
    Relative,
    /// 同居人など.
    Other,
}
