//! Values that cannot be wrong: each is made by `parse` alone, which trims, normalises
//! and refuses with an error of its own.
//!
//! Nothing here knows where a value comes from or is kept, and no error is a sentence.

mod clean;
mod code;
mod contact;
mod digits;
mod email;
mod label;
mod money;
mod names;
mod password;
mod phone;
mod randomness;
mod revision;
mod secret;
mod writing;

pub use clean::TextError;
pub use code::{ApplicationCode, CodeError};
pub use contact::Contact;
pub use digits::{CeremonyDigits, DigitsError};
pub use email::{EmailAddress, EmailError};
pub use label::{Label, LabelError, Slug};
pub use money::{Fen, MoneyError};
pub use names::{Names, NamesError};
pub use password::{Password, PasswordError};
pub use phone::{Phone, PhoneError};
pub use randomness::{DrandRandomness, RandomnessError};
pub use revision::Revision;
pub use secret::{SecretError, SecretLink, Ticket};
pub use writing::{Note, PersonName, RowLabel, TradingName};

/// What every value made of text has in common: it is read, printed and kept as text,
/// and comes back from a file only through `parse`.
macro_rules! text_value {
    ($(#[$doc:meta])* $name:ident, $error:ty) => {
        $(#[$doc])*
        #[derive(
            Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(raw: &str) -> Result<Self, Self::Err> {
                Self::parse(raw)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(raw: String) -> Result<Self, Self::Error> {
                Self::parse(&raw)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}
use text_value;
