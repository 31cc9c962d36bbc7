//! Trying it on a phone: the address of this machine on the local network, and its QR code.

use std::net::{IpAddr, SocketAddr, UdpSocket};

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use super::{Arguments, Failure};
use crate::config::Config;

const ANY_ADDRESS: &str = "0.0.0.0";
/// From the block for documentation; nothing is sent to it.
const SOMEWHERE_ELSE: &str = "192.0.2.1:9";

/// With `--lan`, listens on the network and lets links lead there.
pub(super) fn apply(mut config: Config, arguments: &Arguments) -> Result<Config, Failure> {
    if !arguments.wants_lan() {
        return Ok(config);
    }
    let listen: SocketAddr = config
        .listen
        .parse()
        .map_err(|_| Failure::unusable("listen is not an address with a port"))?;
    let address = if listen.ip().is_loopback() || listen.ip().is_unspecified() {
        config.listen = format!("{ANY_ADDRESS}:{}", listen.port());
        SocketAddr::new(own_address()?, listen.port())
    } else {
        listen
    };
    config.public_url = format!("http://{address}");
    Ok(config)
}

/// The URL as a QR code of half blocks, light on dark, as most terminals are.
pub(super) fn qr_code(url: &str) -> Option<String> {
    let code = QrCode::new(url).ok()?;
    let image = code
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build();
    Some(image)
}

/// Which address this machine would use to reach others: connecting a UDP socket sends nothing.
fn own_address() -> Result<IpAddr, Failure> {
    let found = UdpSocket::bind((ANY_ADDRESS, 0)).and_then(|socket| {
        socket.connect(SOMEWHERE_ELSE)?;
        socket.local_addr()
    });
    match found {
        Ok(address) if !address.ip().is_unspecified() => Ok(address.ip()),
        _ => Err(Failure::failed(
            "this machine is on no network; join one, or say --listen ADDR:PORT with its address",
        )),
    }
}
