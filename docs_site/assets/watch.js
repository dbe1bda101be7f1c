// Reloads when a build has changed the page. Only with ?watch in the address.
{
  let seen;
  setInterval(async () => {
    try {
      const text = await (await fetch(location.pathname, { cache: "no-store" })).text();
      if (seen !== undefined && text !== seen) location.reload();
      seen = text;
    } catch { /* being rebuilt */ }
  }, 700);
}
