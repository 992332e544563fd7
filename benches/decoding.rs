//! What decoding costs: unpacking what a server packed, and bytes to characters
//! where they are not simply UTF-8.

use std::io::Write;
use std::process::Command;
use std::process::Stdio;

use encoding_rs::Encoding;
use rounds::net::Client;
use rounds::net::Settings;
use rounds::sources::feed::decode;
use rounds::wire::Request;

use crate::serving;
use crate::serving::Body;
use crate::timed;

/// Prints a line for each way that answers come in; `bodies` are UTF-8.
pub fn measure(bodies: &[Vec<u8>]) {
    println!("| decode | ms | µs an answer |\n|---|---:|---:|");
    let texts: Vec<String> = bodies
        .iter()
        .map(|body| String::from_utf8_lossy(body).replace("anaemia", "anämie"))
        .collect();
    let utf8 = |text: &String| text.clone().into_bytes();
    let latin = |text: &String| of_encoding("windows-1252", text);
    let wide = |text: &String| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let all = |of: &dyn Fn(&String) -> Vec<u8>| -> Vec<Vec<u8>> { texts.iter().map(of).collect() };
    let labelled = Some("text/xml; charset=windows-1252");
    for (what, bodies, label) in [
        ("UTF-8", all(&utf8), None),
        ("UTF-16", all(&wide), None),
        ("windows-1252, as the server says", all(&latin), labelled),
        ("windows-1252 that calls itself UTF-8", all(&latin), None),
        (
            "Shift_JIS that calls itself UTF-8",
            all(&|text| of_encoding("shift_jis", &text.replace("anämie", "貧血"))),
            None,
        ),
    ] {
        let (ms, n) = timed(|| {
            let texts = bodies.iter().map(|body| decode::text(body, label).len());
            texts.sum::<usize>()
        });
        std::hint::black_box(n);
        line(what, ms, bodies.len());
    }
    let packed: Option<Vec<Vec<u8>>> = bodies.iter().map(|body| gzip(body)).collect();
    let Some(packed) = packed else {
        println!("| unpacking: this system has no gzip to pack with | | |\n");
        return;
    };
    let (plain, n) = received(bodies.to_vec(), None);
    let (unpacked, n_unpacked) = received(packed, Some("gzip"));
    assert_eq!(n, n_unpacked, "what is unpacked is what was packed");
    line("receiving, on loopback", plain, bodies.len());
    line("receiving and unpacking gzip", unpacked, bodies.len());
    println!();
}

fn line(what: &str, ms: f64, n: usize) {
    println!("| {what} | {ms:.1} | {:.0} |", ms * 1_000.0 / n as f64);
}

fn of_encoding(label: &str, text: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(label.as_bytes()).expect("an encoding");
    encoding.encode(text).0.into_owned()
}

/// As the program of that name packs it; `None` where there is none.
fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut child = Command::new("gzip")
        .arg("-c")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    // It reads all before it writes more than a pipe holds.
    child.stdin.take()?.write_all(body).ok()?;
    Some(child.wait_with_output().ok()?.stdout)
}

/// Asks for each, one after the other, as a refresh does: the time of this
/// thread, which unpacks, and how many bytes came out. The server has its own.
fn received(bodies: Vec<Vec<u8>>, packed: Option<&'static str>) -> (f64, usize) {
    let n = bodies.len();
    let server = serving::serve(1, move |path| {
        let n: usize = path.trim_start_matches('/').parse().ok()?;
        Some(Body {
            tag: "one".to_string(),
            bytes: bodies.get(n)?.clone(),
            packed,
        })
    });
    let settings = Settings {
        system_proxy: false,
        ..Settings::default()
    };
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let client = Client::new(&settings).expect("a client");
    timed(|| {
        tokio.block_on(async {
            let mut n_bytes = 0;
            for n in 0..n {
                let request = Request {
                    address: format!("http://{}:{}/{n}", serving::host(0), server.port),
                    headers: Vec::new(),
                };
                let answer = client.send(&request).await.expect("an answer");
                n_bytes += answer.body.len();
            }
            n_bytes
        })
    })
}
