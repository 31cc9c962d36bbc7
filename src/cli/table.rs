//! Columns that line up in a terminal, where a Chinese character is two columns wide.

/// Each line's first cell padded to the widest, so that the second cells stand under each other.
pub(super) fn two_columns<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let rows: Vec<(&str, &str)> = rows.into_iter().collect();
    let widest = rows
        .iter()
        .map(|(label, _)| width(label))
        .max()
        .unwrap_or(0);
    let mut lines = String::new();
    for (label, value) in rows {
        let gap = " ".repeat(widest - width(label) + 2);
        lines.extend(["  ", label, &gap, value, "\n"]);
    }
    lines
}

/// Lines of cells under one another: the first column to the left, the others to the right.
pub(super) fn columns(lines: &[Vec<String>]) -> String {
    let count = lines.iter().map(Vec::len).max().unwrap_or_default();
    let widest = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| width(cell)).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..count).map(widest).collect();
    let mut text = String::new();
    for line in lines {
        for (column, (cell, widest)) in line.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(widest.saturating_sub(width(cell)));
            let cells = if column == 0 {
                [cell.as_str(), gap.as_str()]
            } else {
                [gap.as_str(), cell.as_str()]
            };
            text.push_str("  ");
            text.extend(cells);
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

pub(super) fn width(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

/// The wide blocks that names and labels use; nothing else stands in a table.
const fn width_of(character: char) -> usize {
    match character {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200f}' => 0,
        _ => 1,
    }
}
