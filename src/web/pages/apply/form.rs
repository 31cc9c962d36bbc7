//! What was typed into the form, read from a request and written into hidden fields again.

use super::WISHES_PER_TIME;
use crate::web::form::Hidden;

/// What was typed, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApplyForm {
    pub name: String,
    pub trading_name: String,
    pub phone: String,
    pub email: String,
    /// A language tag: in which language to write to the vendor.
    pub language: String,
    pub category: String,
    /// How many people will work there.
    pub people: String,
    /// How many stalls next to each other, where the rules allow several.
    pub min_stalls: String,
    pub max_stalls: String,
    /// Feature words.
    pub needs: Vec<String>,
    /// Codes of trading times.
    pub times: Vec<String>,
    pub wishes: Vec<TimeWishes>,
    /// "yes" when a charity stall is asked for.
    pub charity: String,
    /// Words of hardship groups.
    pub groups: Vec<String>,
    pub organisation: String,
    /// "yes" when the consent is given.
    pub consent: String,
    /// "yes" or "no": also stand in the open pool.
    pub open_too: String,
}

/// The wishes for one trading time: fields `wish_{time}_{1…5}` and `anywhere_{time}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeWishes {
    pub time: String,
    /// A stall's code, `zone:B`, or nothing, in order.
    pub wishes: Vec<String>,
    /// "yes" or "no".
    pub anywhere: String,
}

impl ApplyForm {
    /// Reads the fields of the request. Fields that the form does not have are passed over.
    pub fn read<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            form.read_field(name, value);
        }
        form
    }

    /// The same as hidden fields, for the check-your-answers page.
    pub fn hidden(&self) -> Vec<Hidden> {
        let single = [
            ("name", &self.name),
            ("trading_name", &self.trading_name),
            ("phone", &self.phone),
            ("email", &self.email),
            ("language", &self.language),
            ("category", &self.category),
            ("people", &self.people),
            ("min_stalls", &self.min_stalls),
            ("max_stalls", &self.max_stalls),
            ("charity", &self.charity),
            ("organisation", &self.organisation),
            ("consent", &self.consent),
            ("open_too", &self.open_too),
        ];
        let several = [
            ("needs", &self.needs),
            ("times", &self.times),
            ("groups", &self.groups),
        ];
        let mut fields: Vec<Hidden> = single
            .into_iter()
            .map(|(name, value)| hidden(name, value))
            .collect();
        for (name, values) in several {
            fields.extend(values.iter().map(|value| hidden(name, value)));
        }
        for wishes in &self.wishes {
            let numbered = wishes.wishes.iter().enumerate();
            fields.extend(
                numbered.map(|(index, wish)| hidden(&wish_field(&wishes.time, index + 1), wish)),
            );
            fields.push(hidden(
                &format!("anywhere_{}", wishes.time),
                &wishes.anywhere,
            ));
        }
        fields.retain(|field| !field.value.is_empty());
        fields
    }

    /// The wishes for a trading time, as many fields as the form has.
    pub fn wishes_for(&self, time: &str) -> TimeWishes {
        let found = self.wishes.iter().find(|wishes| wishes.time == time);
        let mut wishes = found.cloned().unwrap_or_default();
        wishes.wishes.resize(WISHES_PER_TIME, String::new());
        wishes
    }

    fn read_field(&mut self, name: &str, value: &str) {
        let value = value.trim().to_owned();
        match name {
            "name" => self.name = value,
            "trading_name" => self.trading_name = value,
            "phone" => self.phone = value,
            "email" => self.email = value,
            "language" => self.language = value,
            "category" => self.category = value,
            "people" => self.people = value,
            "min_stalls" => self.min_stalls = value,
            "max_stalls" => self.max_stalls = value,
            "charity" => self.charity = value,
            "organisation" => self.organisation = value,
            "consent" => self.consent = value,
            "open_too" => self.open_too = value,
            "needs" => self.needs.push(value),
            "times" => self.times.push(value),
            "groups" => self.groups.push(value),
            _ => self.read_wish(name, value),
        }
    }

    fn read_wish(&mut self, name: &str, value: String) {
        if let Some(time) = name.strip_prefix("anywhere_") {
            self.in_wishes(time, |wishes| wishes.anywhere = value);
        } else if let Some((time, number)) = name
            .strip_prefix("wish_")
            .and_then(|rest| rest.rsplit_once('_'))
        {
            let number = number.parse().unwrap_or(0);
            if (1..=WISHES_PER_TIME).contains(&number) {
                self.in_wishes(time, |wishes| wishes.set(number - 1, value));
            }
        }
    }

    fn in_wishes(&mut self, time: &str, change: impl FnOnce(&mut TimeWishes)) {
        if let Some(wishes) = self.wishes.iter_mut().find(|wishes| wishes.time == time) {
            return change(wishes);
        }
        let mut wishes = TimeWishes {
            time: time.to_owned(),
            ..TimeWishes::default()
        };
        change(&mut wishes);
        self.wishes.push(wishes);
    }
}

impl TimeWishes {
    fn set(&mut self, index: usize, wish: String) {
        self.wishes
            .resize(self.wishes.len().max(index + 1), String::new());
        if let Some(place) = self.wishes.get_mut(index) {
            *place = wish;
        }
    }
}

/// The name of the field of a wish; numbers count from 1.
pub fn wish_field(time: &str, number: usize) -> String {
    format!("wish_{time}_{number}")
}

fn hidden(name: &str, value: &str) -> Hidden {
    Hidden {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}
