//! A second server that follows the first.

use std::fs;

use crate::cluster::signal;
use crate::programs::{program, run};
use crate::{Cluster, Problem};

impl Cluster {
    /// A standby that follows this server from now on.
    pub fn standby(&self) -> Result<Self, Problem> {
        let mut standby = Self::folder_only(self.settings.clone())?;
        let mut copy = program("pg_basebackup")?;
        let primary = format!("{} application_name=standby", self.connection());
        copy.args(["--write-recovery-conf", "--checkpoint=fast", "--no-sync"]);
        copy.args(["--wal-method=stream", "--dbname", &primary, "--pgdata"]);
        run(copy.arg(standby.data()))?;
        standby.run_server()?;
        let following = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";
        self.wait_until(|| Ok(self.sql(following)? == "1"))?;
        Ok(standby)
    }

    fn connection(&self) -> String {
        format!("host=127.0.0.1 port={} user=postgres", self.port())
    }

    /// Makes a standby the primary.
    pub fn promote(&mut self) -> Result<(), Problem> {
        let mut promote = program("pg_ctl")?;
        promote.args(["promote", "--wait", "--silent", "--pgdata"]);
        run(promote.arg(self.data()))?;
        self.wait_until(|| Ok(self.sql("SELECT pg_is_in_recovery()")? == "f"))
    }

    /// Holds the process still by which a standby receives: what the primary sends from now on is not taken.
    pub fn stop_wal_receiver(&self) -> Result<(), Problem> {
        signal("STOP", &self.wal_receivers())
    }

    /// Kills that process, with all that lies in its socket: else the tail would still arrive. The standby starts
    /// its processes anew, and is ready when this returns.
    pub fn kill_wal_receiver(&mut self) -> Result<(), Problem> {
        let receivers = self.wal_receivers();
        signal("KILL", &receivers)?;
        self.wait_until(|| {
            let gone = |pid| !self.processes().contains(pid);
            Ok(receivers.iter().all(gone))
        })?;
        self.wait_until_ready()
    }

    fn wal_receivers(&self) -> Vec<u32> {
        let is_receiver = |pid: &u32| {
            let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains("walreceiver")
        };
        self.processes().into_iter().filter(is_receiver).collect()
    }
}
