// Shows a request's documents: pages at once, the ones beside them fetched ahead. Only the officer moves it: whatever
// the page around it is drawn anew for, document, page, zoom, turn and place stay.
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const viewers = new Map();
const MOST = 3;
// milliseconds that a page is on screen, its picture there and the tab in front, until it counts as looked at
const LONG_ENOUGH = 1500;
const TICK = 250;
// of a page's height: so much of its foot may stay out of sight
const FOOT = 0.12;

function made(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...inside);
  return element;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

class Pane {
  constructor(viewer, paper) {
    this.viewer = viewer;
    this.paper = paper;
    const words = viewer.data.words;
    const way = (action, text, name) => made("button", {
      type: "button", "data-way": action, "aria-label": name ?? null, title: name ?? null,
      onclick: () => this.act(action),
    }, text);
    this.where = made("p", { class: "paper-where", role: "status" });
    this.leaf = made("div", { class: "paper-leaf" });
    this.marked = made("p", { class: "paper-marked" });
    this.box = made("div", { class: "paper-box" }, this.leaf);
    this.sheet = made("div", { class: "paper-sheet", tabindex: "0", role: "region", "aria-label": paper.name }, this.box);
    this.ways = made("div", { class: "paper-ways", role: "group", "aria-label": filled(words.ways, paper) },
      way("previous", words.previous), way("next", words.next), way("out", "−", words.smaller), way("in", "+", words.larger),
      way("fit", words.fit), way("turn", words.turn));
    const file = made("a", { class: "way-on", href: paper.file, target: "_blank", rel: "noopener" }, words.open);
    this.root = made("section", { class: "paper", "aria-label": paper.name },
      this.where, this.ways, this.sheet, this.marked, made("p", { class: "hint" }, `${paper.told} `, file));
    for (const used of ["focusin", "pointerdown"]) this.root.addEventListener(used, () => { viewer.active = this; });
    new ResizeObserver(() => this.lay()).observe(this.sheet);
    this.show();
  }

  // where one stands in a document is the viewer's to keep: panes come and go
  get place() { return this.viewer.place(this.paper); }

  act(action) {
    const place = this.place, step = ZOOMS.indexOf(place.zoom);
    if (action === "next") place.page = Math.min(place.page + 1, this.paper.pages);
    if (action === "previous") place.page = Math.max(place.page - 1, 1);
    if (action === "in") place.zoom = ZOOMS[Math.min(step + 1, ZOOMS.length - 1)];
    if (action === "out") place.zoom = ZOOMS[Math.max(step - 1, 0)];
    if (action === "fit") place.zoom = 1;
    if (action === "turn") place.turn = (place.turn + 90) % 360;
    if (action === "next" || action === "previous") this.show();
    else this.tell();
  }

  show() {
    const { page } = this.place;
    this.image = this.viewer.picture(this.paper, page);
    const marks = this.paper.marks[page];
    const frames = (marks?.frames ?? []).map((style) => made("div", { class: "paper-frame", style }));
    this.leaf.replaceChildren(this.image, ...frames);
    this.marked.textContent = marks?.text ?? "";
    this.sheet.scrollTo(0, 0);
    this.looked = 0;
    this.reached = 0;
    this.tell();
    // the first page too, of a document that one looks at: asking for it is what records the look
    for (const near of [1, page + 1, page - 1]) if (near >= 1 && near <= this.paper.pages) this.viewer.picture(this.paper, near);
  }

  // called every TICK while the pane stands: head and foot must both have been in sight
  watch() {
    const { sheet, image } = this, key = `${this.paper.id}/${this.place.page}`;
    if (document.hidden || !image?.naturalWidth || !sheet.clientHeight || this.viewer.seen.has(key)) return;
    this.looked += TICK;
    this.reached = Math.max(this.reached, (sheet.scrollTop + sheet.clientHeight) / sheet.scrollHeight);
    if (this.looked >= LONG_ENOUGH && this.reached >= 1 - FOOT) this.viewer.report(key);
  }

