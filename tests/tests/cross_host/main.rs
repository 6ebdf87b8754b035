//! One table of what happens to deliveries, on every host that can take the layer, over real sockets:
//! the same outcomes everywhere, but for what a path without a route gets, which each host says.

mod cases;
mod client;
mod hosts;
mod warp_hosts;

/// One test for each host, all of the table.
macro_rules! on_every_host {
    ($($test:ident: $host:path,)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $test() {
            let host = $host;
            println!("{}", host.name);
            cases::genuine_then_replayed(host).await;
            cases::a_copy_while_the_first_runs(host).await;
            cases::tampered_stale_and_unsigned(host).await;
            cases::bodies_in_pieces_and_beyond_the_limit(host).await;
            cases::a_body_that_never_ends(host).await;
            cases::a_client_that_vanishes(host).await;
            cases::a_handler_that_fails_or_panics(host).await;
            cases::endpoint_checks(host).await;
            cases::a_signed_url(host).await;
            cases::other_methods_and_paths(host).await;
        }
    )*};
}

on_every_host! {
    axum_router_layer: hosts::ROUTER_LAYER,
    axum_router_route_layer: hosts::ROUTER_ROUTE_LAYER,
    axum_method_router_layer: hosts::METHOD_ROUTER_LAYER,
    axum_method_router_route_layer: hosts::METHOD_ROUTER_ROUTE_LAYER,
    axum_nest: hosts::NEST,
    axum_nest_service: hosts::NEST_SERVICE,
    axum_fallback_service: hosts::FALLBACK,
    tower_http_around_the_layer: hosts::TOWER_HTTP_AROUND,
    tower_http_inside_the_layer: hosts::TOWER_HTTP_INSIDE,
    buffer_around_the_layer: hosts::BUFFER_AROUND,
    service_builder: hosts::SERVICE_BUILDER,
    hyper_http_1: hosts::HYPER_1,
    hyper_http_2: hosts::HYPER_2,
    warp_guard: warp_hosts::WARP_GUARD,
    warp_serve: warp_hosts::WARP_SERVE,
    warp_serve_http_2: warp_hosts::WARP_SERVE_2,
}
