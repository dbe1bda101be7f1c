// `clausegen docs --watch` adds this to the pages it serves; no written page has it.
// A hidden page does not listen: a browser allows six connections to one server.
const built = new URL(document.currentScript.src).search;
let builds;
const listen = () => {
  builds?.close();
  if (document.hidden) return;
  builds = new EventSource(`/__reload${built}`);
  builds.onmessage = () => location.reload();
};
document.addEventListener("visibilitychange", listen);
listen();
