//! The two windows: the clerk's, and the resident's on the second screen when there is one.

use station::ResidentWindow;
use tauri::{
    AppHandle, LogicalPosition, Manager, Monitor, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
};

/// Label of the staff window; its permissions are in `capabilities/staff.json`.
pub const STAFF: &str = "staff";
/// Label of the resident's window; its permissions are in `capabilities/resident.json`.
pub const RESIDENT: &str = "resident";

const STAFF_WIDTH: f64 = 1280.0;

/// Opens both windows, and says whether clerk and resident have to share one screen.
pub fn open(app: &AppHandle, resident_window: ResidentWindow) -> tauri::Result<bool> {
    let staff = builder(app, STAFF, "index.html")
        .title("かざし")
        .inner_size(STAFF_WIDTH, 860.0)
        .min_inner_size(1000.0, 700.0)
        .build()?;
    let resident = builder(app, RESIDENT, "resident.html")
        .title("かざし（お客様用）")
        .inner_size(1024.0, 768.0)
        .decorations(false)
        .visible(false)
        .skip_taskbar(true)
        .build()?;
    if resident_window == ResidentWindow::Beside {
        staff.set_position(LogicalPosition::new(0.0, 0.0))?;
        resident.set_position(LogicalPosition::new(STAFF_WIDTH, 0.0))?;
        resident.show()?;
    } else if let Some(second) = second_screen(&staff)? {
        resident.set_position(*second.position())?;
        resident.set_size(*second.size())?;
        resident.show()?;
        resident.set_fullscreen(true)?;
    } else {
        return Ok(true);
    }
    staff.set_focus()?;
    Ok(false)
}

fn builder<'a>(
    app: &'a AppHandle,
    label: &str,
    page: &str,
) -> WebviewWindowBuilder<'a, tauri::Wry, AppHandle> {
    // The windows show this program's own pages and can be led nowhere else.
    WebviewWindowBuilder::new(app, label, WebviewUrl::App(page.into()))
        .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost"))
}

/// The screen that the staff window is not on; a window not drawn yet counts as on the first.
fn second_screen(staff: &WebviewWindow) -> tauri::Result<Option<Monitor>> {
    let screens = staff.available_monitors()?;
    let here = staff
        .current_monitor()?
        .or_else(|| screens.first().cloned())
        .map(|screen| *screen.position());
    tracing::debug!(screens = screens.len(), "screens counted");
    Ok(screens
        .into_iter()
        .find(|screen| here.is_some_and(|here| here != *screen.position())))
}

/// The resident has the keyboard while typing and, with one screen only, all of the screen.
pub fn give_to_resident(app: &AppHandle, still: impl FnOnce() -> bool + Send + 'static) {
    with_both(app, still, |_, resident| {
        if !resident.is_visible()? {
            resident.show()?;
            resident.set_fullscreen(true)?;
        }
        resident.set_focus()
    });
}

/// With one screen only, the clerk gets it back.
pub fn give_to_staff(app: &AppHandle, still: impl FnOnce() -> bool + Send + 'static) {
    with_both(app, still, |staff, resident| {
        resident.hide()?;
        staff.set_focus()
    });
}

/// The keyboard too goes back to the clerk, where each has a screen.
pub fn give_the_keyboard_to_staff(app: &AppHandle, still: impl FnOnce() -> bool + Send + 'static) {
    with_both(app, still, |staff, _| staff.set_focus());
}

/// Does it where it is still wanted.
fn with_both(
    app: &AppHandle,
    still: impl FnOnce() -> bool + Send + 'static,
    act: impl FnOnce(&WebviewWindow, &WebviewWindow) -> tauri::Result<()> + Send + 'static,
) {
    let handle = app.clone();
    // Asked from another thread, a window answers through the main one; there it answers at once.
    let asked = app.run_on_main_thread(move || {
        let (Some(staff), Some(resident)) = (
            handle.get_webview_window(STAFF),
            handle.get_webview_window(RESIDENT),
        ) else {
            return;
        };
        if !still() {
            return;
        }
        if let Err(error) = act(&staff, &resident) {
            tracing::warn!(%error, "the resident's window could not be moved");
        }
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "the windows do not answer");
    }
}
