// What the page needs beside Streamlit: its built-in English said in French, links of error summaries, browser hints.

// Streamlit would look for itself under each screen's address before looking here
window.__streamlit = { BACKEND_BASE_URL: `${window.location.origin}/` };

(() => {
  const FRENCH = {
    "Skip to main content": "Passer au contenu principal",
    "Page not found": "Page introuvable",
    "Expand sidebar": "Ouvrir le menu",
    "Collapse sidebar": "Fermer le menu",
    "Sidebar": "Menu",
    "App pages": "Pages du portail",
    "Main menu": "Menu principal",
    "Close": "Fermer",
    "Cancel": "Annuler",
    "Open": "Ouvrir",
    "Upload": "Téléverser",
    "file upload": "téléverser un fichier",
    "Add files": "Ajouter des fichiers",
    "Browse files": "Parcourir les fichiers",
    "Drag and drop file here": "Glissez un fichier ici",
    "Remove file": "Retirer le fichier",
    "(required)": "(obligatoire)",
    "required": "obligatoire",
    "This field is required.": "Ce champ est obligatoire.",
    "This field is required": "Ce champ est obligatoire",
    "Press Enter to submit form": "Appuyez sur Entrée pour envoyer le formulaire",
    "Press Enter to apply": "Appuyez sur Entrée pour appliquer",
    "No results": "Aucun résultat",
    "Choose an option": "Choisissez une option",
    "Choose options": "Choisissez des options",
    "Choose date": "Choisir une date",
    "Choose date range": "Choisir une période",
    "Choose time": "Choisir une heure",
    "Clear date": "Effacer la date",
    "Clear value": "Effacer",
    "Clear entry": "Effacer",
    "Clear all": "Tout effacer",
    "Clear selection": "Effacer la sélection",
    "Selected values": "Valeurs choisies",
    "Select all": "Tout choisir",
    "Increment": "Augmenter",
    "Decrement": "Diminuer",
    "Next month": "Mois suivant",
    "Previous month": "Mois précédent",
    "Next page": "Page suivante",
    "Previous page": "Page précédente",
    "Pagination": "Pagination",
    "Fullscreen": "Plein écran",
    "Close fullscreen": "Quitter le plein écran",
    "Show password text": "Afficher le mot de passe",
    "Hide password text": "Masquer le mot de passe",
    "Show password": "Afficher le mot de passe",
    "Hide password": "Masquer le mot de passe",
    "Running...": "En cours…",
    "CONNECTING": "CONNEXION",
    "Connecting": "Connexion",
    "Connection error": "Connexion interrompue",
    "Try again": "Réessayer",
    "year": "année",
    "month": "mois",
    "day": "jour",
    "Year": "Année",
    "Month": "Mois",
    "Day": "Jour",
    "Calendar": "Calendrier",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Parcourez les dates avec les flèches. Entrée pour choisir. Échap pour fermer.",
    "You do not have permission to access this page": "Cette page n’est pas pour votre compte",
  };
  const PATTERNS = [
    [/^Help for (.+)$/, "Aide pour $1"],
    [/^Link to heading(.*)$/, "Lien vers le titre$1"],
    [/^(\d+) ?MB per file(?: • (.+))?$/, (_, n, kinds) => `${n} Mo par fichier${kinds ? ` • ${kinds}` : ""}`],
    [/^Limit (\d+) ?MB per file(?: • (.+))?$/, (_, n, kinds) => `Au plus ${n} Mo par fichier${kinds ? ` • ${kinds}` : ""}`],
    [/^(\d+)(?:\.(\d+))?(K|M)B$/, (_, n, rest, unit) => `${n}${rest ? `,${rest}` : ""} ${unit === "K" ? "k" : "M"}o`],
    [/^File must be (\d+)(?:\.0)? ?MB or smaller\.?$/, "Le fichier doit faire au plus $1 Mo."],
    [/^(.+) files are not allowed\.?$/, "Les fichiers $1 ne sont pas acceptés."],
    [/^Remove (.+)$/, "Retirer $1"],
    [/^Add: (.+)$/, "Ajouter : $1"],
    [/^Select (.+)$/, "Choisir $1"],
    [/^Enter a value(.*)$/, "Écrivez une valeur$1"],
    [/^You have requested page (.+), but no corresponding file was found in the app's pages\/ directory\. Running the app's main page\.$/,
      "L'adresse $1 ne mène à aucune page du portail. Voici la première page."],
    [/^The page that you have requested does not seem to exist\. Running the app's main page\.$/,
      "Cette adresse ne mène à aucune page du portail. Voici la première page."],
  ];
  const ATTRIBUTES = ["aria-label", "placeholder", "title", "alt"];
  // ordinary words are translated only in Streamlit's own controls: a person may be called Close or Day
  const CONTROLS = "button, [role=dialog], [role=listbox], [st=file-field], "
    + "[st=writing-help], [st=label], [st=date-field], a[href='#main']";

  const french = document.documentElement.lang === "fr";

  function said(text) {
    const plain = text.trim();
    if (plain in FRENCH) return text.replace(plain, FRENCH[plain]);
    for (const [pattern, words] of PATTERNS) if (pattern.test(plain)) return plain.replace(pattern, words);
    return text;
  }

  function translateText(node) {
    if (!node.parentElement?.closest(CONTROLS) && !/^(Skip to|Page not found|Connection error)/.test(node.data.trim())) return;
    const words = said(node.data);
    if (words !== node.data) node.data = words;
  }

  function translateElement(element) {
    for (const name of ATTRIBUTES) {
      const before = element.getAttribute(name);
      if (!before) continue;
      const words = said(before);
      if (words !== before) element.setAttribute(name, words);
    }
  }

  function translate(root) {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateText(node);
      else translateElement(node);
    }
  }

  // password managers and people with cognitive disabilities rely on these hints (WCAG 1.3.5)
  function hint() {
    const form = document.querySelector(".st-key-gckey_sign_in");
    form?.querySelector("input[type=text]")?.setAttribute("autocomplete", "username");
    form?.querySelector("input[type=password]")?.setAttribute("autocomplete", "current-password");
  }

  function watch(changes) {
    for (const change of changes) {
      if (!french) break;
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else if (change.type === "characterData") translateText(change.target);
      else translateElement(change.target);
    }
    hint();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(":is(.portal-errors, .case-parts) a[href^='#']");
    if (!link) return;
    event.preventDefault();
    if (link.closest(".case-parts")) {
      const part = document.querySelector(`.st-key-${CSS.escape(link.hash.slice(1))}`);
      part?.setAttribute("tabindex", "-1");
      part?.scrollIntoView({ block: "start" });
      part?.focus({ preventScroll: true });
      return;
    }
    const place = document.querySelector(`.st-key-${CSS.escape(link.hash.slice(1))}`);
    const field = place?.querySelector("input, textarea, select, [role=radio], [role=combobox], button") ?? place;
    field?.scrollIntoView({ block: "center" });
    field?.focus();
  });

  // going to another page with another query, Streamlit first notes that query under the page one leaves: an address
  // that nobody was at, and to which going back would lead
  const push = history.pushState.bind(history);
  let step = "";
  history.pushState = (state, title, address) => {
    const to = new URL(address, location.href), stays = to.pathname === location.pathname;
    if (!stays && step === location.href && to.search === location.search) history.replaceState(state, title, address);
    else push(state, title, address);
    step = stays ? location.href : "";
  };
  for (const act of ["pointerdown", "keydown"]) addEventListener(act, () => { step = ""; }, true);

  const look = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES };
  document.addEventListener("DOMContentLoaded", () => {
    if (french) translate(document.body);
    new MutationObserver(watch).observe(document.body, look);
  });
})();
