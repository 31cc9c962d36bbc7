//! The application form, its check-your-answers page and its receipt.
//!
//! All three are at `/m/{slug}/rounds/{code}/apply`: GET shows the form, POST with `step=check`
//! checks it, `step=change` shows it again with everything typed, `step=submit` sends it.

use askama::Template;
use chrono::DateTime;
use chrono_tz::Tz;
use entity::kinds::{Feature, HardshipGroup, Language};

use crate::web::form::{Choice, ChoiceGroup, Errors};
use crate::web::layout::Frame;
use crate::web::timeline::Step;

mod check;
mod form;

pub use form::{ApplyForm, TimeWishes, wish_field};

/// How many wishes one can name for a trading time.
pub const WISHES_PER_TIME: usize = 5;

/// The form itself.
#[derive(Debug, Template)]
#[template(path = "apply.html")]
pub struct ApplyPage {
    pub frame: Frame,
    pub round: RoundHead,
    pub options: ApplyOptions,
    pub form: ApplyForm,
    pub errors: Errors,
    /// Goes through all steps as the hidden field `idempotency_key`.
    pub idempotency_key: String,
}

/// Everything typed, to be checked once more before it is sent.
#[derive(Debug, Template)]
#[template(path = "apply_check.html")]
pub struct ApplyCheckPage {
    pub frame: Frame,
    pub round: RoundHead,
    pub options: ApplyOptions,
    pub form: ApplyForm,
    pub idempotency_key: String,
}

/// After sending: the code, the secret link, what happens next.
#[derive(Debug, Template)]
#[template(path = "receipt.html")]
pub struct ReceiptPage {
    pub frame: Frame,
    pub round: RoundHead,
    pub code: String,
    /// The whole address, to be copied.
    pub secret_url: String,
    /// The same as a path, to be followed.
    pub secret_href: String,
    /// Where the mail with the link went; none when there is no address.
    pub email: Option<String>,
    /// The organisation that is asked to confirm hardship.
    pub organisation: Option<String>,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct RoundHead {
    pub name: String,
    /// `/m/{slug}/rounds/{code}`.
    pub href: String,
    pub until: DateTime<Tz>,
}

/// What can be chosen in this round.
#[derive(Clone, Debug, Default)]
pub struct ApplyOptions {
    /// Code and name.
    pub categories: Vec<(String, String)>,
    pub times: Vec<TimeOption>,
    /// How many stalls next to each other one vendor may have; 0 and 1 ask for no number.
    pub most_stalls: u32,
    /// Zones first, then the stalls under their zone: value `zone:B` or `B12`.
    pub places: Vec<ChoiceGroup>,
    /// Code and name of those who confirm hardship. Empty when the round has no charity pool.
    pub organisations: Vec<(String, String)>,
    pub groups: Vec<HardshipGroup>,
}

#[derive(Clone, Debug)]
pub struct TimeOption {
    pub code: String,
    pub name: String,
    /// "周五到周日 17:00–22:00".
    pub hours: String,
}

impl ApplyPage {
    /// The errors with the names of their fields, for the summary far above the fields.
    fn summary(&self) -> Errors {
        let mut summary = Errors::default();
        for error in &self.errors {
            let message = match self.label_of(&error.field) {
                Some(label) => self.frame.say2(
                    "form-error-at",
                    ("field", label),
                    ("message", &error.message),
                ),
                None => error.message.clone(),
            };
            summary.add(&error.field, message);
        }
        summary
    }

    fn label_of(&self, field: &str) -> Option<String> {
        let key = match field {
            "name" => "apply-name",
            "trading_name" => "apply-trading-name",
            "phone" => "apply-phone",
            "email" => "apply-email",
            "language" => "apply-language",
            "category" => "apply-category",
            "people" => "apply-people",
            "min_stalls" => "apply-min-stalls",
            "max_stalls" => "apply-max-stalls",
            "needs" => "apply-needs",
            "times" => "apply-times",
            "groups" => "apply-groups",
            "organisation" => "apply-organisation",
            "consent" => "apply-consent",
            _ => return self.label_of_wish(field),
        };
        Some(self.frame.t(key))
    }

    /// "周末夜市": the trading time that a wish, or `anywhere`, belongs to.
    fn label_of_wish(&self, field: &str) -> Option<String> {
        let time = field.strip_prefix("anywhere_").or_else(|| {
            field
                .strip_prefix("wish_")?
                .rsplit_once('_')
                .map(|(time, _)| time)
        })?;
        let found = self.options.times.iter().find(|option| option.code == time);
        found.map(|option| option.name.clone())
    }

