// The session has ended on the server; the cookie goes too, then a fresh page.
export default function () {
  fetch("/session/close", { method: "POST" }).finally(() => window.location.replace("/?ended=1"));
}
