// Rules of the domain are broken one at a time, in a copy of the tree: a test that cites the rule must fail.
import { run } from "./chrome-run.mjs";

await run("mutations.ts", "mutations");
