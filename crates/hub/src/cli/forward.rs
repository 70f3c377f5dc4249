//! `kazashi-hub forward`

use std::sync::Arc;

use clap::{Subcommand, ValueEnum};
use hub::config::Config;
use hub::forward::{self, Direction, Forwarder, Link};
use sync::{Invitation, Role, Standing};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use super::{Failure, store};

/// What can be done with links to other hubs.
#[derive(Subcommand)]
pub enum Command {
    /// Enrols this hub with another one, by a code made there: `kazashi-hub code new --role forwarder`.
    Join {
        /// The text of the code, `KZH1…` with the other hub's address.
        #[arg(long)]
        code: String,
        /// Which way records go.
        #[arg(long, value_enum, default_value = "push")]
        direction: Named,
        /// Id or name of the realm; not needed where there is only one.
        #[arg(long)]
        realm: Option<String>,
    },
    /// Lists the links, how each stands, and what is unsent.
    List,
    /// Ends a link. What was exchanged stays on both sides.
    Leave {
        /// The other hub's id, or the first digits of it.
        hub: String,
        /// Id or name of the realm, where there are several.
        #[arg(long)]
        realm: Option<String>,
    },
}

/// Which way, by its name.
#[derive(Clone, Copy, ValueEnum)]
pub enum Named {
    /// This hub sends what it has (上位へ送る): a city to its prefecture.
    Push,
    /// This hub fetches what the other has and sends nothing (取りに行く): from inside a closed network.
    Pull,
    /// Both.
    Both,
}

/// Does it.
pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    match command {
        Command::Join {
            code,
            direction,
            realm,
        } => join(config, &code, direction, realm.as_deref()).await,
        Command::List => list(config).await,
        Command::Leave { hub, realm } => leave(config, &hub, realm.as_deref()).await,
    }
}

async fn join(
    config: &Config,
    code: &str,
    direction: Named,
    realm: Option<&str>,
) -> Result<(), Failure> {
    let Some(invitation) = Invitation::parse(code) else {
        return Err(Failure::new(
            (
                "コードが正しくありません。",
                "The code is not one of a hub.",
            ),
            (
                "相手の集約サーバの kazashi-hub code new --role forwarder が表示する、KZH1 で始まる1行を指定してください。",
                "Give the line that begins with KZH1, as `kazashi-hub code new --role forwarder` prints it at the other hub.",
            ),
        ));
    };
    let (secrets, store) = store::open(config).await?;
    let realm = store::find_realm(&store, realm).await?;
    let proxy = store::proxy(&config.forward)?;
    let now_ms = store::now_ms();
    let making = {
        let (store, secrets, name) = (
            Arc::clone(&store),
            Arc::clone(&secrets),
            config.name.clone(),
        );
        let runtime = Handle::current();
        move || Forwarder::new(store, secrets, realm, &name, runtime, now_ms)
    };
    let made = spawn_blocking(making)
        .await
        .map_err(std::io::Error::other)?;
    let card = made.map_err(std::io::Error::other)?.card().clone();
    let (address, code) = (&invitation.address, invitation.code());
    let enrolled = uplink::enrol(address, &proxy, &code, realm, card).await?;
    let hub = enrolled.settings.key;
    if hub == secrets.key() {
        return Err(Failure::new(
            (
                "そのコードはこの集約サーバ自身のものです。",
                "The code is this hub's own.",
            ),
            (
                "相手の集約サーバで作ったコードを使ってください。",
                "Use a code that was made at the other hub.",
            ),
        ));
    }
    if enrolled.role != Role::Forwarder {
        return Err(Failure::new(
            (
                "そのコードは中継用ではありません。",
                "The code is not for a forwarder.",
            ),
            (
                "相手の集約サーバで kazashi-hub code new --role forwarder を実行し、そのコードを使ってください。",
                "Run `kazashi-hub code new --role forwarder` at the other hub and use that code.",
            ),
        ));
    }
    let link = Link {
        realm,
        hub,
        name: enrolled.hub_name,
        address: invitation.address.clone(),
        direction: match direction {
            Named::Push => Direction::Push,
            Named::Pull => Direction::Pull,
            Named::Both => Direction::Both,
        },
        joined_ms: now_ms,
        driven_until_ms: 0,
        exchanged_ms: None,
        line: String::new(),
        unsent: 0,
    };
    forward::join(&store, &link).await?;
    println!("{}  {}  {}", hub.id(), link.name, link.address);
    match enrolled.standing {
        Standing::Admitted => println!("登録しました / joined"),
        _ => println!("相手の承認を待っています / waits to be let in there"),
    }
    println!("kazashi-hub serve が動かします / `kazashi-hub serve` drives it");
    Ok(())
}

