//! What `screen.images` means here: how images are drawn, or that this rounds
//! cannot. Whether the terminal can is asked once there is a screen.

use crate::domain::picture::Way;

/// Whether this rounds was built with all that draws images.
const BUILT: bool = cfg!(feature = "images");

/// The way that a word of the setting means. What this rounds cannot do is
/// said: the words of images then stay all there is of them.
pub(super) fn meant(word: &str, problems: &mut Vec<String>) -> Option<Way> {
    let (way, problem) = read(word, BUILT);
    problems.extend(problem);
    way
}

fn read(word: &str, built: bool) -> (Option<Way>, Option<String>) {
    let mut ways = Way::ALL.iter();
    let way = ways.find_map(|(name, way)| way.filter(|_| *name == word));
    if way.is_none() || built {
        return (way, None);
    }
    let problem = format!(
        "screen.images is {word:?}, but this rounds was built without images, so none is asked \
         for or drawn; cargo install --path . --features images builds one with them"
    );
    (None, Some(problem))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::domain::picture::Way;

    #[test]
    fn a_rounds_without_images_says_so_and_asks_for_none() {
        assert_eq!(read("off", false), (None, None));
        assert_eq!(read("off", true), (None, None));
        assert_eq!(read("kitty", true), (Some(Way::Kitty), None));
        let (way, problem) = read("half-blocks", false);
        assert_eq!(way, None);
        assert!(problem.unwrap().contains("--features images"));
    }

    #[test]
    fn every_word_of_the_setting_is_a_way_or_off() {
        let words: Vec<&str> = Way::ALL.iter().map(|(name, _)| *name).collect();
        assert_eq!(crate::config::table::words("screen", "images"), words);
    }
}
