//! A handler that only reads a delivery and responds with 200, for comparison with the receiver.

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let address = std::env::var("RECEIVER_LISTEN")?;
    let router = Router::new().route("/webhook", post(async |_: Bytes| StatusCode::OK));
    Ok(axum::serve(TcpListener::bind(address).await?, router).await?)
}
