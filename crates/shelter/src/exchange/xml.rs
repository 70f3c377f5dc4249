//! XML files, escaped by quick-xml.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use zeroize::Zeroizing;

/// An XML file that is being written; elements are closed in the order in which they were opened.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
}

impl Xml {
    pub fn new() -> Self {
        let mut xml = Self {
            writer: Writer::new_with_indent(Vec::new(), b' ', 1),
            open: Vec::new(),
        };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        let mut start = BytesStart::new(name);
        for (key, value) in attributes {
            start.push_attribute((*key, allowed(value).as_str()));
        }
        self.event(Event::Start(start));
        self.open.push(name);
    }

    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.event(Event::End(BytesEnd::new(name)));
        }
    }

    /// An element that holds this text alone, be it empty.
    pub fn text(&mut self, name: &'static str, text: &str) {
        self.text_with(name, &[], text);
    }

    /// The same with attributes.
    pub fn text_with(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.event(Event::Text(BytesText::new(&allowed(text))));
        self.close();
    }

    /// The element, if there is anything to say.
    pub fn some(&mut self, name: &'static str, text: &str) {
        if !text.trim().is_empty() {
            self.text(name, text);
        }
    }

    pub fn finish(mut self) -> Zeroizing<Vec<u8>> {
        while !self.open.is_empty() {
            self.close();
        }
        Zeroizing::new(self.writer.into_inner())
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("memory takes it");
    }
}

/// Without what XML 1.0 cannot hold in any way (production 2, `Char`).
fn allowed(text: &str) -> Zeroizing<String> {
    let may_stand = |letter: &char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    Zeroizing::new(text.chars().filter(may_stand).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_xml_are_escaped_and_others_left_out() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"<&>'\u{1}")]);
        xml.text("c", "<d>&\u{0}\u{FFFE}\u{1F600}</d>");
        let bytes = xml.finish();
        let text = std::str::from_utf8(&bytes).unwrap();
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&lt;&amp;&gt;&apos;\">\n <c>&lt;d&gt;&amp;\u{1F600}&lt;/d&gt;</c>\n</a>";
        assert_eq!(text, expected);
    }
}
