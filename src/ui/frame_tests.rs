//! Screens, looked at.
use crate::ui::testing::*;
use crate::app::model::*;

#[test]
fn show() {
    for (w, h) in [(46u16, 18u16), (80, 24), (120, 36), (160, 50)] {
        println!("== timeline {w}x{h}\n{}", screen(&sample(w, h)));
        let mut m = with_article(sample(w, h));
        if w == 160 { println!("== pane {w}x{h}\n{}", screen(&m)); }
        m.views.push(View::Reader);
        lay_out(&mut m);
        println!("== reader {w}x{h}\n{}", screen(&m));
        m.popup = Some(Popup::Links { cursor: 0 });
        println!("== links {w}x{h}\n{}", screen(&m));
        m.popup = Some(Popup::Carriers { cursor: 1 });
        println!("== carriers {w}x{h}\n{}", screen(&m));
        let mut m = with_saved(sample(w, h));
        m.views.push(View::Saved);
        println!("== saved {w}x{h}\n{}", screen(&m));
        m.views.push(View::Health);
        println!("== health {w}x{h}\n{}", screen(&m));
        m.views.push(View::Help);
        println!("== help {w}x{h}\n{}", screen(&m));
        let mut m = sample(w, h);
        m.popup = Some(Popup::Palette { input: crate::app::input::Input::holding("re"), cursor: 1 });
        println!("== palette {w}x{h}\n{}", screen(&m));
        m.popup = Some(Popup::Jump { input: crate::app::input::Input::holding("ren"), cursor: 0 });
        println!("== jump {w}x{h}\n{}", screen(&m));
        m.popup = None;
        m.lists_open = true;
        m.focus = Pane::Lists;
        println!("== lists {w}x{h}\n{}", screen(&m));
    }
}
