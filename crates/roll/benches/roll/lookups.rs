//! How long a clerk waits.

use std::time::{Duration, Instant};

use polling::elector::Elector;
use roll::Roll;
use roll::invented::Recipe;
use roll::invented::cards::{Class, card};

/// Look-ups of each kind.
const TIMES: usize = 500;

/// One row of the table for each kind.
pub fn rows(roll: &Roll, recipe: &Recipe) -> Vec<String> {
    let step = usize::try_from(recipe.count).unwrap() / TIMES;
    let electors: Vec<Elector> = recipe.electors().step_by(step.max(1)).collect();
    let count = recipe.count;
    let mut rows = vec![];
    let mut add = |what: &str, look: &dyn Fn(&Elector) -> Option<usize>| {
        let (mut times, mut found) = (vec![], 0);
        for elector in &electors {
            let start = Instant::now();
            if let Some(hits) = look(elector) {
                times.push(start.elapsed());
                found += usize::from(hits > 0);
            }
        }
        times.sort();
        let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
        rows.push(format!(
            "| {count} | {what} | {found} of {} | {} | {} |",
            times.len(),
            ms(median),
            ms(worst)
        ));
    };
    add("card: name and birth date", &|elector| {
        Some(roll.by_card(&card(elector, Class::Same)?).unwrap().len())
    });
    add("card in Latin letters", &|elector| {
        let mut card = card(elector, Class::Same)?;
        "John Smith".clone_into(&mut card.name);
        roll.by_card(&card).unwrap();
        Some(1)
    });
    add("ticket", &|elector| {
        let ticket = elector.ticket.as_deref()?;
        Some(usize::from(roll.by_ticket(ticket).unwrap().is_some()))
    });
    add("elector of an event (id)", &|elector| {
        Some(usize::from(roll.by_id(elector.id).unwrap().is_some()))
    });
    add("typed: two kana, first 50", &|elector| {
        let typed: String = elector.person.kana.chars().take(2).collect();
        (!typed.is_empty()).then(|| roll.search(&typed, 50).unwrap().len())
    });
    add(
        "typed: family name in kana and a kana, first 50",
        &|elector| {
            let (family, given) = elector.person.kana.split_once('　')?;
            let typed = format!("{family} {}", given.chars().next()?);
            Some(roll.search(&typed, 50).unwrap().len())
        },
    );
    add("typed: family name in kana and year of birth", &|elector| {
        let (family, _) = elector.person.kana.split_once('　')?;
        let typed = format!("{family} {}", elector.person.birth.year);
        Some(roll.search(&typed, 50).unwrap().len())
    });
    add("typed: birth date", &|elector| {
        let birth = elector.person.birth;
        let typed = format!("{}-{}-{}", birth.year, birth.month, birth.day.max(1));
        Some(roll.search(&typed, 50).unwrap().len())
    });
    add("typed: address behind the city", &|elector| {
        let (_, typed) = elector.person.address.split_once('市')?;
        let (typed, _) = typed.split_once('　').unwrap_or((typed, ""));
        Some(
            roll.search(typed.trim_start_matches("見本市"), 50)
                .unwrap()
                .len(),
        )
    });
    add("typed: family name in kana and town", &|elector| {
        let (family, _) = elector.person.kana.split_once('　')?;
        let (_, place) = elector.person.address.split_once("見本市")?;
        let town: String = place.chars().take_while(|c| !c.is_ascii_digit()).collect();
        Some(roll.search(&format!("{family} {town}"), 50).unwrap().len())
    });
    rows
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
