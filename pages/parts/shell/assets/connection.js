// The connection lost, restored, or never there, said in the person's language instead of Streamlit's.
(() => {
  const words = document.querySelector("meta[name=connection]").dataset;
  const PATIENCE = 15000, LOST_AFTER = 1500, BACK_FOR = 6000;
  let was = false, timer = 0;
  const place = document.createElement("section");
  place.className = "portal-connection";
  place.setAttribute("role", "status");

  function say(text, offersReload) {
    const told = document.createElement("p");
    told.textContent = text;
    place.replaceChildren(told);
    if (!offersReload) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.again;
    button.addEventListener("click", () => location.reload());
    place.append(button);
  }

  function look() {
    const is = Boolean(document.querySelector("[st=connected]"));
    if (is === was) return;
    was = is;
    clearTimeout(timer);
    if (!is) timer = setTimeout(() => say(words.lost, true), LOST_AFTER);
    else if (place.childElementCount) {
      say(words.back, false);
      timer = setTimeout(() => place.replaceChildren(), BACK_FOR);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(place);
    timer = setTimeout(() => say(words.never, true), PATIENCE);

    setInterval(look, 500);
  });
})();
