// Shows a drawing that the portal itself has made, so that its bars can be links.
export default function ({ data, parentElement }) {
  const place = document.createElement("div");
  place.className = "chart";
  place.tabIndex = 0;
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", data.title);
  place.innerHTML = data.svg;
  parentElement.replaceChildren(place);
}
