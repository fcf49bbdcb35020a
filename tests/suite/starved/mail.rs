//! The mail server hangs, refuses, or is gone: codes come later, everybody else goes on.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::real::customer::{Customer, Ledger};
use crate::real::program::{House, Plan, address};

/// A small mail server, as far as SMTP (RFC 5321) is needed: it takes mails for everybody, but says nothing any more to
/// whoever writes to the first member, until it is mended.
struct Post {
    mended: AtomicBool,
    letters: Mutex<Vec<String>>,
}

impl Post {
    async fn serve(&self, listener: &TcpListener) {
        let mut connections = futures_util::stream::FuturesUnordered::new();
        loop {
            tokio::select! {
                accepted = listener.accept() => connections.push(self.talk(accepted.expect("a connection").0)),
                Some(()) = futures_util::StreamExt::next(&mut connections) => {}
            }
        }
    }

    async fn talk(&self, stream: TcpStream) {
        // Whoever hangs up has hung up.
        let _hung_up = self.talk_to(stream).await;
    }

    async fn talk_to(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 post\r\n").await?;
        let mut line = String::new();
        while {
            line.clear();
            stream.read_line(&mut line).await?
        } > 0
        {
            let answer: &[u8] = match line.split([' ', ':', '\r']).next().unwrap_or_default() {
                "RCPT" if line.contains(&address(0)) && !self.mended.load(Ordering::Relaxed) => {
                    while !self.mended.load(Ordering::Relaxed) {
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    }
                    return Ok(());
                }
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await?;
                    let mut letter = String::new();
                    while !letter.ends_with("\r\n.\r\n") {
                        stream.read_line(&mut letter).await?;
                    }
                    self.letters.lock().unwrap().push(letter);
                    b"250 taken\r\n"
                }
                "QUIT" => return stream.write_all(b"221 bye\r\n").await,
                _ => b"250 post\r\n",
            };
            stream.write_all(answer).await?;
        }
        Ok(())
    }

    fn code_for(&self, address: &str) -> Option<String> {
        let letters = self.letters.lock().unwrap();
        let letter = letters.iter().find(|letter| letter.contains(address))?;
        let is_code =
            |word: &&str| word.len() == 8 && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        letter.lines().map(str::trim).find(is_code).map(str::to_owned)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_server_that_hangs_holds_nobody_else_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let mail = format!("transport = \"smtp\"\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"");
    let mut house = House::build(&Plan { mail: Some(mail), ..Plan::with_members(3) });
    house.start("");
    house.ready().await;
    let office = Post { mended: AtomicBool::new(false), letters: Mutex::default() };
    let ledger = Mutex::new(Ledger::default());
    let code = async |address: &str| loop {
        if let Some(code) = office.code_for(address) {
            return code;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    let ports = [house.port];
    let test = async {
        let unlucky = Customer::new(&ports, 0, &ledger);
        let others = async {
            unlucky.until("Code an").await;
            let begun = Instant::now();
            let (one, two) = (Customer::new(&ports, 1, &ledger), Customer::new(&ports, 2, &ledger));
            tokio::join!(one.signs_in(&code), two.signs_in(&code));
            assert!(begun.elapsed() < Duration::from_secs(20), "others had to wait: {:?}", begun.elapsed());
            assert!(office.code_for(&address(0)).is_none());
            office.mended.store(true, Ordering::Relaxed);
        };
        tokio::join!(unlucky.signs_in(&code), others);
    };
    tokio::select! {
        () = office.serve(&listener) => {}
        () = test => {}
    }
    let letters = office.letters.lock().unwrap().iter().filter(|letter| letter.contains(&address(0))).count();
    assert_eq!(letters, 1);
    assert_eq!(ledger.lock().unwrap().sign_ins.len(), 3);
}
