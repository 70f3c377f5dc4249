//! Looking at the processes of the program under test.

struct Process {
    id: u32,
    parent: u32,
    name: String,
}

/// Process ids whose command name begins with `name` and that descend from `ancestor`.
pub fn children_named(ancestor: u32, name: &str) -> Vec<u32> {
    under(ancestor)
        .into_iter()
        .filter(|process| process.name.starts_with(name))
        .map(|process| process.id)
        .collect()
}

/// Process ids of `ancestor` and of all that descend from it.
pub fn processes_under(ancestor: u32) -> Vec<u32> {
    under(ancestor)
        .into_iter()
        .map(|process| process.id)
        .collect()
}

fn under(ancestor: u32) -> Vec<Process> {
    let all = all();
    let parent_of = |id: u32| {
        all.iter()
            .find(|process| process.id == id)
            .map(|found| found.parent)
    };
    let ids: Vec<u32> = all
        .iter()
        .map(|process| process.id)
        .filter(|id| std::iter::successors(Some(*id), |id| parent_of(*id)).any(|id| id == ancestor))
        .collect();
    all.into_iter()
        .filter(|process| ids.contains(&process.id))
        .collect()
}

fn all() -> Vec<Process> {
    std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|id: u32| {
            let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            // The name stands in parentheses and may itself hold some.
            let (head, tail) = stat.rsplit_once(')')?;
            Some(Process {
                id,
                parent: tail.split_whitespace().nth(1)?.parse().ok()?,
                name: head.split_once('(')?.1.to_owned(),
            })
        })
        .collect()
}
