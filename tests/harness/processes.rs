//! Looking at the processes of the program under test.

use std::path::PathBuf;

/// Process ids whose command name begins with `name` and that descend from `ancestor`.
pub fn children_named(ancestor: u32, name: &str) -> Vec<u32> {
    let parents: Vec<(u32, u32, String)> = std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid: u32| {
            let stat = std::fs::read_to_string(PathBuf::from(format!("/proc/{pid}/stat"))).ok()?;
            let (head, tail) = stat.rsplit_once(')')?;
            let command = head.split_once('(')?.1.to_owned();
            let parent = tail.split_whitespace().nth(1)?.parse().ok()?;
            Some((pid, parent, command))
        })
        .collect();
    let parent_of = |pid: u32| parents.iter().find(|row| row.0 == pid).map(|row| row.1);
    parents
        .iter()
        .filter(|(_, _, command)| command.starts_with(name))
        .filter(|(pid, _, _)| {
            std::iter::successors(Some(*pid), |pid| parent_of(*pid)).any(|pid| pid == ancestor)
        })
        .map(|(pid, _, _)| *pid)
        .collect()
}
