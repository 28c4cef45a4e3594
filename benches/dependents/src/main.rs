//! A small service. Its features add the webhook to it, so that what each adds to its build can be measured.

use axum::Router;
use axum::extract::Json;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

#[cfg(feature = "whole")]
mod get_process;
#[cfg(feature = "webhook")]
#[path = "by_crate.rs"]
mod webhook;
#[cfg(all(feature = "by-hand", not(feature = "webhook")))]
#[path = "by_hand.rs"]
mod webhook;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt().init();
    let router = Router::new()
        .route("/health", get(async || "ok"))
        .route("/orders", post(order));
    #[cfg(any(feature = "webhook", feature = "by-hand"))]
    let router = router.route("/webhook", post(webhook::receive));
    #[cfg(feature = "whole")]
    let router = router.route("/response", post(get_process::receive));

    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    axum::serve(listener, router)
        .with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) })
        .await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Order {
    id: u64,
    customer_name: String,
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    price_in_cents: u64,
    quantity: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Receipt {
    order_id: u64,
    customer_name: String,
    total_in_cents: u64,
}

async fn order(Json(order): Json<Order>) -> Result<Json<Receipt>, StatusCode> {
    let total = order.items.iter().try_fold(0_u64, |total, item| {
        total.checked_add(item.price_in_cents.checked_mul(item.quantity)?)
    });
    let Some(total_in_cents) = total else {
        tracing::warn!(order.id, "the total is too large");
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    };
    Ok(Json(Receipt {
        order_id: order.id,
        customer_name: order.customer_name,
        total_in_cents,
    }))
}
