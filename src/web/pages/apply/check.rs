//! The lines of the check-your-answers page.

use super::{ApplyCheckPage, TimeOption, language_name};

/// One line of the check-your-answers page.
pub(super) struct Answer {
    pub label: String,
    pub value: String,
}

impl ApplyCheckPage {
    pub(super) fn about_you(&self) -> Vec<Answer> {
        let form = &self.form;
        let language = language_name(&self.frame, &form.language);
        vec![
            self.answer("apply-name", form.name.clone()),
            self.answer("apply-trading-name", form.trading_name.clone()),
            self.answer("apply-phone", form.phone.clone()),
            self.answer("apply-email", form.email.clone()),
            self.answer("apply-language", language),
        ]
    }

    pub(super) fn about_trade(&self) -> Vec<Answer> {
        let needs = self
            .form
            .needs
            .iter()
            .map(|word| self.frame.label("feature", word));
        let mut answers = vec![
            self.answer(
                "apply-category",
                name_of(&self.options.categories, &self.form.category),
            ),
            self.answer("apply-people", self.form.people.clone()),
        ];
        if self.options.most_stalls > 1 {
            let (min, max) = (&self.form.min_stalls, &self.form.max_stalls);
            let max = if max.is_empty() { min } else { max };
            answers.push(self.answer("apply-min-stalls", min.clone()));
            answers.push(self.answer("apply-max-stalls", max.clone()));
        }
        answers.push(self.answer("apply-needs", self.listed(needs)));
        answers
    }

    /// Per trading time asked for: its name, the wishes in order, whether any other will do.
    pub(super) fn about_times(&self) -> Vec<Answer> {
        let asked = |time: &&TimeOption| self.form.times.contains(&time.code);
        let answer = |time: &TimeOption| {
            let wishes = self.form.wishes_for(&time.code);
            let mut places: Vec<String> = wishes
                .wishes
                .iter()
                .filter(|wish| !wish.is_empty())
                .map(|wish| self.place(wish))
                .collect();
            places.push(self.frame.t(match wishes.anywhere.as_str() {
                "yes" => "apply-anywhere-yes",
                _ => "apply-anywhere-no",
            }));
            Answer {
                label: time.name.clone(),
                value: places.join(" → "),
            }
        };
        self.options
            .times
            .iter()
            .filter(asked)
            .map(answer)
            .collect()
    }

    /// Empty when no charity stall is asked for.
    pub(super) fn about_charity(&self) -> Vec<Answer> {
        if self.form.charity != "yes" {
            return Vec::new();
        }
        let groups = self
            .form
            .groups
            .iter()
            .map(|word| self.frame.label("hardship-group", word));
        let organisation = name_of(&self.options.organisations, &self.form.organisation);
        let open_too = if self.form.open_too == "yes" {
            "apply-open-too-yes"
        } else {
            "apply-open-too-no"
        };
        vec![
            self.answer("apply-groups", self.listed(groups)),
            self.answer("apply-organisation", organisation),
            self.answer("apply-consent", self.frame.t("apply-consent-given")),
            self.answer("apply-open-too", self.frame.t(open_too)),
        ]
    }

    fn answer(&self, key: &str, value: String) -> Answer {
        let value = if value.is_empty() {
            self.frame.t("apply-none")
        } else {
            value
        };
        Answer {
            label: self.frame.t(key),
            value,
        }
    }

    fn listed(&self, words: impl Iterator<Item = String>) -> String {
        words
            .collect::<Vec<_>>()
            .join(&self.frame.t("list-separator"))
    }

    fn place(&self, value: &str) -> String {
        let mut choices = self.options.places.iter().flat_map(|group| &group.choices);
        let found = choices.find(|choice| choice.value == value);
        found.map_or_else(|| value.to_owned(), |choice| choice.label.clone())
    }
}

fn name_of(pairs: &[(String, String)], code: &str) -> String {
    let found = pairs.iter().find(|(candidate, _)| candidate == code);
    found.map_or_else(|| code.to_owned(), |(_, name)| name.clone())
}
