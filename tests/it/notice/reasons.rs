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
        stalls: Vec::new(),
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
            如果您排在第 3 位前面，就可能得到 A05。

            # You have stall A06
            Stall A06 was your second wish.
            You were number 17 of 142 in this draw.
            A05, your first wish, went to number 3.
            Had you been ahead of number 3, you might have had A05."#]],
    );
}

#[test]
fn who_holds_a_stall_keeps_it() {
    let reason = Reason::Assigned {
        moved: false,
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
        moved: false,
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
        moved: false,
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
            爱心摊位摇号，您是 40 人中的第 31 位。
            如果您的号码在前 79 位，就可能得到摊位。

            # You are number 4 on the waiting list
            In the draw for open stalls you were number 88 of 142.
            The 74 open stalls that you can use went to those of numbers 1 to 79 who can use them.
            In the draw for love stalls you were number 31 of 40.
            With a number up to 79 you might have had a stall."#]],
    );
}

#[test]
fn stalls_that_holders_keep_are_counted_apart() {
    let outranked = |cut_off, renewed| {
        unplaced(Reason::Outranked {
            ahead: 0,
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
            Of the 6 open stalls that you can use, 2 stayed with those who renewed; the rest went to numbers up to 9 who can use them.
            With a number up to 9 you might have had a stall."#]],
    );
    check(
        &outranked(None, 6),
        &expect![[r#"
            # 您排在候补第 4 位
            这次摇号您是 142 人中的第 17 位。
            您能用的 6 个普通摊位，都由原来的摊主续用。
            这些摊位按规则先留给别人，号码靠前也不会改变。以后空出来的，会按候补名单询问。

            # You are number 4 on the waiting list
            You were number 17 of 142 in this draw.
            The 6 open stalls that you can use stayed with those who renewed.
            The rules promise these stalls to others first, and a smaller number does not change that. When one becomes free, it is offered to the waiting list."#]],
    );
    check(
        &outranked(None, 0),
        &expect![[r#"
            # 您排在候补第 4 位
            这次摇号您是 142 人中的第 17 位。
            您能用的 6 个普通摊位，按规则先留给了别的申请人。
            这些摊位按规则先留给别人，号码靠前也不会改变。以后空出来的，会按候补名单询问。

            # You are number 4 on the waiting list
            You were number 17 of 142 in this draw.
            The 6 open stalls that you can use had to be kept for others, by the rules.
            The rules promise these stalls to others first, and a smaller number does not change that. When one becomes free, it is offered to the waiting list."#]],
    );
}

#[test]
fn stalls_kept_for_others_are_counted_apart() {
    let outranked = |renewed| {
        unplaced(Reason::Outranked {
            pool: open(),
            position: 17,
            cut_off: Some(9),
            usable: 6,
            renewed,
            ahead: 3,
        })
    };
    check(
        &outranked(0),
        &expect![[r#"
        # 您排在候补第 4 位
        这次摇号您是 142 人中的第 17 位。
        您能用的 6 个普通摊位，其中 3 个给了前 9 位里用得上的人，3 个按规则先留给了别人。
        如果您的号码在前 9 位，就可能得到摊位。

        # You are number 4 on the waiting list
        You were number 17 of 142 in this draw.
        Of the 6 open stalls that you can use, 3 went to numbers up to 9, and 3 had to be kept for others, by the rules.
        With a number up to 9 you might have had a stall."#]],
    );
    check(
        &outranked(1),
        &expect![[r#"
        # 您排在候补第 4 位
        这次摇号您是 142 人中的第 17 位。
        您能用的 6 个普通摊位，其中 1 个由原来的摊主续用，3 个给了前 9 位里用得上的人，2 个按规则先留给了别人。
        如果您的号码在前 9 位，就可能得到摊位。

        # You are number 4 on the waiting list
        You were number 17 of 142 in this draw.
        Of the 6 open stalls that you can use, 1 stayed with those who renewed, 3 went to numbers up to 9, and 2 had to be kept for others, by the rules.
        With a number up to 9 you might have had a stall."#]],
    );
    check(
        &outranked(3),
        &expect![[r#"
        # 您排在候补第 4 位
        这次摇号您是 142 人中的第 17 位。
        您能用的 6 个普通摊位，其中 3 个由原来的摊主续用，其余给了前 9 位里用得上的人。
        如果您的号码在前 9 位，就可能得到摊位。

        # You are number 4 on the waiting list
        You were number 17 of 142 in this draw.
        Of the 6 open stalls that you can use, 3 stayed with those who renewed; the rest went to numbers up to 9 who can use them.
        With a number up to 9 you might have had a stall."#]],
    );
}

#[test]
fn whom_a_stall_was_kept_for_is_told_as_far_as_it_harms_nobody() {
    let kept = |renews, needs: &[&str]| Fate::Kept {
        pool: open(),
        by: 61,
        renews,
        needs: needs.iter().map(|need| (*need).to_owned()).collect(),
    };
    let wishes = fates(vec![
        kept(true, &[]),
        kept(false, &["power", "step_free", "water"]),
        kept(false, &["step_free"]),
    ]);
    let mut result = unplaced(Reason::NothingLeft {
        pool: open(),
        position: 17,
        usable: 6,
        wishes,
    });
    result.wishes[1] = WishName::Zone {
        code: "B".to_owned(),
        names: names("手作", "Crafts"),
    };
    check(
        &result,
        &expect![[r##"
        # 您排在候补第 4 位
        轮到您时还有您能用的摊位，但没有您愿意接受的。
        这次摇号您是 142 人中的第 17 位。
        您的第一志愿 A05 轮到您时还空着，但要留给第 61 位：那位原来就有摊位，正在续用。
        您的第二志愿 B 区（手作）轮到您时还有空摊位，但都要留给别人，最后一个留给第 61 位：那位需要用电、用水，别的摊位用不了。
        您的第三志愿轮到您时还空着，但要留给第 61 位，否则那位就没有能用的摊位了。
        多写几个志愿，或者选“其他摊位也可以”，就可能得到摊位。

        # You are number 4 on the waiting list
        When your turn came, there were stalls left that you can use, but none that you said you would take.
        You were number 17 of 142 in this draw.
        A05, your first wish, was free at your turn, but had to be kept for number 61, who had a stall before and renews.
        Zone B (Crafts), your second wish, had free stalls at your turn, but they had to be kept, the last for number 61, who can only use stalls with power and water.
        Your third wish was free at your turn, but had to be kept for number 61, who would have had no usable stall without it.
        With more wishes, or with "any other stall will do", you might have had a stall."##]],
    );
}

#[test]
fn a_holder_who_moves_hears_what_it_replaces() {
    let moved = Reason::Assigned {
        held: false,
        moved: true,
        earlier: Vec::new(),
        extras: 0,
    };
    let result = TimeResult {
        reason: moved,
        ..samples::placed()
    };
    check(
        &result,
        &expect![[r#"
        # 您得到摊位 A06
        摊位 A06 是您的第二志愿。
        它代替您现在的摊位。
        这次摇号您是 142 人中的第 17 位。

        # You have stall A06
        Stall A06 was your second wish.
        It takes the place of what you have now.
        You were number 17 of 142 in this draw."#]],
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
            renews: false,
            needs: Vec::new(),
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

fn assigned(held: bool, extras: u32) -> Reason {
    Reason::Assigned {
        moved: false,
        held,
        earlier: Vec::new(),
        extras,
    }
}

fn several(stalls: &[&str], reason: Reason) -> TimeResult {
    TimeResult {
        stalls: stalls.iter().map(|stall| (*stall).to_owned()).collect(),
        reason,
        ..samples::placed()
    }
}

#[test]
fn several_stalls_are_told_together() {
    check(
        &TimeResult {
            min: 2,
            max: 2,
            preference: Some(1),
            ..several(&["A05", "A06"], assigned(false, 0))
        },
        &expect![[r#"
            # 您得到摊位 A05、A06
            摊位 A05、A06 连在一起，其中 A05 是您的第一志愿。
            这次摇号您是 142 人中的第 17 位。

            # You have stalls A05 and A06
            Stalls A05 and A06 are next to each other; A05 was your first wish.
            You were number 17 of 142 in this draw."#]],
    );
    check(
        &TimeResult {
            min: 2,
            max: 2,
            preference: None,
            ..several(&["C01", "C02"], assigned(false, 0))
        },
        &expect![[r#"
            # 您得到摊位 C01、C02
            摊位 C01、C02 连在一起，不在您的志愿里，您选了“其他摊位也可以”。
            这次摇号您是 142 人中的第 17 位。

            # You have stalls C01 and C02
            Stalls C01 and C02 are next to each other. They were not among your wishes; you said that any other stall would do.
            You were number 17 of 142 in this draw."#]],
    );
    let zone = WishName::Zone {
        code: "B".to_owned(),
        names: names("手作", "Crafts"),
    };
    check(
        &TimeResult {
            min: 3,
            max: 3,
            preference: Some(1),
            wishes: vec![zone],
            ..several(&["B01", "B02", "B03"], assigned(false, 0))
        },
        &expect![[r#"
            # 您得到摊位 B01、B02、B03
            摊位 B01、B02、B03 连在一起，是按您的第一志愿 B 区（手作）给的。
            这次摇号您是 142 人中的第 17 位。

            # You have stalls B01, B02 and B03
            Stalls B01, B02 and B03 are next to each other; they were given for your first wish, zone B (Crafts).
            You were number 17 of 142 in this draw."#]],
    );
}

#[test]
fn extras_are_told_apart_from_what_the_turn_gave() {
    check(
        &TimeResult {
            max: 2,
            ..several(&["A06", "A07"], assigned(false, 1))
        },
        &expect![[r#"
            # 您得到摊位 A06、A07
            摊位 A06、A07 连在一起，其中 A06 是您的第二志愿。
            其中 1 个是最后加给您的：大家都选完后，您的摊位旁边还空着。
            这次摇号您是 142 人中的第 17 位。

            # You have stalls A06 and A07
            Stalls A06 and A07 are next to each other; A06 was your second wish.
            One of them came at the end: it was next to yours and free when everyone had had their turn.
            You were number 17 of 142 in this draw."#]],
    );
    check(
        &TimeResult {
            max: 4,
            ..several(&["A06", "A07", "A08"], assigned(false, 2))
        },
        &expect![[r#"
            # 您得到摊位 A06、A07、A08
            摊位 A06、A07、A08 连在一起，其中 A06 是您的第二志愿。
            其中 2 个是最后加给您的：大家都选完后，您的摊位旁边还空着。
            您最多愿意要 4 个；您的摊位旁边没有别的空摊位可以加给您。
            这次摇号您是 142 人中的第 17 位。

            # You have stalls A06, A07 and A08
            Stalls A06, A07 and A08 are next to each other; A06 was your second wish.
            2 of them came at the end: they were next to yours and free when everyone had had their turn.
            You would have taken up to 4 stalls; next to yours there was no other that could be given to you.
            You were number 17 of 142 in this draw."#]],
    );
}

#[test]
fn holders_hear_what_they_keep_and_what_is_new() {
    check(
        &TimeResult {
            max: 2,
            ..several(&["A05", "A06"], assigned(true, 0))
        },
        &expect![[r#"
            # 您得到摊位 A05、A06
            您续用原来的摊位 A05、A06。
            这次摇号您是 142 人中的第 17 位。

            # You have stalls A05 and A06
            You keep stalls A05 and A06, which you have now.
            You were number 17 of 142 in this draw."#]],
    );
    check(
        &TimeResult {
            max: 3,
            ..several(&["A05", "A06", "A07"], assigned(true, 1))
        },
        &expect![[r#"
            # 您得到摊位 A05、A06、A07
            您续用原来的摊位，旁边又加了，现在共有 A05、A06、A07 这 3 个摊位。
            其中 1 个是最后加给您的：大家都选完后，您的摊位旁边还空着。
            这次摇号您是 142 人中的第 17 位。

            # You have stalls A05, A06 and A07
            You keep what you have now and get more beside it: your stalls are A05, A06 and A07.
            One of them came at the end: it was next to yours and free when everyone had had their turn.
            You were number 17 of 142 in this draw."#]],
    );
}

#[test]
fn whoever_asked_for_several_or_none_hears_that_fewer_might_have_done() {
    let wishes = fates(vec![
        Fate::NoBlock,
        Fate::Kept {
            renews: false,
            needs: Vec::new(),
            pool: open(),
            by: 61,
        },
    ]);
    let mut result = unplaced(Reason::NothingLeft {
        pool: open(),
        position: 17,
        usable: 6,
        wishes,
    });
    result.min = 2;
    result.max = 2;
    result.wishes[1] = WishName::Zone {
        code: "B".to_owned(),
        names: names("手作", "Crafts"),
    };
    check(
        &result,
        &expect![[r##"
            # 您排在候补第 4 位
            轮到您时还有您能用的空位，但没有连在一起、您又愿意接受的 2 个摊位。
            这次摇号您是 142 人中的第 17 位。
            您的第一志愿 A05 当时空着，但没有连在一起、您愿意接受的 2 个空摊位。
            您的第二志愿 B 区（手作）轮到您时还有空摊位，但都要留给别人，最后一个留给第 61 位，否则那位就没有能用的摊位了。
            多写几个志愿，或者选“其他摊位也可以”，就可能得到摊位。
            您要的是 2 个连在一起的摊位，少了不要。如果少要几个，就可能得到。

            # You are number 4 on the waiting list
            When your turn came, there was room left that you can use, but no 2 stalls next to each other that you said you would take.
            You were number 17 of 142 in this draw.
            A05, your first wish, was free, but not with 2 free stalls next to each other that you would take.
            Zone B (Crafts), your second wish, had free stalls at your turn, but they had to be kept, the last for number 61, who would have had no usable stall without it.
            With more wishes, or with "any other stall will do", you might have had a stall.
            You asked for 2 stalls next to each other, or none. With fewer you might have had some."##]],
    );
    result.reason = Reason::Outranked {
        ahead: 0,
        pool: open(),
        position: 17,
        cut_off: Some(9),
        usable: 6,
        renewed: 0,
    };
    check(
        &result,
        &expect![[r#"
            # 您排在候补第 4 位
            这次摇号您是 142 人中的第 17 位。
            您能用的 6 个普通摊位，到第 9 位时，已经没有连在一起的 2 个可以给您了。
            如果您的号码在前 9 位，就可能得到摊位。
            您要的是 2 个连在一起的摊位，少了不要。如果少要几个，就可能得到。

            # You are number 4 on the waiting list
            You were number 17 of 142 in this draw.
            Of the 6 open stalls that you can use, by number 9 no 2 next to each other could be spared for you.
            With a number up to 9 you might have had a stall.
            You asked for 2 stalls next to each other, or none. With fewer you might have had some."#]],
    );
}

#[test]
fn what_the_bound_of_work_decided_is_marked() {
    check(
        &TimeResult {
            bounded: true,
            ..samples::placed()
        },
        &expect![[r#"
            # 您得到摊位 A06
            摊位 A06 是您的第二志愿。
            这次摇号您是 142 人中的第 17 位。
            您的第一志愿 A05 给了第 3 位。
            如果您排在第 3 位前面，就可能得到 A05。
            和您有关的一步计算，到了事先写明的工作量上限；不能证明的，就没有给。
            您可以对此提出异议，市集会记录在案并答复。

            # You have stall A06
            Stall A06 was your second wish.
            You were number 17 of 142 in this draw.
            A05, your first wish, went to number 3.
            Had you been ahead of number 3, you might have had A05.
            In one step that concerns you, the computation reached the bound that was stated beforehand. What it could not prove, it did not grant.
            You may object to this. The market keeps your objection on record and answers it."#]],
    );
    let mut result = unplaced(Reason::NothingLeft {
        pool: open(),
        position: 17,
        usable: 6,
        wishes: fates(vec![Fate::WorkBound]),
    });
    result.bounded = true;
    check(
        &result,
        &expect![[r##"
        # 您排在候补第 4 位
        轮到您时还有您能用的摊位，但没有您愿意接受的。
        这次摇号您是 142 人中的第 17 位。
        您的第一志愿 A05 能否让给您，在事先写明的工作量上限内没有得到证明，所以没有分给您。
        多写几个志愿，或者选“其他摊位也可以”，就可能得到摊位。
        和您有关的一步计算，到了事先写明的工作量上限；不能证明的，就没有给。
        您可以对此提出异议，市集会记录在案并答复。

        # You are number 4 on the waiting list
        When your turn came, there were stalls left that you can use, but none that you said you would take.
        You were number 17 of 142 in this draw.
        Whether A05, your first wish, could be spared was not proved within the bound of work that was stated beforehand, so it was not given to you.
        With more wishes, or with "any other stall will do", you might have had a stall.
        In one step that concerns you, the computation reached the bound that was stated beforehand. What it could not prove, it did not grant.
        You may object to this. The market keeps your objection on record and answers it."##]],
    );
}

#[test]
fn nobody_hears_that_a_stall_was_a_love_stall_who_did_not_stand_in_that_draw() {
    let mut result = samples::placed();
    result.reason = Reason::Assigned {
        moved: false,
        held: false,
        earlier: fates(vec![Fate::OtherPool {
            pool: "charity".to_owned(),
        }]),
        extras: 0,
    };
    for lang in Language::all() {
        let said = explain(lang, &result).join(" ");
        assert!(!said.contains("love") && !said.contains("爱心"), "{said}");
    }
}

#[test]
fn letters_kept_from_when_everyone_got_one_stall_can_still_be_read() {
    let now = serde_json::to_value(samples::placed()).unwrap();
    let mut then = now.clone();
    let fields = then.as_object_mut().unwrap();
    for field in ["stalls", "min", "max", "bounded"] {
        fields.remove(field);
    }
    fields.insert("stall".to_owned(), "A06".into());
    let read: TimeResult = serde_json::from_value(then.clone()).unwrap();
    assert_eq!(read, samples::placed());
    then["stall"] = serde_json::Value::Null;
    let read: TimeResult = serde_json::from_value(then).unwrap();
    assert!(read.stalls.is_empty());
}

#[test]
fn whoever_no_pool_admits_hears_what_is_missing() {
    let refused = |pool: &str, why| Refusal {
        pool: pool.to_owned(),
        why,
    };
    let result = |pools| TimeResult {
        stalls: Vec::new(),
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
fn what_stalls_lack_leads_to_what_would_help() {
    let result = |stalls, needs: &[&str], category| {
        let needs = needs.iter().map(|need| (*need).to_owned()).collect();
        let lack = Lack { needs, category };
        let mut result = unplaced(Reason::NothingUsable { stalls, lack });
        result.waiting = None;
        result.standings[0].waiting = None;
        result
    };
    check(
        &result(74, &[], true),
        &expect![[r#"
        # 您这次没有得到摊位
        您参加摇号的 74 个摊位里，没有您能用的。
        它们都不收您的经营品类。
        换一个经营品类，或者同时参加别的摊位的摇号，就可能有您能用的摊位。

        # You have no stall this time
        The draw you stood in had 74 stalls, and none that you can use.
        None of them takes what you sell.
        With another kind of goods, or in the draw for other stalls as well, there might have been a stall for you."#]],
    );
    check(
        &result(74, &["water"], true),
        &expect![[r#"
        # 您这次没有得到摊位
        您参加摇号的 74 个摊位里，没有您能用的。
        它们都没有您需要的设施（用水），也不收您的经营品类。
        换一个经营品类，再去掉不是非要不可的设施，就可能有您能用的摊位。

        # You have no stall this time
        The draw you stood in had 74 stalls, and none that you can use.
        None of them has what you need (water), and none takes what you sell.
        With another kind of goods, and without what you can do without, there might have been a stall for you."#]],
    );
    check(
        &result(74, &[], false),
        &expect![[r#"
        # 您这次没有得到摊位
        您参加摇号的 74 个摊位里，没有您能用的。
        没有一个摊位同时满足您的全部需要。
        如果有些设施不是非要不可，下次申请时可以去掉。

        # You have no stall this time
        The draw you stood in had 74 stalls, and none that you can use.
        No single stall has everything that you need together.
        If there is something that you can do without, leave it out when you apply next time."#]],
    );
    check(
        &result(0, &[], false),
        &expect![[r#"
        # 您这次没有得到摊位
        您参加的摇号，这次没有可以给出的摊位。
        同时参加别的摊位的摇号，就可能有您的摊位。

        # You have no stall this time
        The draw that you stood in had no stalls to give out.
        In the draw for other stalls as well, there might have been a stall for you."#]],
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
            普通摊位里，没有 2 个连在一起、您都能用的。
            这次摇号您是 142 人中的第 17 位。
            下次申请时少要几个，就可能有您能用的。

            # You are number 4 on the waiting list
            Nowhere among the open stalls are 2 next to each other that you can use.
            You were number 17 of 142 in this draw.
            If you ask for fewer stalls next time, there may be some for you."#]],
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
