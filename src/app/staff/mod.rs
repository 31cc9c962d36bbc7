//! Staff: accounts, signing in and out, and the tokens of programs that act for them.

mod add_staff;
mod create_token;
mod find_token_owner;
mod list_tokens;
mod revoke_token;
mod sign_in;

pub use add_staff::{AddStaff, add_staff};
pub use create_token::{CreateToken, CreatedToken, TOKEN_PREFIX, create_token, token_of};
pub use find_token_owner::{TokenOwner, find_token_owner};
pub use list_tokens::list_tokens;
pub use revoke_token::revoke_token;
pub use sign_in::{SESSION_LENGTH, SessionToken, SignIn, find_actor, sign_in, sign_out};
