//! The city's own accounts, with a provider that runs in the test.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Query, State};
use axum::http::{Method, StatusCode, header};
use axum::routing::{get, post};
use axum::{Json, Router};
use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::{Signer, SigningKey};
use hub::page::PageConfig;
use hub::page::api::WhoAmI;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::browser::Browser;
use crate::world::{World, config};

/// What the provider says of who logs in, and what it saw at the start.
struct Provider {
    issuer: String,
    key: SigningKey,
    groups: Vec<&'static str>,
    nonce: Mutex<String>,
    challenge: Mutex<String>,
}

impl Provider {
    fn token(&self) -> String {
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap();
        let head = json!({ "alg": "EdDSA", "typ": "JWT", "kid": "one" });
        let claims = json!({
            "iss": self.issuer, "aud": "kazashi", "sub": "4711", "exp": now.as_secs() + 60,
            "iat": now.as_secs(), "nonce": *self.nonce.lock().unwrap(),
            "preferred_username": "Mihon.Hanako", "name": "見本花子", "groups": self.groups,
        });
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let said = format!("{}.{}", part(&head), part(&claims));
        let signature = self.key.sign(said.as_bytes());
        format!("{said}.{}", BASE64URL_NOPAD.encode(&signature.to_bytes()))
    }
}

async fn description(State(provider): State<Arc<Provider>>) -> Json<Value> {
    let at = &provider.issuer;
    Json(json!({
        "issuer": at, "authorization_endpoint": format!("{at}/authorize"),
        "token_endpoint": format!("{at}/token"), "jwks_uri": format!("{at}/keys"),
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    }))
}

async fn keys(State(provider): State<Arc<Provider>>) -> Json<Value> {
    let x = BASE64URL_NOPAD.encode(provider.key.verifying_key().as_bytes());
    Json(json!({ "keys": [{
        "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "one", "x": x,
    }]}))
}

async fn token(State(provider): State<Arc<Provider>>, form: String) -> (StatusCode, Json<Value>) {
    // A form is written as a query is.
    let form = format!("/?{form}").parse().unwrap();
    let Query(form) = Query::<BTreeMap<String, String>>::try_from_uri(&form).unwrap();
    let hash = Sha256::digest(form["code_verifier"].as_bytes());
    let fits = BASE64URL_NOPAD.encode(&hash) == *provider.challenge.lock().unwrap();
    if form["code"] != "the-code" || !fits {
        return (
            StatusCode::BAD_REQUEST,
            Json(json!({ "error": "invalid_grant" })),
        );
    }
    let answer =
        json!({ "access_token": "x", "token_type": "Bearer", "id_token": provider.token() });
    (StatusCode::OK, Json(answer))
}

async fn start(groups: Vec<&'static str>) -> (World, Arc<Provider>) {
    let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", socket.local_addr().unwrap());
    let provider = Arc::new(Provider {
        issuer: issuer.clone(),
        key: SigningKey::from_bytes(&[8; 32]),
        groups,
        nonce: Mutex::default(),
        challenge: Mutex::default(),
    });
    let app = Router::new()
        .route("/.well-known/openid-configuration", get(description))
        .route("/keys", get(keys))
        .route("/token", post(token))
        .with_state(Arc::clone(&provider));
    tokio::spawn(async move { axum::serve(socket, app).await });
    let text = format!(
        "issuer = '{issuer}'\nclient_id = 'kazashi'\nclient_secret = 'secret'\n\
         redirect = 'https://hub.example/page/api/oidc/callback'\nlabel = '市の職員認証'\n\
         [roles]\nbousai = ['viewer', 'keeper']\n"
    );
    let oidc = toml::from_str(&text).unwrap();
    let config = PageConfig {
        oidc: Some(oidc),
        ..config()
    };
    (World::with(config).await, provider)
}

/// To the provider and back; gives the status and the session's cookie.
async fn through(
    world: &World,
    provider: &Provider,
    state: Option<&str>,
    code: &str,
) -> (StatusCode, Option<String>) {
    let browser = Browser::new(world.page.clone());
    let request = browser.request(Method::GET, "/page/api/oidc/start", None);
    let response = browser.send(request).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let kept = response.headers()[header::SET_COOKIE]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(kept.contains("SameSite=Lax"));
    let kept = kept.split(';').next().unwrap().to_owned();
    let to = response.headers()[header::LOCATION]
        .to_str()
        .unwrap()
        .to_owned();
    let parts: BTreeMap<&str, &str> = to
        .split_once('?')
        .unwrap()
        .1
        .split('&')
        .filter_map(|one| one.split_once('='))
        .collect();
    assert_eq!(parts["code_challenge_method"], "S256");
    parts["nonce"].clone_into(&mut provider.nonce.lock().unwrap());
    parts["code_challenge"].clone_into(&mut provider.challenge.lock().unwrap());
    let state = state.unwrap_or(parts["state"]);
    let path = format!("/page/api/oidc/callback?code={code}&state={state}");
    let mut request = browser.request(Method::GET, &path, None);
    request
        .headers_mut()
        .insert(header::COOKIE, kept.parse().unwrap());
    let response = browser.send(request).await;
    let cookies = response.headers().get_all(header::SET_COOKIE).iter();
    let mut session = cookies.filter_map(|cookie| {
        let value = cookie.to_str().ok()?.strip_prefix("__Host-kazashi=")?;
        Some(value.split(';').next()?.to_owned())
    });
    (response.status(), session.next_back())
}

#[tokio::test]
async fn who_logs_in_with_the_citys_account_gets_the_roles_of_the_groups() {
    let (world, provider) = start(vec!["bousai", "unknown"]).await;
    let (status, session) = through(&world, &provider, None, "the-code").await;
    assert_eq!(status, StatusCode::OK);
    let mut browser = Browser::new(world.page.clone());
    browser.cookie = session;
    let (_, bytes) = browser.raw(Method::GET, "/page/api/me", None).await;
    let me: WhoAmI = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(
        (me.account.as_str(), me.name.as_str()),
        ("mihon.hanako", "見本花子")
    );
    assert_eq!(me.roles.len(), 2);
    assert!(!me.must_change);
}

#[tokio::test]
async fn a_group_without_a_role_another_state_and_another_code_are_refused() {
    let (world, provider) = start(vec!["unknown"]).await;
    let (status, session) = through(&world, &provider, None, "the-code").await;
    assert_eq!((status, session), (StatusCode::FORBIDDEN, None));
    let (world, provider) = start(vec!["bousai"]).await;
    let (status, session) = through(&world, &provider, Some("other"), "the-code").await;
    assert_eq!((status, session), (StatusCode::FORBIDDEN, None));
    let (status, session) = through(&world, &provider, None, "another").await;
    assert_eq!((status, session), (StatusCode::BAD_GATEWAY, None));
}

#[tokio::test]
async fn an_account_with_a_password_is_not_taken_over() {
    let (world, provider) = start(vec!["bousai"]).await;
    world
        .browser("mihon.hanako", &[hub::page::api::PageRole::Auditor])
        .await;
    let (status, session) = through(&world, &provider, None, "the-code").await;
    assert_eq!((status, session), (StatusCode::FORBIDDEN, None));
}
