//! How long a request's body may take: a while to begin with, and then as long as enough of it comes. Who sends a byte now
//! and then would else keep a connection, and the place of somebody who has something to say.

use std::error::Error;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use futures_util::{Stream, StreamExt, stream};

use crate::telemetry::Stopwatch;

/// Until then the first bytes must be there, however few.
const BEGIN: Duration = Duration::from_secs(10);
/// Bytes of each further second: less than the slowest line of a telephone.
const BYTES_PER_SEC: u64 = 4 * 1024;

/// The body did not come in time.
#[derive(Debug, thiserror::Error)]
#[error("read a request's body: it comes too slowly")]
pub struct TooSlow;

/// The request with a body that is waited for so long and no longer.
pub async fn patient(request: Request) -> Request {
    if request.body().is_end_stream() {
        return request;
    }
    request.map(|body| Body::from_stream(bounded(body)))
}

/// Whether it failed because of that.
pub fn is_too_slow(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<TooSlow>() {
            return true;
        }
        next = error.source();
    }
    false
}

/// How long so many bytes may take.
fn allowed(bytes: u64) -> Duration {
    BEGIN + Duration::from_secs(bytes / BYTES_PER_SEC)
}

fn bounded(body: Body) -> impl Stream<Item = Result<axum::body::Bytes, axum::BoxError>> {
    let begun = (body.into_data_stream(), Stopwatch::start(), 0_u64);
    stream::unfold(Some(begun), |state| async {
        let (mut body, since, had) = state?;
        let left = allowed(had).saturating_sub(since.elapsed());
        match tokio::time::timeout(left, body.next()).await {
            Ok(Some(Ok(bytes))) => {
                let had = had + bytes.len() as u64;
                Some((Ok(bytes), Some((body, since, had))))
            }
            Ok(Some(Err(error))) => Some((Err(error.into()), None)),
            Ok(None) => None,
            Err(_) => Some((Err(TooSlow.into()), None)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_large_may_take_long() {
        assert_eq!(allowed(0), Duration::from_secs(10));
        assert_eq!(allowed(25 * 1024 * 1024), Duration::from_secs(10 + 6400));
    }
}
