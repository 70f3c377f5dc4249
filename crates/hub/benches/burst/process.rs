//! What processes take of the machine, as `/proc` tells it.

use std::fs;

/// Ticks of `/proc/PID/stat` a second; the same on every Linux that this runs on.
const TICKS: f64 = 100.0;

/// The process that this one started to serve with this configuration.
pub fn server(config: &str) -> u32 {
    let mine = std::process::id().to_string();
    let all = fs::read_dir("/proc").unwrap().flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let found = pids.filter(|pid| {
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        line.contains(config) && status(*pid, "PPid:").as_deref() == Some(&mine)
    });
    found.last().expect("the hub runs")
}

/// Who started a process.
pub fn parent(pid: u32) -> u32 {
    status(pid, "PPid:").unwrap().parse().unwrap()
}

fn status(pid: u32, field: &str) -> Option<String> {
    let text = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(field))?;
    line.split_whitespace().next().map(str::to_owned)
}

/// Megabytes that it has in memory.
pub fn memory(pid: u32) -> f64 {
    kib(pid, "VmRSS:") / 1024.0
}

/// The most megabytes that it had since [`forget_peak`].
pub fn peak(pid: u32) -> f64 {
    kib(pid, "VmHWM:") / 1024.0
}

/// The peak begins anew.
pub fn forget_peak(pid: u32) {
    fs::write(format!("/proc/{pid}/clear_refs"), "5").unwrap();
}

fn kib(pid: u32, field: &str) -> f64 {
    status(pid, field).unwrap().parse().unwrap()
}

/// Seconds of processor time of a process.
pub fn seconds(pid: u32) -> f64 {
    times(pid)[..2].iter().sum()
}

/// The same with its children, those that are gone too.
pub fn seconds_of_all(pid: u32) -> f64 {
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap();
    let children = children.split_whitespace().map(|pid| pid.parse().unwrap());
    times(pid).iter().sum::<f64>() + children.map(seconds).sum::<f64>()
}

/// Of itself as user and as system, and of its ended children likewise.
fn times(pid: u32) -> [f64; 4] {
    let Ok(text) = fs::read_to_string(format!("/proc/{pid}/stat")) else {
        return [0.0; 4];
    };
    // Behind the name, which may hold blanks.
    let (_, rest) = text.rsplit_once(')').unwrap();
    let fields: Vec<_> = rest.split_whitespace().collect();
    [11, 12, 13, 14].map(|at| fields[at].parse::<f64>().unwrap() / TICKS)
}
