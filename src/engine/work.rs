//! The bound of work. Questions about blocks are hard in general; what is not proved within
//! this many steps is not granted, and the outcome says so.

/// For one question.
const STEPS_PER_QUESTION: u64 = 5_000;
/// For all questions of a draw together.
const STEPS_PER_DRAW: u64 = 100_000_000;

/// A step is a block that was laid, or some blocks that were looked at.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    /// How many questions were asked.
    pub questions: u64,
    /// How many of them the bound decided.
    pub undecided: u64,
    left: u64,
    left_for_question: u64,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            questions: 0,
            undecided: 0,
            left: STEPS_PER_DRAW,
            left_for_question: 0,
        }
    }
}

impl Work {
    pub(super) fn ask(&mut self) {
        self.questions += 1;
        self.allow(STEPS_PER_QUESTION);
    }

    /// Allows this many steps from here on.
    pub(super) fn allow(&mut self, steps: u64) {
        self.left_for_question = steps.min(self.left);
    }

    /// Goes on with what a question had before, less what was spent since.
    pub(super) fn go_on(&mut self, before: &Self) {
        let spent = before.left - self.left;
        self.left_for_question = before.left_for_question.saturating_sub(spent);
    }

    pub(super) fn spend(&mut self, steps: u64) {
        self.left = self.left.saturating_sub(steps);
        self.left_for_question = self.left_for_question.saturating_sub(steps);
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left_for_question == 0
    }
}
