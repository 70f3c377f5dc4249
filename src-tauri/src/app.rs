//! Starts the program: settings, forms, fonts, then the windows.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use advice::{Advice, Advise};
use counter::{CodeMaker, Desk, DeskConfig};
use handover::Filled;
use paper::FormDesk;
use rand_core::OsRng;
use station::{HandoverSettings, Places, Settings};
use tauri::{AppHandle, Manager};

use crate::card::{self, Readers};
use crate::designer::Workbench;
use crate::desks::DeskKind;
use crate::engine::{Engine, State};
use crate::presence::Presence;
use crate::training::StandIn;
use crate::view::{BundleView, FormCard, Language, PrinterView};
use crate::{bindings, windows};
/// Profile of a printer that nobody has measured yet.
const GENERIC_PROFILE: &str = "generic-a4";

/// Opens the windows and stays until they are closed.
pub fn run() -> ExitCode {
    let places = match Places::find() {
        Ok(places) => places,
        Err(error) => {
            log(&Settings::default());
            tracing::error!(%error, "cannot start");
            return ExitCode::FAILURE;
        }
    };
    let mut notices = Vec::new();
    let loaded = noted(Settings::load(&places), &mut notices);
    let settings_unreadable = notices.first().cloned();
    let settings = loaded.unwrap_or_default();
    log(&settings);
    let commands = bindings::builder();
    let result = tauri::Builder::default()
        .invoke_handler(commands.invoke_handler())
        .setup(move |app| {
            start(app.handle(), places, settings, settings_unreadable, notices)?;
            Ok(())
        })
        .on_window_event(|window, event| {
            // The staff window is the program: the resident's window goes with it.
            match (window.label(), event) {
                (windows::STAFF, tauri::WindowEvent::Destroyed) => window.app_handle().exit(0),
                (windows::RESIDENT, tauri::WindowEvent::CloseRequested { api, .. }) => {
                    api.prevent_close();
                }
                _ => {}
            }
        })
        .run(tauri::generate_context!());
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the windows could not be opened");
            ExitCode::FAILURE
        }
    }
}

fn log(settings: &Settings) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(settings.log_level.as_str()));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// Takes what is there, and notes down what is wrong.
fn noted<T, E: Advise>(result: Result<T, E>, notices: &mut Vec<Advice>) -> Option<T> {
    result.map_err(|error| notices.push(error.advice())).ok()
}

fn start(
    app: &AppHandle,
    places: Places,
    mut settings: Settings,
    settings_unreadable: Option<Advice>,
    mut notices: Vec<Advice>,
) -> tauri::Result<()> {
    let fonts = noted(station::find_fonts(&settings.extra_fonts), &mut notices);
    let listed = noted(station::list_forms(&places.forms_dir), &mut notices).unwrap_or_default();
    let profiles =
        noted(station::list_profiles(&places.profiles_dir), &mut notices).unwrap_or_default();
    let (mut forms, mut broken_forms) = (Vec::new(), Vec::new());
    for form in listed {
        match form.form {
            // Papers of the shelter desk are no requests that somebody at the counter could want.
            Ok(definition) if definition.desk() != FormDesk::Counter => {}
            Ok(definition) => forms.push(Arc::new(definition)),
            Err(errors) => broken_forms.extend(
                errors
                    .first()
                    .map(|error| FormCard::broken(&form.id, error.advice())),
            ),
        }
    }
    let stand_in = StandIn::new();
    if settings.printers().is_empty() {
        settings.printer_uri.clone_from(&stand_in.printer_uri);
    }
    let fonts = fonts.map(Arc::new);
    let guides = noted(station::list_guides(&places.forms_dir), &mut notices).unwrap_or_default();
    let guides = guides
        .into_iter()
        .filter_map(|listed| listed.guide.ok().map(Arc::new))
        .collect();
    let desk = Desk::new(DeskConfig {
        guides,
        forms,
        fonts: fonts.clone(),
        city_name: either(&settings.city_name, stand_in.city_name),
        mayor: either(&settings.mayor, stand_in.mayor),
        idle_limit: Duration::from_secs(settings.idle_seconds.into()),
        hands_over: settings.handover.folder.is_some(),
        code: code_maker(&settings.handover),
    });
    let printer_entry = settings.default_printer();
    let printer = PrinterView {
        uri: printer_entry.as_ref().and_then(|entry| entry.uri.clone()),
        profile: printer_entry
            .and_then(|entry| entry.profile)
            .unwrap_or_else(|| GENERIC_PROFILE.to_owned()),
        ..PrinterView::default()
    };
    let resident_window = settings.resident_window;
    let state = State {
        desk,
        front: DeskKind::Counter,
        printer,
        broken_forms,
        settings,
        profiles: profiles.into_iter().map(|profile| profile.name).collect(),
        notices: notices.into_iter().map(Into::into).collect(),
        tray_problem: None,
        readers: Readers::None,
        presence: Presence::default(),
        training: None,
        cancel: None,
        left_at_printer: None,
        slip_problem: None,
        bundle: station::active_bundle(&places).map(|bundle| BundleView {
            name: bundle.name,
            version: u32::try_from(bundle.version).unwrap_or(u32::MAX),
            created: bundle.created.date().to_string(),
        }),
        fonts,
        settings_unreadable,
        real_reader: false,
        shares_screen: false,
        language: Language::default(),
    };
    let engine = Engine::new(app.clone(), places, state);
    engine.take_up_shelter();
    engine.take_up_polling();
    app.manage(engine.clone());
    app.manage(Workbench::default());
    let shares_screen = windows::open(app, resident_window)?;
    engine.with_state(|state| state.shares_screen = shares_screen);
    engine.use_profile();
    engine.check_printer();
    card::spawn_watcher(engine);
    Ok(())
}

/// Makes the code for the back office, where the city has switched it on.
fn code_maker(settings: &HandoverSettings) -> Option<CodeMaker> {
    if !settings.qr {
        return None;
    }
    let key = settings.city_key();
    Some(Box::new(move |form, values, today| {
        let filled = Filled::of(form, values, today);
        handover::code(&filled, key.as_ref(), &mut OsRng).map_err(|error| error.advice())
    }))
}

fn either(set: &str, stand_in: &str) -> String {
    if set.is_empty() { stand_in } else { set }.to_owned()
}