async fn list(config: &Config) -> Result<(), Failure> {
    let (_, store) = store::open(config).await?;
    let now = store::now_ms();
    for link in forward::every(&store).await? {
        let direction = match link.direction {
            Direction::Push => "送る / push",
            Direction::Pull => "取りに行く / pull",
            Direction::Both => "送り、取りに行く / both",
        };
        println!("{}  {}  {}", link.hub.id(), link.name, link.address);
        println!("  災害・選挙 / realm  {}", link.realm);
        println!("  向き / direction   {direction}");
        println!("  状態 / state       {}", words(&link, now));
        println!("  最終 / last        {}", last(&link));
        if link.direction != Direction::Pull {
            println!("  未送信 / unsent    {}", link.unsent);
        }
    }
    Ok(())
}

/// How a link stands, for a person.
fn words(link: &Link, now_ms: i64) -> &'static str {
    if link.driven_until_ms < now_ms {
        return "動かしている集約サーバがありません / no `kazashi-hub serve` drives it";
    }
    match link.line.as_str() {
        "up-to-date" => "つながっています / up to date",
        "sending" => "送っています / sending",
        "" | "connecting" => "接続しています / connecting",
        "offline" => {
            "相手に届きません。自動で試し続けます / out of reach; it is tried again by itself"
        }
        "asking" => {
            "相手の管理者の承認を待っています / the other hub's administrator has to let it in"
        }
        "not-let-in" => {
            "相手に登録がありません。新しいコードで forward join をやり直してください / the other hub does not know this one: join again with a new code"
        }
        "revoked" => "相手に利用を止められています / shut out by the other hub",
        "suspended" => {
            "この集約サーバの鍵が2か所で使われた疑いで止められています / suspended: this hub's key seems to be in use twice"
        }
        "other-hub" => {
            "別の集約サーバか、通信を開くプロキシが答えています / another hub answers there, or a proxy that opens TLS"
        }
        "closed" => "相手では締められています / closed at the other hub",
        "own-disk-full" => "この集約サーバの空き容量がありません / this hub's disk is full",
        "own-fault" => {
            "この集約サーバのデータベースで問題が起きました / this hub's database failed"
        }
        _ => {
            "相手が処理できずにいます。自動で試し続けます / the other hub answers and does not do it; it is tried again"
        }
    }
}

fn last(link: &Link) -> String {
    link.exchanged_ms.map_or_else(
        || "まだありません / never".to_owned(),
        |at| {
            jiff::Timestamp::from_millisecond(at)
                .map_or_else(|_| at.to_string(), |at| at.strftime("%F %TZ").to_string())
        },
    )
}

async fn leave(config: &Config, hub: &str, realm: Option<&str>) -> Result<(), Failure> {
    let (_, store) = store::open(config).await?;
    let mut links = forward::find(&store, hub).await?;
    if let Some(realm) = realm {
        let realm = store::find_realm(&store, Some(realm)).await?;
        links.retain(|link| link.realm == realm);
    }
    let [link] = links.as_slice() else {
        return Err(Failure::new(
            ("中継先が一つに決まりません。", "Not exactly one link fits."),
            (
                "kazashi-hub forward list で確かめ、番号の先頭と、必要なら --realm を指定してください。",
                "Look at `kazashi-hub forward list`; give the first digits of the id and --realm where needed.",
            ),
        ));
    };
    forward::leave(&store, link).await?;
    println!("{}: やめました / left", link.hub.id());
    println!(
        "相手の集約サーバでも、この集約サーバを失効させてください（kazashi-hub device revoke）。\n\
         Have this hub revoked at the other one too (`kazashi-hub device revoke`)."
    );
    Ok(())
}
