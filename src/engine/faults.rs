//! What can be wrong with a problem. Every check runs, so that all faults come at once.

use std::collections::BTreeMap;
use std::fmt;

use super::problem::{Applicant, Criterion, Pool, Problem, Stall, ZONE_PREFIX};

/// A fault and where it is, as a JSON path such as `$.applicants[3].max`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct ProblemError {
    pub path: String,
    pub fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not JSON, or not the JSON of a problem file.
    #[error("line {line}, column {column}: {message}")]
    Json {
        line: usize,
        column: usize,
        message: String,
    },
    #[error("this is version {0}; only version 1 can be read")]
    Version(u32),
    #[error("the seed must be 64 hex digits")]
    Seed,
    #[error("must not be empty")]
    Empty,
    #[error("must not contain a NUL character")]
    Nul,
    #[error("must not begin with `zone:`, which marks a wish for a zone")]
    ReservedPrefix,
    #[error("the same as {first}")]
    Duplicate { first: String },
    #[error("there is no pool `{0}`")]
    UnknownPool(String),
    #[error("`{stall}` is already held by {first}")]
    HeldTwice { stall: String, first: String },
    #[error("must be at least 1")]
    Zero,
    #[error("must be at least `min`, which is {min}")]
    MaxBelowMin { min: u32 },
    #[error("nothing may follow `lottery`, which decides everything")]
    AfterLottery,
    #[error("not supported yet: this version of the engine cannot draw with {0}")]
    NotSupportedYet(Feature),
}

/// What a problem file may ask for and this engine cannot do yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    SeveralStalls,
    SeveralHeldStalls,
    Quotas,
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SeveralStalls => "more than one stall for an applicant",
            Self::SeveralHeldStalls => "more than one held stall",
            Self::Quotas => "quotas",
        })
    }
}

impl From<&serde_json::Error> for ProblemError {
    fn from(error: &serde_json::Error) -> Self {
        // The text repeats line and column at its end.
        let text = error.to_string();
        let message = text.rsplit_once(" at line ").map_or(text.as_str(), |s| s.0);
        Self {
            path: "$".to_owned(),
            fault: Fault::Json {
                line: error.line(),
                column: error.column(),
                message: message.to_owned(),
            },
        }
    }
}

/// All faults of a problem that make it meaningless, in the order of the file.
pub(super) fn find(problem: &Problem) -> Vec<ProblemError> {
    let mut faults = Faults::default();
    faults.check_head(problem);
    faults.check_stalls(problem);
    faults.check_applicants(problem);
    faults.check_pools(problem);
    faults.check_caps(problem);
    faults.0
}

/// What a meaningful problem asks for that this engine cannot do.
pub(super) fn find_unsupported(problem: &Problem) -> Vec<ProblemError> {
    let mut faults = Faults::default();
    for (i, applicant) in problem.applicants.iter().enumerate() {
        faults.check_support(&format!("$.applicants[{i}]"), applicant);
    }
    for (i, pool) in problem.pools.iter().enumerate() {
        if !pool.quotas.is_empty() {
            let fault = Fault::NotSupportedYet(Feature::Quotas);
            faults.add(format!("$.pools[{i}].quotas"), fault);
        }
    }
    faults.0
}

#[derive(Default)]
struct Faults(Vec<ProblemError>);

impl Faults {
    fn add(&mut self, path: String, fault: Fault) {
        self.0.push(ProblemError { path, fault });
    }

    fn check_head(&mut self, problem: &Problem) {
        if problem.version != 1 {
            self.add("$.version".to_owned(), Fault::Version(problem.version));
        }
        let seed = &problem.seed;
        if seed.len() != 64 || !seed.bytes().all(|b| b.is_ascii_hexdigit()) {
            self.add("$.seed".to_owned(), Fault::Seed);
        }
    }

    fn check_stalls(&mut self, problem: &Problem) {
        let mut seen = Seen::default();
        for (i, stall) in problem.stalls.iter().enumerate() {
            let path = format!("$.stalls[{i}]");
            self.check_id(&format!("{path}.id"), &stall.id);
            self.check_new(&mut seen, &format!("{path}.id"), &stall.id);
            self.check_stall(&path, stall, problem);
        }
    }

    fn check_stall(&mut self, path: &str, stall: &Stall, problem: &Problem) {
        if stall.id.starts_with(ZONE_PREFIX) {
            self.add(format!("{path}.id"), Fault::ReservedPrefix);
        }
        self.check_pool_name(format!("{path}.pool"), &stall.pool, problem);
    }

