/**
 * The whole story lived in a network namespace that has nothing but loopback, while strace writes down every address that
 * any process of it - server, browser, renderers, workers - asks the kernel to reach. The story must come to its end, and
 * every such address must be this machine's own. First a control asks for addresses outside, which must be found.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { lock, makeBackup, makeJournalTogether, NOA, SAM, sayNeed, unlock, writeToday } from "../support/steps.ts";
import { openStage, say } from "./chrome-stage.ts";
import type { Figures } from "./figures.mjs";
import type { Asked } from "./tally.ts";

/** What the machine does not let us do, in a sentence. The campaign then shows nothing, and says so by its exit code. */
export class Forbidden extends Error {}

/** Addresses of documentation (RFC 5737, RFC 3849): nobody's. */
const CONTROLS = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1"];

/**
 * Chromium points a datagram socket at this address to learn whether the machine has a way to the IPv6 internet, and sends
 * nothing; no flag turns that off.
 */
const ROUTE_PROBES = ["2001:4860:4860::8888"];

const CONTROL = `
  const quiet = (socket) => socket.on("error", () => {});
  quiet(require("node:net").connect(9, "192.0.2.1"));
  quiet(require("node:net").connect(9, "2001:db8::1"));
  const udp = quiet(require("node:dgram").createSocket("udp4"));
  udp.send("x", 9, "192.0.2.2", () => udp.close());
  const pointed = quiet(require("node:dgram").createSocket("udp4"));
  pointed.connect(9, "192.0.2.3", () => pointed.send("x", () => pointed.close()));
  setTimeout(() => process.exit(), 1000);`;

const isLoopback = (address: string): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);

export interface Trace {
  /** Calls that named a peer, by the family of its address. */
  readonly families: Readonly<Record<string, number>>;
  /** Addresses outside this machine that a connection was asked to or a datagram was sent to, each once. */
  readonly outside: readonly string[];
  /** Addresses outside that a datagram socket was only pointed at, each once: the kernel sends nothing for that. */
  readonly pointedAt: readonly string[];
}

/**
 * Reads what `strace -yy` wrote of connect, sendto, sendmsg and sendmmsg: the address a call names, and for a call on a
 * socket that was pointed at its peer before, the peer that stands in the description of the socket.
 */
