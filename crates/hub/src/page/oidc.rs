//! The city's own accounts by OpenID Connect: code flow with PKCE; roles follow from the groups.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthenticationFlow, AuthorizationCode, Client, ClientId, ClientSecret,
    CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::{AuditAct, PageRole};
use super::audit::Entry;
use super::config::OidcConfig;
use super::users::Sessions;
use super::{Page, PageError};
use crate::store::db::{self, Statement};

/// Holds what the start knew until the browser comes back; lax, since it comes back from another site.
const COOKIE: &str = "__Host-kazashi-oidc";
const LONGEST_MS: i64 = 10 * 60_000;

/// All claims that the standard does not name.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Rest(BTreeMap<String, Value>);

impl AdditionalClaims for Rest {}

type Fields = IdTokenFields<
    Rest,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type OurClient = Client<
    Rest,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Where the browser goes, and what it keeps.
pub(super) struct Start {
    pub to: String,
    pub cookie: String,
}

#[derive(Serialize, Deserialize)]
struct Begun {
    state: String,
    nonce: String,
    verifier: String,
    at: i64,
}

/// The provider could not be reached.
#[derive(Debug, thiserror::Error)]
#[error("the provider could not be reached")]
struct NotReached;

async fn ask(http: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, NotReached> {
    let (parts, body) = request.into_parts();
    let asked = http
        .request(parts.method, parts.uri.to_string())
        .headers(parts.headers)
        .body(body)
        .send();
    let answer = asked.await.map_err(|_| NotReached)?;
    let mut response = openidconnect::http::Response::builder().status(answer.status());
    if let Some(headers) = response.headers_mut() {
        headers.clone_from(answer.headers());
    }
    let body = answer.bytes().await.map_err(|_| NotReached)?;
    response.body(body.to_vec()).map_err(|_| NotReached)
}

fn http() -> Result<reqwest::Client, PageError> {
    // The process may have one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder()
        // A provider that leads elsewhere could lead into the city's own network.
        .redirect(reqwest::redirect::Policy::none())
        .timeout(std::time::Duration::from_secs(10));
    http.build().map_err(|_| PageError::Provider)
}

async fn client(config: &OidcConfig, http: &reqwest::Client) -> Result<OurClient, PageError> {
    let issuer = IssuerUrl::new(config.issuer.clone()).map_err(|_| PageError::NotConfigured)?;
    let client = http.clone();
    let by = move |request: HttpRequest| ask(client.clone(), request);
    let metadata = CoreProviderMetadata::discover_async(issuer, &by).await;
    let metadata = metadata.map_err(|_| PageError::Provider)?;
    let redirect =
        RedirectUrl::new(config.redirect.clone()).map_err(|_| PageError::NotConfigured)?;
    let secret = config.client_secret.clone().map(ClientSecret::new);
    let id = ClientId::new(config.client_id.clone());
    Ok(OurClient::from_provider_metadata(metadata, id, secret).set_redirect_uri(redirect))
}

/// Begins: the browser goes to the city's login.
pub(super) async fn start(page: &Page) -> Result<Start, PageError> {
    let config = page.config.oidc.as_ref().ok_or(PageError::NotConfigured)?;
    let client = client(config, &http()?).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
    let (to, state, nonce) = client
        .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
        .add_scope(Scope::new("profile".to_owned()))
        .set_pkce_challenge(challenge)
        .url();
    let begun = Begun {
        state: state.secret().clone(),
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
        at: page.now(),
    };
    let kept = data_encoding::BASE64URL_NOPAD.encode(&page.keeping.seal(&begun)?);
    let cookie = format!("{COOKIE}={kept}; Path=/; Max-Age=600; HttpOnly; Secure; SameSite=Lax");
    Ok(Start {
        to: to.to_string(),
        cookie,
    })
}

/// Takes the cookie of the start away.
pub(super) fn no_cookie() -> String {
    format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax")
}

/// The browser came back: who is it, and what may that be? Gives the cookie of the session.
pub(super) async fn finish(
    page: &Page,
    headers: &HeaderMap,
    code: String,
    state: &str,
) -> Result<String, PageError> {
    let config = page.config.oidc.as_ref().ok_or(PageError::NotConfigured)?;
    let kept = Sessions::read(headers, COOKIE).ok_or(PageError::NotFromThePage)?;
    let kept = data_encoding::BASE64URL_NOPAD.decode(kept.as_bytes());
    let begun: Begun = page
        .keeping
        .open(&kept.map_err(|_| PageError::NotFromThePage)?)?;
    if begun.state != state || page.now() - begun.at > LONGEST_MS {
        return Err(PageError::NotFromThePage);
    }
    let http = http()?;
    let client = client(config, &http).await?;
    let by = move |request: HttpRequest| ask(http.clone(), request);
    let exchange = client.exchange_code(AuthorizationCode::new(code));
    let exchange = exchange.map_err(|_| PageError::Provider)?;
    let exchange = exchange.set_pkce_verifier(PkceCodeVerifier::new(begun.verifier));
    let tokens = exchange
        .request_async(&by)
        .await
        .map_err(|_| PageError::Provider)?;
    let id_token = tokens.id_token().ok_or(PageError::Provider)?;
    // Signed by a key that the provider publishes; one made with the shared secret is not enough.
    let verifier = client.id_token_verifier().set_allowed_algs([
        CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
        CoreJwsSigningAlgorithm::RsaSsaPssSha256,
        CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        CoreJwsSigningAlgorithm::EcdsaP384Sha384,
        CoreJwsSigningAlgorithm::EdDsa,
    ]);
    let claims = id_token.claims(&verifier, &Nonce::new(begun.nonce));
    let claims = claims.map_err(|_| PageError::Provider)?;
    let rest = &claims.additional_claims().0;
    let username = claims.preferred_username().map(|name| name.as_str());
    let named = match config.account_claim.as_str() {
        "sub" => Some(claims.subject().as_str()),
        "preferred_username" => username,
        other => rest.get(other).and_then(Value::as_str),
    };
    let account = named
        .map(str::to_lowercase)
        .filter(|name| super::users::is_account(name));
    let account = account.ok_or(PageError::Provider)?;
    let groups = rest.get(&config.group_claim).and_then(Value::as_array);
    let groups = groups.into_iter().flatten().filter_map(Value::as_str);
    let roles = roles_of(config, groups);
    let display = claims
        .name()
        .and_then(|name| name.get(None))
        .map(|name| name.as_str());
    let user = page
        .put_oidc_user(&account, display.unwrap_or(&account), &roles)
        .await?;
    page.note(Entry::of(&user.account, AuditAct::LoggedIn))
        .await?;
    page.begin_session(&user).await
}

fn roles_of<'g>(config: &OidcConfig, groups: impl Iterator<Item = &'g str>) -> Vec<PageRole> {
    let codes = groups.filter_map(|group| config.roles.get(group)).flatten();
    let given: Vec<PageRole> = codes.filter_map(|code| PageRole::parse(code)).collect();
    PageRole::ALL
        .into_iter()
        .filter(|role| given.contains(role))
        .collect()
}

