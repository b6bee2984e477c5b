// Loads the address the browser is at as if it came from elsewhere.
export default function () { window.location.reload(); }