export function readTrace(text: string): Trace {
  const families: Record<string, number> = {};
  const outside = new Set<string>();
  const pointed = new Map<string, string>(); // by strace's name of the socket
  for (const line of text.split("\n")) {
    const call = /^\d+ +(\w+)\(/.exec(line)?.[1];
    const isOnlyPointed = call === "connect" && /^\d+ +connect\(\d+<UDP/.test(line);
    let named: string | null = null;
    for (const [, family = "", rest = ""] of line.matchAll(/sa_family=(AF_\w+)([^}]*)/g)) {
      families[family] = (families[family] ?? 0) + 1;
      if (family === "AF_UNIX" || family === "AF_NETLINK" || family === "AF_UNSPEC") continue; // none leaves the machine
      const address = /inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/.exec(rest);
      named = address?.[1] ?? address?.[2] ?? `${family}${rest}`; // a family we do not know is outside
      if (!isLoopback(named) && !isOnlyPointed) outside.add(named);
    }
    const socket = /^\d+ +\w+\((\d+<(?:TCP|UDP)[^>]*>)/.exec(line)?.[1] ?? "";
    if (isOnlyPointed && named !== null && !isLoopback(named)) pointed.set(socket, named);
    const peer = pointed.get(socket);
    if (call !== "connect" && peer !== undefined) outside.add(peer);
  }
  return { families, outside: [...outside], pointedAt: [...new Set(pointed.values())] };
}

/** Runs a program in a namespace with nothing but loopback, traced. */
async function traced(
  program: readonly string[],
  into: string,
  routes = "true",
): Promise<{ code: number | null; trace: Trace }> {
  const inNamespace = ["-n", "sh", "-c", `ip link set lo up && ${routes} && exec "$@"`, "sh"];
  const strace = [
    "strace",
    "-f",
    "--seccomp-bpf",
    "-qq",
    "-yy",
    "-e",
    "trace=connect,sendto,sendmsg,sendmmsg",
    "-o",
    into,
  ];
  const child = spawn("unshare", [...inNamespace, ...strace, ...program], { stdio: ["ignore", "inherit", "inherit"] });
  const code = await new Promise<number | null>((done, failed) => {
    child.once("error", failed);
    child.once("close", done);
  });
  return { code, trace: readTrace(readFileSync(into, "utf8")) };
}

function refuseIfForbidden(): void {
  const can = (program: string, ...args: string[]) => spawnSync(program, args, { stdio: "ignore" }).status === 0;
  if (process.platform !== "linux") throw new Forbidden("Network namespaces are Linux's.");
  if (!can("unshare", "-n", "ip", "link", "set", "lo", "up")) {
    throw new Forbidden("This machine lets nobody make a network namespace here (unshare -n, ip): run it as root.");
  }
  if (!can("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true")) {
    throw new Forbidden("This machine has no strace, or does not let it trace.");
  }
}

/** The short story, inside the namespace. */
export async function liveInside(): Promise<void> {
  const stage = await openStage();
  try {
    const { page, close } = await stage.launch(join(stage.folder, "profile"), "app");
    await makeJournalTogether(page);
    await unlock(page, NOA);
    await writeToday(page, "Offline", "Nobody hears this.");
    await sayNeed(page, "Sam", { noticed: "n", felt: "f", word: "rest", request: "One evening." });
    await makeBackup(page, stage.folder);
    await lock(page);
    await unlock(page, SAM);
    await lock(page);
    await close();
  } finally {
    await stage.stop();
  }
}

/** Throws "Forbidden" when the machine does not let it run. */
export async function chromeOffline({ full }: Asked): Promise<Figures> {
  const began = performance.now();
  refuseIfForbidden();
  const folder = mkdtempSync(join(tmpdir(), "twofold-offline-"));
  const root = resolve(import.meta.dirname, "../..");
  let wrong = 0;
  try {
    const control = await traced(
      [process.execPath, "-e", CONTROL],
      join(folder, "control"),
      "ip route add 192.0.2.0/24 dev lo",
    ); // else a datagram socket could not be pointed there
    for (const address of CONTROLS) {
      if (control.trace.outside.includes(address)) continue;
      wrong += 1;
      say(`WRONG the control reached for ${address} and was not seen: the trace says nothing`);
    }
    const story = full
      ? [
          join(root, "node_modules/@playwright/test/cli.js"),
          "test",
          "--config",
          join(root, "build/playwright.config.ts"),
          "story.spec.ts",
        ]
      : [join(import.meta.dirname, "chrome-offline.mjs"), "--inside"];
    const { code, trace } = await traced([process.execPath, ...story], join(folder, "story"));
    if (code !== 0) {
      wrong += 1;
      say(`WRONG the story ended with ${String(code)}`);
    }
    for (const address of trace.outside) {
      wrong += 1;
      say(`WRONG reached for ${address}`);
    }
    const calls = Object.values(trace.families).reduce((total, count) => total + count, 0);
    const inet = (trace.families["AF_INET"] ?? 0) + (trace.families["AF_INET6"] ?? 0);
    if (inet === 0) {
      wrong += 1;
      say("WRONG not even the app's own server was reached: nothing was traced");
    }
    for (const address of trace.pointedAt) {
      if (ROUTE_PROBES.includes(address)) continue;
      wrong += 1;
      say(`WRONG a datagram socket was pointed at ${address}`);
    }
    say(`${JSON.stringify(trace)}`);
    return {
      campaign: "chrome-offline",
      claim: `the ${full ? "whole end-to-end" : "short"} story lived to its end in a namespace with nothing but loopback; of ${calls} calls of all its processes that named a peer (connect, sendto, sendmsg) ${inet} named an internet address and ${trace.outside.length} one outside loopback, after ${CONTROLS.length} planted ones were found${trace.pointedAt.length > 0 ? "; Chromium pointed a datagram socket at one address to look for a route, and sent nothing" : ""}`,
      cases: calls,
      refused: 0,
      lost: 0,
      wrong,
      seconds: Math.round((performance.now() - began) / 1000),
      form: full ? "full" : "short",
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
