//! The commands.

mod audit;
mod bundle;
mod claims;
mod code;
mod device;
mod failure;
mod forward;
mod init;
mod moving;
mod qr;
mod realm;
mod serve;
mod sheet;
mod store;
mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use hub::config::{self, Config};

use failure::Failure;

/// The hub (集約サーバ): takes in what the desks of shelters and polling places record, and gives it out.
#[derive(Parser)]
#[command(name = "kazashi-hub", version)]
struct Arguments {
    /// The configuration (設定ファイル).
    #[arg(long, global = true, default_value = config::FILE)]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes a first configuration and the hub's secrets (初期設定).
    Init(init::Arguments),
    /// Looks whether configuration, secrets, certificates and database are as they should be (確認).
    Check,
    /// Serves until it is stopped (開始).
    Serve,
    /// Disasters, elections and exercises at this hub (災害・選挙).
    #[command(subcommand)]
    Realm(realm::Command),
    /// One-time codes for new devices (端末登録コード).
    #[command(subcommand)]
    Code(code::Command),
    /// Devices (端末).
    #[command(subcommand)]
    Device(device::Command),
    /// Other hubs that this one sends to or fetches from: a city and its prefecture (中継).
    #[command(subcommand)]
    Forward(forward::Command),
    /// People who log in to the city's page (利用者).
    #[command(subcommand)]
    User(user::Command),
    /// The record of looks at people (閲覧記録).
    #[command(subcommand)]
    Audit(audit::Command),
    /// Records on a stick, from desks without a line and for them (持ち運びファイル).
    #[command(subcommand)]
    Bundle(bundle::Command),
    /// Elections whose claims this hub grants (受付の申請).
    #[command(subcommand)]
    Claims(claims::Command),
    /// Copies everything into the database of another configuration, and verifies it (データベースの移行).
    Move(moving::Arguments),
    /// Prints the description of the interface (OpenAPI).
    Openapi,
}

/// Does what the arguments say.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match go(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn go(arguments: Arguments) -> Result<(), Failure> {
    let file = arguments.config;
    if let Command::Openapi = arguments.command {
        println!("{:#}", hub::http::description());
        return Ok(());
    }
    if let Command::Init(given) = arguments.command {
        return init::run(&file, &given);
    }
    let config = Config::load(&file)?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        match arguments.command {
            Command::Check => store::check(&config).await,
            Command::Serve => serve::run(config).await,
            Command::Realm(command) => realm::run(&config, command).await,
            Command::Bundle(command) => bundle::run(&config, command).await,
            Command::Claims(command) => claims::run(&config, command).await,
            Command::Code(command) => code::run(&config, command).await,
            Command::Device(command) => device::run(&config, command).await,
            Command::Forward(command) => forward::run(&config, command).await,
            Command::Move(given) => moving::run(&config, given).await,
            Command::User(command) => user::run(&config, command).await,
            Command::Audit(command) => audit::run(&config, command).await,
            Command::Init(_) | Command::Openapi => Ok(()),
        }
    })
}
