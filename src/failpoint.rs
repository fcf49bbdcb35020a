//! Named windows in which a test lets this process die, fail or wait: between two steps that belong together.
//!
//! Only tests build it (feature `failpoints`); without the feature [`failpoint!`] is nothing at all. What happens where is
//! said by the environment variable `FAILPOINTS`, as in `commit.before=abort@3;mail.after=delay:500;desk.before=error@1`:
//! die at the third pass, wait half a second at each, fail at the first.

#[cfg(feature = "failpoints")]
pub use armed::{ALL, fails, reach};

/// Passes a window. With a second argument the window can also fail: then that error is returned from here.
macro_rules! failpoint {
    ($name:literal) => {
        #[cfg(feature = "failpoints")]
        {
            $crate::failpoint::reach($name).await;
        }
    };
    ($name:literal, $error:expr) => {
        #[cfg(feature = "failpoints")]
        if $crate::failpoint::fails($name).await {
            return Err($error.into());
        }
    };
}
pub(crate) use failpoint;

#[cfg(feature = "failpoints")]
mod armed {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    /// All windows, in the order in which an event passes them.
    pub const ALL: [&str; 19] = [
        "file.before",
        "file.after",
        "accept.before",
        "accept.after",
        "code.after",
        "link.after",
        "commit.before",
        "commit.after",
        "message.before",
        "message.after",
        "mail.before",
        "mail.after",
        "desk.before",
        "desk.after",
        "mark.before",
        "mark.after",
        "settle.after",
        "updates.before",
        "updates.after",
    ];

    #[derive(Clone, Copy)]
    enum Deed {
        Abort,
        Fail,
        Wait(Duration),
    }

    struct Plan {
        window: String,
        deed: Deed,
        /// At which pass only; 0: at each.
        at: u32,
        passes: AtomicU32,
    }

    fn plans() -> &'static [Plan] {
        static PLANS: OnceLock<Vec<Plan>> = OnceLock::new();
        PLANS.get_or_init(|| {
            #[expect(clippy::disallowed_methods, reason = "a test tells the program under test what is to fail")]
            let told = std::env::var("FAILPOINTS").unwrap_or_default();
            told.split(';').filter(|plan| !plan.is_empty()).map(read).collect()
        })
    }

    /// A plan that cannot be read is a mistake in the test.
    fn read(plan: &str) -> Plan {
        let (window, deed) = plan.split_once('=').expect("FAILPOINTS: write window=deed");
        assert!(ALL.contains(&window), "FAILPOINTS: there is no window {window}");
        let (deed, at) = deed.split_once('@').unwrap_or((deed, "0"));
        let deed = match deed.split_once(':') {
            None if deed == "abort" => Deed::Abort,
            None if deed == "error" => Deed::Fail,
            Some(("delay", ms)) => Deed::Wait(Duration::from_millis(ms.parse().expect("FAILPOINTS: milliseconds"))),
            _ => panic!("FAILPOINTS: there is no deed {deed}"),
        };
        let at = at.parse().expect("FAILPOINTS: a pass is a number");
        Plan { window: window.to_owned(), deed, at, passes: AtomicU32::new(0) }
    }

    /// Passes a window that cannot fail.
    pub async fn reach(window: &str) {
        fails(window).await;
    }

    /// Passes a window; whether it is to fail.
    pub async fn fails(window: &str) -> bool {
        for plan in plans().iter().filter(|plan| plan.window == window) {
            let pass = plan.passes.fetch_add(1, Ordering::Relaxed) + 1;
            if plan.at != 0 && plan.at != pass {
                continue;
            }
            match plan.deed {
                // As with SIGKILL nothing is written, closed or said any more.
                Deed::Abort => std::process::abort(),
                Deed::Wait(pause) => tokio::time::sleep(pause).await,
                Deed::Fail => return true,
            }
        }
        false
    }
}
