//! How long and how much, of this process alone.

use std::fs::read_to_string;
use std::time::{Duration, Instant};

/// Processor time of the calling thread, which others on the machine do not stretch; where
/// the system does not tell it, the time that has passed.
#[derive(Debug)]
pub struct Stopwatch {
    began: Instant,
    ran: Option<u64>,
}

impl Stopwatch {
    pub fn start() -> Self {
        Self {
            began: Instant::now(),
            ran: ran_ns(),
        }
    }

    pub fn read(&self) -> Duration {
        match (self.ran, ran_ns()) {
            (Some(before), Some(now)) => Duration::from_nanos(now.saturating_sub(before)),
            _ => self.began.elapsed(),
        }
    }
}

pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let watch = Stopwatch::start();
    let result = work();
    (result, watch.read())
}

fn ran_ns() -> Option<u64> {
    let line = read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split(' ').next()?.parse().ok()
}

/// The most memory that this process has had so far, and what it has now, in KiB.
pub fn memory_kib() -> Option<(u64, u64)> {
    let status = read_to_string("/proc/self/status").ok()?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().split(' ').next()?.parse().ok()
    };
    Some((field("VmHWM:")?, field("VmRSS:")?))
}

/// From here on the most is counted anew.
pub fn forget_peak() {
    // Where that cannot be asked for, the peak of reading counts too.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
