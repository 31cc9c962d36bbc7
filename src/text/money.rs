//! Money as people read it. It is kept in whole fen, so that no sum loses a digit.

use entity::kinds::{FeeUnit, Language};
use rust_decimal::Decimal;

use super::labels::label;
use super::{Arg, say, say_with};

/// "¥30.00", or "免费" · "free of charge" when there is nothing to pay.
pub fn fee(lang: Language, fee_fen: i64) -> String {
    if fee_fen == 0 {
        say(lang, "money-free")
    } else {
        amount(fee_fen)
    }
}

/// "¥60.00 per month (2 stalls at ¥30.00 each)", of which so many are paid for.
pub fn fee_of(lang: Language, total_fen: i64, paid_stalls: usize, unit: FeeUnit) -> String {
    if total_fen == 0 {
        return fee(lang, total_fen);
    }
    let total = [
        ("amount", amount(total_fen).into()),
        ("unit", label(lang, unit).into()),
    ];
    let each = i64::try_from(paid_stalls).ok().filter(|stalls| *stalls > 1);
    let Some(each) = each.map(|stalls| total_fen / stalls) else {
        return say_with(lang, "money-fee", &total);
    };
    let several = [("count", paid_stalls.into()), ("each", amount(each).into())];
    let args: Vec<Arg<'_>> = total.into_iter().chain(several).collect();
    say_with(lang, "money-fee-several", &args)
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
