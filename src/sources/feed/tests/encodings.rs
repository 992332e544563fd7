//! The bytes of an answer as characters: every encoding that feeds come in, by
//! their label, by their mark and without either.

use super::titles;

#[test]
fn legacy_encodings_are_read_by_their_label_and_without_one() {
    for (label, words) in [
        (
            "windows-1251",
            "Лечение сепсиса у взрослых и детей: новые данные",
        ),
        ("koi8-r", "Лечение сепсиса у взрослых и детей: новые данные"),
        (
            "windows-1252",
            "Le traitement de la fièvre à l’hôpital: “où” et à quel coût",
        ),
        (
            "windows-1253",
            "Η θεραπεία της σήψης στους ενήλικες και στα παιδιά",
        ),
        ("windows-1255", "טיפול באלח דם במבוגרים ובילדים"),
        ("windows-1256", "علاج الإنتان لدى البالغين والأطفال"),
        (
            "shift_jis",
            "成人の敗血症の治療について、新しいガイドライン",
        ),
        ("euc-jp", "成人の敗血症の治療について、新しいガイドライン"),
        ("gb18030", "成人脓毒症的治疗指南更新与解读"),
        ("euc-kr", "성인 패혈증의 치료 지침과 새로운 근거"),
        ("big5", "成人敗血症的治療指引更新與解讀"),
    ] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        for declaration in [
            format!("<?xml version='1.0' encoding='{label}'?>"),
            String::new(),
        ] {
            let body = format!(
                "{declaration}<rss><channel><title>{words}</title><item><title>{words}</title></item></channel></rss>"
            );
            let (bytes, _, had_errors) = encoding.encode(&body);
            assert!(!had_errors, "{label}");
            assert_eq!(titles(&bytes), [words], "{label} {declaration}");
        }
    }
}

#[test]
fn wide_encodings_are_read_with_and_without_a_mark() {
    let text = "<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>Fièvre 中文</title></item></channel></rss>";
    let wide = |mark: bool, one: fn(char) -> Vec<u8>| -> Vec<u8> {
        let mark = mark.then_some('\u{FEFF}');
        mark.into_iter().chain(text.chars()).flat_map(one).collect()
    };
    let forms: [fn(char) -> Vec<u8>; 4] = [
        |c| u16::try_from(c as u32).unwrap().to_be_bytes().to_vec(),
        |c| u16::try_from(c as u32).unwrap().to_le_bytes().to_vec(),
        |c| (c as u32).to_be_bytes().to_vec(),
        |c| (c as u32).to_le_bytes().to_vec(),
    ];
    for form in forms {
        for mark in [true, false] {
            assert_eq!(titles(wide(mark, form)), ["Fièvre 中文"]);
        }
    }
}

#[test]
fn entities_of_old_doctypes_are_known_and_unknown_ones_stay_words() {
    let body = "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' \
        'http://my.netscape.com/publish/formats/rss-0.91.dtd'><rss version='0.91'><channel>\
        <item><title>Caf&eacute; &szlig; &nosuch; &#233; R&D</title></item></channel></rss>";
    assert_eq!(titles(body), ["Café ß &nosuch; é R&D"]);
}
