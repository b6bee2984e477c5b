// Sends what is typed in a page's fields to the server: shortly after the last key, on leaving the field, the tab or the
// page. `keepalive` lets the last words out of a page that is gone; no run of the page's script is spent on any of it.
const AFTER = 800;
const known = new Map();
// what is kept of each field: one drawn anew in the same page goes on from there, not from the page's first reading
const versions = new Map();

function note(area, words, at) {
  let place = area.closest("[class*=st-key-]")?.querySelector(".draft-told");
  if (!place) {
    place = document.createElement("p");
    place.className = "draft-told hint";
    place.setAttribute("role", "status");
    area.closest("[st=long-field], [st=short-field]")?.after(place);
  }
  place.replaceChildren(words.replace("{at}", at ?? ""));
  return place;
}

function write(area, text) {
  const kind = area.nodeName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(area, text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function ways(area, state, words, newer) {
  const place = note(area, words.elsewhere, newer.at);
  const way = (text, does) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => { place.replaceChildren(); does(); area.focus(); });
    place.append(" ", button);
  };
  way(words.take, () => { versions.set(state.name, newer.version); state.sent = newer.text; write(area, newer.text); });
  way(words.mine, () => { versions.set(state.name, newer.version); state.send(); });
}

function watch(area, place, it, words) {
  const name = `${place} ${it.field}`;
  const state = { name, sent: it.text, timer: 0, busy: false };
  versions.set(name, Math.max(it.version, versions.get(name) ?? 0));
  state.send = async () => {
    clearTimeout(state.timer);
    const text = area.value;
    if (text === state.sent || area.disabled) return;
    if (state.busy) { state.timer = setTimeout(state.send, AFTER); return; }
    const before = state.sent;
    state.sent = text;
    state.busy = true;
    const told = new URLSearchParams({ place, field: it.field, version: versions.get(name) });
    try {
      const answer = await fetch(`/session/draft?${told}`, { method: "POST", body: text, keepalive: true });
      if (answer.status === 409) {
        const newer = await answer.json();
        state.sent = before;
        // its own words of a moment ago, whose answer had not come yet, are nobody else's
        if (newer.text === before) { versions.set(name, newer.version); state.timer = setTimeout(state.send, 0); }
        else ways(area, state, words, newer);
      }
      else if (answer.ok) { const { version, at } = await answer.json(); versions.set(name, version); note(area, words.kept, at); }
      else { state.sent = before; note(area, words.lost); }
    } catch { state.sent = before; note(area, words.lost); }
    state.busy = false;
  };
  // a page that goes does not wait for the answer to the words before
  state.leave = () => { state.busy = false; state.send(); };
  area.addEventListener("input", () => { clearTimeout(state.timer); state.timer = setTimeout(state.send, AFTER); });
  area.addEventListener("blur", state.send);
  known.set(area, state);
  // what was typed before the page listened counts too
  if (area.value !== it.text) state.timer = setTimeout(state.send, AFTER);
}

const everywhere = () => known.forEach((state, area) => { if (area.isConnected) state.leave(); else known.delete(area); });
addEventListener("pagehide", everywhere);
addEventListener("popstate", everywhere);
document.addEventListener("visibilitychange", () => { if (document.hidden) everywhere(); });
// a link or a key that leaves the page takes the field away before it could be left
document.addEventListener("click", everywhere, true);
addEventListener("portal-leave", everywhere);

export default function ({ data }) {
  const until = performance.now() + 3000;
  const look = () => {
    let missing = false;
    for (const it of data.fields) {
      const area = document.querySelector(it.selector);
      if (!area) missing = true;
      else if (!known.has(area)) watch(area, data.place, it, data.words);
    }
    if (missing && performance.now() < until) setTimeout(look, 100);
  };
  look();
}