  tell() {
    const { words } = this.viewer.data, { page, zoom, turn } = this.place;
    const told = { name: this.paper.name, page, pages: this.paper.pages, zoom: Math.round(zoom * 100), turn };
    const said = this.image.dataset.lost ? words.lost : filled(turn ? words.where_turned : words.where, told);
    if (this.where.textContent !== said) this.where.textContent = said;
    for (const [action, end] of [["previous", page === 1], ["next", page === this.paper.pages]]) {
      this.ways.querySelector(`[data-way=${action}]`).setAttribute("aria-disabled", end);
    }
    this.lay();
  }

  lay() {
    if (!this.image) return;
    const { zoom, turn } = this.place, { naturalWidth, naturalHeight } = this.image;
    const [wide, high] = naturalWidth ? [naturalWidth, naturalHeight] : [17, 22];
    const across = Math.floor(this.sheet.clientWidth * zoom), onSide = turn % 180 !== 0;
    const down = Math.round(across * (onSide ? wide / high : high / wide));
    Object.assign(this.box.style, { width: `${across}px`, height: `${down}px` });
    Object.assign(this.leaf.style, {
      width: `${onSide ? down : across}px`, transform: `translate(-50%, -50%) rotate(${turn}deg)`,
    });
  }
}

class Viewer {
  constructor() {
    this.pictures = new Map();
    this.places = new Map();
    this.panes = [];
    this.seen = new Set();
    this.said = {};
    this.still = made("p", { class: "paper-still" });
    this.root = made("div", { class: "papers" });
    setInterval(() => { if (this.root.isConnected) this.panes.forEach((pane) => pane.watch()); }, TICK);
  }

  // what was looked at counts once the portal has kept it; until then it is said again at the next tick
  async report(key) {
    if (!this.data.look || this.sending === key) return;
    this.sending = key;
    try {
      const { ok } = await fetch(`${this.data.look}${key}`, { method: "POST", keepalive: true });
      if (ok) this.seen.add(key);
    } catch { /* the connection is gone for a moment */ }
    setTimeout(() => { this.sending = null; }, this.seen.has(key) ? 0 : 3000);
    this.tellStill();
  }

  missing() { return this.data.required.filter((it) => !this.seen.has(it.key)); }

  // what must still be looked at before a decision, each a way there
  tellStill() {
    const { words, look } = this.data, missing = this.missing(), said = missing.map((it) => it.key).join();
    if (!look || this.still.dataset.said === said) return;
    this.still.dataset.said = said;
    const ways = missing.map((it) => made("button", { type: "button", onclick: () => this.goTo(it.key) }, it.name));
    this.still.replaceChildren(missing.length ? words.still : words.none_missing, ...ways);
  }

  goTo(key) {
    const [id, page] = key.split("/");
    const paper = this.data.documents.find((it) => it.id === id);
    if (!paper) return;
    this.place(paper).page = Number(page);
    this.choose(id);
  }

  place({ id, first }) {
    if (!this.places.has(id)) this.places.set(id, { page: first, zoom: 1, turn: 0 });
    return this.places.get(id);
  }

  // a picture once fetched is kept as it is: no cache may keep it, and asking again would be another look
  picture(paper, page) {
    const key = `${paper.id}/${page}`;
    if (!this.pictures.has(key)) {
      const alt = filled(this.data.words.picture, { name: paper.file_name, page, pages: paper.pages });
      const image = made("img", { alt, src: `${paper.page}${page}?width=${this.data.width}` });
      image.addEventListener("load", () => this.panes.forEach((pane) => pane.lay()));
      image.addEventListener("error", () => {
        image.dataset.lost = "yes";
        this.pictures.delete(key);
        this.panes.forEach((pane) => pane.tell());
      });
      this.pictures.set(key, image);
    }
    return this.pictures.get(key);
  }

