//! Tells Zed how to start Tercet's language server: `tercet lsp`, found on the PATH of the project's shell.

use zed_extension_api::{self as zed, LanguageServerId, Result, Worktree};

struct Tercet;

impl zed::Extension for Tercet {
    fn new() -> Self {
        Tercet
    }

    fn language_server_command(
        &mut self,
        _server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<zed::Command> {
        let command = worktree.which("tercet").ok_or_else(|| {
            "there is no program `tercet` on the PATH; put Tercet's dist/bin there".to_string()
        })?;
        Ok(zed::Command {
            command,
            args: vec!["lsp".to_string()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Tercet);
