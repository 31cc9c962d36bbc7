//! Text can be read on its ground, by day and by night: WCAG AA, computed from the stylesheet.

use std::collections::HashMap;

const CSS: &str = include_str!("../../../assets/starstall.css");

/// Text and its ground: at least 4.5.
const TEXTS: &[(&str, &str)] = &[
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "wash"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "wash"),
    ("link", "paper"),
    ("link", "card"),
    ("link", "wash"),
    ("on-head", "head"),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("lamp", "paper"),
    ("lamp", "card"),
    ("lamp", "lamp-wash"),
    ("ink", "lamp-wash"),
    ("bad", "card"),
    ("bad", "paper"),
    ("bad", "bad-wash"),
    ("ink", "bad-wash"),
    ("card", "bad"),
    ("good", "good-wash"),
    ("ink", "good-wash"),
    ("ink", "apricot"),
    ("ink", "lilac"),
    ("ink", "leaf"),
    ("ink", "rose"),
    ("ink", "sky"),
    ("mine-ink", "mine"),
    ("blocked-ink", "blocked"),
    ("lane-ink", "lane"),
    ("zone-ink", "ground"),
    ("lamp", "ground"),
];

/// Edges of what can be used, and signs: at least 3.
const SIGNS: &[(&str, &str)] = &[
    ("edge", "card"),
    ("edge", "paper"),
    ("edge", "ground"),
    ("focus", "paper"),
    ("focus", "card"),
    ("focus", "ground"),
    ("star", "head"),
    ("primary", "card"),
    ("lamp", "ground"),
];

#[test]
fn text_can_be_read_by_day_and_by_night() {
    let (day, night) = CSS
        .split_once("@media (prefers-color-scheme: dark)")
        .unwrap();
    let night = night.split("\n}\n").next().unwrap();
    for (mode, colours) in [("day", colours(day)), ("night", colours(night))] {
        for (pairs, least) in [(TEXTS, 4.5), (SIGNS, 3.0)] {
            for (text, ground) in pairs {
                let ratio = contrast(colours[*text], colours[*ground]);
                assert!(
                    ratio >= least,
                    "{text} on {ground} by {mode}: {ratio:.2}, not {least}"
                );
            }
        }
    }
}

type Rgb = [f64; 3];

fn colours(css: &str) -> HashMap<&str, Rgb> {
    let lines = css
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    lines
        .map(|(name, value)| (name, rgb(value.trim_end_matches(';'))))
        .collect()
}

fn rgb(hex: &str) -> Rgb {
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(rgb: Rgb) -> f64 {
    let linear = |part: f64| {
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    let [red, green, blue] = rgb.map(linear);
    0.2126f64.mul_add(red, 0.7152f64.mul_add(green, 0.0722 * blue))
}