  take(data) {
    const { looked, go, ...shown } = data, said = JSON.stringify(shown);
    looked.forEach((key) => this.seen.add(key));
    if (said !== this.said.shown) this.takeShown(data);
    this.said.shown = said;
    this.tellStill();
    // whoever wanted to decide without having looked is taken to what is missing
    if (go && go !== this.said.go && this.missing().length) this.goTo(this.missing()[0].key);
    this.said.go = go;
  }

  takeShown(data) {
    this.data = data;
    if (!data.documents.some((it) => it.id === this.chosen)) this.chosen = data.documents[0].id;
    this.beside = this.beside && Boolean(data.pair);
    this.draw();
  }

  draw() {
    const { words, documents, pair, id } = this.data;
    this.radios = documents.map((it) => made("input", {
      type: "radio", name: `paper-${id}`, value: it.id, onchange: () => this.choose(it.id),
    }));
    const choices = documents.map((it, place) => made("label", {}, this.radios[place], it.name));
    this.both = made("button", { type: "button", class: "paper-both", onclick: () => this.turnBeside() }, words.beside);
    this.body = made("div", { class: "paper-panes" });
    this.root.replaceChildren(made("fieldset", {}, made("legend", {}, words.choose), ...choices),
      ...(pair ? [this.both] : []), this.still, this.body);
    this.drawPanes();
  }

  drawPanes() {
    const shown = this.beside ? this.data.pair : [this.chosen];
    const papers = shown.map((id) => this.data.documents.find((it) => it.id === id));
    this.panes = papers.map((paper) => new Pane(this, paper));
    this.active = this.panes[0];
    this.body.replaceChildren(...this.panes.map((pane) => pane.root));
    this.body.classList.toggle("beside", Boolean(this.beside));
    this.both.setAttribute("aria-pressed", Boolean(this.beside));
    this.radios.forEach((radio) => { radio.checked = radio.value === this.chosen; });
    this.panes.forEach((pane) => pane.lay());
  }

  choose(id) {
    this.chosen = id;
    this.beside = false;
    this.drawPanes();
  }

  turnBeside() {
    this.beside = !this.beside;
    this.drawPanes();
  }

  // down the page, then to the next one, then to the next document
  onward() {
    const { sheet, paper, place } = this.active;
    if (sheet.scrollTop + sheet.clientHeight < sheet.scrollHeight - 4) { sheet.scrollBy(0, sheet.clientHeight * 0.85); return; }
    if (place.page < paper.pages) { this.active.act("next"); return; }
    const at = this.data.documents.findIndex((it) => it.id === paper.id);
    if (at + 1 < this.data.documents.length) this.choose(this.data.documents[at + 1].id);
  }

  unseen() {
    for (const paper of this.data.documents) {
      for (let page = 1; page <= paper.pages; page += 1) {
        if (this.seen.has(`${paper.id}/${page}`)) continue;
        this.place(paper).page = page;
        this.choose(paper.id);
        return;
      }
    }
  }

  act(action) {
    const number = Number(action);
    if (action === "onward" || action === "unseen") { this[action](); return; }
    if (number) {
      const paper = this.data.documents[number - 1];
      if (paper) this.choose(paper.id);
    } else if (action !== "beside") this.active.act(action);
    else if (this.data.pair) this.turnBeside();
  }
}

// the keys of the page speak to whichever viewer stands on it
window.addEventListener("portal-paper", ({ detail }) => {
  for (const viewer of viewers.values()) {
    if (!viewer.root.isConnected) continue;
    viewer.act(detail);
    // who presses a key for a document wants to see it, wherever they read
    viewer.body.scrollIntoView({ block: "nearest" });
  }
});

export default function ({ data, parentElement }) {
  if (!viewers.has(data.id)) viewers.set(data.id, new Viewer());
  if (viewers.size > MOST) viewers.delete(viewers.keys().next().value);
  const viewer = viewers.get(data.id);
  if (viewer.root.parentElement !== parentElement) parentElement.replaceChildren(viewer.root);
  viewer.take(data);
  viewer.panes.forEach((pane) => pane.lay());
}
