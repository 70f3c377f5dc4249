//! People: each look is noted first.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use shelter::plain::PersonId;

use super::super::api::{
    AskErasure, Choose, Conflicts, ErasureLine, Export, Found, Inquiry, InquiryAnswer, InquiryLine,
    OpenPerson, PersonView, Search, Settle,
};
use super::super::{Page, PageError, Who};
use super::asked::{At, Sent};
use crate::store::Kind;

const SHELTER: Option<Kind> = Some(Kind::Shelter);

pub(super) async fn search(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At(realm): At<String>,
    Sent(search): Sent<Search>,
) -> Result<Json<Found>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    Ok(Json(page.search(&who, realm.id, &search).await?))
}

pub(super) async fn open(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At((realm, person)): At<(String, String)>,
    Sent(open): Sent<OpenPerson>,
) -> Result<Json<PersonView>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    let person = PersonId::parse(&person).ok_or(PageError::NotFound)?;
    Ok(Json(
        page.open_person(&who, realm.id, person, &open.reason)
            .await?,
    ))
}

pub(super) async fn inquiries(
    State(page): State<Arc<Page>>,
    At(realm): At<String>,
) -> Result<Json<Vec<InquiryLine>>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    Ok(Json(page.inquiries(realm.id).await?))
}

pub(super) async fn answer(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At(realm): At<String>,
    Sent(inquiry): Sent<Inquiry>,
) -> Result<Json<InquiryAnswer>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    Ok(Json(page.answer_inquiry(&who, realm.id, &inquiry).await?))
}

pub(super) async fn conflicts(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At(realm): At<String>,
) -> Result<Json<Conflicts>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    Ok(Json(page.conflicts(&who, realm.id).await?))
}

pub(super) async fn settle(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At(realm): At<String>,
    Sent(settle): Sent<Settle>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    page.settle(&who, realm.id, &settle).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn choose(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At((realm, person)): At<(String, String)>,
    Sent(choose): Sent<Choose>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    let person = PersonId::parse(&person).ok_or(PageError::NotFound)?;
    page.choose(&who, realm.id, person, &choose).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn export(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At(realm): At<String>,
    Sent(export): Sent<Export>,
) -> Result<Response, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    let file = page.export(&who, &realm, &export).await?;
    let headers = [
        (header::CONTENT_TYPE, file.media.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", file.name),
        ),
    ];
    Ok((headers, file.bytes.to_vec()).into_response())
}

pub(super) async fn erasures(
    State(page): State<Arc<Page>>,
    At(realm): At<String>,
) -> Result<Json<Vec<ErasureLine>>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    Ok(Json(page.erasures(realm.id).await?))
}

pub(super) async fn ask_erasure(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At(realm): At<String>,
    Sent(ask): Sent<AskErasure>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    page.ask_erasure(&who, realm.id, &ask).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn carry_out(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At((realm, erasure)): At<(String, String)>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    let id = PersonId::parse(&erasure).ok_or(PageError::NotFound)?.0;
    page.carry_out(&who, realm.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
