//! The printers of one PC, and which form goes to which.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Settings;
use crate::profiles::is_profile_name;

/// Name of the printer that the keys `printer_uri` and `printer_profile` stand for.
const SINGLE: &str = "プリンター";

/// One printer (`[[printer]]`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PrinterEntry {
    /// Name for people, such as 窓口の複合機; used nowhere twice.
    pub name: String,
    /// Address: `ipp://`, `ipps://`, or `socket://` of a receipt printer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// Print queue of the system, in place of an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// Name of its profile; without one, any A4 printer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Ids of the forms that go to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
    /// Whether all other forms go to it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub default: bool,
    /// Whether slips (受付票) go to it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub slips: bool,
}

/// What one form is printed with (`[forms.<id>]`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FormSettings {
    /// How much of it is printed, in place of what the form's definition says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<FormMode>,
    /// Name of its printer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printer: Option<String>,
}

/// How much of a form is printed (印刷方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormMode {
    /// All of it, on blank paper (全体を白紙に).
    Whole,
    /// The values over the city's own PDF (市のPDFに重ねて).
    OverPdf,
    /// The values alone, onto pre-printed paper (値だけを刷り込み用紙に).
    ValuesOnly,
}

/// A setting that cannot be meant: where it stands and why.
pub(super) struct Fault {
    /// The table: `printer` with its index, or `forms` with the id.
    pub table: Table,
    /// The key in that table.
    pub key: &'static str,
    pub problem: String,
}

/// A table of the settings file.
pub(super) enum Table {
    Root,
    Printer(usize),
    Form(String),
}

impl Settings {
    /// Every printer; the keys `printer_uri` and `printer_profile` make a single one, which is the default.
    pub fn printers(&self) -> Vec<PrinterEntry> {
        match &self.printer_uri {
            Some(uri) if self.printers.is_empty() => vec![PrinterEntry {
                name: SINGLE.to_owned(),
                uri: Some(uri.clone()),
                profile: self.printer_profile.clone(),
                default: true,
                ..PrinterEntry::default()
            }],
            _ => self.printers.clone(),
        }
    }

    /// The printer for a form: the form's own, else the one that names the form, else the default.
    pub fn printer_for(&self, form_id: &str) -> Option<PrinterEntry> {
        let printers = self.printers();
        let own = self
            .forms
            .get(form_id)
            .and_then(|form| form.printer.as_deref());
        let by_name = printers
            .iter()
            .find(|printer| Some(printer.name.as_str()) == own);
        let by_form = || {
            let claims = |printer: &&PrinterEntry| printer.forms.iter().any(|id| id == form_id);
            printers.iter().find(claims)
        };
        by_name
            .or_else(by_form)
            .cloned()
            .or_else(|| self.default_printer())
    }

    /// The printer of all forms without one of their own; the only one of pages needs no mark.
    pub fn default_printer(&self) -> Option<PrinterEntry> {
        let printers = self.printers();
        let marked = printers.iter().find(|printer| printer.default);
        let mut of_pages = printers.iter().filter(|printer| !printer.is_receipt());
        let only = of_pages.next().filter(|_| of_pages.next().is_none());
        marked.or(only).cloned()
    }

    /// The printer of slips: the one that is marked so.
    pub fn slip_printer(&self) -> Option<PrinterEntry> {
        self.printers().into_iter().find(|printer| printer.slips)
    }

    /// How much of a form this city prints; `None` leaves it to the form's definition.
    pub fn form_mode(&self, form_id: &str) -> Option<FormMode> {
        self.forms.get(form_id).and_then(|form| form.mode)
    }

    /// The first thing about printers that cannot be meant.
    pub(super) fn fault_of_printers(&self) -> Option<Fault> {
        if self.printer_uri.is_some() && !self.printers.is_empty() {
            return Some(Fault {
                table: Table::Root,
                key: "printer_uri",
                problem: "cannot stand beside [[printer]]: make it a [[printer]] too".to_owned(),
            });
        }
        let mut seen = Seen::default();
        let mut printers = self.printers.iter().enumerate();
        let of_printer = printers.find_map(|(index, printer)| {
            let (key, problem) = seen.fault(printer)?;
            Some(Fault {
                table: Table::Printer(index),
                key,
                problem,
            })
        });
        of_printer
            .or_else(|| self.no_default())
            .or_else(|| fault_of_forms(&self.forms, &self.printers()))
    }

