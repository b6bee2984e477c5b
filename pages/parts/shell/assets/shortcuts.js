// The keys of a page, with a list of them and a way to turn them off (WCAG 2.1.4); none of them while somebody types.
const TYPING = "input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit]), textarea, select, "
  + "[contenteditable=''], [contenteditable=true], [role=combobox], [role=textbox], [role=listbox], [role=spinbutton]";
const PRESSED = "button, a, summary, input, [role=radio], [role=button]";
const OPEN_DIALOG = "dialog[open], [role=dialog]";
const OFF = "portal-keys-off";
let page = null;

function isOff() {
  try { return localStorage.getItem(OFF) === "yes"; } catch { return false; }
}

function turnOff(off) {
  try { localStorage.setItem(OFF, off ? "yes" : "no"); } catch { /* then they are on again at the next visit */ }
}

function text(name, words, attributes = {}) {
  const element = document.createElement(name);
  element.textContent = words;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function listed(keys) {
  const list = document.createElement("dl");
  for (const { shown, means } of keys) {
    const name = document.createElement("dt");
    name.append(text("kbd", shown));
    list.append(name, text("dd", means));
  }
  return list;
}

function drawn(data) {
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const choice = document.createElement("label"), box = document.createElement("input");
  box.type = "checkbox";
  box.addEventListener("change", () => turnOff(!box.checked));
  choice.append(box, data.words.on);
  const close = text("button", data.words.close, { type: "button" });
  close.addEventListener("click", () => dialog.close());
  dialog.append(text("h2", data.words.title, { id: "keys-title" }), listed(data.keys),
    text("p", data.words.typing, { class: "hint" }), choice, close);
  const open = text("button", data.words.show, { type: "button", class: "keys-open", "aria-haspopup": "dialog" });
  open.addEventListener("click", () => show());
  const root = document.createElement("div");
  root.append(open, dialog);
  return { root, dialog, box, keys: new Map(data.keys.flatMap((it) => it.pressed.map((key, place) => [key, [it, place]]))) };
}

function show() {
  page.box.checked = !isOff();
  page.dialog.showModal();
}

function go(selector) {
  const target = document.querySelector(selector);
  target?.scrollIntoView({ block: "center" });
  target?.focus({ preventScroll: true });
}

function press(event) {
  if (!page?.root.isConnected || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if ([" ", "Enter"].includes(event.key) && event.target.closest?.(PRESSED)) return;
  if (event.target.closest?.(TYPING) || document.querySelector(OPEN_DIALOG) || isOff()) return;
  // some keyboards give figures only with Shift; the place of the key says which is meant
  const figure = /^Digit(\d)$/.exec(event.code)?.[1];
  const found = page.keys.get(event.key) ?? page.keys.get(event.key.toLowerCase()) ?? page.keys.get(figure);
  if (!found) return;
  const [{ does, actions }, place] = found;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (does === "help") show();
  else if (does === "go") go(actions[place]);
  else if (does === "press") {
    window.dispatchEvent(new Event("portal-leave"));
    document.querySelector(actions[place])?.click();
  }
  else if (does === "row") window.dispatchEvent(new CustomEvent("portal-row", { detail: actions[place] }));
  else window.dispatchEvent(new CustomEvent("portal-paper", { detail: actions[place] }));
}

window.addEventListener("keydown", press, true);

export default function ({ data, parentElement }) {
  const said = JSON.stringify(data);
  if (page?.said !== said) page = { ...drawn(data), said };
  if (page.root.parentElement !== parentElement) parentElement.replaceChildren(page.root);
}
