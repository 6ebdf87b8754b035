//! Events whose body is one JSON document with a type and an envelope: most of them.

/// Declares such an event: the struct, its type, its envelope's methods and its whole payload.
macro_rules! json_event {
    (
        $(#[$meta:meta])*
        pub struct $name:ident: $types:ident of $providers:expr;
        $(#[$type_meta:meta])*
        fn event_type;
        $($envelope:tt)*
    ) => {
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name {
            delivery: webhook_core::Delivery,
            event_type: std::sync::OnceLock<$types>,
            envelope: std::sync::OnceLock<Envelope>,
        }

        crate::typed::typed_event!($name { event_type, envelope } of $providers);

        crate::envelope::envelope!($name { $($envelope)* });

        impl $name {
            fn envelope(&self) -> &Envelope {
                self.envelope.get_or_init(|| Envelope::read(self.raw()))
            }

            $(#[$type_meta])*
            pub fn event_type(&self) -> &$types {
                self.event_type
                    .get_or_init(|| self.delivery.event_type().unwrap_or_default().into())
            }

            /// The whole body as your own type. Borrows from the event where that type does.
            ///
            /// # Errors
            /// [`EventError::Payload`](crate::EventError::Payload) if it does not fit.
            pub fn payload<'a, T: serde::Deserialize<'a>>(
                &'a self,
            ) -> Result<T, crate::EventError> {
                crate::payload::whole(self.raw())
            }
        }
    };
}

pub(crate) use json_event;
