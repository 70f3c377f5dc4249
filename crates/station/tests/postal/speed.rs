//! As many rows as the published data has.

use std::time::{Duration, Instant};

use station::ImportOptions;

use crate::files::{Pc, large};

/// Twenty times what an optimised build needs: tests are not optimised, and share the machine.
const LIMIT: Duration = Duration::from_millis(100);

#[test]
fn with_all_rows_a_lookup_takes_milliseconds() {
    let pc = Pc::empty();
    let file = pc.write("utf_ken_all.csv", large().as_bytes());
    let start = Instant::now();
    let imported = pc
        .postal
        .import(&file, ImportOptions::default(), |_| {})
        .unwrap();
    let mut told = format!("import of {} rows: {:?}", imported.lines, start.elapsed());
    assert_eq!(imported.addresses, 124_000);
    let row = &pc.postal.by_code("1100001").unwrap()[0];
    let written = format!("{}３丁目１２−３", row.address());
    let kana = row.town_kana.chars().take(3).collect::<String>();
    let of = |name: &str, look: &dyn Fn() -> usize| {
        let mut times: Vec<Duration> = (0..15)
            .map(|_| {
                let start = Instant::now();
                assert!(look() > 0, "{name} finds nothing");
                start.elapsed()
            })
            .collect();
        times.sort();
        assert!(times[7] < LIMIT, "{name}: {times:?}");
        format!("; {name}: {:?}", times[7])
    };
    told += &of("by code", &|| pc.postal.by_code("1100001").unwrap().len());
    told += &of("by address", &|| pc.postal.code_of(&written).unwrap().len());
    told += &of("suggest address", &|| {
        pc.postal.suggest(&written[..24], 10).unwrap().len()
    });
    told += &of("suggest kana", &|| {
        pc.postal.suggest(&kana, 10).unwrap().len()
    });
    told += &of("suggest one sign", &|| {
        pc.postal.suggest("山", 10).unwrap().len()
    });
    told += &of("suggest digits", &|| {
        pc.postal.suggest("110", 10).unwrap().len()
    });
    let size = std::fs::metadata(pc.database()).unwrap().len();
    // Shown by `cargo test --release -p station --test postal -- --nocapture speed`.
    std::io::Write::write_all(
        &mut std::io::stderr(),
        format!("{told}; {size} bytes\n").as_bytes(),
    )
    .unwrap();
}
