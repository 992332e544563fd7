//! Images for tests, made when they are needed.

#![cfg(feature = "images")]

use std::io::Cursor;

use image::DynamicImage;
use image::ImageFormat;
use image::Rgb;
use image::RgbImage;
use image::RgbaImage;

/// Red above, blue below.
pub fn image(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |_, y| match y < height / 2 {
        true => Rgb([255, 0, 0]),
        false => Rgb([0, 0, 255]),
    });
    bytes(&DynamicImage::ImageRgb8(pixels), format)
}

/// Black where it were painted, but nothing is.
pub fn transparent(width: u32, height: u32) -> Vec<u8> {
    let pixels = DynamicImage::ImageRgba8(RgbaImage::new(width, height));
    bytes(&pixels, ImageFormat::Png)
}

fn bytes(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG of a few bytes whose head claims a size; its checksum is right.
pub fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    png.extend(&head);
    png.extend(crc(&head).to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    png
}

/// Source: PNG (third edition), annex D.
fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = match crc & 1 {
                1 => 0xedb8_8320 ^ (crc >> 1),
                _ => crc >> 1,
            };
        }
    }
    !crc
}
