//! A few requests beside the SDK, which would touch the stores: signing in again under the same device, and what `status`
//! and the doctor look at while the service runs.

use std::time::Duration;

use matrix_sdk::reqwest::{self, Certificate, Method, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::Refusal;
use super::settings::MatrixSettings;

const PATIENCE: Duration = Duration::from_secs(20);

/// The way to a homeserver.
pub(super) struct Wire {
    http: reqwest::Client,
    base: String,
    token: Option<SecretString>,
}

/// What the homeserver answered.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) json: Value,
}

impl Reply {
    /// Its error code; empty where there is none.
    pub(super) fn code(&self) -> &str {
        self.json.get("errcode").and_then(Value::as_str).unwrap_or_default()
    }

    /// What went wrong, in the server's words.
    pub(super) fn said(&self) -> String {
        let words = self.json.get("error").and_then(Value::as_str).unwrap_or_default();
        format!("{} {} {words}", self.status.as_u16(), self.code())
    }
}

impl Wire {
    pub(super) fn to(settings: &MatrixSettings, token: Option<SecretString>) -> Result<Self, Refusal> {
        let mut builder = reqwest::Client::builder().timeout(PATIENCE);
        for authority in certificates(settings)? {
            builder = builder.add_root_certificate(authority);
        }
        let http =
            builder.build().map_err(|error| Refusal::server("prepare the connection to the homeserver", error))?;
        Ok(Self { http, base: settings.homeserver.trim_end_matches('/').to_owned(), token })
    }

    pub(super) async fn get(&self, path: &str) -> Result<Reply, Refusal> {
        self.ask(Method::GET, path, None).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Result<Reply, Refusal> {
        self.ask(Method::POST, path, Some(body)).await
    }

    async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Reply, Refusal> {
        const DOING: &str = "ask the homeserver";
        let mut request = self.http.request(method, format!("{}/_matrix/client/{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token.expose_secret());
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        // The address is no secret, but it names the account in some requests.
        let failed = |error: reqwest::Error| Refusal::server(DOING, root_cause(&error.without_url()));
        let response = request.send().await.map_err(failed)?;
        let status = response.status();
        let text = response.text().await.map_err(failed)?;
        Ok(Reply { status, json: serde_json::from_str(&text).unwrap_or(Value::Null) })
    }

    /// Signs in by password under a device that there is already.
    pub(super) async fn login_again(
        &self,
        user: &str,
        device: &str,
        password: &SecretString,
    ) -> Result<Reply, Refusal> {
        let body = json!({
            "type": "m.login.password",
            "identifier": { "type": "m.id.user", "user": user },
            "password": password.expose_secret(),
            "device_id": device,
            "refresh_token": true,
        });
        self.post("v3/login", &body).await
    }

    /// The keys of a device on the homeserver, with those that sign it.
    pub(super) async fn keys_of(&self, user: &str) -> Result<Reply, Refusal> {
        self.post("v3/keys/query", &json!({ "device_keys": { user: [] } })).await
    }
}

/// The configured certificate authorities.
pub(super) fn certificates(settings: &MatrixSettings) -> Result<Vec<Certificate>, Refusal> {
    let Some(pem) = &settings.ca_pem else { return Ok(Vec::new()) };
    Certificate::from_pem_bundle(pem).map_err(|error| Refusal::server("read matrix.ca_file", error))
}

fn root_cause(error: &dyn std::error::Error) -> String {
    let (mut said, mut cause) = (error.to_string(), error.source());
    while let Some(error) = cause {
        said = error.to_string();
        cause = error.source();
    }
    said
}
