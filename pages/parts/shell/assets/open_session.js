// Spends the one-use ticket for the HttpOnly cookie, then loads a fresh page: a new Streamlit session.
let spent = "";

export default function ({ data }) {
  if (spent === data.ticket) return;
  spent = data.ticket;
  const request = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ticket: data.ticket }),
  };
  dispatchEvent(new Event("portal-leaving"));
  fetch("/session/open", request)
    .then((answer) => window.location.assign(answer.ok ? data.to : "/gckey?spent=1"))
    .catch(() => dispatchEvent(new Event("portal-staying")));
}
