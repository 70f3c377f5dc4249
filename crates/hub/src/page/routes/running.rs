//! Devices, users and the record of looks.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use ledger::DeviceId;
use serde::Deserialize;

use super::super::api::{
    AuditAct, AuditPage, AuditVerdict, CodeMade, DeviceView, NewCodeAsked, Printed, PrintedPage,
    UserChange, UserMade, UserView,
};
use super::super::audit::Entry;
use super::super::{Page, PageError, User, Who};
use super::asked::{Asked, At, Sent};

fn device_of(text: &str) -> Result<DeviceId, PageError> {
    DeviceId::from_hex(text).ok_or(PageError::NotFound)
}

pub(super) async fn devices(
    State(page): State<Arc<Page>>,
    At(realm): At<String>,
) -> Result<Json<Vec<DeviceView>>, PageError> {
    let realm = page.realm(&realm, None).await?;
    Ok(Json(page.devices(realm.id).await?))
}

pub(super) async fn admit(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At((realm, device)): At<(String, String)>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, None).await?;
    page.admit(&who, realm.id, device_of(&device)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn revoke(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At((realm, device)): At<(String, String)>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, None).await?;
    page.revoke(&who, realm.id, device_of(&device)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn code(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At(realm): At<String>,
    Sent(asked): Sent<NewCodeAsked>,
) -> Result<Json<CodeMade>, PageError> {
    let realm = page.realm(&realm, None).await?;
    Ok(Json(page.make_code(&who, realm.id, &asked).await?))
}

/// What is printed leaves the screen as a file does, and is on record as one.
pub(super) async fn printed(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At(realm): At<String>,
    Sent(printed): Sent<Printed>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, None).await?;
    let what = match printed.page {
        PrintedPage::People => "print-people",
        PrintedPage::Inquiries => "print-inquiries",
        PrintedPage::Conflicts => "print-conflicts",
    };
    let entry = Entry::of(&who.user.account, AuditAct::Exported)
        .realm(realm.id)
        .about(what);
    let people = usize::try_from(printed.people).unwrap_or(usize::MAX);
    page.note(entry.people(people)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn users(State(page): State<Arc<Page>>) -> Result<Json<Vec<UserView>>, PageError> {
    Ok(Json(page.users().await?.iter().map(User::view).collect()))
}

pub(super) async fn put_user(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At(account): At<String>,
    Sent(change): Sent<UserChange>,
) -> Result<Json<UserMade>, PageError> {
    let entry = Entry::of(&who.user.account, AuditAct::UserChanged).about(&account);
    page.note(entry).await?;
    Ok(Json(page.put_user(&account, &change).await?))
}

#[derive(Deserialize)]
pub(super) struct Before {
    before: Option<i64>,
}

pub(super) async fn audit(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    Asked(at): Asked<Before>,
) -> Result<Json<AuditPage>, PageError> {
    page.note(Entry::of(&who.user.account, AuditAct::AuditRead))
        .await?;
    Ok(Json(page.audit_lines(at.before).await?))
}

pub(super) async fn verdict(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
) -> Result<Json<AuditVerdict>, PageError> {
    page.note(Entry::of(&who.user.account, AuditAct::AuditRead))
        .await?;
    Ok(Json(page.audit_verdict().await?))
}
