//! Money as people read it. It is kept in whole fen, so that no sum loses a digit.

use entity::kinds::Language;
use rust_decimal::Decimal;

use super::say;

/// "¥30.00", or "免费" · "free of charge" when there is nothing to pay.
pub fn fee(lang: Language, fee_fen: i64) -> String {
    if fee_fen == 0 {
        say(lang, "money-free")
    } else {
        amount(fee_fen)
    }
}

/// "¥30.00", "−¥1,250.50", "¥0.00".
pub fn amount(amount_fen: i64) -> String {
    let yuan = Decimal::new(amount_fen, 2).abs();
    let sign = if amount_fen < 0 { "−" } else { "" };
    let digits = format!("{yuan:.2}");
    let (whole, fen) = digits.split_once('.').unwrap_or((&digits, "00"));
    format!("{sign}¥{}.{fen}", grouped(whole))
}

fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
