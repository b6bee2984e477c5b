// A press is taken once: until the page stands still again its button shows that it works, and no other is pressed.
// Streamlit would start the page anew for each, and do again, or leave undone, what the first one asked for.
(() => {
  const BUTTONS = ":is([st=button], [st=submit]) button";
  const SOON = 4000;
  let pressed = null;
  let leaving = false;

  const app = () => document.querySelector("[st=app]");

  function settle() {
    if (!pressed) return;
    if (!app()?.matches("[st=at-rest]")) pressed.ran = true;
    else if (pressed.ran) release();
  }

  function release() {
    clearTimeout(pressed.timer);
    pressed.runs.disconnect();
    pressed.button?.removeAttribute("aria-disabled");
    pressed.button?.removeAttribute("data-working");
    pressed = null;
  }

  function take(button) {
    const runs = new MutationObserver(settle);
    if (app()) runs.observe(app(), { attributes: true });
    // a press that starts nothing, because the connection is gone or nothing is to be done, holds nobody up
    const mine = { button, runs, ran: false, timer: setTimeout(() => pressed === mine && !mine.ran && release(), SOON) };
    pressed = mine;
    // only once Streamlit's own listeners have heard it
    setTimeout(() => {
      if (pressed !== mine) return;
      button?.setAttribute("aria-disabled", "true");
      button?.setAttribute("data-working", "");
    });
  }

  function drop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // the page stands still, but another is on its way
  addEventListener("portal-leaving", () => { leaving = true; });
  addEventListener("portal-staying", () => { leaving = false; });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(BUTTONS);
    if (!button || button.disabled) return;
    if (pressed || leaving) drop(event);
    else take(button);
  }, true);

  // Enter in a field of a form presses the form's button
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.isComposing || !field.matches?.("[st=form] input:not([role=combobox])")) return;
    if (pressed || leaving) drop(event);
    else take(field.closest("[st=form]").querySelector("[st=submit] button"));
  }, true);
})();
