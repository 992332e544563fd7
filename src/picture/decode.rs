//! Bytes of a stranger become pixels, within bounds.
//!
//! Only the four kinds the web has; of one that moves the first picture. Where
//! nothing is painted it becomes white: images are made for white pages, and
//! black letters on our dark ground would be gone.

use std::io::Cursor;

use image::DynamicImage;
use image::ImageDecoder;
use image::ImageError;
use image::ImageFormat;
use image::ImageReader;
use image::Limits;
use image::RgbImage;
use image::imageops::FilterType;
use image::metadata::Orientation;

use crate::domain::picture::LONGEST_SIDE;
use crate::domain::picture::POINT;
use crate::domain::picture::SVG;

/// Bytes that unpacking one image may take: the largest side by itself, in
/// four colours of a byte, and half as much to work with.
const MOST_MEMORY: u64 = 96 << 20;

/// An image, no larger than it was asked to be, without anything transparent.
#[derive(Clone, Debug)]
pub struct Image {
    pub(super) pixels: DynamicImage,
    /// Before it was made smaller.
    size: (u32, u32),
}

impl Image {
    /// Reads an image; it is made smaller where it is larger than `most`
    /// pixels, its shape stays.
    ///
    /// # Errors
    ///
    /// A sentence part: too large, damaged, or no image of a kind we draw.
    pub fn decode(bytes: &[u8], most: (u32, u32)) -> Result<Image, String> {
        let format = format_of(bytes)?;
        let open = || {
            let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
            let mut limits = Limits::default();
            limits.max_image_width = Some(LONGEST_SIDE);
            limits.max_image_height = Some(LONGEST_SIDE);
            limits.max_alloc = Some(MOST_MEMORY);
            reader.limits(limits);
            reader.into_decoder().map_err(in_words)
        };
        let mut decoder = open()?;
        let (width, height) = decoder.dimensions();
        if width > LONGEST_SIDE || height > LONGEST_SIDE || decoder.total_bytes() > MOST_MEMORY {
            return Err(too_large());
        }
        if width <= POINT && height <= POINT {
            return Err("it is a point that only tells who reads".to_string());
        }
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut pixels = DynamicImage::from_decoder(decoder).map_err(in_words)?;
        pixels.apply_orientation(orientation);
        let size = (pixels.width(), pixels.height());
        if size.0 > most.0 || size.1 > most.1 {
            let (width, height) = (most.0.max(1), most.1.max(1));
            pixels = pixels.resize(width, height, FilterType::Triangle);
        }
        Ok(Image {
            pixels: DynamicImage::ImageRgb8(on_white(&pixels)),
            size,
        })
    }

    /// Its width and height in pixels, as it came.
    pub fn size(&self) -> (u32, u32) {
        self.size
    }

    /// The memory it takes.
    pub fn n_bytes(&self) -> usize {
        self.pixels.as_bytes().len()
    }
}

/// By its first bytes: what a server or a name says of it proves nothing.
fn format_of(bytes: &[u8]) -> Result<ImageFormat, String> {
    let format = image::guess_format(bytes).ok();
    let drawn = [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ];
    if let Some(format) = format.filter(|format| drawn.contains(format)) {
        return Ok(format);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    Err(match bytes {
        [] => "it is empty".to_string(),
        _ if head.contains("<svg") => SVG.to_string(),
        _ if head.contains("<html") || head.contains("<!doctype html") => {
            "its server sent a web page instead".to_string()
        }
        _ => "it is no PNG, JPEG, WebP or GIF".to_string(),
    })
}

fn too_large() -> String {
    format!("it is larger than {LONGEST_SIDE} pixels on a side, or takes too much memory")
}

fn in_words(error: ImageError) -> String {
    match error {
        ImageError::Limits(_) => too_large(),
        ImageError::Unsupported(_) => "it is of a kind that is not drawn here".to_string(),
        _ => "it is damaged, or not all of it came".to_string(),
    }
}

fn on_white(pixels: &DynamicImage) -> RgbImage {
    if !pixels.color().has_alpha() {
        return pixels.to_rgb8();
    }
    let pixels = pixels.to_rgba8();
    RgbImage::from_fn(pixels.width(), pixels.height(), |x, y| {
        let [red, green, blue, alpha] = pixels.get_pixel(x, y).0;
        let alpha = u16::from(alpha);
        let over = |colour: u8| {
            let mixed = (u16::from(colour) * alpha + 255 * (255 - alpha)) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::Image;
    use crate::picture::testing::claiming;
    use crate::picture::testing::image;
    use crate::picture::testing::transparent;

    const MOST: (u32, u32) = (800, 800);

    #[test]
    fn an_image_of_each_kind_is_read_and_made_no_larger_than_wanted() {
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::WebP,
            ImageFormat::Gif,
        ] {
            let bytes = image(format, 64, 32);
            let read = Image::decode(&bytes, (16, 16)).unwrap();
            assert_eq!(read.size(), (64, 32), "{format:?}");
            let small = (read.pixels.width(), read.pixels.height());
            assert_eq!(small, (16, 8), "{format:?}");
            assert_eq!(read.n_bytes(), 16 * 8 * 3);
        }
    }

    #[test]
    fn what_is_damaged_is_said_wherever_it_was_cut() {
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::WebP,
            ImageFormat::Gif,
        ] {
            let whole = image(format, 48, 48);
            for n in (0..whole.len()).step_by(7) {
                // A decoder may fill in what is missing at the end; it may
                // never do more than give up.
                let _ = Image::decode(&whole[..n], MOST);
            }
            let err = Image::decode(&whole[..30], MOST).unwrap_err();
            assert!(!err.is_empty(), "{format:?}");
        }
        let err = Image::decode(&image(ImageFormat::Png, 48, 48)[..60], MOST).unwrap_err();
        assert_eq!(err, "it is damaged, or not all of it came");
    }

    #[test]
    fn an_image_that_claims_to_be_huge_is_refused_by_its_claim() {
        for (width, height) in [(40_000, 40_000), (4_097, 1), (1, u32::MAX >> 1)] {
            let err = Image::decode(&claiming(width, height), MOST).unwrap_err();
            assert!(err.starts_with("it is larger than 4096"), "{err}");
        }
    }

    #[test]
    fn what_is_no_image_is_said_to_be_what_it_is() {
        for (bytes, said) in [
            (&b""[..], "it is empty"),
            (b"<?xml version='1.0'?><svg xmlns='x'/>", "it is an SVG"),
            (b"<!DOCTYPE html><p>no", "its server sent a web page"),
            (b"%PDF-1.7", "it is no PNG"),
            (b"BM\0\0\0\0", "it is no PNG"),
        ] {
            let err = Image::decode(bytes, MOST).unwrap_err();
            assert!(err.starts_with(said), "{err}");
        }
    }

    #[test]
    fn a_point_is_no_image() {
        let err = Image::decode(&image(ImageFormat::Gif, 1, 1), MOST).unwrap_err();
        assert!(err.contains("point"), "{err}");
    }

    #[test]
    fn what_is_transparent_becomes_white() {
        let read = Image::decode(&transparent(4, 4), MOST).unwrap();
        assert!(read.pixels.as_bytes().iter().all(|byte| *byte == 255));
    }
}
