//! Changes in a profile file that leave all else in it as it was, comments too.

use toml_edit::{DocumentMut, Item, Table, Value};

use crate::{Profile, ProfileError, ProfileProblem};

/// How a printer's print is corrected: millimetres to the right and down, stretch of width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correction {
    /// As [`Profile::offset_x_mm`].
    pub offset_x_mm: f64,
    /// As [`Profile::offset_y_mm`].
    pub offset_y_mm: f64,
    /// As [`Profile::scale_x`].
    pub scale_x: f64,
    /// As [`Profile::scale_y`].
    pub scale_y: f64,
}

/// The text of a profile with this correction; `file` is used in errors only.
///
/// Fails when the profile is broken, before or after.
pub fn with_correction(
    file: &str,
    text: &str,
    correction: &Correction,
) -> Result<String, Vec<ProfileError>> {
    Profile::parse(file, text)?;
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        vec![ProfileError {
            file: file.to_owned(),
            line: 0,
            column: 0,
            field: String::new(),
            problem: ProfileProblem::NotToml {
                message: error.message().to_owned(),
            },
        }]
    })?;
    let placement = document
        .entry("placement")
        .or_insert_with(|| Item::Table(Table::new()));
    if let Some(placement) = placement.as_table_like_mut() {
        for (key, number) in [
            ("offset_x_mm", correction.offset_x_mm),
            ("offset_y_mm", correction.offset_y_mm),
            ("scale_x", correction.scale_x),
            ("scale_y", correction.scale_y),
        ] {
            let mut value = Value::from(number);
            if let Some(old) = placement.get(key).and_then(Item::as_value) {
                // Blanks and the comment on the line belong to the value.
                *value.decor_mut() = old.decor().clone();
            }
            placement.insert(key, Item::Value(value));
        }
    }
    let changed = document.to_string();
    Profile::parse(file, &changed)?;
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORRECTION: Correction = Correction {
        offset_x_mm: -1.5,
        offset_y_mm: 2.25,
        scale_x: 1.002,
        scale_y: 0.998,
    };

    fn placed(profile: &Profile) -> Correction {
        Correction {
            offset_x_mm: profile.offset_x_mm,
            offset_y_mm: profile.offset_y_mm,
            scale_x: profile.scale_x,
            scale_y: profile.scale_y,
        }
    }

    #[test]
    fn only_the_four_numbers_change() {
        let text = include_str!("../../../printer-profiles/generic-a4.toml")
            .replace("scale_x = 1.0", "scale_x = 1.0   # 幅 / width");
        let changed = with_correction("p.toml", &text, &CORRECTION).unwrap();
        let profile = Profile::parse("p.toml", &changed).unwrap();
        assert_eq!(placed(&profile), CORRECTION);
        let differing: Vec<_> = text
            .lines()
            .zip(changed.lines())
            .filter(|(old, new)| old != new)
            .map(|(_, new)| new)
            .collect();
        assert_eq!(
            differing,
            [
                "offset_x_mm = -1.5",
                "offset_y_mm = 2.25",
                "scale_x = 1.002   # 幅 / width",
                "scale_y = 0.998"
            ]
        );
        assert_eq!(text.lines().count(), changed.lines().count());
    }

    #[test]
    fn a_profile_without_a_placement_gets_one_however_it_is_written() {
        let smallest = "title.ja = '甲'\ntitle.en = 'A'\n";
        let paper = "[[paper]]\nsize = 'A4'\n";
        for placement in [
            "",
            "placement.offset_x_mm = 3.0\n",
            "placement = { scale_y = 1.01 }\n",
        ] {
            let text = format!("{smallest}{placement}{paper}");
            let changed = with_correction("p.toml", &text, &CORRECTION).unwrap();
            let profile = Profile::parse("p.toml", &changed).unwrap();
            assert_eq!(placed(&profile), CORRECTION, "{changed}");
            assert!(changed.contains("title.ja = '甲'"), "{changed}");
        }
    }

    #[test]
    fn nothing_is_written_into_a_broken_profile_nor_out_of_range() {
        assert!(with_correction("p.toml", "title = 1", &CORRECTION).is_err());
        let text = include_str!("../../../printer-profiles/generic-a4.toml");
        let far = Correction {
            offset_x_mm: 21.0,
            ..CORRECTION
        };
        assert!(with_correction("p.toml", text, &far).is_err());
    }
}
