//! Counts: no person.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use shelter::plain::ShelterId;

use super::super::api::{
    Overview, PollingOverview, ReportLine, ReportView, SettleDouble, ShelterView,
};
use super::super::{Page, PageError, Who};
use super::asked::{At, Sent};
use crate::store::Kind;

fn shelter_of(text: &str) -> Result<ShelterId, PageError> {
    ShelterId::parse(text).ok_or(PageError::NotFound)
}

pub(super) async fn overview(
    State(page): State<Arc<Page>>,
    At(realm): At<String>,
) -> Result<Json<Overview>, PageError> {
    let realm = page.realm(&realm, Some(Kind::Shelter)).await?;
    Ok(Json(page.overview(realm.id).await?))
}

pub(super) async fn shelter(
    State(page): State<Arc<Page>>,
    At((realm, shelter)): At<(String, String)>,
) -> Result<Json<ShelterView>, PageError> {
    let realm = page.realm(&realm, Some(Kind::Shelter)).await?;
    Ok(Json(
        page.shelter_view(realm.id, shelter_of(&shelter)?).await?,
    ))
}

pub(super) async fn reports(
    State(page): State<Arc<Page>>,
    At(realm): At<String>,
) -> Result<Json<Vec<ReportLine>>, PageError> {
    let realm = page.realm(&realm, Some(Kind::Shelter)).await?;
    Ok(Json(page.reports(realm.id).await?))
}

pub(super) async fn report(
    State(page): State<Arc<Page>>,
    At((realm, shelter, number)): At<(String, String, u32)>,
) -> Result<Json<ReportView>, PageError> {
    let realm = page.realm(&realm, Some(Kind::Shelter)).await?;
    Ok(Json(
        page.report_view(realm.id, shelter_of(&shelter)?, number)
            .await?,
    ))
}

pub(super) async fn polling(
    State(page): State<Arc<Page>>,
    At(realm): At<String>,
) -> Result<Json<PollingOverview>, PageError> {
    let realm = page.realm(&realm, Some(Kind::Polling)).await?;
    Ok(Json(page.polling_overview(realm.id).await?))
}

pub(super) async fn settle_double(
    State(page): State<Arc<Page>>,
    Extension(who): Extension<Who>,
    At(realm): At<String>,
    Sent(settle): Sent<SettleDouble>,
) -> Result<StatusCode, PageError> {
    let realm = page.realm(&realm, Some(Kind::Polling)).await?;
    page.settle_double(&who, realm.id, &settle).await?;
    Ok(StatusCode::NO_CONTENT)
}
