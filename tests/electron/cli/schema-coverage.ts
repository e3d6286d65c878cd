/** Which parts of a JSON Schema a value makes use of: its properties, and the choices it takes. Knows the words our own schemas use. */
import type { Ajv2020 } from "ajv/dist/2020.js";

export interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema | false>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const asPointer = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** The places below a schema, itself apart, that a value can make use of: each property and each choice, by its pointer. */
function* placesIn(schema: Schema, at: string): Generator<[string, Schema]> {
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    if (property !== false) yield [`${at}/properties/${asPointer(name)}`, property];
  if (schema.items !== undefined) yield [`${at}/items`, schema.items];
  for (const [choice, each] of (schema.oneOf ?? []).entries()) yield [`${at}/oneOf/${choice}`, each];
}

/** Every place of a schema that some value has to make use of. */
export function allPlaces(root: Schema): ReadonlySet<string> {
  const places = new Set<string>();
  const walk = (schema: Schema, at: string): void => {
    for (const [place, below] of placesIn(schema, at)) {
      places.add(place);
      walk(below, place);
    }
  };
  walk(root, "#");
  for (const [name, schema] of Object.entries(root.$defs ?? {})) {
    places.add(`#/$defs/${name}`);
    walk(schema, `#/$defs/${name}`);
  }
  return places;
}

/** Adds to `used` the places that a valid value makes use of. */
export function markUsed(
  ajv: Ajv2020,
  root: Schema & { readonly $id: string },
  value: unknown,
  used: Set<string>,
): void {
  const fits = (place: string, part: unknown): boolean => ajv.getSchema(`${root.$id}${place}`)?.(part) === true;
  const use = (schema: Schema, at: string, part: unknown): void => {
    used.add(at);
    if (schema.$ref !== undefined) {
      const name = schema.$ref.replace("#/$defs/", "");
      const target = root.$defs?.[name];
      if (target === undefined) throw new Error(`no ${schema.$ref}`);
      use(target, schema.$ref, part);
    }
    for (const [place, below] of placesIn(schema, at)) {
      const name = place.startsWith(`${at}/properties/`) ? place.slice(at.length + "/properties/".length) : null;
      if (name !== null) {
        if (typeof part === "object" && part !== null && name in part)
          use(below, place, (part as Record<string, unknown>)[name]);
      } else if (place === `${at}/items`) {
        for (const each of part as readonly unknown[]) use(below, place, each);
      } else if (fits(place, part)) use(below, place, part);
    }
  };
  use(root, "#", value);
}
