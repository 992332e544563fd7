//! A small web server on this machine that plays the invented sources.
//!
//! It listens on 127.0.0.1 only and answers from memory, so the demonstration
//! fetches as rounds always does and yet asks nobody. It is the demonstration's
//! proxy as well, one that never passes anything on: a source of the real world
//! that is followed there is refused here.

use std::io;
use std::net::Ipv4Addr;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::task::JoinSet;
use tokio::time::timeout;
use xxhash_rust::xxh3::xxh3_64;

use crate::cli::demo::sample::SAMPLES;
use crate::domain::time::UtcTime;

/// A longer request head is refused.
const HEAD_CAP: usize = 16 * 1024;

/// A connection that says nothing for so long is closed.
const PATIENCE: Duration = Duration::from_secs(30);

/// One answer, kept ready.
struct File {
    path: &'static str,
    content_type: &'static str,
    etag: String,
    body: String,
}

/// Serves the samples, dated from `now`, until the handle is aborted.
///
/// # Errors
///
/// Where no port on 127.0.0.1 can be had.
pub async fn serve(now: UtcTime) -> io::Result<(SocketAddr, JoinHandle<()>)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let files: Arc<[File]> = SAMPLES
        .iter()
        .map(|sample| file(sample.path, sample.content_type, sample.body_at(now)))
        .chain([file("/", "text/html; charset=utf-8", front_page())])
        .collect();
    let handle = tokio::spawn(accept(listener, address, files));
    Ok((address, handle))
}

fn file(path: &'static str, content_type: &'static str, body: String) -> File {
    File {
        path,
        content_type,
        etag: format!("\"{:016x}\"", xxh3_64(body.as_bytes())),
        body,
    }
}

/// A page that offers every sample, so that following the bare address works.
fn front_page() -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>rounds: invented sources</title>\n",
    );
    for sample in SAMPLES {
        let kind = sample.content_type.split(';').next().unwrap_or_default();
        let path = sample.path;
        page.push_str(&format!(
            "<link rel=\"alternate\" type=\"{kind}\" title=\"{}\" href=\"{path}\">\n",
            path.trim_start_matches('/'),
        ));
    }
    page.push_str(
        "</head>\n<body>\n<p>Invented for rounds' demonstration; not medical advice.</p>\n\
         </body>\n</html>\n",
    );
    page
}

/// Connections live in a set of this task, so that aborting it ends them all.
async fn accept(listener: TcpListener, own: SocketAddr, files: Arc<[File]>) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let files = Arc::clone(&files);
                connections.spawn(converse(stream, own, files));
            }
            // Out of file descriptors, perhaps: one of the others will end.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

/// Answers one request after another until the other side has had enough.
async fn converse(mut stream: TcpStream, own: SocketAddr, files: Arc<[File]>) {
    let mut received = Vec::new();
    loop {
        let head = match timeout(PATIENCE, next_head(&mut stream, &mut received)).await {
            Ok(Ok(head)) => head,
            // Silent, gone or broken: nobody is left to tell.
            Ok(Err(_)) | Err(_) => return,
        };
        let answer = match &head {
            Some(head) => answer(head, own, &files),
            None => refusal("431 Request Header Fields Too Large"),
        };
        let sent = timeout(PATIENCE, stream.write_all(&answer.bytes)).await;
        if answer.closes || !matches!(sent, Ok(Ok(()))) {
            // The other side may have closed first; the connection ends anyway.
            let _ = stream.shutdown().await;
            return;
        }
    }
}

/// Reads up to the empty line that ends a request's head. `None` where the
/// head is longer than [`HEAD_CAP`]; what follows it stays in `received`.
async fn next_head(stream: &mut TcpStream, received: &mut Vec<u8>) -> io::Result<Option<String>> {
    loop {
        if let Some(end) = received.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&received[..end]).into_owned();
            received.drain(..end + 4);
            return Ok((end <= HEAD_CAP).then_some(head));
        }
        if received.len() > HEAD_CAP {
            return Ok(None);
        }
        let mut piece = [0; 4_096];
        match stream.read(&mut piece).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => received.extend_from_slice(&piece[..n]),
        }
    }
}

/// What is sent back, and whether the connection ends with it.
struct Answer {
    bytes: Vec<u8>,
    closes: bool,
}

fn answer(head: &str, own: SocketAddr, files: &[File]) -> Answer {
    let mut lines = head.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (method, target) = (words.next(), words.next());
    let (Some(method), Some(target), Some(version)) = (method, target, words.next()) else {
        return refusal("400 Bad Request");
    };
    let with_body = match method {
        "GET" => true,
        "HEAD" => false,
        // A way through to somebody else, for https.
        "CONNECT" => return refusal("403 Forbidden"),
        // A request with a body would have to be read to its end: close instead.
        _ => return refusal("405 Method Not Allowed"),
    };
    let headers: Vec<(&str, &str)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect();
    let header = |wanted: &str| {
        headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| *value)
    };
    let closes = version != "HTTP/1.1"
        || header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
    // A proxy is told the whole address.
    let target = match target.strip_prefix("http://") {
        None => target,
        Some(rest) => match rest.strip_prefix(&own.to_string()) {
            Some("") => "/",
            Some(path) if path.starts_with('/') => path,
            _ => return refusal("403 Forbidden"),
        },
    };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let found = files.iter().find(|file| file.path == path);
    let Some(file) = found.or(files.last()) else {
        return refusal("404 Not Found");
    };
    let etag = file.etag.as_str();
    let known = header("if-none-match").is_some_and(|value| {
        value
            .split(',')
            .map(|one| one.trim().trim_start_matches("W/"))
            .any(|one| one == "*" || one == etag)
    });
    let status = match (found.is_some(), known) {
        (true, false) => "200 OK",
        (true, true) => "304 Not Modified",
        (false, _) => "404 Not Found",
    };
    let mut text = format!("HTTP/1.1 {status}\r\n");
    if status.starts_with("200") || status.starts_with("304") {
        text.push_str(&format!("ETag: {etag}\r\n"));
    }
    if closes {
        text.push_str("Connection: close\r\n");
    }
    if !status.starts_with("304") {
        text.push_str(&format!(
            "Content-Type: {}\r\nContent-Length: {}\r\n",
            file.content_type,
            file.body.len()
        ));
    }
    text.push_str("\r\n");
    if with_body && !status.starts_with("304") {
        text.push_str(&file.body);
    }
    Answer {
        bytes: text.into_bytes(),
        closes,
    }
}

