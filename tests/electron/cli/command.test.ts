import { describe, expect, test } from "vitest";
import { ERROR_CODES } from "#shared/base/errors.ts";
import { parseCommand } from "../../../electron/cli/command.ts";
import { CLI_REFUSALS } from "../../../electron/cli/outcome.ts";
import { HELP, SENTENCES } from "../../../electron/cli/sentences.ts";

describe("the command line", () => {
  test("reads the six commands", () => {
    expect(parseCommand(["demo", "--out", "f", "--seed", "7", "--months", "12", "--until", "2026-05-31"])).toEqual({
      name: "demo",
      out: "f",
      seed: 7,
      months: 12,
      until: "2026-05-31",
      fast: false,
    });
    expect(parseCommand(["verify", "f", "--passphrase-file", "p"])).toEqual({
      name: "verify",
      file: "f",
      "passphrase-file": "p",
    });
    expect(parseCommand(["export", "f", "--out=d", "--format=markdown"])).toMatchObject({
      out: "d",
      format: "markdown",
    });
    expect(parseCommand(["analyse", "f", "--from", "2026-05-17", "--to", "2026-05-17"])).toEqual({
      name: "analyse",
      file: "f",
      from: "2026-05-17",
      to: "2026-05-17",
    });
    expect(parseCommand(["reflect", "f", "--month", "2026-05", "--view", "mine"])).toMatchObject({
      month: "2026-05",
      view: "mine",
    });
    expect(parseCommand(["inspect", "--", "-file"])).toEqual({ name: "inspect", file: "-file" });
    expect(parseCommand(["--help"])).toEqual({ name: "help" });
    expect(parseCommand(["demo", "-h"])).toEqual({ name: "help" });
  });

  test.each([
    [[]],
    [["unlock", "f"]],
    [["verify"]],
    [["verify", "f", "g"]],
    [["verify", "f", "--passphrase", "secret"]],
    [["verify", "f", "--out", "d"]],
    [["inspect", "f", "--passphrase-file", "p"]],
    [["demo", "f", "--out", "g", "--seed", "1", "--months", "1"]],
    [["demo", "--out", "f", "--seed", "-1", "--months", "1"]],
    [["demo", "--out", "f", "--seed", "1.5", "--months", "1"]],
    [["demo", "--out", "f", "--seed", "1", "--months", "0"]],
    [["demo", "--out", "f", "--seed", "1", "--months", "121"]],
    [["demo", "--out", "f", "--seed", "1", "--months", "1", "--until", "2026-02-30"]],
    [["export", "f", "--out", "d"]],
    [["export", "f", "--out", "d", "--format", "pdf"]],
    [["analyse", "f", "--from", "2026-05-01"]],
    [["analyse", "f", "--from", "2026-05-01", "--to", "2026-05-32"]],
    [["analyse", "f", "--from", "1899-12-31", "--to", "2026-05-31"]],
    [["analyse", "f", "--from", "2026-05-01", "--to", "2026-05-31", "--month", "2026-05"]],
    [["analyse", "--from", "2026-05-01", "--to", "2026-05-31"]],
    [["reflect", "f", "--month", "2026-13"]],
    [["reflect", "f", "--month", "0001-01"]],
    [["reflect", "f", "--month", "2026-05", "--view", "other"]],
    [["verify", ""]],
  ])("refuses %j", (argv) => {
    expect(() => parseCommand(argv)).toThrow("usage");
  });

  test("refuses a window that ends before it begins, before any file is opened", () => {
    const argv = ["analyse", "no such file", "--from", "2026-05-18", "--to", "2026-05-17"];
    expect(() => parseCommand(argv)).toThrow("ends-before-it-begins");
  });

  test("repeats nothing of what was typed, lest it be a passphrase", () => {
    for (const argv of [["verify", "f", "--passphrase=hunter two"], ["verify", "f", "hunter two"], ["hunter two"]]) {
      try {
        parseCommand(argv);
        expect.unreachable();
      } catch (thrown) {
        expect(JSON.stringify({ ...(thrown as object), message: String(thrown) })).not.toContain("hunter");
      }
    }
  });

  test("has a sentence for every code, and help for every command", () => {
    for (const code of [...ERROR_CODES, ...CLI_REFUSALS]) expect(SENTENCES[code]).toMatch(/^[A-Z].*[.]$/);
    for (const name of ["demo", "verify", "export", "analyse", "reflect", "inspect"])
      expect(HELP).toContain(`twofold ${name} `);
  });
});
