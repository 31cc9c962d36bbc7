//! Every refusal, every field error and every label in both languages.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use entity::kinds::*;
use expect_test::expect;
use starstall::domain::application::{ApplicationAction, ApplicationRefusal};
use starstall::domain::attestation::{AttestationAction, AttestationRefusal};
use starstall::domain::calendar::CalendarError;
use starstall::domain::draw::{DrawAction, DrawRefusal};
use starstall::domain::edit::EditRefusal;
use starstall::domain::erasure::ErasureRefusal;
use starstall::domain::fit::Misfit;
use starstall::domain::holding::{HoldingAction, HoldingRefusal};
use starstall::domain::idempotency::IdempotencyRefusal;
use starstall::domain::import::{ImportError, ImportProblem};
use starstall::domain::market::{HolderConcerned, MarketRefusal};
use starstall::domain::market_day::MarketDayRefusal;
use starstall::domain::merge::MergeRefusal;
use starstall::domain::notice::{NoticeAction, NoticeRefusal};
use starstall::domain::objection::ObjectionRefusal;
use starstall::domain::offer::{OfferAction, OfferRefusal};
use starstall::domain::preview::{PreviewAction, PreviewRefusal};
use starstall::domain::round::{RoundAction, RoundRefusal};
use starstall::domain::rules::{RuleNumber, RulesError, RulesWarning};
use starstall::domain::values::*;
use starstall::domain::waiting::{WaitingAction, WaitingRefusal};
use starstall::domain::webhook::WebhookUrlError;
use starstall::domain::{FieldError, Refusal};
use starstall::text::labels::{Labelled, label};
use starstall::text::refusals::{
    field_sentence, import_sentence, rules_warning_sentence, sentence,
};

use super::{at, day};

const MOMENT: &str = "2026-11-24T16:00:00Z";

fn erasure_refusals() -> Vec<Refusal> {
    vec![
        ErasureRefusal::HoldsStall {
            stall: "A01".to_owned(),
        }
        .into(),
        ErasureRefusal::OfferOpen.into(),
        ErasureRefusal::StandsInRound {
            round: "spring".to_owned(),
        }
        .into(),
        ErasureRefusal::ErasedBefore.into(),
    ]
}

fn merge_refusals() -> Vec<Refusal> {
    let round = || "spring".to_owned();
    vec![
        MergeRefusal::AlreadyMerged.into(),
        MergeRefusal::TwoPersons.into(),
        MergeRefusal::BothOnTheList { round: round() }.into(),
        MergeRefusal::BothHold { round: round() }.into(),
        MergeRefusal::OtherWayRound { round: round() }.into(),
        MergeRefusal::SameDay {
            date: day("2026-11-24"),
        }
        .into(),
    ]
}

fn objection_refusals() -> Vec<Refusal> {
    let state = RoundState::Published;
    let moment = at(MOMENT);
    vec![
        ObjectionRefusal::NothingPublished { state }.into(),
        ObjectionRefusal::TooLate { deadline: moment }.into(),
        ObjectionRefusal::NotAboutThem {
            application: ApplicationState::Withdrawn,
        }
        .into(),
        ObjectionRefusal::Unanswered.into(),
        ObjectionRefusal::AlreadyAnswered {
            state: ObjectionState::Upheld,
        }
        .into(),
    ]
}

