//! `kazashi-hub user`

use clap::Subcommand;
use hub::config::Config;
use hub::page::api::{PageRole, UserChange};

use super::{Failure, store};

/// What can be done with people who log in.
#[derive(Subcommand)]
pub enum Command {
    /// Makes an account with a first password; the first administrator is made here, others on the page.
    Add {
        /// Name to log in with.
        account: String,
        /// What staff call the person.
        #[arg(long)]
        name: String,
        /// 部署.
        #[arg(long, default_value = "")]
        department: String,
        /// What the person may be; may be given several times.
        #[arg(long = "role", default_value = "administrator", value_parser = role)]
        roles: Vec<PageRole>,
        /// Gives a known account a new first password, and takes the second factor away.
        #[arg(long)]
        reset: bool,
    },
    /// Lists them.
    List,
}

fn role(code: &str) -> Result<PageRole, String> {
    let codes = PageRole::ALL.map(PageRole::code).join(", ");
    PageRole::parse(code).ok_or_else(|| format!("one of {codes}"))
}

/// Does it.
pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let (secrets, store) = store::open(config).await?;
    let page = store::page(config, &secrets, &store);
    match command {
        Command::Add {
            account,
            name,
            department,
            roles,
            reset,
        } => {
            if !reset && page.user(&account).await?.is_some() {
                return Err(Failure::new(
                    ("その利用者は登録済みです。", "There is such an account."),
                    (
                        "パスワードを作り直すときは --reset を付けてください。",
                        "Add --reset to give it a new first password.",
                    ),
                ));
            }
            let change = UserChange {
                name,
                department,
                roles,
                locked: false,
                reset,
            };
            let made = page.put_user(&account, &change).await?;
            if let Some(password) = made.password {
                println!("最初のパスワード / first password: {password}");
            }
        }
        Command::List => {
            for user in page.users().await? {
                let view = serde_json::to_string(&user.view()).map_err(std::io::Error::other)?;
                println!("{view}");
            }
        }
    }
    Ok(())
}
