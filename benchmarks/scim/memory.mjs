// SCIMMY's routers over two maps: what its makers leave to the caller, and no more.
//
//     node memory.mjs PORT
import { randomUUID } from "node:crypto";

import express from "express";
import SCIMMY from "scimmy";
import Routers from "scimmy-routers";

const TOKEN = "secret";

/** Keeps the resources of one type in a map, as the handlers of the library's guide do. */
function keep(Resource, unique) {
  const held = new Map();
  const known = (id) => {
    if (!held.has(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
    return held.get(id);
  };
  const same = (one, other) => unique && one[unique]?.toLowerCase() === other[unique]?.toLowerCase();

  SCIMMY.Resources.declare(Resource)
    .ingress((resource, data) => {
      const now = new Date().toISOString();
      const before = resource.id ? known(resource.id) : { id: randomUUID(), meta: { created: now } };
      const clash = [...held.values()].some((one) => one.id !== before.id && same(one, data));
      if (clash) throw new SCIMMY.Types.Error(409, "uniqueness", `${unique} is taken`);
      const { meta: _, ...sent } = JSON.parse(JSON.stringify(data));
      const after = { ...sent, id: before.id, meta: before.meta };
      if (JSON.stringify(after) === JSON.stringify(before)) return before;
      after.meta = { created: before.meta.created, lastModified: now };
      held.set(after.id, after);
      return after;
    })
    .egress((resource) => {
      if (resource.id) return known(resource.id);
      const all = [...held.values()];
      return resource.filter ? resource.filter.match(all) : all;
    })
    .degress((resource) => {
      known(resource.id);
      held.delete(resource.id);
    });
}

SCIMMY.Config.set({ patch: true, filter: true, sort: true });
keep(SCIMMY.Resources.User, "userName");
keep(SCIMMY.Resources.Group);
SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false);

const port = Number(process.argv[2]);
const address = `http://127.0.0.1:${port}`;
const handler = (request) => {
  if (request.header("Authorization") !== `Bearer ${TOKEN}`) throw new Error("no such token");
  return "client";
};
express()
  .use("/v2", new Routers({ type: "bearer", handler, baseUri: () => address }))
  .listen(port, "127.0.0.1");