fn round_refusals() -> Vec<Refusal> {
    use RoundAction as A;
    use RoundRefusal as R;
    let state = RoundState::Published;
    let (moment, date) = (at(MOMENT), day("2026-11-24"));
    let actions = [
        A::Open,
        A::CloseApplications,
        A::List,
        A::Freeze,
        A::RecordDraw,
        A::Publish,
        A::Correct,
        A::MakeFinal,
        A::Start,
        A::Close,
        A::Cancel,
    ];
    let draw_actions = [
        DrawAction::Compute,
        DrawAction::Finish,
        DrawAction::TryAgain,
        DrawAction::Publish,
        DrawAction::Correct,
    ];
    let not_now = actions.map(|action| R::NotNow { action, state }.into());
    let draws_not_now = draw_actions.map(|action| {
        DrawRefusal::NotNow {
            action,
            state: DrawState::Queued,
        }
        .into()
    });
    let preview_actions = [PreviewAction::Cancel, PreviewAction::Finish];
    let previews_not_now = preview_actions.map(|action| {
        let state = PreviewState::Done;
        PreviewRefusal::NotNow { action, state }.into()
    });
    let others: Vec<Refusal> = vec![
        R::DatesOutOfOrder.into(),
        R::DeadlineNotAhead { until: moment }.into(),
        R::TakesNoApplications { state }.into(),
        R::TooLate { deadline: moment }.into(),
        R::ApplicationsStillOpen { until: moment }.into(),
        R::Undecided { count: 2 }.into(),
        R::ListObjectionsStillOpen { until: moment }.into(),
        R::ObjectionsUnanswered { count: 2 }.into(),
        R::AlreadyDrawn.into(),
        R::DrawsMissing { count: 2 }.into(),
        R::ResultObjectionsStillOpen { until: moment }.into(),
        R::TermNotBegun { from: date }.into(),
        R::TermNotOver { to: date }.into(),
        R::ReasonTellsWho.into(),
        R::NothingToCopy.into(),
        DrawRefusal::NoUpheldObjection.into(),
        DrawRefusal::NotOnTheList.into(),
        DrawRefusal::NothingCorrected.into(),
        DrawRefusal::SeedKnown.into(),
        DrawRefusal::WeakSeed { bits: 19 }.into(),
        PreviewRefusal::UnderWay.into(),
        PreviewRefusal::ListFixed { state }.into(),
        PreviewRefusal::NobodyListed.into(),
    ];
    not_now
        .into_iter()
        .chain(draws_not_now)
        .chain(previews_not_now)
        .chain(others)
        .collect()
}

fn application_and_offer_refusals() -> Vec<Refusal> {
    use ApplicationAction as A;
    let actions = [
        A::Edit,
        A::Submit,
        A::AskForChanges,
        A::Accept,
        A::Decline,
        A::Restore,
        A::TakeOut,
        A::Withdraw,
    ];
    let offer_actions = [
        OfferAction::ReachVendor,
        OfferAction::Confirm,
        OfferAction::Decline,
        OfferAction::Expire,
        OfferAction::Withdraw,
    ];
    let not_now = actions.map(|action| {
        ApplicationRefusal::NotNow {
            action,
            state: ApplicationState::Withdrawn,
        }
        .into()
    });
    let elsewhere = actions.map(|action| {
        ApplicationRefusal::RoundElsewhere {
            action,
            round: RoundState::Closed,
        }
        .into()
    });
    let offers = offer_actions.map(|action| {
        OfferRefusal::NotNow {
            action,
            state: OfferState::Expired,
        }
        .into()
    });
    let others: Vec<Refusal> = vec![
        ApplicationRefusal::NoRenewals.into(),
        ApplicationRefusal::HoldsNothing.into(),
        ApplicationRefusal::AlreadyThere.into(),
        ApplicationRefusal::ChangesStillOpen { until: at(MOMENT) }.into(),
        ApplicationRefusal::ChangesTooLate {
            deadline: at(MOMENT),
        }
        .into(),
        OfferRefusal::TooLate {
            deadline: at(MOMENT),
        }
        .into(),
        OfferRefusal::StillOpen { until: at(MOMENT) }.into(),
        OfferRefusal::NotYetReached.into(),
    ];
    not_now
        .into_iter()
        .chain(elsewhere)
        .chain(offers)
        .chain(others)
        .collect()
}

