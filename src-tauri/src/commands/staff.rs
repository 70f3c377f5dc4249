//! What the staff window may ask for.
#![allow(
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "Tauri hands commands their arguments by value and makes items without documentation"
)]

use counter::Input;
use tauri::State;
use tauri::ipc::Response;

use crate::engine::Engine;
use crate::shown::Numbered;
use crate::view::{StaffView, who_of};

/// The view as it is now.
#[tauri::command]
#[specta::specta]
pub fn staff_view(engine: State<'_, Engine>) -> Numbered<StaffView> {
    // `cargo xtask bench` takes this line for the first usable screen.
    tracing::info!("first view");
    engine.staff_view()
}

/// A session for this life event begins.
#[tauri::command]
#[specta::specta]
pub fn choose_guide(engine: State<'_, Engine>, guide: String) {
    engine.input(Input::ChooseGuide(guide));
}

/// A session for this form begins.
#[tauri::command]
#[specta::specta]
pub fn choose_form(engine: State<'_, Engine>, form: String) {
    engine.input(Input::ChooseForm(form));
}

/// The session ends and is wiped.
#[tauri::command]
#[specta::specta]
pub fn end_session(engine: State<'_, Engine>) {
    engine.input(Input::End);
}

/// Once more from the card on.
#[tauri::command]
#[specta::specta]
pub fn try_again(engine: State<'_, Engine>) {
    engine.input(Input::TryAgain);
}

/// A form goes on the list of this case, or off it.
#[tauri::command]
#[specta::specta]
pub fn want_form(engine: State<'_, Engine>, form: String, on: bool) {
    engine.input(Input::WantForm { form, on });
}

/// The list of procedures is settled: on to the people.
#[tauri::command]
#[specta::specta]
pub fn to_forms(engine: State<'_, Engine>) {
    engine.input(Input::ToForms);
}

/// Back to the questions of the life event.
#[tauri::command]
#[specta::specta]
pub fn to_guide(engine: State<'_, Engine>) {
    engine.input(Input::ToGuide);
}

/// The agent, or one more of the family, by card or by hand.
#[tauri::command]
#[specta::specta]
pub fn add_person(engine: State<'_, Engine>, agent: bool, by_card: bool) {
    engine.input(Input::AddPerson { agent, by_card });
}

/// The spouse, as one more of the family.
#[tauri::command]
#[specta::specta]
pub fn add_spouse(engine: State<'_, Engine>) {
    engine.input(Input::AddSpouse);
}

/// Somebody does not belong to this case after all.
#[tauri::command]
#[specta::specta]
pub fn remove_person(engine: State<'_, Engine>, who: String) {
    if let Some(who) = who_of(&who) {
        engine.input(Input::RemovePerson(who));
    }
}

/// A card is read for this person.
#[tauri::command]
#[specta::specta]
pub fn read_card_of(engine: State<'_, Engine>, who: String) {
    if let Some(who) = who_of(&who) {
        engine.input(Input::ReadCardOf(who));
    }
}

/// No card after all: the clerk types.
#[tauri::command]
#[specta::specta]
pub fn by_hand(engine: State<'_, Engine>) {
    engine.input(Input::ByHand);
}

/// A person goes on the rows of a form, or off them.
#[tauri::command]
#[specta::specta]
pub fn want_member(engine: State<'_, Engine>, form: String, who: String, on: bool) {
    if let Some(who) = who_of(&who) {
        engine.input(Input::WantMember { form, who, on });
    }
}

/// The clerk's answer to a question.
#[tauri::command]
#[specta::specta]
pub fn answer(engine: State<'_, Engine>, name: String, value: String) {
    engine.input(Input::Answer { name, value });
}

/// A field that cannot be printed as it is stays empty, for the hand.
#[tauri::command]
#[specta::specta]
pub fn leave_for_hand(engine: State<'_, Engine>, name: String) {
    engine.input(Input::LeaveForHand(name));
}

/// One page as it will be printed: PNG, pages counted from 0; empty when there is none.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_page(engine: State<'_, Engine>, form: String, page: u32, width_px: u32) -> PngPage {
    PngPage(Response::new(engine.preview_page(&form, page, width_px)))
}

/// A picture as raw bytes: an `ArrayBuffer` in the window, never text.
pub struct PngPage(Response);

impl PngPage {
    pub(super) fn of(png: Response) -> Self {
        Self(png)
    }
}

impl tauri::ipc::IpcResponse for PngPage {
    fn body(self) -> tauri::Result<tauri::ipc::InvokeResponseBody> {
        self.0.body()
    }
}

impl specta::Type for PngPage {
    fn definition(_: &mut specta::Types) -> specta::datatype::DataType {
        specta_typescript::define("ArrayBuffer").into()
    }
}

/// The forms that are not on paper yet go to their printers, or all to this one.
#[tauri::command]
#[specta::specta]
pub fn print_forms(engine: State<'_, Engine>, elsewhere: Option<String>) {
    engine.input(Input::Print { elsewhere });
}

/// Somebody is still there.
#[tauri::command]
#[specta::specta]
pub fn stay(engine: State<'_, Engine>) {
    engine.input(Input::Touch);
}

/// The slip that says where to go.
#[tauri::command]
#[specta::specta]
pub fn print_slip(engine: State<'_, Engine>) {
    engine.input(Input::PrintSlip);
}

/// Another printer from now on; remembered.
#[tauri::command]
#[specta::specta]
pub fn set_printer(engine: State<'_, Engine>, uri: String, profile: String) {
    engine.set_printer(&uri, &profile);
}

/// Asks the printer how it is.
#[tauri::command]
#[specta::specta]
pub fn check_printer(engine: State<'_, Engine>) {
    engine.check_printer();
}

/// Puts an invented resident's card on the virtual reader.
#[tauri::command(async)]
#[specta::specta]
pub fn insert_training_card(engine: State<'_, Engine>, resident: String) {
    engine.insert_training_card(&resident);
}

/// Takes it off again.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_training_card(engine: State<'_, Engine>) {
    engine.remove_training_card();
}
