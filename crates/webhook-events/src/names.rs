//! Enums of the names that a provider documents, each with room for those it adds later.

/// Declares such an enum: one variant per name, and `Unknown` for every other one.
macro_rules! names {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($variant:ident = $text:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("`", $text, "`")]
                $variant,
            )*
            /// A name that this version does not know, as sent; empty where none was sent.
            Unknown(Box<str>),
        }

        impl $name {
            /// The names that have a variant.
            pub const KNOWN: &'static [&'static str] = &[$($text),*];

            /// The name as the provider writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(name) => name,
                }
            }

            /// Whether this version knows the name.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                match name {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown(name.into()),
                }
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, name: &str) -> bool {
                self.as_str() == name
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, name: &&str) -> bool {
                self.as_str() == *name
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use names;

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro writes for public modules")]
mod tests {
    names! {
        /// Two names.
        pub enum Fruit {
            Apple = "apple",
            BloodOrange = "blood.orange",
        }
    }

    #[test]
    fn names_survive_the_round_trip_known_or_not() {
        for name in Fruit::KNOWN {
            assert!(Fruit::from(*name).is_known());
            assert_eq!(Fruit::from(*name).as_str(), *name);
        }
        let quince = Fruit::from("quince");
        assert_eq!(quince, Fruit::Unknown("quince".into()));
        assert!(quince == "quince" && !quince.is_known());
        assert_eq!(quince.to_string(), "quince");
        assert_eq!(Fruit::from("Apple"), Fruit::Unknown("Apple".into()));
    }
}