fn other_refusals() -> Vec<Refusal> {
    use NoticeAction as N;
    let date = day("2026-11-24");
    let waiting = [
        WaitingAction::Offer,
        WaitingAction::Place,
        WaitingAction::Return,
        WaitingAction::Leave,
    ]
    .map(|action| {
        WaitingRefusal::NotNow {
            action,
            state: WaitingState::Left,
        }
        .into()
    });
    let holding = [
        HoldingAction::GiveUp,
        HoldingAction::End,
        HoldingAction::Complete,
    ]
    .map(|action| {
        HoldingRefusal::NotNow {
            action,
            state: HoldingState::Over,
        }
        .into()
    });
    let notice = [
        N::Hold,
        N::Release,
        N::Send,
        N::MarkSent,
        N::MarkFailed,
        N::ReachOtherwise,
    ]
    .map(|action| {
        NoticeRefusal::NotNow {
            action,
            state: NoticeState::Sent,
        }
        .into()
    });
    let attestation = [
        AttestationAction::Confirm,
        AttestationAction::Decline,
        AttestationAction::WithdrawConsent,
    ]
    .map(|action| {
        AttestationRefusal::NotNow {
            action,
            state: AttestationState::Declined,
        }
        .into()
    });
    let others: Vec<Refusal> = vec![
        HoldingRefusal::InThePast { date }.into(),
        HoldingRefusal::AfterTheTerm { to: date }.into(),
        HoldingRefusal::TermNotOver { to: date }.into(),
        NoticeRefusal::NotDue {
            next_try: at("2026-11-24T09:30:00Z"),
        }
        .into(),
        AttestationRefusal::AlreadyOver { until: date }.into(),
        AttestationRefusal::AnotherOrganisation.into(),
        IdempotencyRefusal::KeyOfAnotherRequest.into(),
    ];
    waiting
        .into_iter()
        .chain(holding)
        .chain(Misfit::ALL.map(|misfit| HoldingRefusal::DoesNotFit { misfit }.into()))
        .chain(notice)
        .chain(attestation)
        .chain(others)
        .collect()
}

fn market_refusals() -> Vec<Refusal> {
    use MarketRefusal as R;
    let word = |word: &str| word.to_owned();
    let round = word("spring");
    let codes = vec![word("7Q4M-2K9D"), word("9XPA-77TC")];
    let concerned = HolderConcerned {
        code: word("7Q4M-2K9D"),
        market_days: 3,
        from: day("2026-12-18"),
        until: day("2026-12-20"),
    };
    let all: [Refusal; 12] = [
        EditRefusal::ChangedMeanwhile.into(),
        EditRefusal::Retired.into(),
        R::StallInRound {
            stall: word("A05"),
            round: round.clone(),
        }
        .into(),
        R::StallHeld {
            stall: word("A05"),
            codes,
        }
        .into(),
        R::HoldersConcerned {
            stall: word("A05"),
            holders: vec![concerned.clone(), concerned],
        }
        .into(),
        R::ListFixed {
            stall: word("A05"),
            round: round.clone(),
        }
        .into(),
        R::DayBeingDrawn {
            date: day("2026-12-18"),
        }
        .into(),
        R::ZoneHasStalls {
            zone: word("love"),
            stalls: vec![word("L01")],
        }
        .into(),
        R::CategoryOnStalls {
            category: word("crafts"),
            stalls: vec![word("A06")],
        }
        .into(),
        R::CategoryInRound {
            category: word("crafts"),
            round: round.clone(),
        }
        .into(),
        R::TradingTimeInRound {
            time: word("evenings"),
            round: round.clone(),
        }
        .into(),
        R::TimeZoneFixed { round }.into(),
    ];
    all.to_vec()
}

fn market_day_refusals() -> Vec<Refusal> {
    use MarketDayRefusal as R;
    let until = at(MOMENT);
    let stall = "A05".to_owned();
    let all = [
        R::TooLate { until },
        R::ListStillOpen { until },
        R::ListFixed,
        R::HasOpened,
        R::NobodyStandsBy,
        R::DigitsStillTaken { until },
        R::NoRound,
        R::HoldsNothing,
        R::HasStall { stall },
        R::AlreadyAbsent,
        R::NotAbsent,
        R::AlreadyStandingBy,
        R::NotStandingBy,
        R::NotAccepted,
        R::Suspended,
        R::NoWishes,
    ];
    all.map(Refusal::from).to_vec()
}

