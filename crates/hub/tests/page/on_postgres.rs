//! The same on PostgreSQL.

use crate::world::use_postgres;
use crate::{audit, boards, erasing, files, logins, mangled, people, polling, settling};

macro_rules! on_postgres {
    ($($topic:ident :: $case:ident),* $(,)?) => {
        $(
            #[test]
            fn $case() {
                use_postgres();
                $topic::$case();
            }
        )*
    };
}

on_postgres!(
    audit::lines_that_are_written_at_once_get_a_number_each,
    boards::all_shelters_are_on_one_screen,
    boards::two_processes_follow_one_realm_and_count_once,
    boards::what_a_device_wrote_after_it_was_lost_counts_no_more,
    boards::whatever_comes_first_the_board_is_the_same,
    erasing::one_officer_asks_another_carries_out_and_nothing_is_left,
    files::files_hold_each_human_once_and_nobody_who_is_protected,
    logins::a_password_alone_is_not_enough_and_a_code_is_good_once,
    logins::a_recovery_code_lets_in_once,
    mangled::whatever_a_browser_sends_is_answered_in_the_words_of_the_page,
    logins::an_account_that_is_not_there_is_refused_as_a_wrong_password_is_and_both_are_slowed_down,
    people::a_person_is_found_in_all_shelters_however_the_name_is_typed,
    people::inquiries_are_answered_by_consent_and_kept,
    people::who_is_protected_is_found_by_a_keeper_only_and_so_is_the_family,
    polling::booths_are_counted_by_hour_and_who_was_let_through_twice_is_shown,
    polling::who_gave_every_ballot_back_is_not_counted,
    polling::what_the_election_office_finds_about_a_double_is_recorded_and_reaches_the_booth,
    settling::whoever_two_shelters_say_they_have_is_where_a_keeper_says,
    settling::what_a_keeper_settles_counts_once_and_reaches_the_shelter,
);