impl Page {
    /// The account of somebody whom the city's login named. One with a password is somebody else's.
    async fn put_oidc_user(
        &self,
        account: &str,
        name: &str,
        roles: &[PageRole],
    ) -> Result<super::User, PageError> {
        let known = self.user(account).await?;
        let is_taken = known.as_ref().is_some_and(|user| !user.oidc || user.locked);
        if roles.is_empty() || is_taken {
            self.note(Entry::of(account, AuditAct::LoginFailed)).await?;
            return Err(PageError::NotAllowed);
        }
        if known
            .as_ref()
            .is_none_or(|user| user.roles != roles || user.name != name)
        {
            let codes: Vec<&str> = roles.iter().map(|role| role.code()).collect();
            let name: String = name.chars().take(64).collect();
            let put = Statement::one(
                "INSERT INTO page_user (account, name, department, roles, password, totp, totp_step, \
                 recovery, oidc, locked, must_change, epoch, seen_ms) \
                 VALUES ($1, $2, '', $3, NULL, NULL, 0, '', 1, 0, 0, 1, NULL) \
                 ON CONFLICT (account) DO UPDATE SET name = excluded.name, roles = excluded.roles, \
                 epoch = page_user.epoch + 1 WHERE page_user.oidc = 1",
                vec![account.into(), name.into(), codes.join(",").into()],
            );
            if !db::change(&self.store, vec![put]).await? {
                return Err(PageError::Conflict);
            }
        }
        self.user(account).await?.ok_or(PageError::NotFound)
    }
}
