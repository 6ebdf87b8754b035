//! Many deliveries: pace, concurrency, progress.

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt as _, stream};
use indicatif::{ProgressBar, ProgressStyle};
use tokio::{sync::Mutex, time::Interval};

use super::{SendArgs, deliver::Sender, summary::Summary};
use crate::Error;

/// Sends all deliveries and counts what came back.
pub(super) async fn run(sender: &Sender, args: &SendArgs) -> Result<Summary, Error> {
    let count = args.count.get();
    let bar = progress(count);
    let pace = args.rate.map(|rate| {
        let gap = Duration::from_secs(1) / rate.get();
        Arc::new(Mutex::new(tokio::time::interval(
            gap.max(Duration::from_micros(1)),
        )))
    });
    let mut summary = Summary::new(args.mode);
    let mut deliveries = stream::iter(0..count)
        .map(|_| one(sender, pace.clone()))
        .buffer_unordered(args.concurrency.get());
    while let Some(answers) = deliveries.next().await {
        summary.add(answers?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(summary)
}

async fn one(
    sender: &Sender,
    pace: Option<Arc<Mutex<Interval>>>,
) -> Result<Vec<super::deliver::Answer>, Error> {
    if let Some(pace) = pace {
        pace.lock().await.tick().await;
    }
    sender.deliver().await
}

/// Shows itself on a terminal's standard error, and nowhere else.
fn progress(count: usize) -> ProgressBar {
    if count == 1 {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(count).unwrap_or(u64::MAX));
    // A template that does not parse costs the style, not the run.
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec} {eta}") {
        bar.set_style(style);
    }
    bar
}
