import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let home: string;
let started: ChildProcess[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "twofold-start-"));
  started = [];
});

afterEach(async () => {
  for (const child of started) if (child.exitCode === null) child.kill("SIGKILL");
  await rm(home, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly saying: () => string;
  readonly ended: Promise<number | null>;
  readonly address: () => Promise<string>;
}

function start(options: { args?: string[]; env?: Record<string, string> } = {}): Started {
  const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const child = spawn(process.execPath, ["build/start.mjs", "--browser", ...(options.args ?? [])], {
    env: { ...env, TWOFOLD_HOME: home, ...options.env },
  });
  started.push(child);
  let said = "";
  child.stdout.on("data", (text) => (said += String(text)));
  child.stderr.on("data", (text) => (said += String(text)));
  const address = () =>
    expect
      .poll(() => said, { timeout: 20_000 })
      .toMatch(/at http:\S+\n/)
      .then(() => /at (http:\S+)\n/.exec(said)?.[1] ?? "");
  return { child, saying: () => said, ended: once(child, "exit").then(([code]) => code as number | null), address };
}

describe("npm start, through the browser Host", () => {
  test("keeps its port and profile, refuses when the port is taken, and ends cleanly on Ctrl-C", async () => {
    const first = start();
    const address = await first.address();
    const place: unknown = JSON.parse(await readFile(join(home, "browser.json"), "utf8"));
    expect(place).toEqual({ port: Number(new URL(address).port), profile: join(home, "browser-profile") });
    expect((await fetch(address)).headers.get("content-security-policy")).toContain("default-src 'none'");

    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.saying()).toMatch(/^Port \d+ is taken, .*start again\.$/m);
    expect(second.saying()).not.toMatch(/at http/);

    first.child.kill("SIGINT");
    expect(await first.ended).toBe(0);

    const third = start({ args: ["--demo"] });
    expect(await third.address()).toBe(`${address}?demo`);
    third.child.kill("SIGTERM");
    expect(await third.ended).toBe(0);
  });

  test.each([["not JSON"], ['{"port":"80"}'], ['{"port":80,"profile":"/x"}'], ["null"]])(
    "refuses a damaged browser.json and leaves it as it is: %s",
    async (damaged) => {
      await writeFile(join(home, "browser.json"), damaged);
      const refused = start();
      expect(await refused.ended).toBe(1);
      expect(refused.saying()).toContain("browser.json should hold a port");
      expect(await readFile(join(home, "browser.json"), "utf8")).toBe(damaged);
    },
  );

  test("opens an app window on its own profile, and Ctrl-C ends that window too", async () => {
    const seen = join(home, "seen");
    const window = join(home, "fake-chromium");
    await writeFile(window, `#!/bin/sh\necho "$$ $*" > "${seen}"\nexec sleep 60\n`, { mode: 0o755 });
    const opened = start({ env: { DISPLAY: ":0", TWOFOLD_CHROMIUM: window, TWOFOLD_RANDOM_PORT: "1" } });
    const address = await opened.address();
    await expect.poll(() => readFile(seen, "utf8").catch(() => ""), { timeout: 10_000 }).toMatch(/\n$/);
    const [pid, ...flags] = (await readFile(seen, "utf8")).trim().split(" ");
    expect(flags).toEqual(
      expect.arrayContaining([`--app=${address}`, `--user-data-dir=${join(home, "browser-profile")}`]),
    );
    opened.child.kill("SIGINT");
    expect(await opened.ended).toBe(0);
    expect(() => process.kill(Number(pid), 0)).toThrow("ESRCH");
  });
});
