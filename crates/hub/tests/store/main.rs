//! The databases of a hub: the same list of cases on both, and what only one of them can be asked.

// Helpers of a test file are not seen as tests by the lint.
#![allow(clippy::unwrap_used)]

mod cases;
mod copying;
mod desk;
mod in_files;
mod model;
mod on_servers;
mod shared;
mod stores;
mod world;

macro_rules! on_every_store {
    ($($case:ident),* $(,)?) => {
        mod sqlite_in_memory {
            $(
                #[tokio::test]
                async fn $case() {
                    crate::cases::$case(crate::stores::in_memory()).await;
                }
            )*
        }
        mod sqlite_in_a_file {
            $(
                #[tokio::test]
                async fn $case() {
                    let folder = tempfile::tempdir().unwrap();
                    crate::cases::$case(crate::stores::in_file(&folder)).await;
                }
            )*
        }
        mod postgres {
            $(
                #[tokio::test]
                async fn $case() {
                    crate::cases::$case(crate::stores::in_postgres().await).await;
                }
            )*
        }
    };
}

on_every_store!(
    what_is_taken_is_handed_out_once_and_in_order,
    a_page_holds_as_many_bytes_as_asked_but_one_item_at_least,
    keys_travel_with_the_log_whenever_they_come,
    a_payload_that_comes_late_is_asked_for_and_follows_in_the_log,
    a_mark_of_another_history_is_told_with_the_highest_common_one,
    heads_are_told_where_they_differ,
    who_waits_for_a_log_is_woken_by_what_comes_after_it_looked,
    beyond_a_gap_nothing_is_stored_and_nothing_refused,
    what_is_wrong_is_kept_apart_with_its_reason,
    a_forked_chain_is_quarantined_and_both_histories_stay_readable,
    who_asks_is_kept_apart_and_counted_until_it_is_let_in,
    who_is_let_in_vouches_for_the_cards_that_it_brings,
    a_revoked_device_is_out_and_its_past_stays,
    the_earliest_revocation_counts_and_what_lies_beyond_is_kept_apart,
    a_device_that_is_shut_out_before_it_is_known_gives_only_its_past,
    what_is_erased_is_gone_everywhere_and_never_returns,
    a_list_that_names_a_stream_takes_no_key_from_it,
    places_and_history_stay_when_somebody_is_erased,
    a_code_is_for_one_device_and_for_its_time,
    a_device_that_is_known_keeps_its_standing_unless_it_asked,
    a_device_that_is_known_gets_the_role_of_its_new_code,
    the_last_figures_of_a_device_are_kept,
    a_realm_comes_back_as_it_was_opened,
    of_a_closed_realm_nothing_is_left_and_the_others_stay,
);
