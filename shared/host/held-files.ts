/** The files a shell holds open for its page, each in one stage of its life, under ids that say nothing of a path. */
import { TwofoldError } from "../base/errors.ts";
import { FileId } from "./host.ts";

/** What a shell keeps per file: its stage as `kind`, and whatever that stage needs. */
interface Stage {
  readonly kind: string;
}

export interface HeldFiles<Held extends Stage> {
  /** Begins to hold a file. */
  hold(file: Held): FileId;
  /** The file of an id, when it is in one of the stages asked for; throws "bad-call" otherwise, and for an unknown id. */
  in<Kind extends Held["kind"]>(id: FileId, ...stages: readonly Kind[]): Extract<Held, { kind: Kind }>;
  /** Moves a held file to its next stage. */
  advance(id: FileId, file: Held): void;
  /** Ceases to hold a file. Closing it is the caller's. */
  release(id: FileId): void;
  /** Ceases to hold all files and hands them over. */
  releaseAll(): readonly Held[];
}

/**
 * Holds nothing yet.
 *
 * @param newId 32 hexadecimal digits that nobody can guess, anew each time
 */
export function heldFiles<Held extends Stage>(newId: () => string): HeldFiles<Held> {
  const held = new Map<FileId, Held>();
  return {
    hold(file) {
      const id = FileId.parse(`file-${newId()}`);
      held.set(id, file);
      return id;
    },
    in<Kind extends Held["kind"]>(id: FileId, ...stages: readonly Kind[]) {
      const file = held.get(id);
      if (file === undefined || !stages.some((stage) => stage === file.kind))
        throw new TwofoldError("bad-call", "file");
      return file as Extract<Held, { kind: Kind }>;
    },
    advance: (id, file) => void held.set(id, file),
    release: (id) => void held.delete(id),
    releaseAll() {
      const files = [...held.values()];
      held.clear();
      return files;
    },
  };
}
