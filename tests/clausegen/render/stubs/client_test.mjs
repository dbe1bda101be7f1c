// Drives the compiled TypeScript client with scripted answers. Prints nothing unless a check fails.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

const { Client, ApiError, CallError, Forbidden, NetworkError, NotSent, TimedOut } = await import(pathToFileURL(process.argv[2]).href);

const json = (status, body, headers = {}) =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers });

function scripted(...answers) {
  const requests = [];
  const client = new Client({
    apiToken: "secret",
    retry: { first: 0 },
    fetch: async (url, init) => {
      requests.push({ url, ...init });
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { client, requests };
}

const here = { organizationId: "a/b", roomId: "1" };

{
  const { client, requests } = scripted(json(200, { next: null, previous: null, results: [] }));
  const page = await client.rooms.listRooms({ ...here, ordering: "-created_at", isShared: true });
  assert.deepEqual(page.results, []);
  assert.equal(
    requests[0].url,
    "https://service.giosg.com/api/v5/orgs/a%2Fb/rooms?ordering=-created_at&is_shared=true",
  );
  assert.equal(requests[0].headers.get("authorization"), "Token secret");
}
{
  const { client, requests } = scripted(json(201, { id: "1", invented: 1 }));
  const room = await client.rooms.createRoom({ ...here, body: { name: "Café" } });
  assert.equal(requests[0].body, '{"name":"Café"}');
  assert.equal(requests[0].headers.get("content-type"), "application/json");
  assert.equal(room.invented, 1);
}
{
  const { client } = scripted(json(503, {}), json(200, { id: "1" }, { etag: "7" }));
  const seen = [];
  const room = await client.rooms.retrieveRoom(here, {
    onResponse: ({ status, headers }) => seen.push([status, headers.get("etag")]),
  });
  assert.deepEqual(seen, [[503, null], [200, "7"]]);
  assert.equal(room.id, "1");
}
{
  const { client } = scripted(json(403, { detail: "no" }));
  await assert.rejects(client.rooms.retrieveRoom(here), (error) => {
    assert.ok(error instanceof Forbidden && error instanceof ApiError);
    assert.equal(error.status, 403);
    assert.deepEqual(error.body, { detail: "no" });
    return true;
  });
}
{
  const { client } = scripted(json(404, { detail: "no" }, { "x-request-id": "r-7" }));
  await assert.rejects(client.rooms.retrieveRoom(here), (error) => {
    assert.equal(error.requestId, "r-7");
    assert.equal(error.message, "404 no (request r-7)");
    return error instanceof CallError;
  });
}
{
  const gone = new TypeError("fetch failed");
  const { client, requests } = scripted(gone, gone, gone);
  await assert.rejects(client.rooms.retrieveRoom(here), (error) => {
    assert.ok(error instanceof NetworkError && error instanceof CallError);
    assert.ok(!(error instanceof TimedOut || error instanceof ApiError));
    assert.equal(error.cause, gone);
    assert.equal(error.message, "GET /api/v5/orgs/a%2Fb/rooms/1: no answer: fetch failed");
    return true;
  });
  assert.equal(requests.length, 3);
}
{
  const refused = { code: "ECONNREFUSED", message: "" }; // as Node says it of a host with two addresses
  for (const cause of [refused, new Error("connect ECONNREFUSED 127.0.0.1:1")]) {
    const { client } = scripted(...Array(3).fill(new TypeError("fetch failed", { cause })));
    const told = /: no answer: fetch failed \((connect )?ECONNREFUSED( 127\.0\.0\.1:1)?\)$/;
    await assert.rejects(client.rooms.retrieveRoom(here), { name: "NetworkError", message: told });
  }
}
{
  const hanging = (_, { signal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const held = setInterval(() => {}, 1000); // a timer of AbortSignal does not keep Node running
  const client = new Client({ apiToken: "secret", retry: { attempts: 1 }, fetch: hanging });
  await assert.rejects(client.rooms.retrieveRoom(here, { timeout: 5 }), TimedOut);
  const stop = new AbortController();
  const call = client.rooms.retrieveRoom(here, { signal: stop.signal });
  stop.abort();
  await assert.rejects(call, (error) => error.name === "AbortError");
  clearInterval(held);
}
{
  const { client, requests } = scripted(json(200, { id: "1" }));
  const headers = { "X-Trace": "1", authorization: "Token other" };
  await client.rooms.retrieveRoom(here, { headers });
  assert.equal(requests[0].headers.get("x-trace"), "1");
  assert.equal(requests[0].headers.get("authorization"), "Token other");
}
{
  const tag = (name) => ({ name });
  const next = "https://service.giosg.com/x?cursor=1%2F2";
  const { client, requests } = scripted(
    json(200, { next, results: [tag("a")] }),
    json(200, { next: null, results: [tag("b")] }),
  );
  const names = [];
  for await (const each of client.roomTags.iterateRoomTags(here)) names.push(each.name);
  assert.deepEqual(names, ["a", "b"]);
  assert.equal(requests[1].url, next);
}
{
  const { client, requests } = scripted(json(200, { next: "https://evil.example/", results: [] }));
  const all = client.roomTags.iterateRoomTags(here);
  await assert.rejects(all.next(), (error) => {
    assert.equal(error.message, "GET https://evil.example/: not sent: it leads to another server than https://service.giosg.com");
    return error instanceof NotSent;
  });
  assert.equal(requests.length, 1);
}
{
  const { client } = scripted(json(200, { next: "http://[", results: [] }));
  const all = client.roomTags.iterateRoomTags(here);
  await assert.rejects(all.next(), (error) => error instanceof NotSent && /^GET http:\/\/\[: not sent/.test(error.message));
}
{
  const { client, requests } = scripted(new TypeError("broken"), json(503, {}), json(204));
  await client.rooms.deleteRoom(here);
  assert.equal(requests.length, 3);
}
{
  const { client, requests } = scripted(json(503, {}));
  await assert.rejects(client.rooms.createRoom({ ...here, body: { name: "a" } }), ApiError);
  assert.equal(requests.length, 1);
}
{
  const { client, requests } = scripted(json(429, {}, { "retry-after": "0" }), json(201, {}));
  await client.rooms.createRoom({ ...here, body: { name: "a" } });
  assert.equal(requests.length, 2);
}
{
  const { client, requests } = scripted();
  await assert.rejects(client.rooms.deleteRoom({ ...here, roomId: ".." }), /room_id/);
  assert.equal(requests.length, 0);
}
{
  // A URL or a header that is none is told as our own error, before anything is sent.
  for (const baseUrl of ["http://[::1", "ftp://x", "", "x"]) {
    const client = new Client({ baseUrl, fetch: () => assert.fail("sent") });
    await assert.rejects(client.rooms.retrieveRoom(here), NotSent);
  }
  const { client, requests } = scripted();
  const headers = { "x-trace": "a\nb" };
  await assert.rejects(client.rooms.retrieveRoom(here, { headers }), NotSent);
  for (const [value, shown] of [["", '""'], ["..", '".."'], [null, "null"], [undefined, "undefined"]]) {
    await assert.rejects(client.rooms.retrieveRoom({ ...here, roomId: value }), (error) => {
      assert.ok(error.message.endsWith(`: not sent: room_id cannot be ${shown}: it is a part of the path`), error.message);
      return error instanceof NotSent;
    });
  }
  for (const timeout of [0, -1, NaN, Infinity]) {
    await assert.rejects(client.rooms.retrieveRoom(here, { timeout }), NotSent);
  }
  assert.equal(requests.length, 0);
}
{
  // A timeout is for the whole call: nobody waits for a pause that is longer than the rest.
  const { client, requests } = scripted(json(429, { detail: "no" }, { "retry-after": "6" }), json(200, {}));
  await assert.rejects(client.rooms.retrieveRoom(here, { timeout: 5000 }), { status: 429 });
  assert.equal(requests.length, 1);
}
{
  // Every attempt has the same end.
  const client = new Client({
    retry: { attempts: 1000, first: 0 },
    fetch: async (url, init) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (init.signal.aborted) throw init.signal.reason;
      throw new TypeError("refused");
    },
  });
  await assert.rejects(client.rooms.retrieveRoom(here, { timeout: 50 }), NetworkError);
}
