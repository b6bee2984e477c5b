// Warns two minutes before the session ends for want of use; each run of the page winds the clock again.
let timers = [];

function panel(data, stay) {
  const section = document.createElement("section");
  section.className = "portal-idle";
  section.setAttribute("role", "alertdialog");
  section.setAttribute("aria-label", data.title);
  const text = document.createElement("p");
  text.textContent = data.text;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = data.button;
  button.addEventListener("click", stay);
  section.append(text, button);
  return section;
}

export default function ({ data, parentElement, setTriggerValue }) {
  timers.forEach(clearTimeout);
  parentElement.replaceChildren();
  const live = document.createElement("div");
  live.setAttribute("aria-live", "assertive");
  parentElement.append(live);
  const stay = () => {
    live.replaceChildren();
    setTriggerValue("stay", true);
  };
  const warnIn = Math.max(0, data.seconds - data.warning) * 1000;
  timers = [
    setTimeout(() => live.append(panel(data, stay)), warnIn),
    setTimeout(() => window.location.reload(), data.seconds * 1000 + 1500),
  ];
}
