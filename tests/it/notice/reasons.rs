//! Why a draw decided as it did, in sentences.

use entity::kinds::Language;
use expect_test::{Expect, expect};
use starstall::engine::{Bar, Fate, Lack, Reason, Refusal, WishFate};
use starstall::text::message::{TimeResult, WishName};
use starstall::text::reasons::{explain, heading};

use super::samples::{self, names};

fn check(result: &TimeResult, expected: &Expect) {
    let said = [Language::ZhCn, Language::En].map(|lang| {
        let mut lines = vec![format!("# {}", heading(lang, result))];
        lines.extend(explain(lang, result));
        lines.join("\n")
    });
    let said = said.join("\n\n");
    assert!(!said.contains('⟦'), "{said}");
    expected.assert_eq(&said);
}

fn unplaced(reason: Reason) -> TimeResult {
    let mut standings = samples::placed().standings;
    standings[0].waiting = Some(4);
    TimeResult {
        stall: None,
        preference: None,
        waiting: Some(4),
        standings,
        reason,
        ..samples::placed()
    }
}

fn fates(fates: Vec<Fate>) -> Vec<WishFate> {
    (1..)
        .zip(fates)
        .map(|(wish, fate)| WishFate { wish, fate })
        .collect()
}

fn open() -> String {
    "open".to_owned()
}

