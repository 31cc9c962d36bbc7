//! How many stalls next to each other somebody asks for.

use super::FieldError;

/// More than this no rules allow: the draw would not be done in time.
pub const MOST_STALLS: u32 = 10;

/// So many at least, or none; and so many at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    pub min: u32,
    pub max: u32,
}

impl Default for Sizes {
    fn default() -> Self {
        Self { min: 1, max: 1 }
    }
}

impl Sizes {
    /// Whether one vendor may have that many, where the rules allow `most`.
    ///
    /// # Errors
    /// The field that has to be mended, and why.
    pub fn check(self, most: u32) -> Result<(), (&'static str, FieldError)> {
        let between = |value: u32, least: u32| {
            let (min, max) = (i64::from(least), i64::from(most));
            if (min..=max).contains(&i64::from(value)) {
                Ok(())
            } else {
                Err(FieldError::OutOfRange { min, max })
            }
        };
        between(self.min, 1).map_err(|error| ("min_stalls", error))?;
        between(self.max, self.min).map_err(|error| ("max_stalls", error))
    }
}
