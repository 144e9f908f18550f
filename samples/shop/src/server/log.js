/** Partners still send the header; we only count them. */
export function countOldClients(counters) {
  return (request, _response, next) => {
    if (request.headers["x-portkey-mode"] === "proxy openai") counters.increment("old-clients");
    next();
  };
}
