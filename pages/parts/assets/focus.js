// Moves the focus when the token changes; never on the first page, where the skip link comes first.
const before = new Map();

function settle(selector, until) {
  const target = document.querySelector(selector);
  if (target) {
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    if (selector === "h1") target.closest("[data-testid=stMain]")?.scrollTo(0, 0);
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
