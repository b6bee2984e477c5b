// Ties each field to its hint and to what is wrong with it, and names groups of fields, for assistive technology.
const FIELDS = "input:not([type=hidden]), textarea";

function tie(field) {
  const place = document.querySelector(`.st-key-${CSS.escape(field.key)}`);
  if (!place) return;
  const group = place.querySelector("[role=radiogroup]") ?? (field.group ? place : null);
  if (group) {
    if (field.group) group.setAttribute("role", "group");
    if (field.group) group.setAttribute("aria-labelledby", field.group);
    describe(group, field);
    if (!field.group) return;
  }
  for (const input of place.querySelectorAll(FIELDS)) {
    if (!group) describe(input, field);
    if (field.named_by && input.id) document.getElementById(field.named_by)?.setAttribute("for", input.id);
    if (field.mode) input.setAttribute("inputmode", field.mode);
    if (field.required && input.type !== "checkbox") input.setAttribute("aria-required", "true");
    input.toggleAttribute("aria-invalid", field.invalid);
    if (field.invalid) input.setAttribute("aria-invalid", "true");
  }
}

function describe(element, field) {
  if (field.described.length) element.setAttribute("aria-describedby", field.described.join(" "));
  else element.removeAttribute("aria-describedby");
}

// what Streamlit draws anew, late or again, is tied again: attributes set here are not React's to keep
let fields = [];
let waiting = false;

function tieSoon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    fields.forEach(tie);
  });
}

const seen = { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] };
new MutationObserver(tieSoon).observe(document.body, seen);

export default function ({ data }) {
  fields = data.fields;
  tieSoon();
}
