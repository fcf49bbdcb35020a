//! THE command table: what there is, who may, where it is offered. Help, the start menu and the platforms' own menus come
//! from it; its texts are `command-<id>` (`.title` for buttons, `.word` as typed, `.help` one sentence, `.example`).

use crate::conversation::intent::Command;
use crate::conversation::text::Text;

/// Who may use a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// Anybody.
    Anyone,
    /// Somebody signed in.
    Member,
    /// A customer admin.
    Admin,
}

/// Where a command is listed besides the full help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// In the start menu and in the platforms' menus.
    Menu,
    /// In the platforms' menus only.
    Platform,
    /// In the help only.
    Help,
    /// Nowhere; only understood (a greeting, thanks, paging).
    Nowhere,
}

/// One command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub command: Command,
    /// Its id in text keys.
    pub id: &'static str,
    /// Who may.
    pub needs: Needs,
    /// Where it is listed.
    pub listed: Listed,
}

macro_rules! table {
    ($($command:ident $id:literal $needs:ident $listed:ident;)+) => {
        &[$(Entry { command: Command::$command, id: $id, needs: Needs::$needs, listed: Listed::$listed },)+]
    };
}

/// All commands, in the order in which help lists them.
pub const TABLE: &[Entry] = table! {
    New "new" Member Menu;
    Mine "mine" Member Menu;
    Company "company" Admin Menu;
    Watched "watched" Member Help;
    Show "show" Member Platform;
    Search "search" Member Platform;
    Reply "reply" Member Platform;
    Attach "attach" Member Help;
    Close "close" Member Help;
    Reopen "reopen" Member Help;
    Escalate "escalate" Member Help;
    Priority "priority" Member Help;
    Watcher "watcher" Member Help;
    Follow "follow" Member Help;
    Mute "mute" Member Help;
    Rate "rate" Member Help;
    Drafts "drafts" Member Help;
    Resume "resume" Member Platform;
    Notifications "notifications" Member Platform;
    Help "help" Anyone Menu;
    Language "language" Anyone Menu;
    Human "human" Anyone Help;
    WhoAmI "whoami" Anyone Help;
    SignIn "sign_in" Anyone Platform;
    SignOut "sign_out" Member Menu;
    Menu "menu" Anyone Nowhere;
    Greet "greet" Anyone Nowhere;
    Thanks "thanks" Anyone Nowhere;
    NextPage "next_page" Member Nowhere;
    PreviousPage "previous_page" Member Nowhere;
};

/// The entry of a command.
///
/// # Panics
/// Never: a test holds the table complete.
pub fn entry(command: Command) -> &'static Entry {
    TABLE.iter().find(|entry| entry.command == command).expect("the table has every command; a test holds it so")
}

/// A command's name on a button.
pub fn title(command: Command) -> Text {
    Text::key(format!("command-{}.title", entry(command).id))
}

/// A command as it is typed.
pub fn word(command: Command) -> Text {
    Text::key(format!("command-{}.word", entry(command).id))
}
