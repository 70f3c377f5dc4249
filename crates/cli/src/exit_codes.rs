//! The exit code of each error: one table, told by `kazashi --help` and kept for scripts.
//!
//! Numbers are never reused. They end at 125, since shells use the next ones themselves, and go on
//! at 200 behind those. A file
//! that somebody writes can have many mistakes at once, so these share the number of their group, as
//! do the errors of bundles and of hand-over, of which there are too many for the numbers left.

mod desks;

use advice::Bilingual;

use crate::language::Language;

/// An error that is missing below: a bug, found by the test.
pub const UNLISTED: u8 = 1;

/// A group of errors: its heading in both languages, and its codes.
struct Group {
    ja: &'static str,
    en: &'static str,
    /// One number for all of them.
    one_number: bool,
    codes: &'static [(u8, &'static str)],
}

const GROUPS: &[Group] = &[
    Group {
        ja: "命令",
        en: "the command itself",
        one_number: false,
        codes: &[
            (2, "usage"),
            (3, "doctor-found-problems"),
            (4, "output-closed"),
            (5, "out-unwritable"),
            (6, "values-unreadable"),
            (7, "values-not-json"),
            (8, "value-not-text"),
            (9, "value-twice"),
            (10, "value-unknown"),
            (11, "secret-missing"),
            (12, "secret-unreadable"),
            (13, "secret-wrong-length"),
            (14, "secret-not-digits"),
            (15, "several-cards"),
            (16, "reader-unknown"),
            (17, "no-printer"),
            (18, "no-runtime"),
            (19, "no-printer-profile"),
            (66, "calibration-offset"),
            (67, "calibration-scale"),
        ],
    },
    Group {
        ja: "カード",
        en: "the card",
        one_number: false,
        codes: &[
            (20, "wrong-pin"),
            (21, "pin-locked"),
            (22, "pin-last-try"),
            (23, "wrong-face-code"),
            (24, "face-code-locked"),
            (25, "face-code-last-try"),
            (26, "no-card"),
            (27, "card-removed"),
            (28, "no-reader"),
            (29, "reader-gone"),
            (30, "reader-in-use"),
            (31, "card-service-stopped"),
            (32, "card-service-failed"),
            (33, "card-access-denied"),
            (34, "card-reset"),
            (35, "card-unresponsive"),
            (36, "card-unsupported"),
            (37, "card-communication-lost"),
            (38, "card-answer-too-long"),
            (39, "card-answer-garbled"),
            (40, "not-my-number-card"),
            (41, "certificate-absent"),
            (42, "basic-info-malformed"),
            (43, "auth-certificate-malformed"),
            (44, "card-refused"),
            (204, "card-id-not-stable"),
            (205, "card-id-not-given"),
        ],
    },
    Group {
        ja: "この PC",
        en: "this PC",
        one_number: false,
        codes: &[
            (45, "no-home"),
            (46, "settings-unreadable"),
            (47, "settings-invalid"),
            (48, "settings-unsaved"),
            (49, "font-missing"),
            (50, "font-unreadable"),
            (51, "font-not-usable"),
            (52, "counts-newer"),
            (53, "counts-damaged"),
            (54, "counts-unusable"),
            (55, "not-a-form-id"),
            (56, "forms-unreadable"),
            (57, "form-unknown"),
            (58, "form-broken"),
            (59, "printer-profiles-unreadable"),
            (60, "printer-profile-unknown"),
            (68, "printer-profile-unsaved"),
            (121, "printer-name-unknown"),
            (122, "printer-without-address"),
            (123, "slip-numbers-newer"),
            (124, "slip-numbers-damaged"),
            (125, "slip-numbers-unusable"),
        ],
    },
    Group {
        ja: "様式と案内の定義",
        en: "the definition of a form or a guide",
        one_number: true,
        codes: &[
            (61, "form-unreadable"),
            (61, "form-syntax"),
            (61, "form-format"),
            (61, "form-unknown-key"),
            (61, "form-missing-key"),
            (61, "form-wrong-type"),
            (61, "form-not-allowed"),
            (61, "form-out-of-range"),
            (61, "form-folder-name"),
            (61, "form-outside-page"),
            (61, "form-overlap"),
            (61, "form-rule-through"),
            (61, "form-unknown-name"),
            (61, "form-unfit-name"),
            (61, "form-duplicate"),
            (61, "form-box-too-small"),
            (61, "form-option-mismatch"),
            (61, "form-not-placed"),
            (61, "form-outside-rows"),
            (61, "form-asked-later"),
            (61, "form-asked-otherwise"),
            (61, "form-bad-default"),
            (61, "form-background-unreadable"),
            (61, "form-background-not-pdf"),
            (61, "form-background-encrypted"),
            (61, "form-background-damaged"),
            (61, "form-background-pages"),
            (61, "form-background-size"),
            (61, "form-background-page-missing"),
            (61, "form-background-not-merged"),
            (61, "guide-file-name"),
            (61, "guide-unknown-form"),
            (61, "guide-idle"),
            (61, "guide-never-holds"),
            (61, "guide-asked-otherwise"),
            (61, "guide-not-shared"),
        ],
    },
    Group {
        ja: "郵便番号",
        en: "postal codes",
        one_number: false,
        codes: &[
            (70, "postal-missing"),
            (71, "postal-unreadable"),
            (72, "postal-not-the-data"),
            (73, "postal-bad-line"),
            (74, "postal-damaged"),
            (75, "postal-other-version"),
            (76, "postal-unusable"),
            (77, "postal-not-found"),
        ],
    },
    Group {
        ja: "件数の記録",
        en: "counts",
        one_number: false,
        codes: &[(78, "not-a-guide-id"), (79, "counts-not-exported")],
    },
    Group {
        ja: "様式の値",
        en: "the values of a form",
        one_number: false,
        codes: &[
            (80, "field-missing"),
            (81, "field-missing-glyph"),
            (82, "field-control-character"),
            (83, "field-does-not-fit"),
            (84, "field-too-long"),
            (85, "field-invalid-date"),
            (86, "field-date-before-1873"),
            (87, "field-number-out-of-range"),
            (88, "field-unknown-option"),
            (89, "field-font-unusable"),
            (90, "form-not-written"),
            (69, "form-no-background"),
            (62, "field-wrong-digits"),
            (63, "field-code-too-dense"),
        ],
    },
    Group {
        ja: "印刷",
        en: "printing",
        one_number: false,
        codes: &[
            (91, "printer-address-unusable"),
            (92, "printer-unknown-host"),
            (93, "printer-connection-refused"),
            (94, "printer-no-answer"),
            (95, "printer-connection-lost"),
            (96, "printer-certificate-untrusted"),
            (97, "printer-encryption-failed"),
            (98, "printer-encryption-required"),
            (99, "printer-not-there"),
            (100, "printer-access-denied"),
            (101, "printer-answer-malformed"),
            (102, "printer-not-accepting-jobs"),
            (103, "printer-pdf-not-accepted"),
            (104, "printer-paper-not-supported"),
            (105, "printer-paper-not-in-profile"),
            (106, "printer-copies-out-of-range"),
            (107, "printer-settings-refused"),
            (108, "printer-refused"),
            (109, "printer-stayed-busy"),
            (110, "printer-sending-interrupted"),
            (111, "printer-gone"),
            (112, "print-job-aborted"),
            (113, "print-job-canceled"),
            (114, "print-job-forgotten"),
            (115, "print-job-timed-out"),
            (117, "printer-stock-not-in-profile"),
            (118, "printer-other-kind"),
            (119, "printer-queue-unknown"),
            (120, "printer-spooler-not-running"),
        ],
    },
    Group {
        ja: "プリンターの設定ファイル",
        en: "the profile of a printer",
        one_number: true,
        codes: &[
            (116, "printer-profile-unreadable"),
            (116, "printer-profile-not-toml"),
            (116, "printer-profile-unknown-key"),
            (116, "printer-profile-key-missing"),
            (116, "printer-profile-wrong-kind"),
            (116, "printer-profile-out-of-range"),
            (116, "printer-profile-unknown-word"),
            (116, "printer-profile-paper-repeated"),
            (116, "printer-profile-not-a-tray"),
            (116, "printer-profile-not-a-sha256"),
            (116, "printer-profile-not-a-form-id"),
            (116, "printer-profile-stock-without-tray"),
            (116, "printer-profile-not-a-queue"),
            (116, "printer-profile-queue-without-spooler"),
            (116, "printer-profile-not-a-rotation"),
        ],
    },
    Group {
        ja: "配布ファイル",
        en: "a bundle of forms and settings",
        one_number: true,
        codes: &[
            (64, "bundle-unreadable"),
            (64, "bundle-not-a-bundle"),
            (64, "bundle-damaged"),
            (64, "bundle-too-large"),
            (64, "bundle-unsafe-path"),
            (64, "bundle-not-a-file"),
            (64, "bundle-manifest-missing"),
            (64, "bundle-manifest-invalid"),
            (64, "bundle-format-unknown"),
            (64, "bundle-signature-missing"),
            (64, "bundle-signature-wrong"),
            (64, "bundle-file-changed"),
            (64, "bundle-file-missing"),
            (64, "bundle-file-extra"),
            (64, "bundle-key-unconfirmed"),
            (64, "bundle-fingerprint-differs"),
            (64, "bundle-key-not-pinned"),
            (64, "bundle-older"),
            (64, "bundle-no-forms"),
            (64, "bundle-form-broken"),
            (64, "bundle-profile-broken"),
            (64, "bundle-settings-broken"),
            (64, "bundle-not-loaded"),
            (64, "bundle-nothing-before"),
            (64, "bundle-active-unreadable"),
            (64, "bundle-active-changed"),
            (64, "bundle-key-unreadable"),
            (64, "bundle-key-invalid"),
            (64, "bundle-number-not-written"),
            (64, "bundle-not-made"),
        ],
    },
    Group {
        ja: "事務処理への引き継ぎ",
        en: "hand-over to the back office",
        one_number: true,
        codes: &[
            (65, "handover-code-too-long"),
            (65, "handover-key-invalid"),
            (65, "handover-private-key-invalid"),
            (65, "handover-not-a-code"),
            (65, "handover-version-unknown"),
            (65, "handover-key-needed"),
            (65, "handover-not-opened"),
            (65, "handover-damaged"),
            (65, "handover-not-in-shift-jis"),
            (65, "handover-folder-missing"),
            (65, "handover-disk-full"),
            (65, "handover-folder-not-writable"),
            (65, "handover-not-written"),
        ],
    },
];