fn rules_refusals() -> Vec<Refusal> {
    use RulesError as E;
    let numbers = [
        RuleNumber::RefusalLimit,
        RuleNumber::ObjectionDaysList,
        RuleNumber::ObjectionDaysResult,
        RuleNumber::ConfirmDays,
        RuleNumber::OfferDays,
        RuleNumber::MostStalls,
    ];
    let ranges = numbers.map(|number| E::OutOfRange {
        number,
        min: 1,
        max: 60,
    });
    let others = [
        E::Version { found: 2, known: 1 },
        E::FeeNegative,
        E::NoPool,
        E::PoolRepeated {
            pool: Pool::Charity,
        },
        E::OpenPoolNotLast,
        E::OpenPoolRestricted,
        E::CharityPoolForEveryone,
        E::QuotaUnusable {
            group: HardshipGroup::Disability,
        },
        E::CriterionRepeated {
            criterion: OrderCriterion::Rank,
        },
        E::CapRepeated {
            category: Label::parse("snacks").unwrap(),
        },
        E::NoSeedSource,
        E::CeremonyNotFirst,
        E::SeedSourceRepeated,
        E::SeedSourceTooEarly,
    ];
    ranges
        .into_iter()
        .chain(others)
        .map(Refusal::from)
        .collect()
}

fn field_errors() -> Vec<FieldError> {
    let value = || "Z99".to_owned();
    vec![
        FieldError::Missing,
        FieldError::NotAChoice,
        FieldError::NotANumber,
        FieldError::OutOfRange { min: 1, max: 5 },
        FieldError::NotADate,
        FieldError::OutsideTerm,
        FieldError::Repeated { value: value() },
        FieldError::Overlap {
            one: "FRI".to_owned(),
            other: "SAT".to_owned(),
        },
        FieldError::Unknown { value: value() },
        FieldError::NotAdjacent,
        FieldError::TooMany { max: 10 },
        FieldError::NoConsent,
        TextError::Empty.into(),
        TextError::TooLong { max: 40 }.into(),
        TextError::Hidden {
            character: '\u{202e}',
        }
        .into(),
        EmailError::Text(TextError::Empty).into(),
        EmailError::NoAt.into(),
        EmailError::Local.into(),
        EmailError::Domain.into(),
        PhoneError::Text(TextError::Empty).into(),
        PhoneError::NotDigits.into(),
        PhoneError::NotAMobile.into(),
        PhoneError::NotInternational.into(),
        LabelError::Empty.into(),
        LabelError::TooShort { min: 3 }.into(),
        LabelError::TooLong { max: 16 }.into(),
        LabelError::Character { character: '_' }.into(),
        LabelError::Dash.into(),
        CodeError::Length.into(),
        CodeError::Character { character: 'U' }.into(),
        SecretError.into(),
        MoneyError::NotAnAmount.into(),
        MoneyError::Negative.into(),
        MoneyError::TooLarge {
            max_yuan: 10_000_000,
        }
        .into(),
        NamesError::None.into(),
        NamesError::Tag {
            tag: "Englisch".into(),
        }
        .into(),
        NamesError::Text {
            tag: "en".into(),
            error: TextError::Empty,
        }
        .into(),
        DigitsError::NotADigit { character: '\u{0}' }.into(),
        DigitsError::TooFew { min: 6 }.into(),
        DigitsError::TooMany { max: 200 }.into(),
        RandomnessError::NotHex { character: '\u{0}' }.into(),
        RandomnessError::Length { found: 63 }.into(),
        PasswordError::TooShort { min: 10 }.into(),
        PasswordError::TooLong { max: 128 }.into(),
        PasswordError::Control.into(),
        PasswordError::TooPlain.into(),
        CalendarError::EndsBeforeItBegins.into(),
        CalendarError::TermTooLong { max_days: 1100 }.into(),
        CalendarError::NoWeekday.into(),
        CalendarError::NotAWeekday.into(),
        CalendarError::StartOutsideDay.into(),
        CalendarError::Duration { max_minutes: 1200 }.into(),
        CalendarError::OutOfReach.into(),
        FieldError::Webhook(WebhookUrlError),
    ]
}