    fn check_applicants(&mut self, problem: &Problem) {
        let mut codes = Seen::default();
        let mut holders = Seen::default();
        for (i, applicant) in problem.applicants.iter().enumerate() {
            let path = format!("$.applicants[{i}]");
            self.check_id(&format!("{path}.code"), &applicant.code);
            self.check_new(&mut codes, &format!("{path}.code"), &applicant.code);
            self.check_applicant(&path, applicant, problem);
            self.check_holds(&path, applicant, &mut holders);
        }
    }

    fn check_applicant(&mut self, path: &str, applicant: &Applicant, problem: &Problem) {
        if let Some(ticket) = &applicant.ticket {
            self.check_id(&format!("{path}.ticket"), ticket);
        }
        for (i, pool) in applicant.pools.iter().enumerate() {
            self.check_pool_name(format!("{path}.pools[{i}]"), pool, problem);
        }
        if applicant.min == 0 {
            self.add(format!("{path}.min"), Fault::Zero);
        }
        if applicant.max == 0 {
            self.add(format!("{path}.max"), Fault::Zero);
        } else if applicant.max < applicant.min {
            let min = applicant.min;
            self.add(format!("{path}.max"), Fault::MaxBelowMin { min });
        }
    }

    fn check_holds<'a>(&mut self, path: &str, applicant: &'a Applicant, holders: &mut Seen<'a>) {
        for (i, stall) in applicant.holds.iter().enumerate() {
            if let Some(first) = holders.first(stall, path) {
                let (stall, first) = (stall.clone(), first.to_owned());
                self.add(
                    format!("{path}.holds[{i}]"),
                    Fault::HeldTwice { stall, first },
                );
            }
        }
    }

    fn check_support(&mut self, path: &str, applicant: &Applicant) {
        for (field, wanted) in [("min", applicant.min), ("max", applicant.max)] {
            if wanted > 1 {
                let fault = Fault::NotSupportedYet(Feature::SeveralStalls);
                self.add(format!("{path}.{field}"), fault);
            }
        }
        let first = applicant.holds.first();
        if applicant.holds.iter().any(|stall| Some(stall) != first) {
            let fault = Fault::NotSupportedYet(Feature::SeveralHeldStalls);
            self.add(format!("{path}.holds"), fault);
        }
    }

    fn check_pools(&mut self, problem: &Problem) {
        let mut seen = Seen::default();
        for (i, pool) in problem.pools.iter().enumerate() {
            let path = format!("$.pools[{i}]");
            self.check_id(&format!("{path}.name"), &pool.name);
            self.check_new(&mut seen, &format!("{path}.name"), &pool.name);
            self.check_order(&path, pool);
            self.check_quotas(&path, pool);
        }
    }

    fn check_order(&mut self, path: &str, pool: &Pool) {
        for (i, criterion) in pool.order.iter().enumerate() {
            let before = pool.order.iter().take(i);
            if before.clone().any(|other| *other == Criterion::Lottery) {
                self.add(format!("{path}.order[{i}]"), Fault::AfterLottery);
            } else if let Some(first) = before.clone().position(|other| other == criterion) {
                let first = format!("{path}.order[{first}]");
                self.add(format!("{path}.order[{i}]"), Fault::Duplicate { first });
            }
        }
    }

    fn check_quotas(&mut self, path: &str, pool: &Pool) {
        let mut seen = Seen::default();
        for (i, quota) in pool.quotas.iter().enumerate() {
            self.check_new(
                &mut seen,
                &format!("{path}.quotas[{i}].group"),
                &quota.group,
            );
        }
    }

    fn check_caps(&mut self, problem: &Problem) {
        let mut seen = Seen::default();
        for (i, cap) in problem.caps.iter().enumerate() {
            self.check_new(&mut seen, &format!("$.caps[{i}].category"), &cap.category);
        }
    }

    fn check_id(&mut self, path: &str, id: &str) {
        if id.is_empty() {
            self.add(path.to_owned(), Fault::Empty);
        }
        if id.contains('\0') {
            self.add(path.to_owned(), Fault::Nul);
        }
    }

    fn check_new<'a>(&mut self, seen: &mut Seen<'a>, path: &str, id: &'a str) {
        if let Some(first) = seen.first(id, path) {
            let first = first.to_owned();
            self.add(path.to_owned(), Fault::Duplicate { first });
        }
    }

    fn check_pool_name(&mut self, path: String, name: &str, problem: &Problem) {
        if !problem.pools.iter().any(|pool| pool.name == name) {
            self.add(path, Fault::UnknownPool(name.to_owned()));
        }
    }
}

/// Where each id was first met.
#[derive(Default)]
struct Seen<'a>(BTreeMap<&'a str, String>);

impl<'a> Seen<'a> {
    /// Where else this id stands; its own path does not count.
    fn first(&mut self, id: &'a str, path: &str) -> Option<&str> {
        let first = self.0.entry(id).or_insert_with(|| path.to_owned());
        (first != path).then_some(first.as_str())
    }
}
