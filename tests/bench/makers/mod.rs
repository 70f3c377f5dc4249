//! Forms per second and bytes per page beside other makers of PDF, on the same page in the same run.

mod check;
mod pages;
mod svg;
mod typst;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use check::check;
use pages::Pages;
use paper::{FontFile, PageMarks};
use stories::{program_beside, workspace};

use super::{median, timed};

/// Forms in one document, and in one run of ours.
const MANY: usize = 100;
/// How often one form and how often many are made; the table has the middle one.
const ROUNDS_OF_ONE: usize = 25;
const ROUNDS_OF_MANY: usize = 5;

/// One maker at one task.
struct Maker<'a> {
    name: &'static str,
    /// Makes the pages; gives their PDFs.
    make: Box<dyn Fn() -> Vec<Vec<u8>> + 'a>,
    /// The program of other people that it starts; none for ours.
    needs: Option<&'static str>,
}

/// Two tables: one form a command, and many at once.
pub fn print_tables() {
    let pages = Pages::load();
    let folder = tempfile::tempdir().unwrap();
    let work = Work::lay_out(&pages, folder.path());
    print_table(
        "one form, one command",
        &pages,
        1,
        ROUNDS_OF_ONE,
        work.one_each(),
    );
    print_table(
        "100 forms at once",
        &pages,
        MANY,
        ROUNDS_OF_MANY,
        work.many(&pages),
    );
}

fn print_table(title: &str, pages: &Pages, forms: usize, rounds: usize, makers: Vec<Maker<'_>>) {
    let (there, missing): (Vec<_>, Vec<_>) = makers
        .into_iter()
        .partition(|maker| maker.needs.is_none_or(is_there));
    let sizes: Vec<usize> = there
        .iter()
        .map(|maker| check(maker.name, &(maker.make)(), pages, forms))
        .collect();
    let mut times = vec![Vec::new(); there.len()];
    // Taken in turns, so that whatever else the machine does falls on all alike.
    for _ in 0..rounds {
        for (maker, times) in there.iter().zip(&mut times) {
            times.push(timed(|| drop((maker.make)())));
        }
    }
    println!("\n| {title} | forms/s | ms a form | KB a page | time against ours |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    let medians: Vec<Duration> = times.into_iter().map(median).collect();
    for ((maker, time), size) in there.iter().zip(&medians).zip(sizes) {
        let each = time.as_secs_f64() / f64::from(u32::try_from(forms).unwrap());
        println!(
            "| {} | {:.1} | {:.2} | {} | {:.2} |",
            maker.name,
            1.0 / each,
            each * 1000.0,
            size / forms / 1000,
            time.as_secs_f64() / medians[0].as_secs_f64()
        );
    }
    for maker in missing {
        println!("| {} | not there | | | |", maker.name);
    }
}

fn is_there(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Sources for all makers, written beforehand: their making is not measured.
struct Work<'w> {
    folder: &'w Path,
    fonts: PathBuf,
    svgs: Vec<PathBuf>,
    form: String,
}

impl<'w> Work<'w> {
    fn lay_out(pages: &Pages, folder: &'w Path) -> Self {
        let fonts = folder.join("fonts");
        fs::create_dir(&fonts).unwrap();
        pages.put_fonts_into(&fonts);
        let files = pages.fonts().files();
        let page_marks: Vec<PageMarks> = (0..MANY).map(|each| pages.drawing(each)).collect();
        fs::write(folder.join("values.json"), pages.json(0)).unwrap();
        fs::write(
            folder.join("one.typ"),
            typst::source(&page_marks[..1], files),
        )
        .unwrap();
        fs::write(folder.join("many.typ"), typst::source(&page_marks, files)).unwrap();
        let svgs = page_marks.iter().enumerate().map(|(index, drawing)| {
            let file = folder.join(format!("{index:03}.svg"));
            fs::write(&file, svg::source(drawing, files)).unwrap();
            file
        });
        Self {
            svgs: svgs.collect(),
            folder,
            fonts,
            form: pages.form_id().to_owned(),
        }
    }

    fn one_each(&self) -> Vec<Maker<'_>> {
        vec![
            Maker {
                name: "`kazashi forms render`",
                make: Box::new(|| self.run(self.kazashi(), "kazashi.pdf")),
                needs: None,
            },
            Maker {
                name: "`typst compile`, given every position",
                make: Box::new(|| self.typst("one.typ")),
                needs: Some("typst"),
            },
            Maker {
                name: "`rsvg-convert` (Cairo), given every position",
                make: Box::new(|| self.svg(&self.svgs[..1])),
                needs: Some("rsvg-convert"),
            },
        ]
    }

    fn many<'a>(&'a self, pages: &'a Pages) -> Vec<Maker<'a>> {
        vec![
            Maker {
                name: "Kazashi in its own process, 100 documents",
                make: Box::new(|| (0..MANY).map(|each| pages.render(each)).collect()),
                needs: None,
            },
            Maker {
                name: "`typst compile`, one document of 100 pages",
                make: Box::new(|| self.typst("many.typ")),
                needs: Some("typst"),
            },
            Maker {
                name: "`rsvg-convert` (Cairo), one document of 100 pages",
                make: Box::new(|| self.svg(&self.svgs)),
                needs: Some("rsvg-convert"),
            },
        ]
    }

    fn kazashi(&self) -> Command {
        let mut command =
            Command::new(program_beside("kazashi").expect("built by cargo build -p cli"));
        command
            .args(["forms", "render", &self.form, "--values"])
            .arg(self.folder.join("values.json"))
            .arg("--out")
            .arg(self.folder.join("kazashi.pdf"))
            .env("KAZASHI_CONFIG_DIR", self.folder)
            .env("KAZASHI_DATA_DIR", self.folder)
            .env("KAZASHI_FORMS_DIR", workspace().join("forms"));
        command
    }

    fn typst(&self, source: &str) -> Vec<Vec<u8>> {
        let input = self.folder.join(source);
        let command = typst::command(&self.fonts, &input, &self.folder.join("typst.pdf"));
        self.run(command, "typst.pdf")
    }

    fn svg(&self, inputs: &[PathBuf]) -> Vec<Vec<u8>> {
        let command = svg::command(inputs, &self.folder.join("svg.pdf"));
        self.run(command, "svg.pdf")
    }

    /// Runs it to its end and gives the file that it wrote.
    fn run(&self, mut command: Command, out: &str) -> Vec<Vec<u8>> {
        let done = command.stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{command:?}: {said}");
        vec![fs::read(self.folder.join(out)).unwrap()]
    }
}

/// The name by which other programs know a font of ours.
fn family(file: &FontFile) -> &'static str {
    match file.family.replace(' ', "").as_str() {
        "IPAmjMincho" => "IPAmjMincho",
        "NotoSerifCJKJP" => "Noto Serif CJK JP",
        _ => "BIZ UDGothic",
    }
}