#[test]
fn a_second_wish_tells_who_got_the_first() {
    check(
        &samples::placed(),
        &expect![[r#"
            # 您得到摊位 A06
            摊位 A06 是您的第二志愿。
            这次摇号您是 142 人中的第 17 位。
            您的第一志愿 A05 给了第 3 位。

            # You have stall A06
            Stall A06 was your second wish.
            You were number 17 of 142 in this draw.
            A05, your first wish, went to number 3."#]],
    );
}

#[test]
fn who_holds_a_stall_keeps_it() {
    let reason = Reason::Assigned {
        extras: 0,
        held: true,
        earlier: Vec::new(),
    };
    check(
        &TimeResult {
            reason,
            ..samples::placed()
        },
        &expect![[r#"
            # 您得到摊位 A06
            您续用原来的摊位 A06。
            这次摇号您是 142 人中的第 17 位。

            # You have stall A06
            You keep stall A06, which you have now.
            You were number 17 of 142 in this draw."#]],
    );
}

#[test]
fn a_wish_for_a_zone_is_named() {
    let zone = WishName::Zone {
        code: "B".to_owned(),
        names: names("手作", "Crafts"),
    };
    let reason = Reason::Assigned {
        extras: 0,
        held: false,
        earlier: Vec::new(),
    };
    let result = TimeResult {
        reason,
        wishes: vec![zone],
        preference: Some(1),
        ..samples::placed()
    };
    check(
        &result,
        &expect![[r#"
            # 您得到摊位 A06
            摊位 A06 在您的第一志愿 B 区（手作）。
            这次摇号您是 142 人中的第 17 位。

            # You have stall A06
            Stall A06 is in zone B (Crafts), your first wish.
            You were number 17 of 142 in this draw."#]],
    );
}

#[test]
fn any_other_stall_is_said_as_such() {
    let reason = Reason::Assigned {
        extras: 0,
        held: false,
        earlier: Vec::new(),
    };
    check(
        &TimeResult {
            reason,
            preference: None,
            ..samples::placed()
        },
        &expect![[r#"
            # 您得到摊位 A06
            摊位 A06 不在您的志愿里，您选了“其他摊位也可以”。
            这次摇号您是 142 人中的第 17 位。

            # You have stall A06
            Stall A06 was not among your wishes; you said that any other stall would do.
            You were number 17 of 142 in this draw."#]],
    );
}

#[test]
fn whoever_is_outranked_hears_the_cut_off() {
    check(
        &samples::outranked(),
        &expect![[r#"
            # 您排在候补第 4 位
            普通摊位摇号，您是 142 人中的第 88 位。
            您能用的 74 个普通摊位，给了前 79 位里用得上的人。
            如果您的号码在前 79 位，就可能得到摊位。
            爱心摊位摇号，您是 40 人中的第 31 位。

            # You are number 4 on the waiting list
            In the draw for open stalls you were number 88 of 142.
            By number 79, the 74 open stalls that you can use had gone.
            With a number up to 79 you might have had a stall.
            In the draw for love stalls you were number 31 of 40."#]],
    );
}

#[test]
fn stalls_that_holders_keep_are_counted_apart() {
    let outranked = |cut_off, renewed| {
        unplaced(Reason::Outranked {
            pool: open(),
            position: 17,
            cut_off,
            usable: 6,
            renewed,
        })
    };
    check(
        &outranked(Some(9), 2),
        &expect![[r#"
            # 您排在候补第 4 位
            这次摇号您是 142 人中的第 17 位。
            您能用的 6 个普通摊位，其中 2 个由原来的摊主续用，其余给了前 9 位里用得上的人。
            如果您的号码在前 9 位，就可能得到摊位。

            # You are number 4 on the waiting list
            You were number 17 of 142 in this draw.
            Of the 6 open stalls that you can use, 2 stayed with those who renewed; by number 9 the rest had gone.
            With a number up to 9 you might have had a stall."#]],
    );
    check(
        &outranked(None, 6),
        &expect![[r#"
            # 您排在候补第 4 位
            这次摇号您是 142 人中的第 17 位。
            您能用的 6 个普通摊位，都由原来的摊主续用。

            # You are number 4 on the waiting list
            You were number 17 of 142 in this draw.
            The 6 open stalls that you can use stayed with those who renewed."#]],
    );
    check(
        &outranked(None, 0),
        &expect![[r#"
            # 您排在候补第 4 位
            这次摇号您是 142 人中的第 17 位。
            您能用的 6 个普通摊位，按规则先留给了别的申请人。

            # You are number 4 on the waiting list
            You were number 17 of 142 in this draw.
            The 6 open stalls that you can use had to be kept for others, by the rules."#]],
    );
}

#[test]
fn every_fate_of_a_wish_has_its_sentence() {
    let lack = |needs: &[&str], category| Fate::Unusable {
        lack: Lack {
            needs: needs.iter().map(|need| (*need).to_owned()).collect(),
            category,
        },
    };
    let wishes = fates(vec![
        Fate::Taken {
            pool: open(),
            by: 3,
        },
        Fate::Kept {
            pool: open(),
            by: 90,
        },
        Fate::ZoneTaken {
            pool: open(),
            stalls: 12,
            last: 70,
        },
        lack(&["power", "step_free"], false),
        lack(&[], true),
        lack(&["water"], true),
        lack(&[], false),
        Fate::OtherPool {
            pool: "charity".to_owned(),
        },
        Fate::Capped,
        Fate::Unknown,
    ]);
    let mut result = unplaced(Reason::NothingLeft {
        pool: open(),
        position: 17,
        usable: 6,
        wishes,
    });
    result.wishes.push(WishName::Zone {
        code: "B".to_owned(),
        names: names("手作", "Crafts"),
    });
    check(
        &result,
        &expect![[r##"
            # 您排在候补第 4 位
            轮到您时还有您能用的摊位，但没有您愿意接受的。
            这次摇号您是 142 人中的第 17 位。
            您的第一志愿 A05 给了第 3 位。
            您的第二志愿 A06 轮到您时还空着，但要留给第 90 位，否则那位就没有能用的摊位了。
            您的第三志愿 B 区（手作）里您能用的 12 个摊位都已给出，最后一个给了第 70 位。
            您的第四志愿没有您需要的设施：用电、无台阶通行。
            您的第五志愿不收您的经营品类。
            您的第六志愿没有您需要的设施（用水），也不收您的经营品类。
            您的第七志愿不能同时满足您的全部需要。
            您的第八志愿不在您参加的这次摇号里。
            您的第九志愿没有给您：您的经营品类的摊位数已到上限。
            您的第十志愿不在这次的摊位名单里。
            多写几个志愿，或者选“其他摊位也可以”，就可能得到摊位。

            # You are number 4 on the waiting list
            When your turn came, there were stalls left that you can use, but none that you said you would take.
            You were number 17 of 142 in this draw.
            A05, your first wish, went to number 3.
            A06, your second wish, was free at your turn, but had to be kept for number 90, who would have had no usable stall without it.
            Zone B (Crafts), your third wish, has 12 stalls that you can use. All were taken; the last went to number 70.
            Your fourth wish lacks what you need: power, step-free access.
            Your fifth wish does not take what you sell.
            Your sixth wish lacks what you need (water) and does not take what you sell.
            Your seventh wish does not have everything that you need together.
            Your eighth wish was not in the draw that you stood in.
            Your ninth wish could not go to you: the stalls for what you sell had reached their limit.
            Your tenth wish is not on the list of stalls of this draw.
            With more wishes, or with "any other stall will do", you might have had a stall."##]],
    );
}

#[test]
fn whoever_no_pool_admits_hears_what_is_missing() {
    let refused = |pool: &str, why| Refusal {
        pool: pool.to_owned(),
        why,
    };
    let result = |pools| TimeResult {
        stall: None,
        preference: None,
        standings: Vec::new(),
        reason: Reason::NotAdmitted { pools },
        ..samples::placed()
    };
    check(
        &result(vec![refused("charity", Bar::Group)]),
        &expect![[r#"
        # 您这次没有得到摊位
        这次您没有参加任何一类摊位的摇号。
        爱心摊位要先由社区、街道或残联确认；名单确定时，还没有您有效的确认。
        下次申请前请先办好确认，或者同时参加普通摊位的摇号。

        # You have no stall this time
        You did not stand in a draw for any kind of stall this time.
        For a love stall, a community, a street office or the disabled persons' federation has to confirm first. When the list was fixed, there was no valid confirmation for you.
        Next time, please have the confirmation before you apply, or stand in the draw for open stalls as well."#]],
    );
    check(
        &result(vec![refused("open", Bar::Category)]),
        &expect![[r#"
        # 您这次没有得到摊位
        这次您没有参加任何一类摊位的摇号。
        普通摊位不收您的经营品类。
        换一个经营品类，或者同时参加别的摊位的摇号，就可以进入名单。

        # You have no stall this time
        You did not stand in a draw for any kind of stall this time.
        The open stalls do not take what you sell.
        With another kind of goods, or in the draw for other stalls as well, you would have been on the list."#]],
    );
}

#[test]
fn needs_that_no_stall_meets_are_named() {
    let lack = Lack {
        needs: vec!["power".to_owned(), "water".to_owned()],
        category: false,
    };
    let mut result = unplaced(Reason::NothingUsable { stalls: 74, lack });
    result.waiting = None;
    result.standings[0].waiting = None;
    check(
        &result,
        &expect![[r#"
            # 您这次没有得到摊位
            您参加摇号的 74 个摊位里，没有您能用的。
            它们都没有您需要的设施：用电、用水。
            如果有些设施不是非要不可，下次申请时可以去掉。

            # You have no stall this time
            The draw you stood in had 74 stalls, and none that you can use.
            None of them has what you need: power, water.
            If there is something that you can do without, leave it out when you apply next time."#]],
    );
}

#[test]
fn limits_are_said_with_their_number() {
    let cap = Reason::Cap {
        pool: open(),
        position: 17,
        category: "snacks".to_owned(),
        max: 30,
    };
    check(
        &unplaced(cap),
        &expect![[r##"
        # 您排在候补第 4 位
        轮到您时，“小吃”的摊位数已到上限 30 个。
        这次摇号您是 142 人中的第 17 位。
        号码更靠前，或者换一个经营品类，就可能得到摊位。

        # You are number 4 on the waiting list
        When your turn came, "Snacks" had reached its limit of 30 stalls.
        You were number 17 of 142 in this draw.
        With a smaller number, or with another kind of goods, you might have had a stall."##]],
    );
    check(
        &unplaced(Reason::NoBlock {
            pool: open(),
            position: 17,
            size: 2,
        }),
        &expect![[r#"
            # 您排在候补第 4 位
            轮到您时，没有剩下连在一起的 2 个摊位。
            这次摇号您是 142 人中的第 17 位。
            如果少要几个摊位，就可能得到。

            # You are number 4 on the waiting list
            When your turn came, no 2 stalls next to each other were left.
            You were number 17 of 142 in this draw.
            With fewer stalls you might have had some."#]],
    );
    check(
        &unplaced(Reason::WorkBound {
            pool: open(),
            position: 17,
        }),
        &expect![[r#"
            # 您排在候补第 4 位
            计算到了事先写明的工作量上限，仍不能证明可以给您留出摊位，所以没有给。
            这次摇号您是 142 人中的第 17 位。
            您可以对此提出异议，市集会记录在案并答复。

            # You are number 4 on the waiting list
            The computation reached the bound that was stated beforehand and could not prove that a stall can be spared for you. So none was given.
            You were number 17 of 142 in this draw.
            You may object to this. The market keeps your objection on record and answers it."#]],
    );
}
