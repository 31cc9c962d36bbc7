//! Whose tries to sign in and to apply are counted.

use std::net::IpAddr;

use starstall::web::http::counted_address;

fn counted(peer: &str, forwarded: Option<&str>) -> String {
    let peer: IpAddr = peer.parse().unwrap();
    counted_address(Some(peer), forwarded).unwrap().to_string()
}

#[test]
fn whoever_connects_is_counted_whatever_they_say_of_themselves() {
    assert_eq!(counted("192.0.2.7", None), "192.0.2.7");
    assert_eq!(counted("192.0.2.7", Some("198.51.100.1")), "192.0.2.7");
    assert_eq!(counted("::ffff:192.0.2.7", None), "192.0.2.7");
}

#[test]
fn behind_a_proxy_on_this_machine_the_address_that_it_saw_is_counted() {
    let made_up = Some("203.0.113.9, 198.51.100.1");
    for proxy in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
        assert_eq!(counted(proxy, made_up), "198.51.100.1");
    }
    assert_eq!(counted("127.0.0.1", Some("2001:db8::1")), "2001:db8::1");
}

#[test]
fn what_is_no_address_is_counted_with_its_proxy() {
    for forwarded in [None, Some(""), Some("unknown"), Some("198.51.100.1, ")] {
        assert_eq!(counted("127.0.0.1", forwarded), "127.0.0.1");
    }
    assert_eq!(counted_address(None, Some("198.51.100.1")), None);
}
