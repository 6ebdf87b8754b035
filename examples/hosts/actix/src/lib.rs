//! actix-web through `webhook-core` alone.
//!
//! actix-web is built on `http` 0.2 and has no tower in it, so the layer does not fit. What it does
//! for its handlers is here [`Webhook`], an extractor, and
//! [`claimed`], a function around the handler's work.

mod extract;

use std::{io, net::TcpListener};

use actix_web::{
    App, HttpResponse, HttpServer,
    dev::Server,
    web::{self, Data, ServiceConfig},
};
use hosts_common::{Endpoint, Settings, Work, claimed};
use webhook_core::ConfigError;

pub use extract::{Webhook, reply};

async fn handle(
    Webhook(delivery): Webhook,
    endpoint: Data<Endpoint>,
    work: Data<Work>,
) -> HttpResponse {
    let job = work.run(delivery.clone());
    reply(claimed(&endpoint.store, &delivery, job).await)
}

/// The resources, one for each provider.
///
/// # Errors
/// [`ConfigError`] for a secret that cannot be one.
pub fn resources(
    settings: &Settings,
    work: &Work,
) -> Result<impl Fn(&mut ServiceConfig) + Clone + Send + use<>, ConfigError> {
    let work = Data::new(work.clone());
    let endpoint = |provider| Endpoint::new(provider, settings).map(Data::new);
    let endpoints: Vec<_> = settings
        .providers
        .iter()
        .map(endpoint)
        .collect::<Result<_, _>>()?;
    let endpoints: Vec<_> = settings.providers.iter().cloned().zip(endpoints).collect();
    Ok(move |app: &mut ServiceConfig| {
        for (provider, endpoint) in &endpoints {
            let mut resource = web::resource(provider.scheme.name())
                .app_data(endpoint.clone())
                .app_data(work.clone())
                .route(web::post().to(handle));
            if provider.checks_by_get() {
                resource = resource.route(web::get().to(handle));
            }
            app.service(resource);
        }
    })
}

/// A server, to be awaited.
///
/// # Errors
/// If the listener or a secret is of no use.
pub fn server(listener: TcpListener, settings: &Settings, work: &Work) -> io::Result<Server> {
    let resources = resources(settings, work).map_err(io::Error::other)?;
    let server = HttpServer::new(move || App::new().configure(resources.clone()));
    Ok(server.workers(2).listen(listener)?.run())
}
