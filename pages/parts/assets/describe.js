// Ties each field to its hint and to what is wrong with it, and names groups of fields, for assistive technology.
const FIELDS = "input:not([type=hidden]), textarea";

function tie(field) {
  const place = document.querySelector(`.st-key-${CSS.escape(field.key)}`);
  if (!place?.querySelector(FIELDS)) return false;
  const group = place.querySelector("[role=radiogroup]") ?? (field.group ? place : null);
  if (group) {
    if (field.group) group.setAttribute("role", "group");
    if (field.group) group.setAttribute("aria-labelledby", field.group);
    describe(group, field);
    if (!field.group) return true;
  }
  for (const input of place.querySelectorAll(FIELDS)) {
    if (!group) describe(input, field);
    if (field.mode) input.setAttribute("inputmode", field.mode);
    if (field.required && input.type !== "checkbox") input.setAttribute("aria-required", "true");
    input.toggleAttribute("aria-invalid", field.invalid);
    if (field.invalid) input.setAttribute("aria-invalid", "true");
  }
  return true;
}

function describe(element, field) {
  if (field.described.length) element.setAttribute("aria-describedby", field.described.join(" "));
  else element.removeAttribute("aria-describedby");
}

function tieAll(fields, until) {
  const waiting = fields.filter((field) => !tie(field));
  if (waiting.length && performance.now() < until) requestAnimationFrame(() => tieAll(waiting, until));
}

export default function ({ data }) {
  tieAll(data.fields, performance.now() + 3000);
}
