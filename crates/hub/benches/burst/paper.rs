//! What larger loads need, computed from what an event costs here.

/// What one event costs.
pub struct Costs {
    /// Processor time of the hub's process, the city's page included, microseconds.
    pub hub_us: f64,
    /// Processor time of the database, microseconds.
    pub postgres_us: f64,
    /// Bytes of requests.
    pub wire: f64,
    /// Bytes of the write-ahead log.
    pub log: f64,
    /// Bytes of tables and indexes.
    pub stored: f64,
}

/// A load that a hub has to bear: events a second, and for how many seconds.
struct Load {
    what: &'static str,
    rate: f64,
    seconds: f64,
}

const HOUR: f64 = 3_600.0;
const DAY: f64 = 24.0 * HOUR;

const LOADS: [Load; 5] = [
    // 30 taps a minute at each of 600 desks, and 4 events a tap.
    Load {
        what: "a city's first hours, all 600 desks at full speed: 1,200 events/s",
        rate: 1_200.0,
        seconds: 4.0 * HOUR,
    },
    // 3.6 million events of 24 hours without a network, within ten minutes.
    Load {
        what: "the city back after a day, within ten minutes: 6,000 events/s",
        rate: 6_000.0,
        seconds: 600.0,
    },
    Load {
        what: "**a whole city reconnects: 7,000 events/s for an hour**",
        rate: 7_000.0,
        seconds: HOUR,
    },
    // 76 million events of 14 days within four hours.
    Load {
        what: "a prefecture back after 14 days, within four hours: 5,250 events/s",
        rate: 5_250.0,
        seconds: 4.0 * HOUR,
    },
    // 1,800 events a shelter and day, 300 shelters.
    Load {
        what: "300 shelters for a year: 6.25 events/s",
        rate: 6.25,
        seconds: 365.0 * DAY,
    },
];

/// Of a core, as much as shall be busy: the rest is for what nobody measured.
const BUSY: f64 = 0.6;

/// Prints what each load needs; `measured` is what this machine did with the desks on it too.
pub fn print(costs: &Costs, measured: f64) {
    let Costs {
        hub_us,
        postgres_us,
        wire,
        log,
        stored,
    } = costs;
    println!(
        "\nOn paper, from {hub_us:.0} µs of the hub, {postgres_us:.0} µs of PostgreSQL, {wire:.0} B on the wire, \
         {log:.0} B of write-ahead log and {stored:.0} B stored for an event, with cores {:.0} % busy:\n",
        BUSY * 100.0
    );
    println!(
        "| load | cores of hubs | cores of PostgreSQL | network in | write-ahead log | tables | disk: tables + log |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for Load {
        what,
        rate,
        seconds,
    } in LOADS
    {
        let cores = |us: f64| rate * us / 1e6 / BUSY;
        let events = rate * seconds;
        println!(
            "| {what} | {:.1} | {:.1} | {:.1} Mbit/s | {:.1} MB/s | {:.1} MB/s | {:.0} + {:.0} GB |",
            cores(*hub_us),
            cores(*postgres_us),
            rate * wire * 8.0 / 1e6,
            rate * log / 1e6,
            rate * stored / 1e6,
            events * stored / 1e9,
            events * log / 1e9,
        );
    }
    let needed = 7_000.0;
    println!(
        "\nThis machine took {measured:.0} events/s with the desks on it: {:.1} times the {needed:.0} of a whole city.",
        measured / needed
    );
}