fn import_errors() -> Vec<ImportError> {
    use ImportProblem as P;
    let value = || "Z99".to_owned();
    let problems = [
        ("", P::Broken),
        ("code", P::MissingColumn),
        ("", P::UnknownColumn(value())),
        ("code", P::Code),
        ("code", P::DuplicateCode),
        ("zone", P::UnknownZone(value())),
        ("place", P::Number(value())),
        ("features", P::UnknownFeature(value())),
        ("categories", P::UnknownCategory(value())),
        ("phone", P::Field(FieldError::Missing)),
        ("phone", P::ColumnTwice(value())),
        ("phone", P::NoContact),
        ("stalls", P::UnknownStall(value())),
        ("trading_times", P::UnknownTime(value())),
        ("trading_times", P::WhichTime),
        ("category", P::NoCategory),
        ("from", P::Date(value())),
        ("to", P::OutsideTerm),
        ("to", P::EndsFirst),
        ("", P::NotEmpty),
        ("", P::ArchiveBroken),
        ("", P::ArchiveCut),
        ("", P::ArchiveOfOther("m9".to_owned())),
        ("pool", P::UnknownWord(value())),
        ("stalls", P::StallTaken(value())),
        ("stalls", P::OtherDates(value())),
        ("seniority", P::Differs),
    ];
    let error = |(column, problem)| ImportError {
        line: 7,
        column,
        problem,
    };
    problems.into_iter().map(error).collect()
}

