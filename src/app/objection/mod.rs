//! Objections to a list or a result: raised by those whom it is about, answered on record.
//!
//! What an upheld one leads to stands elsewhere: corrections in `draw`, moves in `holding`.

mod answer_objection;
mod list_objections;
mod raise_objection;

pub use answer_objection::{AnswerObjection, ObjectionVerdict, answer_objection};
pub use list_objections::{ObjectionShown, list_objections};
pub use raise_objection::{RaiseObjection, raise_objection};
