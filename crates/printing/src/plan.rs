//! What is told a printer about a job: only what it says it knows.

use ipp::{attribute::IppAttribute, value::IppValue};

use crate::{
    JobSettings, Notice, PaperTray, PrintError, PrinterStatus, Profile, Sides, Staple,
    attributes::{attribute, keyword, media, media_by_name},
};

/// The attributes of one job, and what had to be left out of them.
pub(crate) struct Plan {
    pub attributes: Vec<IppAttribute>,
    pub notices: Vec<Notice>,
}

impl Plan {
    /// Weighs what is wanted against what the printer says of itself.
    ///
    /// Paper, tray and copies are refused here, before anything personal travels: printers are free to put
    /// another paper in place of one they lack, so that waiting for a refusal would waste a form.
    pub fn make(
        status: &PrinterStatus,
        profile: &Profile,
        paper: &PaperTray,
        settings: &JobSettings,
        by_queue: bool,
    ) -> Result<Self, PrintError> {
        if let Some(refusal) = status.refusal() {
            return Err(refusal);
        }
        if settings.copies < 1 || settings.copies > status.most_copies {
            return Err(PrintError::CopiesOutOfRange {
                asked: settings.copies,
                most: status.most_copies,
            });
        }
        let mut plan = Self {
            // Anything else shrinks the page to the printer's margins and moves every field.
            attributes: vec![attribute("print-scaling", keyword("none"))],
            notices: Vec::new(),
        };
        plan.paper(status, paper, by_queue)?;
        plan.copies(settings.copies);
        plan.sides(status, settings.sides.unwrap_or(profile.sides));
        if profile.monochrome {
            plan.keyword_if(
                &status.color_modes,
                "print-color-mode",
                "monochrome",
                Notice::ColorStaysOn,
            );
        }
        if let Some(quality) = profile.quality {
            plan.number_if(
                &status.qualities,
                "print-quality",
                quality.ipp(),
                Notice::QualityUnknown,
            );
        }
        let staple = settings.staple.unwrap_or(profile.staple);
        if staple != Staple::None {
            plan.number_if(
                &status.finishings,
                "finishings",
                staple.ipp(),
                Notice::NotStapled,
            );
        }
        Ok(plan)
    }

    fn paper(
        &mut self,
        status: &PrinterStatus,
        paper: &PaperTray,
        by_queue: bool,
    ) -> Result<(), PrintError> {
        let lacks = |known: &[String], wanted: &str| {
            !known.is_empty() && !known.iter().any(|name| name == wanted)
        };
        let names_tray = paper.tray != "auto";
        if names_tray && lacks(&status.trays, &paper.tray)
            || lacks(&status.media, paper.size.media_name())
        {
            return Err(paper_not_supported(paper));
        }
        if !by_queue {
            self.attributes.push(media(paper));
            return Ok(());
        }
        // CUPS drops `media-col` on its way to a printer without a driver, and the size with it.
        self.attributes.push(media_by_name(paper));
        if names_tray {
            if status.trays.is_empty() {
                self.notices.push(Notice::TrayLeftToQueue);
            } else {
                self.attributes.push(media(paper));
            }
        }
        Ok(())
    }

    fn copies(&mut self, copies: u32) {
        let copies = i32::try_from(copies).unwrap_or(i32::MAX);
        self.attributes
            .push(attribute("copies", IppValue::Integer(copies)));
    }

    fn sides(&mut self, status: &PrinterStatus, sides: Sides) {
        // A printer that says nothing about sides still takes the standard's keyword.
        let known =
            status.sides.is_empty() || status.sides.iter().any(|one| one == sides.keyword());
        if known {
            self.attributes
                .push(attribute("sides", keyword(sides.keyword())));
        } else if sides != Sides::One {
            self.notices.push(Notice::OneSideOnly);
        }
    }

    fn keyword_if(&mut self, known: &[String], name: &str, value: &str, notice: Notice) {
        if known.iter().any(|one| one == value) {
            self.attributes.push(attribute(name, keyword(value)));
        } else {
            self.notices.push(notice);
        }
    }

    fn number_if(&mut self, known: &[i32], name: &str, value: i32, notice: Notice) {
        if known.contains(&value) {
            self.attributes.push(attribute(name, IppValue::Enum(value)));
        } else {
            self.notices.push(notice);
        }
    }
}

pub(crate) fn paper_not_supported(paper: &PaperTray) -> PrintError {
    PrintError::PaperNotSupported {
        paper: paper.size.name(),
        tray: paper.tray.clone(),
    }
}
