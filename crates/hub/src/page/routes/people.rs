//! People: each look is noted first.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use shelter::plain::PersonId;

use super::super::api::{
    AskErasure, Choose, Conflicts, ErasureLine, Export, Found, Inquiry, InquiryAnswer, InquiryLine,
    OpenPerson, PersonView, Search, Settle,
};
use super::super::{Page, PageError, Who};
use crate::store::Kind;

type At = State<Arc<Page>>;
const SHELTER: Option<Kind> = Some(Kind::Shelter);

pub(super) async fn search(
    State(page): At,
    Extension(who): Extension<Who>,
    Path(realm): Path<String>,
    Json(search): Json<Search>,
) -> Result<Json<Found>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    Ok(Json(page.search(&who, realm.id, &search).await?))
}

pub(super) async fn open(
    State(page): At,
    Extension(who): Extension<Who>,
    Path((realm, person)): Path<(String, String)>,
    Json(open): Json<OpenPerson>,
) -> Result<Json<PersonView>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    let person = PersonId::parse(&person).ok_or(PageError::NotFound)?;
    Ok(Json(
        page.open_person(&who, realm.id, person, &open.reason)
            .await?,
    ))
}

pub(super) async fn inquiries(
    State(page): At,
    Path(realm): Path<String>,
) -> Result<Json<Vec<InquiryLine>>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    Ok(Json(page.inquiries(realm.id).await?))
}

pub(super) async fn answer(
    State(page): At,
    Extension(who): Extension<Who>,
    Path(realm): Path<String>,
    Json(inquiry): Json<Inquiry>,
) -> Result<Json<InquiryAnswer>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    Ok(Json(page.answer_inquiry(&who, realm.id, &inquiry).await?))
}

pub(super) async fn conflicts(
    State(page): At,
    Extension(who): Extension<Who>,
    Path(realm): Path<String>,
) -> Result<Json<Conflicts>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    Ok(Json(page.conflicts(&who, realm.id).await?))
}

pub(super) async fn settle(
    State(page): At,
    Extension(who): Extension<Who>,
    Path(realm): Path<String>,
    Json(settle): Json<Settle>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    page.settle(&who, realm.id, &settle).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn choose(
    State(page): At,
    Extension(who): Extension<Who>,
    Path((realm, person)): Path<(String, String)>,
    Json(choose): Json<Choose>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    let person = PersonId::parse(&person).ok_or(PageError::NotFound)?;
    page.choose(&who, realm.id, person, &choose).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn export(
    State(page): At,
    Extension(who): Extension<Who>,
    Path(realm): Path<String>,
    Json(export): Json<Export>,
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
    State(page): At,
    Path(realm): Path<String>,
) -> Result<Json<Vec<ErasureLine>>, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    Ok(Json(page.erasures(realm.id).await?))
}

pub(super) async fn ask_erasure(
    State(page): At,
    Extension(who): Extension<Who>,
    Path(realm): Path<String>,
    Json(ask): Json<AskErasure>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    page.ask_erasure(&who, realm.id, &ask).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn carry_out(
    State(page): At,
    Extension(who): Extension<Who>,
    Path((realm, erasure)): Path<(String, String)>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, SHELTER).await?;
    let id = PersonId::parse(&erasure).ok_or(PageError::NotFound)?.0;
    page.carry_out(&who, realm.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
