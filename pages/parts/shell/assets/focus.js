// Moves the focus when the token changes; never on the first page, where the skip link comes first.
const before = new Map();
const MAIN = "[st=main]";
const FIELDS = ["input", "textarea", "label", "[st=list-field]"].map((it) => `${MAIN} ${it}`).join();

// who already writes in a field of the new page, or goes about in it, is not torn away
let inUse = null;
const use = ({ key, target }) => {
  inUse = key === "Enter" ? null : target.closest?.(key === "Tab" ? MAIN : FIELDS);
};
document.addEventListener("pointerdown", use, true);
document.addEventListener("keydown", use, true);

function settle(selector, until) {
  const target = document.querySelector(selector);
  if (inUse?.isConnected) return;
  if (target) {
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    if (selector === "h1") target.closest(MAIN)?.scrollTo(0, 0);
    else target.scrollIntoView({ block: "start" });
  } else if (performance.now() < until) {
    requestAnimationFrame(() => settle(selector, until));
  }
}

export default function ({ data }) {
  const known = before.get(data.selector);
  before.set(data.selector, data.token);
  const first = known === undefined && data.selector === "h1";
  // the old page's heading is still there for a moment; two frames later it is the new one
  if (!first && known !== data.token) {
    setTimeout(() => settle(data.selector, performance.now() + 3000), 120);
  }
}
