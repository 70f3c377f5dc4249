//! What a page shows, for the message of a story that went wrong.

use thirtyfour::prelude::*;

const SEEN: &str = r"
const main = document.querySelector('main');
const buttons = [...document.querySelectorAll('[data-testid], [data-act]')];
return [
    JSON.stringify({ ...main?.dataset }),
    document.body.innerText,
    buttons.map((each) => each.dataset.testid ?? each.dataset.act).join(' '),
].join('\n');
";

/// State, words and names of buttons: what was printed last is what is kept of a long output.
pub(super) async fn seen(driver: &WebDriver) -> String {
    let said = driver.execute(SEEN, vec![]).await;
    said.and_then(|said| said.convert()).unwrap_or_default()
}