/// An answer to what cannot be answered; the connection ends with it.
fn refusal(status: &str) -> Answer {
    let text = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    Answer {
        bytes: text.into_bytes(),
        closes: true,
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use tokio::io::AsyncReadExt;
    use tokio::io::AsyncWriteExt;
    use tokio::net::TcpStream;

    use super::serve;
    use crate::cli::demo::sample::SAMPLES;
    use crate::domain::time::UtcTime;

    const NOW: UtcTime = UtcTime(1_763_462_640);

    /// Sends the bytes and reads until the server closes.
    async fn asked(address: SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        // A refusal may come as a reset when we had more to say.
        let _ = stream.read_to_end(&mut answer).await;
        String::from_utf8(answer).unwrap()
    }

    fn get(path: &str, header: &str) -> String {
        format!("GET {path} HTTP/1.1\r\nHost: x\r\n{header}Connection: close\r\n\r\n")
    }

    fn header<'a>(answer: &'a str, name: &str) -> &'a str {
        let (_, rest) = answer.split_once(&format!("\r\n{name}: ")).unwrap();
        rest.split("\r\n").next().unwrap()
    }

    #[tokio::test]
    async fn each_sample_is_sent_once_and_then_not_modified() {
        let (address, server) = serve(NOW).await.unwrap();
        for sample in SAMPLES {
            let answer = asked(address, &get(sample.path, "")).await;
            assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
            assert_eq!(header(&answer, "Content-Type"), sample.content_type);
            let (_, body) = answer.split_once("\r\n\r\n").unwrap();
            assert_eq!(body, sample.body_at(NOW));

            let known = format!("if-none-match: {}\r\n", header(&answer, "ETag"));
            let answer = asked(address, &get(sample.path, &known)).await;
            assert!(answer.starts_with("HTTP/1.1 304 Not Modified\r\n"));
            assert!(answer.ends_with("\r\n\r\n"), "{answer}");
        }
        server.abort();
    }

    #[tokio::test]
    async fn another_path_is_not_found_but_the_page_offers_the_samples() {
        let (address, server) = serve(NOW).await.unwrap();
        for (path, status) in [("/", "200 OK"), ("/nothing", "404 Not Found")] {
            let answer = asked(address, &get(path, "")).await;
            assert!(answer.starts_with(&format!("HTTP/1.1 {status}\r\n")));
            for sample in SAMPLES {
                assert!(answer.contains(&format!("href=\"{}\"", sample.path)));
            }
        }
        server.abort();
    }

    #[tokio::test]
    async fn one_connection_serves_several_requests() {
        let (address, server) = serve(NOW).await.unwrap();
        let head = "HEAD /heart.xml HTTP/1.1\r\nHost: x\r\n\r\n";
        let answer = asked(address, &format!("{head}{head}{}", get("/", ""))).await;
        assert_eq!(answer.matches("HTTP/1.1 200 OK\r\n").count(), 3);
        assert_eq!(answer.matches("<rss").count(), 0);
        server.abort();
    }

    #[tokio::test]
    async fn as_a_proxy_it_serves_itself_and_passes_nothing_on() {
        let (address, server) = serve(NOW).await.unwrap();
        let own = format!("http://{address}/heart.xml");
        let answer = asked(address, &get(&own, "")).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        let longer = format!("http://{address}1/heart.xml");
        for request in [
            get("http://journal.example/heart.xml", ""),
            get(&longer, ""),
            "CONNECT journal.example:443 HTTP/1.1\r\nHost: x\r\n\r\n".to_string(),
        ] {
            let answer = asked(address, &request).await;
            assert!(answer.starts_with("HTTP/1.1 403 Forbidden\r\n"), "{answer}");
        }
        server.abort();
    }

    #[tokio::test]
    async fn what_is_no_request_is_refused_and_the_server_goes_on() {
        let (address, server) = serve(NOW).await.unwrap();
        let long = format!("GET / HTTP/1.1\r\nX: {}\r\n", "x".repeat(17 * 1024));
        for (request, status) in [
            ("POST / HTTP/1.1\r\n\r\n", "405 Method Not Allowed"),
            ("\u{0}\u{1}\r\n\r\n", "400 Bad Request"),
            ("GET /\r\n\r\n", "400 Bad Request"),
        ] {
            let answer = asked(address, request).await;
            assert!(answer.starts_with(&format!("HTTP/1.1 {status}\r\n")));
        }
        assert!(!asked(address, &long).await.contains(" 200 "));
        let answer = asked(address, &get("/", "")).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"));
        server.abort();
    }
}
