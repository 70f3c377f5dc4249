//! The two windows: the clerk's, and the resident's on the second screen when there is one.

use tauri::{AppHandle, Manager, Monitor, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

/// Label of the staff window; its permissions are in `capabilities/staff.json`.
pub const STAFF: &str = "staff";
/// Label of the resident's window; its permissions are in `capabilities/resident.json`.
pub const RESIDENT: &str = "resident";

/// Opens both windows.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    let staff = builder(app, STAFF, "index.html")
        .title("かざし")
        .inner_size(1280.0, 860.0)
        .min_inner_size(1000.0, 700.0)
        .build()?;
    let resident = builder(app, RESIDENT, "resident.html")
        .title("かざし（お客様用）")
        .inner_size(1024.0, 768.0)
        .decorations(false)
        .visible(false)
        .skip_taskbar(true)
        .build()?;
    if let Some(second) = second_screen(&staff)? {
        resident.set_position(*second.position())?;
        resident.show()?;
        resident.set_fullscreen(true)?;
        staff.set_focus()?;
    }
    Ok(())
}

fn builder<'a>(
    app: &'a AppHandle,
    label: &str,
    page: &str,
) -> WebviewWindowBuilder<'a, tauri::Wry, AppHandle> {
    // The windows show this program's own pages and can be led nowhere else.
    WebviewWindowBuilder::new(app, label, WebviewUrl::App(page.into())).on_navigation(|url| {
        url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
    })
}

fn second_screen(staff: &WebviewWindow) -> tauri::Result<Option<Monitor>> {
    let here = staff.current_monitor()?;
    Ok(staff
        .available_monitors()?
        .into_iter()
        .find(|monitor| here.as_ref().is_some_and(|here| here.position() != monitor.position())))
}

/// With one screen only, the resident has all of it while typing, and gives it back.
pub fn give_the_screen(app: &AppHandle, to_resident: bool) {
    let (Some(staff), Some(resident)) = (
        app.get_webview_window(STAFF),
        app.get_webview_window(RESIDENT),
    ) else {
        return;
    };
    if matches!(second_screen(&staff), Ok(Some(_))) {
        if to_resident {
            let _ = resident.set_focus();
        }
        return;
    }
    let visible = resident.is_visible().unwrap_or(false);
    let moved = match (to_resident, visible) {
        (true, false) => resident
            .show()
            .and_then(|()| resident.set_fullscreen(true))
            .and_then(|()| resident.set_focus()),
        (false, true) => resident.hide().and_then(|()| staff.set_focus()),
        _ => Ok(()),
    };
    if let Err(error) = moved {
        tracing::warn!(%error, "the resident's window could not be moved");
    }
}
