//! `kazashi-hub claims`

use clap::Subcommand;
use hub::claims::{Release, Restoration};
use hub::config::Config;
use ledger::RealmId;

use super::{Failure, store};

/// What can be done with the claims of an election.
#[derive(Subcommand)]
pub enum Command {
    /// Shows whether claims are granted, in which term, and what was done to that.
    State {
        /// The election's id or name, where there are several realms.
        #[arg(long)]
        realm: Option<String>,
    },
    /// Stops granting after a restore from a backup; granted again when every booth has sent its records.
    Rebuild {
        /// The election's id or name, where there are several realms.
        #[arg(long)]
        realm: Option<String>,
        /// Who says so, kept with the record of it.
        #[arg(long)]
        by: String,
        /// Makes the claims anew from what is here, and grants again although a booth is silent: name two officers.
        #[arg(long, num_args = 2, value_names = ["OFFICER", "OFFICER"])]
        now: Option<Vec<String>>,
    },
}

/// Does it.
pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let (_, store) = store::open(config).await?;
    let claims = store::claims(&store);
    match command {
        Command::State { realm } => {
            let realm = store::find_realm(&store, realm.as_deref()).await?;
            let state = claims.state(realm).await?;
            println!("任期 / term {}", state.term);
            if state.rebuilding_since_ms.is_some() {
                let missing = claims.missing(realm).await?;
                println!(
                    "作り直し中・未達 {missing} / being made anew, {missing} have not told everything"
                );
            } else {
                println!("引き受けています / grants");
            }
            for (at_ms, act) in claims.acts(realm).await? {
                println!("{}  {act}", time(at_ms));
            }
        }
        Command::Rebuild { realm, by, now } => {
            let realm: RealmId = store::find_realm(&store, realm.as_deref()).await?;
            if claims.state(realm).await?.rebuilding_since_ms.is_none() {
                let term = claims.begin_restoring(realm, &by, store::now_ms()).await?;
                println!("止めました・任期 {0} / stopped, term {0}", term.term);
            }
            if let Some([one, other]) = now.as_deref() {
                let release = Release::Officers([one.clone(), other.clone()]);
                let made = claims.restore(realm, &release, store::now_ms()).await?;
                tell(&made);
            }
        }
    }
    Ok(())
}

fn tell(made: &Restoration) {
    let (contested, doubtful) = (made.misfits.contested.len(), made.misfits.doubtful.len());
    println!("選挙人 {0} / electors {0}", made.electors);
    println!("二重 {contested} / contested {contested}");
    println!("受領証が確かめられない受付 {doubtful} / receipts not believed {doubtful}");
    println!("引き受けを再開しました / grants again");
}

fn time(at_ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(at_ms);
    at.map_or_else(|_| at_ms.to_string(), |at| at.to_string())
}
