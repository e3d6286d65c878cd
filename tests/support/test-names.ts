/** What the tests of this tree are called, read from their source: the same for unit, browser and end-to-end tests. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

interface NamedTest {
  /** The whole path of its file. */
  readonly file: string;
  /** What stands between the quotes, with `${…}` where a template has a gap. */
  readonly name: string;
}

const MAKES_TESTS = new Set(["test", "it", "describe"]);

/** The names of the tests, and of what groups them, in every file of a folder; those a loop makes by their template. */
export function testNames(folder: string): readonly NamedTest[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .flatMap((entry) => namesIn(join(entry.parentPath, entry.name)));
}

function namesIn(file: string): readonly NamedTest[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const found: NamedTest[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && MAKES_TESTS.has(calledBy(node.expression))) {
      const [name] = node.arguments;
      if (name !== undefined && (ts.isStringLiteralLike(name) || ts.isTemplateExpression(name))) {
        found.push({ file, name: ts.isStringLiteralLike(name) ? name.text : name.getText(source).slice(1, -1) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The first word of what is called: `describe` of `describe.each(table)`. */
function calledBy(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isCallExpression(expression) || ts.isPropertyAccessExpression(expression)) {
    return calledBy(expression.expression);
  }
  return ts.isTaggedTemplateExpression(expression) ? calledBy(expression.tag) : "";
}
