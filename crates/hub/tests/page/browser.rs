//! A browser without a screen: cookies, the page's header, JSON.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use hub::page::api::{LoginAnswer, PageProblem};
use hub::page::{Page, code_at, router};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::world::{REALM, World};

pub const NEW_PASSWORD: &str = "見本の長いパスワード2026";

pub struct Browser {
    pub page: Arc<Page>,
    pub cookie: Option<String>,
    pub account: String,
    pub secret: Vec<u8>,
    pub recovery: Vec<String>,
}

impl Browser {
    pub fn new(page: Arc<Page>) -> Self {
        Self {
            page,
            cookie: None,
            account: String::new(),
            secret: Vec::new(),
            recovery: Vec::new(),
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Response<Body> {
        router(Arc::clone(&self.page))
            .oneshot(request)
            .await
            .unwrap()
    }

    pub fn request(&self, method: Method, path: &str, body: Option<&Value>) -> Request<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "hub.example")
            .header("kazashi-page", "1");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, format!("__Host-kazashi={cookie}"));
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        request.body(body).unwrap()
    }

    pub async fn raw(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> (StatusCode, Vec<u8>) {
        let response = self.send(self.request(method, path, body)).await;
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 64 << 20)
            .await
            .unwrap();
        (status, bytes.to_vec())
    }

    /// The path below the realm.
    pub fn of_realm(path: &str) -> String {
        format!("/page/api/realms/{REALM}/{path}")
    }

    async fn gives(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        expected: StatusCode,
    ) -> Vec<u8> {
        let (status, bytes) = self.raw(method, &Self::of_realm(path), body).await;
        assert_eq!(status, expected, "{}", String::from_utf8_lossy(&bytes));
        bytes
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        let bytes = self.gives(Method::GET, path, None, StatusCode::OK).await;
        serde_json::from_slice(&bytes).unwrap()
    }

    pub async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> T {
        let body = serde_json::to_value(body).unwrap();
        let post = self.gives(Method::POST, path, Some(&body), StatusCode::OK);
        serde_json::from_slice(&post.await).unwrap()
    }

    /// Does something that answers with nothing.
    pub async fn done(&self, path: &str, body: &impl Serialize) {
        let body = serde_json::to_value(body).unwrap();
        let nothing = StatusCode::NO_CONTENT;
        self.gives(Method::POST, path, Some(&body), nothing).await;
    }

    /// Is refused; gives the code.
    pub async fn refused(&self, method: Method, path: &str, body: Option<&Value>) -> String {
        let (status, bytes) = self.raw(method, path, body).await;
        assert!(
            status.is_client_error() || status.is_server_error(),
            "{status}"
        );
        let problem: PageProblem = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(problem.status, status.as_u16());
        problem.code
    }

    /// Name and password, and a code where one is given.
    pub async fn log_in(
        &mut self,
        account: &str,
        password: &str,
        code: Option<&str>,
    ) -> Result<LoginAnswer, String> {
        let body = json!({ "account": account, "password": password, "code": code });
        let response = self
            .send(self.request(Method::POST, "/page/api/login", Some(&body)))
            .await;
        let status = response.status();
        let cookie = response.headers().get(header::SET_COOKIE).cloned();
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20)
            .await
            .unwrap();
        if status != StatusCode::OK {
            return Err(serde_json::from_slice::<PageProblem>(&bytes).unwrap().code);
        }
        if let Some(cookie) = cookie {
            let cookie = cookie.to_str().unwrap();
            assert!(
                cookie.contains("; HttpOnly; Secure; SameSite=Strict"),
                "{cookie}"
            );
            let value = cookie.split(';').next().unwrap().split_once('=').unwrap().1;
            self.cookie = Some(value.to_owned());
        }
        Ok(serde_json::from_slice(&bytes).unwrap())
    }

    /// The whole way of a new user: second factor, first password, new password.
    pub async fn first_login(&mut self, world: &World, account: &str, first: &str) {
        account.clone_into(&mut self.account);
        let LoginAnswer::Enrol {
            secret, recovery, ..
        } = self.log_in(account, first, None).await.unwrap()
        else {
            panic!("a new user has no second factor");
        };
        self.secret = data_encoding::BASE32_NOPAD
            .decode(secret.as_bytes())
            .unwrap();
        self.recovery = recovery;
        let code = code_at(&self.secret, world.now()).unwrap();
        assert_eq!(
            self.log_in(account, first, Some(&code)).await,
            Ok(LoginAnswer::In)
        );
        self.change_password(first, NEW_PASSWORD).await;
    }

    pub async fn change_password(&mut self, old: &str, new: &str) {
        let body = json!({ "old": old, "new": new });
        let response = self
            .send(self.request(Method::POST, "/page/api/password", Some(&body)))
            .await;
        assert_eq!(response.status(), StatusCode::OK);
        let cookie = response.headers()[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .to_owned();
        let value = cookie.split(';').next().unwrap().split_once('=').unwrap().1;
        self.cookie = Some(value.to_owned());
    }
}
