//! The engine: fixtures for each rule, properties of all outcomes, and an oracle.

mod files;
mod fixture;
mod oracle;
mod properties;
mod random;
mod rules;
