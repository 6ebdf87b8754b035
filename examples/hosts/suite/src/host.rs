//! The hosts, each as it would run, on a port of its own.

use std::{convert::Infallible, net::SocketAddr, num::NonZeroUsize, time::Duration};

use bytes::Bytes;
use hosts_common::Settings;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use rocket::fairing::AdHoc;
use salvo::{Router, Server, conn::tcp::TcpAcceptor};
use tokio::sync::oneshot;
use tower::{ServiceExt as _, util::BoxCloneSyncService};
use tower_webhook::{MemoryStore, WebhookLayer};
use webhook_core::Secret;

use crate::{
    SECRET,
    client::{Answer, Client},
    gateway,
    script::Script,
};

/// How many bytes a body may have here.
pub const LIMIT: usize = 2_000;

/// A running host.
#[derive(Debug)]
pub struct Host {
    /// Its name in the table.
    pub name: &'static str,
    /// What its handlers do.
    pub script: Script,
    reach: Reach,
}

#[derive(Debug)]
enum Reach {
    Socket(SocketAddr),
    /// Functions by their path: the gateway has the routes.
    Functions(Vec<(String, Function)>),
}

type Function = BoxCloneSyncService<
    lambda_http::Request,
    Response<hosts_lambda::ResponseBody<String>>,
    Infallible,
>;

impl Host {
    /// Every host, running.
    ///
    /// # Panics
    /// If one does not start.
    pub async fn all() -> [Self; 5] {
        [
            Self::lambda(),
            Self::salvo("salvo, hoop", hosts_salvo::hoops).await,
            Self::salvo("salvo, service", hosts_salvo::services).await,
            Self::actix(),
            Self::rocket().await,
        ]
    }

    fn new(name: &'static str, start: impl FnOnce(&Settings, &Script) -> Reach) -> Self {
        let mut settings = Settings::new(MemoryStore::new(), |_| Secret::new(SECRET));
        settings.body_limit = NonZeroUsize::new(LIMIT).expect("a limit");
        // Long enough for bodies that come at once, on a loaded machine.
        settings.read_timeout = Duration::from_secs(2);
        let script = Script::default();
        Self {
            name,
            reach: start(&settings, &script),
            script,
        }
    }

    fn lambda() -> Self {
        Self::new("lambda", |settings, script| {
            let function = |provider| {
                let layer: WebhookLayer = hosts_lambda::layer(provider, settings);
                let function = hosts_lambda::function(&layer, &script.work());
                let path = format!("/{}", provider.scheme.name());
                (path, BoxCloneSyncService::new(function))
            };
            Reach::Functions(settings.providers.iter().map(function).collect())
        })
    }

    async fn salvo(
        name: &'static str,
        router: fn(&Settings, &hosts_common::Work) -> Router,
    ) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = listener.local_addr().expect("an address");
        let acceptor = TcpAcceptor::try_from(listener).expect("an acceptor");
        Self::new(name, |settings, script| {
            let router = router(settings, &script.work());
            tokio::spawn(async { Server::new(acceptor).serve(router).await });
            Reach::Socket(address)
        })
    }

    fn actix() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        Self::new("actix", |settings, script| {
            let (settings, work) = (settings.clone(), script.work());
            // It has a runtime of its own.
            std::thread::spawn(move || {
                actix_web::rt::System::new().block_on(async {
                    let server = hosts_actix::server(listener, &settings, &work);
                    server.expect("a server").await
                })
            });
            Reach::Socket(address)
        })
    }

    async fn rocket() -> Self {
        let (tell, port) = oneshot::channel();
        let mut host = Self::new("rocket", |settings, script| {
            let figment = rocket::Config::figment()
                .merge(("port", 0))
                .merge(("log_level", "off"))
                .merge(("shutdown.ctrlc", false));
            let rocket = hosts_rocket::rocket(figment, settings, &script.work());
            let rocket = rocket.expect("usable secrets");
            let tell = std::sync::Mutex::new(Some(tell));
            let liftoff = AdHoc::on_liftoff("tells its port", move |rocket| {
                let tell = tell.lock().expect("no panic inside").take();
                let port = rocket.config().port;
                Box::pin(async move { tell.expect("one liftoff").send(port).expect("a test") })
            });
            tokio::spawn(rocket.attach(liftoff).launch());
            // Until it has told.
            Reach::Functions(Vec::new())
        });
        let port = port.await.expect("a liftoff");
        host.reach = Reach::Socket(SocketAddr::from(([127, 0, 0, 1], port)));
        host
    }

    /// A connection of its own.
    ///
    /// # Panics
    /// If the host has no sockets: its table says so.
    pub async fn connect(&self) -> Client {
        match &self.reach {
            Reach::Socket(address) => Client::connect(*address).await,
            Reach::Functions(_) => panic!("{} has no sockets", self.name),
        }
    }

    /// Sends a request whole.
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn send(&self, request: &Request<Bytes>) -> Answer {
        match &self.reach {
            Reach::Socket(address) => {
                let mut client = Client::connect(*address).await;
                client.send(request).await;
                client.answer().await
            }
            Reach::Functions(functions) => {
                let path = request.uri().path();
                let found = functions.iter().find(|(of, _)| of == path);
                let (_, function) = found.expect("a route of the gateway's");
                let event = gateway::v2(request, gateway::Body::Plain);
                call(function.clone(), &event).await
            }
        }
    }
}

/// Calls a function with an event, as Lambda's runtime does.
///
/// # Panics
/// If the event is none.
pub async fn call<S>(function: S, event: &str) -> Answer
where
    S: tower::Service<
            lambda_http::Request,
            Response = Response<hosts_lambda::ResponseBody<String>>,
            Error = Infallible,
        >,
{
    let request = lambda_http::request::from_str(event).expect("an event");
    let Ok(response) = function.oneshot(request).await;
    let (parts, body) = response.into_parts();
    let Ok(body) = body.collect().await;
    let text = |value: &http::HeaderValue| value.to_str().expect("ASCII").to_owned();
    let headers = parts.headers.iter();
    Answer {
        status: parts.status.as_u16(),
        headers: headers
            .map(|(name, value)| (name.to_string(), text(value)))
            .collect(),
        body: String::from_utf8(body.to_bytes().to_vec()).expect("text"),
    }
}