/// Everything that can be refused, as it is said.
fn all_sentences(lang: Language) -> Vec<String> {
    let refusals = [
        round_refusals(),
        objection_refusals(),
        merge_refusals(),
        erasure_refusals(),
        application_and_offer_refusals(),
        other_refusals(),
        market_day_refusals(),
        market_refusals(),
        rules_refusals(),
    ];
    let refusals = refusals.concat();
    let said = refusals
        .iter()
        .map(|refusal| sentence(lang, Tz::Asia__Shanghai, refusal));
    let errors = field_errors();
    let fields = errors.iter().map(|error| field_sentence(lang, error));
    let warnings = [
        RulesWarning::SeedWithinControl,
        RulesWarning::SeedWithoutFallback,
    ];
    let warnings = warnings.map(|warning| rules_warning_sentence(lang, warning));
    let imports = import_errors();
    let imports = imports.iter().map(|error| import_sentence(lang, error));
    said.chain(fields).chain(warnings).chain(imports).collect()
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_refusal_has_a_sentence_in_both_languages() {
    let chinese = all_sentences(Language::ZhCn);
    let english = all_sentences(Language::En);
    for (zh, en) in chinese.iter().zip(&english) {
        assert!(has_chinese(zh) && zh.ends_with('。'), "{zh}");
        assert!(!has_chinese(en) && en.ends_with('.'), "{en}");
        for said in [zh, en] {
            assert!(!said.contains(['⟦', '{', '$', '!', '！', '\n']), "{said}");
            assert!(!said.to_lowercase().contains("error"), "{said}");
        }
    }
}

#[test]
fn no_sentence_for_a_refusal_lies_unused() {
    let files = [
        (
            Language::ZhCn,
            include_str!("../../../src/text/locales/zh-CN/refusals.ftl"),
        ),
        (
            Language::En,
            include_str!("../../../src/text/locales/en/refusals.ftl"),
        ),
        (
            Language::ZhCn,
            include_str!("../../../src/text/locales/zh-CN/market.ftl"),
        ),
        (
            Language::En,
            include_str!("../../../src/text/locales/en/market.ftl"),
        ),
    ];
    for (lang, file) in files {
        let said = all_sentences(lang).join("\n");
        let refusals = file.lines().filter(|line| line.starts_with("refusal-"));
        for (key, words) in refusals.filter_map(|line| line.split_once(" = ")) {
            let spoken = words.split(['{', '}']).filter(|part| !part.contains('$'));
            let longest = spoken.max_by_key(|part| part.len()).unwrap_or_default();
            assert!(said.contains(longest), "{key}: nothing says {longest:?}");
        }
    }
}

#[test]
fn refusals_give_dates_in_the_time_of_the_market() {
    let late = Refusal::from(RoundRefusal::TooLate {
        deadline: at(MOMENT),
    });
    expect!["申请已于 11 月 24 日 周二 24:00 截止，之后的不能再收，草稿也一样。您可以申请下一批次，开放时间会写在市集首页。"].assert_eq(&sentence(Language::ZhCn, Tz::Asia__Shanghai, &late));
    expect!["Applications closed on Tue 24 November, 24:00, and nothing can be taken after that, drafts included. You can apply in the next round; the market’s page will say when it opens."].assert_eq(&sentence(Language::En, Tz::Asia__Shanghai, &late));
    expect!["Applications closed on Tue 24 November, 17:00, and nothing can be taken after that, drafts included. You can apply in the next round; the market’s page will say when it opens."].assert_eq(&sentence(Language::En, Tz::Europe__Berlin, &late));
    let one = Refusal::from(RoundRefusal::Undecided { count: 1 });
    expect![
        "One application is still undecided. Please decide every one before the list is published."
    ]
    .assert_eq(&sentence(Language::En, Tz::Asia__Shanghai, &one));
}

fn labels_of<K: Labelled>() -> Vec<(String, String)> {
    K::all()
        .map(|kind| (label(Language::ZhCn, kind), label(Language::En, kind)))
        .collect()
}

#[test]
fn every_member_of_a_closed_set_has_a_word_in_both_languages() {
    let labels = [
        labels_of::<ActorKind>(),
        labels_of::<ApplicationState>(),
        labels_of::<AttestationState>(),
        labels_of::<Channel>(),
        labels_of::<DeclineReason>(),
        labels_of::<DrawState>(),
        labels_of::<Feature>(),
        labels_of::<FeeUnit>(),
        labels_of::<HardshipGroup>(),
        labels_of::<HoldingState>(),
        labels_of::<NoticeState>(),
        labels_of::<ObjectionState>(),
        labels_of::<OfferState>(),
        labels_of::<OrderCriterion>(),
        labels_of::<OrganisationKind>(),
        labels_of::<Origin>(),
        labels_of::<Placement>(),
        labels_of::<Pool>(),
        labels_of::<PreviewState>(),
        labels_of::<PublicResult>(),
        labels_of::<Role>(),
        labels_of::<RoundState>(),
        labels_of::<StandbyState>(),
        labels_of::<Standing>(),
        labels_of::<Unfilled>(),
        labels_of::<WaitingState>(),
        labels_of::<ZoneColour>(),
    ];
    for set in &labels {
        let distinct: BTreeSet<&String> = set.iter().map(|(zh, _)| zh).collect();
        assert_eq!(distinct.len(), set.len(), "{set:?}");
        for (zh, en) in set {
            assert!(has_chinese(zh) && !has_chinese(en), "{zh} {en}");
            assert!(!en.contains('⟦') && !zh.contains('⟦'), "{zh} {en}");
            assert!(!zh.contains("贫困"), "nobody is called that: {zh}");
        }
    }
    for language in Language::all() {
        assert_eq!(
            label(Language::ZhCn, language),
            label(Language::En, language)
        );
    }
}