fn groups() -> impl Iterator<Item = &'static Group> {
    GROUPS.iter().chain(desks::GROUPS)
}

/// The exit code of the error with this advice code.
pub fn of(code: &str) -> u8 {
    groups()
        .flat_map(|group| group.codes)
        .find(|(_, listed)| *listed == code)
        .map_or(UNLISTED, |(number, _)| *number)
}

/// The table, for `kazashi --help`.
pub fn help(language: Language) -> String {
    let heading = Bilingual::new(
        "終了コード（0 は成功）: 標準エラーの行頭の名前ごとに1つ",
        "Exit codes (0: done), one for each name that begins a line of standard error",
    );
    let mut lines = vec![format!("{}:", language.of(&heading))];
    for group in groups() {
        let name = match language {
            Language::Ja => group.ja,
            Language::En => group.en,
        };
        lines.push(format!("  {name}:"));
        for (row, (number, code)) in group.codes.iter().enumerate() {
            let number = if group.one_number && row > 0 {
                String::new()
            } else {
                number.to_string()
            };
            lines.push(format!("  {number:>5}  {code}"));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use advice::Advise;

    use super::*;

    fn all() -> impl Iterator<Item = &'static (u8, &'static str)> {
        groups().flat_map(|group| group.codes)
    }

    #[test]
    fn numbers_and_codes_are_unique() {
        let codes: BTreeSet<&str> = all().map(|(_, code)| *code).collect();
        assert_eq!(codes.len(), all().count());
        let mut numbers = BTreeSet::new();
        for group in groups() {
            let own: BTreeSet<u8> = group.codes.iter().map(|(number, _)| *number).collect();
            let expected = if group.one_number {
                1
            } else {
                group.codes.len()
            };
            assert_eq!(own.len(), expected, "{}", group.en);
            assert!(numbers.is_disjoint(&own), "{}", group.en);
            numbers.extend(own);
        }
        let free = |number: &u8| matches!(number, 2..=125 | 200..=249);
        assert!(numbers.iter().all(free));
    }

    fn codes<E: Advise>(errors: impl IntoIterator<Item = E>) -> impl Iterator<Item = &'static str> {
        errors.into_iter().map(|error| error.advice().code)
    }

    fn boxed(errors: Vec<Box<dyn Advise>>) -> impl Iterator<Item = &'static str> {
        errors.into_iter().map(|error| error.advice().code)
    }

    #[test]
    fn every_error_has_a_number_and_no_number_is_for_nothing() {
        use mynacard::SecretFormat::{NotDigits, WrongLength};
        use printing::{Fault, WaitReason};
        // What a job waits for is told while it waits, and is no way for a command to end.
        let waits = [
            WaitReason::EarlierJob,
            WaitReason::Busy,
            WaitReason::Queued,
            WaitReason::NoAnswer,
        ];
        let told: BTreeSet<&str> = codes(waits)
            .chain(codes(Fault::ALL))
            .chain(codes(printing::Notice::ALL))
            .collect();

        let mut expected: BTreeSet<&str> = codes(mynacard::every_error()).collect();
        expected.extend(codes([NotDigits, WrongLength { expected: 4 }]));
        expected.extend(boxed(printing::every_error()).filter(|code| !told.contains(code)));
        expected.extend(codes(paper::DefinitionError::every_error()));
        let problems = paper::FieldProblem::every_error();
        expected.extend(codes(
            problems.into_iter().filter(paper::FieldProblem::is_fatal),
        ));
        expected.extend(codes(paper::CalibrationError::every_error()));
        expected.extend(boxed(station::every_error()));
        expected.extend(boxed(handover::every_error()));
        expected.extend(codes(ledger::every_error()));
        expected.extend(codes(ledger::every_bundle_error()));
        expected.extend(codes(ledger::every_backup_error()));
        expected.extend(codes(roll::every_error()));
        expected.extend(codes(polling::election::Election::parse("").err()));
        expected.extend(boxed(vault::every_error()));
        expected.extend(codes(crate::failure::every_error()));
        expected.extend(codes(crate::shelter_failure::every_error()));

        let listed: BTreeSet<&str> = all().map(|(_, code)| *code).collect();
        let missing: Vec<_> = expected.difference(&listed).collect();
        let idle: Vec<_> = listed.difference(&expected).collect();
        assert!(
            missing.is_empty() && idle.is_empty(),
            "missing {missing:?}, for nothing {idle:?}"
        );
    }

    #[test]
    fn the_handbook_tells_these_numbers() {
        let handbook = include_str!("../../../docs/handbook.md");
        let told: BTreeSet<(u8, &str)> = handbook
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
            .filter_map(|(code, rest)| Some((rest.split_once(' ')?.0.parse().ok()?, code)))
            .collect();
        let ours: BTreeSet<(u8, &str)> = all().copied().collect();
        assert_eq!(ours, told);
    }
}