    fn no_default(&self) -> Option<Fault> {
        let of_pages = |printer: &&PrinterEntry| !printer.is_receipt();
        let count = self.printers.iter().filter(of_pages).count();
        let is_marked = self.printers.iter().any(|printer| printer.default);
        (count > 1 && !is_marked).then(|| Fault {
            table: Table::Printer(0),
            key: "default",
            problem: "one of several printers must say default = true".to_owned(),
        })
    }
}

impl PrinterEntry {
    /// Whether its address is that of a receipt printer.
    pub fn is_receipt(&self) -> bool {
        let uri = self.uri.as_deref();
        uri.is_some_and(|uri| uri.starts_with("socket://"))
    }

    fn address_fault(&self) -> Option<(&'static str, &'static str)> {
        match (&self.uri, &self.queue) {
            (Some(_), Some(_)) => Some(("queue", "cannot stand beside uri: delete one of the two")),
            (Some(uri), None) if !is_address(uri) => {
                Some(("uri", "must begin with ipp://, ipps:// or socket://"))
            }
            (None, Some(queue)) if queue.trim().is_empty() => Some(("queue", "must not be empty")),
            (None, None) if self.profile.is_none() => {
                Some(("uri", "is missing; uri or queue must be there"))
            }
            _ if self.default && self.is_receipt() => {
                Some(("default", "cannot be a receipt printer"))
            }
            _ => None,
        }
    }
}

/// What the printers before had.
#[derive(Default)]
struct Seen<'s> {
    names: BTreeSet<&'s str>,
    forms: BTreeSet<&'s str>,
    default: bool,
    slips: bool,
}

impl<'s> Seen<'s> {
    fn fault(&mut self, printer: &'s PrinterEntry) -> Option<(&'static str, String)> {
        if printer.name.trim().is_empty() {
            return Some(("name", "must be there, as a name for people".to_owned()));
        }
        if !self.names.insert(&printer.name) {
            return Some(("name", "is the name of an earlier printer too".to_owned()));
        }
        if let Some((key, problem)) = printer.address_fault() {
            return Some((key, problem.to_owned()));
        }
        let profile = printer.profile.as_deref();
        if profile.is_some_and(|name| !is_profile_name(name)) {
            let problem = "must be the name of a profile, not a path";
            return Some(("profile", problem.to_owned()));
        }
        for form in &printer.forms {
            if !is_form_id(form) {
                return Some(("forms", format!("'{form}' is no id of a form")));
            }
            if !self.forms.insert(form) {
                return Some(("forms", format!("'{form}' goes to an earlier printer")));
            }
        }
        for (mark, seen, key) in [
            (printer.default, &mut self.default, "default"),
            (printer.slips, &mut self.slips, "slips"),
        ] {
            if mark && std::mem::replace(seen, true) {
                let problem = "may be true for one printer only";
                return Some((key, problem.to_owned()));
            }
        }
        None
    }
}

fn fault_of_forms(
    forms: &BTreeMap<String, FormSettings>,
    printers: &[PrinterEntry],
) -> Option<Fault> {
    forms.iter().find_map(|(id, form)| {
        let unknown = form.printer.as_ref().filter(|name| {
            let known = |printer: &PrinterEntry| printer.name == **name;
            !printers.iter().any(known)
        });
        let (key, problem) = if !is_form_id(id) {
            ("", "is no id of a form".to_owned())
        } else if let Some(name) = unknown {
            ("printer", format!("there is no printer '{name}'"))
        } else {
            return None;
        };
        Some(Fault {
            table: Table::Form(id.clone()),
            key,
            problem,
        })
    })
}

fn is_address(uri: &str) -> bool {
    let schemes = ["ipp://", "ipps://", "socket://"];
    schemes.iter().any(|scheme| uri.starts_with(scheme))
}

fn is_form_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !id.is_empty() && id.chars().all(plain)
}

#[cfg(test)]
mod tests;
