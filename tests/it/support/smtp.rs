//! A mail server that keeps what it gets, and goes wrong when it is told to.
//!
//! It speaks as much SMTP (RFC 5321) as a sender needs, on a free port of this machine, without
//! TLS. Any name and password are right.

use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// One message as it went over the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    pub content: String,
}

impl Received {
    /// The value of a header, its folded lines joined.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.content.split("\r\n\r\n").next()?;
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        unfolded.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    }
}

/// What happens to one message in place of being taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// "Try again later": 451.
    Deferred,
    /// The line goes dead before the message is through.
    CutBeforeContent,
    /// The message is kept, but the sender never hears so.
    CutAfterContent,
}

#[derive(Debug)]
pub struct SmtpServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct State {
    received: Vec<Received>,
    mishaps: VecDeque<Mishap>,
    refused: BTreeSet<String>,
}

impl SmtpServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::<Mutex<State>>::default();
        let task = tokio::spawn(accept(listener, state.clone()));
        Self {
            address,
            state,
            task,
        }
    }

    /// What the configuration's `smtp_url` takes.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// All messages so far, in the order in which they came.
    pub fn received(&self) -> Vec<Received> {
        lock(&self.state).received.clone()
    }

    /// The next messages meet these, one each; those after them are taken again.
    pub fn meet(&self, mishaps: impl IntoIterator<Item = Mishap>) {
        lock(&self.state).mishaps.extend(mishaps);
    }

    /// No mailbox has this address, for good: 550.
    pub fn refuse(&self, address: &str) {
        lock(&self.state).refused.insert(address.to_owned());
    }
}

impl Drop for SmtpServer {
    /// Connections end with the server, as at a crash.
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, state: Arc<Mutex<State>>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(converse(stream, state.clone()));
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap()
}

/// Talks until the sender leaves or the line is cut.
async fn converse(stream: TcpStream, state: Arc<Mutex<State>>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut talk = Talk {
        stream: BufReader::new(stream),
        state,
        message: Received::default(),
    };
    talk.answer("220 test ready").await?;
    while let Some(line) = talk.line().await? {
        if talk.obey(&line).await?.is_none() {
            break;
        }
    }
    Ok(())
}

struct Talk {
    stream: BufReader<TcpStream>,
    state: Arc<Mutex<State>>,
    /// The message under way.
    message: Received,
}

/// `None` ends the talk.
type Going = io::Result<Option<()>>;

impl Talk {
    async fn obey(&mut self, line: &str) -> Going {
        let verb = line.split(' ').next().unwrap_or_default();
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                let extensions = "250-test\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN";
                self.answer(extensions).await
            }
            "HELO" | "NOOP" => self.answer("250 well").await,
            "AUTH" => self.answer("235 welcome").await,
            "MAIL" => self.mail(line).await,
            "RCPT" => self.recipient(line).await,
            "DATA" => self.data().await,
            "RSET" => {
                self.message = Received::default();
                self.answer("250 forgotten").await
            }
            "QUIT" => self.answer("221 bye").await.map(|_| None),
            _ => self.answer("500 unknown").await,
        }
    }

    async fn mail(&mut self, line: &str) -> Going {
        self.message = Received {
            from: address(line),
            ..Received::default()
        };
        self.answer("250 go on").await
    }

    async fn recipient(&mut self, line: &str) -> Going {
        let address = address(line);
        if lock(&self.state).refused.contains(&address) {
            return self.answer("550 5.1.1 no such mailbox").await;
        }
        self.message.to.push(address);
        self.answer("250 go on").await
    }

    async fn data(&mut self) -> Going {
        if self.message.to.is_empty() {
            return self.answer("503 nobody to send it to").await;
        }
        let mishap = lock(&self.state).mishaps.pop_front();
        match mishap {
            Some(Mishap::Deferred) => return self.answer("451 4.3.0 try again later").await,
            Some(Mishap::CutBeforeContent) => return Ok(None),
            Some(Mishap::CutAfterContent) | None => {}
        }
        self.answer("354 end with a dot").await?;
        let Some(content) = self.content().await? else {
            return Ok(None);
        };
        self.message.content = content;
        let message = std::mem::take(&mut self.message);
        lock(&self.state).received.push(message);
        if mishap.is_some() {
            return Ok(None);
        }
        self.answer("250 taken").await
    }

    /// Everything up to the line that is a single dot; a leading dot was doubled by the sender.
    async fn content(&mut self) -> io::Result<Option<String>> {
        let mut content = String::new();
        while let Some(line) = self.line().await? {
            if line == "." {
                return Ok(Some(content));
            }
            content.push_str(line.strip_prefix('.').unwrap_or(&line));
            content.push_str("\r\n");
        }
        Ok(None)
    }

    async fn answer(&mut self, text: &str) -> Going {
        let line = format!("{text}\r\n");
        self.stream.write_all(line.as_bytes()).await?;
        Ok(Some(()))
    }

    /// The next line without its end; none when the sender has left.
    async fn line(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        if self.stream.read_until(b'\n', &mut bytes).await? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&bytes);
        Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
    }
}

