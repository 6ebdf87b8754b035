//! What all bare typed events have in common, written once.

/// For `struct $name { delivery: Delivery, ..Default }`: construction, the raw bytes, [`Event`],
/// `Debug` without the payload and, with feature `axum`, the extractors.
///
/// [`Event`]: crate::Event
macro_rules! typed_event {
    ($name:ident { $($lazy:ident),* } of $providers:expr) => {
        impl $name {
            /// Wraps a delivery, whichever provider it was verified as: for a provider's format
            /// under a scheme of another name. [`Event::from_delivery`](crate::Event::from_delivery)
            /// checks the provider.
            pub fn new(delivery: webhook_core::Delivery) -> Self {
                Self { delivery, $($lazy: Default::default()),* }
            }
        }

        crate::typed::event_impls!($name {} of $providers, by new);
    };
}

/// All of it but the constructor, `$new`; for an event that names its data's type as well.
macro_rules! event_impls {
    ($name:ident { $($data:ident)? } of $providers:expr, by $new:ident) => {
        impl $(<$data>)? $name $(<$data>)? {
            /// The delivery: dedupe key, attempt, tenant, headers.
            pub fn delivery(&self) -> &webhook_core::Delivery {
                &self.delivery
            }

            /// The signed bytes of the body, untouched. Cloning them does not copy.
            pub fn raw(&self) -> &bytes::Bytes {
                self.delivery.body()
            }
        }

        impl $(<$data>)? crate::Event for $name $(<$data>)? {
            const PROVIDERS: &'static [&'static str] = $providers;

            fn from_delivery(
                delivery: &webhook_core::Delivery,
            ) -> Result<Self, crate::EventError> {
                Self::check_provider(delivery)?;
                Ok(Self::$new(delivery.clone()))
            }
        }

        impl $(<$data>)? From<$name $(<$data>)?> for webhook_core::Delivery {
            fn from(event: $name $(<$data>)?) -> Self {
                event.delivery
            }
        }

        impl $(<$data>)? std::fmt::Debug for $name $(<$data>)? {
            /// The payload is left out: it is the customers' data.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.delivery).finish()
            }
        }

        #[cfg(feature = "axum")]
        impl<S: Sync $(, $data)?> axum_core::extract::FromRequestParts<S> for $name $(<$data>)? {
            type Rejection = webhook_core::WebhookRejection;

            async fn from_request_parts(
                parts: &mut http::request::Parts,
                _: &S,
            ) -> Result<Self, Self::Rejection> {
                crate::extract::event(&parts.extensions)
            }
        }

        #[cfg(feature = "axum")]
        impl<S: Sync $(, $data)?> axum_core::extract::OptionalFromRequestParts<S>
            for $name $(<$data>)?
        {
            type Rejection = webhook_core::WebhookRejection;

            async fn from_request_parts(
                parts: &mut http::request::Parts,
                _: &S,
            ) -> Result<Option<Self>, Self::Rejection> {
                crate::extract::optional_event(&parts.extensions)
            }
        }
    };
}

pub(crate) use {event_impls, typed_event};
