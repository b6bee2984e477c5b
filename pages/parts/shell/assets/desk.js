// The desk's board: figures, queues, lanes and table. It is drawn anew in place, so that focus and scroll stay;
// what arrives meanwhile waits behind a button, and a plain press on a link goes there without loading the page.
let box = null, view = null, waiting = [];

function sameKind(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName;
}

function takeOn(mine, fresh) {
  if (mine.nodeType !== Node.ELEMENT_NODE) { if (mine.data !== fresh.data) mine.data = fresh.data; return; }
  const open = mine.nodeName === "DETAILS" && mine.open;
  for (const { name } of [...mine.attributes]) if (!fresh.hasAttribute(name)) mine.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (mine.getAttribute(name) !== value) mine.setAttribute(name, value);
  if (mine.nodeName === "DETAILS") mine.open = open;
  if (mine.nodeName === "TBODY") return rows(mine, fresh);
  const after = [...fresh.childNodes];
  after.forEach((child, place) => {
    const there = mine.childNodes[place];
    if (!there) mine.append(child);
    else if (sameKind(there, child)) takeOn(there, child);
    else there.replaceWith(child);
  });
  while (mine.childNodes.length > after.length) mine.lastChild.remove();
}

// rows that leave go first: else every row would move, and the focus would be lost
function rows(body, fresh) {
  const mine = new Map([...body.rows].map((row) => [row.dataset.row, row]));
  const told = [...fresh.rows], stay = new Set(told.map((row) => row.dataset.row));
  mine.forEach((row, name) => { if (!stay.has(name)) row.remove(); });
  waiting = [];
  let at = body.firstElementChild;
  for (const row of told) {
    const known = mine.get(row.dataset.row);
    if (!known) { waiting.push([row, told[told.indexOf(row) - 1]?.dataset.row]); continue; }
    takeOn(known, row);
    if (known === at) at = at.nextElementSibling;
    else body.insertBefore(known, at);
  }
}

function tellWaiting(words) {
  const place = box.querySelector(".desk-new");
  if (!place) return;
  place.replaceChildren();
  if (!waiting.length) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.new.replace("{count}", waiting.length);
  button.addEventListener("click", () => {
    const body = box.querySelector("tbody");
    for (const [row, before] of waiting) {
      const above = [...body.rows].find((it) => it.dataset.row === before);
      if (above) above.after(row); else body.prepend(row);
    }
    const first = waiting[0]?.[0];
    waiting = [];
    place.replaceChildren();
    first?.querySelector("a")?.focus();
  });
  place.append(button);
}

const links = () => [...box.querySelectorAll("tbody th a")];

window.addEventListener("portal-row", ({ detail }) => {
  if (!box?.isConnected) return;
  const all = links(), at = all.indexOf(document.activeElement);
  const to = all[at < 0 ? 0 : Math.min(Math.max(at + (detail === "next" ? 1 : -1), 0), all.length - 1)];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
});

export default function ({ data, parentElement, setTriggerValue }) {
  const fresh = document.createElement("div");
  fresh.className = "desk-board";
  fresh.innerHTML = data.html;
  if (!box?.isConnected || box.parentElement !== parentElement || view !== data.view) {
    waiting = [];
    parentElement.replaceChildren(fresh);
    box = fresh;
    view = data.view;
    box.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href^='/queue'], a[href^='/case'], a[href^='/assign']");
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      box.go(link.getAttribute("href"));
    });
  } else {
    takeOn(box, fresh);
  }
  box.go = (to) => setTriggerValue("go", to);
  tellWaiting(data.words);
}
