//! Rules of meals and goods: they warn, and everything is handed out all the same.

use shelter::role::Role;
use shelter_desk::{RuleFields, Working};

use crate::common::{list, open, pc, prepared, refused, register};

fn rule<'a>(hours: &'a str, per_day: &'a str) -> RuleFields<'a> {
    RuleFields {
        hours,
        per_day,
        of_here: true,
    }
}

fn warnings(list: &Working) -> usize {
    list.served_now().1.len()
}

#[test]
fn a_rule_that_was_typed_warns_and_refuses_nobody() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let person = register(list, "見本　花子");
    assert_eq!(refused(list.set_rule(rule("3", "2"))), "shelter-not-now");
    list.choose_offer(Some("nappies".to_owned())).unwrap();
    assert!(list.rule().is_none());
    list.set_rule(rule("３", " 2 ")).unwrap();
    let set = list.rule().unwrap();
    assert_eq!((set.interval, set.per_day), (Some(3 * 3_600_000), Some(2)));
    list.serve(&[person]).unwrap();
    assert_eq!(warnings(list), 0);
    list.serve(&[person]).unwrap();
    assert_eq!(warnings(list), 1, "too soon");
    list.serve(&[person]).unwrap();
    assert_eq!(warnings(list), 2, "too soon, and more than two");
    assert_eq!(list.served(), 3, "all were handed out");
    // Another good has no rule, and empty fields take this one back.
    list.choose_offer(Some("water".to_owned())).unwrap();
    assert!(list.rule().is_none());
    list.choose_offer(Some("nappies".to_owned())).unwrap();
    list.set_rule(rule("", "")).unwrap();
    list.serve(&[person]).unwrap();
    assert_eq!(warnings(list), 0);
}

#[test]
fn the_meals_of_a_day_have_one_rule() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    let person = register(list, "見本　花子");
    list.choose_offer(Some("breakfast".to_owned())).unwrap();
    list.set_rule(rule("", "1")).unwrap();
    list.serve(&[person]).unwrap();
    list.choose_offer(Some("dinner".to_owned())).unwrap();
    assert_eq!(list.rule().unwrap().per_day, Some(1));
    list.serve(&[person]).unwrap();
    assert_eq!(warnings(list), 1);
}

#[test]
fn what_is_no_limit_is_refused_and_only_a_keeper_sets_one() {
    let pc = pc();
    let mut desk = open(&prepared(), pc.path());
    let list = list(&mut desk);
    list.choose_offer(Some("water".to_owned())).unwrap();
    for (hours, per_day, code) in [
        ("0", "", "shelter-out-of-range"),
        ("745", "", "shelter-out-of-range"),
        ("", "1000", "shelter-out-of-range"),
        ("", "99999999999", "shelter-not-a-number"),
        ("半日", "", "shelter-not-a-number"),
        ("0.5", "", "shelter-not-a-number"),
        ("-1", "", "shelter-not-a-number"),
    ] {
        assert_eq!(
            refused(list.set_rule(rule(hours, per_day))),
            code,
            "{hours} {per_day}"
        );
    }
    assert!(list.rule().is_none());
    let badge = list.issue_badge(Role::Volunteer, "受付1番").unwrap();
    list.scan(&badge.to_qr()).unwrap();
    assert_eq!(refused(list.set_rule(rule("3", ""))), "shelter-not-allowed");
}