    fn categories(&self) -> Vec<Choice> {
        let choice = |(code, name): &(String, String)| {
            Choice::new(code, name).chosen_if(*code == self.form.category)
        };
        self.options.categories.iter().map(choice).collect()
    }

    fn languages(&self) -> Vec<Choice> {
        let choice = |language: Language| {
            Choice::new(
                language.as_str(),
                language_name(&self.frame, language.as_str()),
            )
            .chosen_if(self.form.language == language.as_str())
        };
        Language::all().map(choice).collect()
    }

    fn needs(&self) -> Vec<Choice> {
        let choice = |feature: Feature| {
            let word = feature.as_str();
            Choice::new(word, self.frame.label("feature", word))
                .hint(
                    self.frame
                        .t(&format!("apply-need-{}", word.replace('_', "-"))),
                )
                .chosen_if(self.form.needs.iter().any(|need| need == word))
        };
        Feature::all().map(choice).collect()
    }

    fn times(&self) -> Vec<Choice> {
        let choice = |time: &TimeOption| {
            Choice::new(&time.code, &time.name)
                .hint(&time.hours)
                .chosen_if(self.form.times.contains(&time.code))
        };
        self.options.times.iter().map(choice).collect()
    }

    fn wish_fields(&self, time: &TimeOption) -> Vec<WishField> {
        let field = |(index, wish): (usize, String)| WishField {
            name: wish_field(&time.code, index + 1),
            label: self.frame.say1("apply-wish", "number", index + 1),
            places: chosen_in(&self.options.places, &wish),
        };
        self.form
            .wishes_for(&time.code)
            .wishes
            .into_iter()
            .enumerate()
            .map(field)
            .collect()
    }

    fn anywhere_field(time: &TimeOption) -> String {
        format!("anywhere_{}", time.code)
    }

    fn anywhere(&self, time: &TimeOption) -> Vec<Choice> {
        self.yes_no(
            &self.form.wishes_for(&time.code).anywhere,
            "apply-anywhere-yes",
            "apply-anywhere-no",
        )
    }

    fn charity(&self) -> Vec<Choice> {
        vec![
            Choice::new("yes", self.frame.t("apply-charity-yes"))
                .chosen_if(self.form.charity == "yes"),
        ]
    }

    fn groups(&self) -> Vec<Choice> {
        let choice = |group: &HardshipGroup| {
            let word = group.as_str();
            Choice::new(word, self.frame.label("hardship-group", word))
                .chosen_if(self.form.groups.iter().any(|chosen| chosen == word))
        };
        self.options.groups.iter().map(choice).collect()
    }

    fn organisations(&self) -> Vec<ChoiceGroup> {
        let choice = |(code, name): &(String, String)| {
            Choice::new(code, name).chosen_if(*code == self.form.organisation)
        };
        let choices = self.options.organisations.iter().map(choice).collect();
        vec![ChoiceGroup {
            label: String::new(),
            choices,
        }]
    }

    fn consent(&self) -> Vec<Choice> {
        vec![
            Choice::new("yes", self.frame.t("apply-consent-yes"))
                .chosen_if(self.form.consent == "yes"),
        ]
    }

    fn open_too(&self) -> Vec<Choice> {
        self.yes_no(
            &self.form.open_too,
            "apply-open-too-yes",
            "apply-open-too-no",
        )
    }

    fn yes_no(&self, chosen: &str, yes: &str, no: &str) -> Vec<Choice> {
        vec![
            Choice::new("yes", self.frame.t(yes)).chosen_if(chosen == "yes"),
            Choice::new("no", self.frame.t(no)).chosen_if(chosen == "no"),
        ]
    }
}

/// One list of places to choose a wish from.
struct WishField {
    name: String,
    label: String,
    places: Vec<ChoiceGroup>,
}

fn chosen_in(groups: &[ChoiceGroup], value: &str) -> Vec<ChoiceGroup> {
    let choose = |choice: &Choice| choice.clone().chosen_if(choice.value == value);
    let in_group = |group: &ChoiceGroup| ChoiceGroup {
        label: group.label.clone(),
        choices: group.choices.iter().map(choose).collect(),
    };
    groups.iter().map(in_group).collect()
}

/// A language by its own name.
fn language_name(frame: &Frame, tag: &str) -> String {
    frame.label("language", &tag.to_lowercase())
}