/// What stands between `<` and `>`.
fn address(line: &str) -> String {
    let inside = line
        .split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or_else(String::new, |(address, _)| address.to_owned())
}

mod tests {
    use lettre::transport::smtp::Error;
    use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

    use crate::support::{Mishap, SmtpServer};

    async fn send(server: &SmtpServer, to: &str, body: &str) -> Result<(), Error> {
        let message = Message::builder()
            .from("Market <market@example.org>".parse().unwrap())
            .to(to.parse().unwrap())
            .message_id(Some("<notice-1@example.org>".to_owned()))
            .subject("A stall")
            .body(body.to_owned())
            .unwrap();
        let transport: AsyncSmtpTransport<Tokio1Executor> =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(&server.url())?.build();
        transport.send(message).await.map(drop)
    }

    #[tokio::test]
    async fn a_message_arrives_as_it_was_sent() {
        let server = SmtpServer::start().await;
        send(&server, "wang@example.org", "one\r\n.\r\n..two\r\n")
            .await
            .unwrap();
        let received = server.received();
        assert_eq!(received.len(), 1);
        assert_eq!(received[0].from, "market@example.org");
        assert_eq!(received[0].to, ["wang@example.org"]);
        assert_eq!(received[0].header("subject").as_deref(), Some("A stall"));
        let id = received[0].header("Message-ID");
        assert_eq!(id.as_deref(), Some("<notice-1@example.org>"));
        let (_, body) = received[0].content.split_once("\r\n\r\n").unwrap();
        assert_eq!(body.trim_end(), "one\r\n.\r\n..two");
    }

    #[tokio::test]
    async fn a_deferred_message_may_come_again() {
        let server = SmtpServer::start().await;
        server.meet([Mishap::Deferred]);
        let error = send(&server, "wang@example.org", "one").await.unwrap_err();
        assert!(error.is_transient() && !error.is_permanent(), "{error}");
        send(&server, "wang@example.org", "one").await.unwrap();
        assert_eq!(server.received().len(), 1);
    }

    #[tokio::test]
    async fn an_address_that_does_not_exist_is_refused_for_good() {
        let server = SmtpServer::start().await;
        server.refuse("gone@example.org");
        let error = send(&server, "gone@example.org", "one").await.unwrap_err();
        assert!(error.is_permanent(), "{error}");
        assert_eq!(server.received(), []);
    }

    #[tokio::test]
    async fn a_cut_line_is_no_refusal() {
        let server = SmtpServer::start().await;
        server.meet([Mishap::CutBeforeContent, Mishap::CutAfterContent]);
        for kept in [0, 1] {
            let error = send(&server, "wang@example.org", "one").await.unwrap_err();
            assert!(!error.is_permanent(), "{error}");
            assert_eq!(server.received().len(), kept);
        }
    }
}
