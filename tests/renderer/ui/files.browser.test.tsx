import { load } from "exifreader";
import { useState } from "react";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { concat } from "#shared/base/bytes.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { FILE_MAX_BYTES, type StoredFile } from "#shared/domain/file.ts";
import type { Journal } from "#renderer/store/journal.ts";
import { JournalProvider, useJournalState } from "#renderer/store/use-journal.tsx";
import type { FilesHandle } from "#renderer/ui/editor/editor-handle.ts";
import { PageFiles } from "#renderer/ui/files/PageFiles.tsx";
import { prepareFile, type PreparedFile } from "#renderer/ui/files/prepare-file.ts";
import { SavesFiles } from "#renderer/ui/files/saving.tsx";
import { ShownFiles } from "#renderer/ui/files/ShownFiles.tsx";
import { ShownImage } from "#renderer/ui/files/ShownImage.tsx";
import { Voiced } from "#renderer/ui/notice.tsx";
import type { OpenPage } from "#renderer/ui/open-page.ts";
import { useOpenPage } from "#renderer/ui/use-open-page.ts";
import { aPhoto, aSealedFile } from "../../support/builders.ts";
import { floorCouple, journalPage, type FloorCouple } from "../../support/floor-couple.ts";
import {
  ascii,
  CANARY,
  exifWithPlace,
  fileType,
  jpegExif,
  jpegSegment,
  jpegWith,
  jpegXmp,
  pngChunk,
  pngHeader,
  PNG_SIGNATURE,
  pngWith,
  xmpWithPlace,
} from "../../support/made-pictures.ts";
import { memoryHost } from "../../support/memory-host.ts";
import { show } from "../../support/screen.tsx";

type Bytes = Uint8Array<ArrayBuffer>;

/** A real picture, its left half darker than its right one. */
async function drawn(type: string, width = 640, height = 400): Promise<Bytes> {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("no canvas");
  pen.fillStyle = "#d8b26a";
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = "#31535e";
  pen.fillRect(0, 0, width / 2, height);
  return new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
}

const fileOf = (name: string, bytes: Uint8Array): File => new File([bytes as Bytes], name);
const says = (bytes: Uint8Array, words: string): boolean => new TextDecoder("latin1").decode(bytes).includes(words);

async function prepared(name: string, bytes: Uint8Array): Promise<PreparedFile> {
  const answer = await prepareFile(fileOf(name, bytes));
  if (answer.kind === "refused") throw new Error(answer.why);
  return answer;
}

/** What the browser shows of a picture, pixel for pixel. */
async function pixelsOf(bytes: Uint8Array, type: string): Promise<ImageData> {
  const bitmap = await createImageBitmap(new Blob([bytes as Bytes], { type }));
  const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  if (pen === null) throw new Error("no canvas");
  pen.drawImage(bitmap, 0, 0);
  return pen.getImageData(0, 0, bitmap.width, bitmap.height);
}

afterEach(() => vi.restoreAllMocks());

describe("[D61] preparing a file", () => {
  test("takes what a photo says of its making out of it, says that a place was there, and changes not a pixel", async () => {
    const jpeg = jpegWith(await drawn("image/jpeg"), [jpegExif(exifWithPlace({ orientation: 6 }))], ascii(CANARY));
    const png = pngWith(await drawn("image/png"), [pngChunk("eXIf", exifWithPlace())]);
    const place = load(jpeg.slice().buffer, { expanded: true });
    expect(place.gps?.Latitude).toBeCloseTo(52.52, 2); // the photo does say it before
    for (const [name, type, bytes] of [
      ["stairs.jpg", "image/jpeg", jpeg],
      ["named as text.txt", "image/png", png],
    ] as const) {
      const photo = await prepared(name, bytes);
      expect(photo).toMatchObject({ name, type, placeTakenOut: true, madeAnew: false });
      expect(says(photo.bytes, CANARY)).toBe(false);
      const after = load(photo.bytes.slice().buffer, { expanded: true, includeUnknown: true });
      expect(after.gps).toBeUndefined();
      expect(Object.keys(after.exif ?? {})).toEqual(type === "image/jpeg" ? ["Orientation"] : []);
      const pixels = await pixelsOf(photo.bytes, type);
      expect(pixels.data).toEqual((await pixelsOf(bytes, type)).data);
      expect(photo.picture).toMatchObject({ width: pixels.width, height: pixels.height });
      const small = await pixelsOf(photo.picture?.small ?? new Uint8Array(), "image/webp");
      expect(Math.max(small.width, small.height)).toBe(480);
      expect(says(photo.picture?.small ?? new Uint8Array(), "EXIF")).toBe(false);
    }
    expect((await prepared("turned.jpg", jpeg)).picture).toMatchObject({ width: 400, height: 640 });
  });

  test("knows a place that only XMP names, asks no document of the browser for it, and says nothing where there was none", async () => {
    const parse = vi.spyOn(DOMParser.prototype, "parseFromString");
    const plain = await drawn("image/jpeg");
    expect(await prepared("xmp.jpg", jpegWith(plain, [jpegXmp]))).toMatchObject({ placeTakenOut: true });
    const inPng = pngChunk("iTXt", concat(ascii("XML:com.adobe.xmp\0\0\0\0\0"), xmpWithPlace));
    const png = await prepared("xmp.png", pngWith(await drawn("image/png"), [inPng]));
    expect(png).toMatchObject({ placeTakenOut: true });
    expect(says(png.bytes, CANARY)).toBe(false);
    expect(await prepared("plain.jpg", plain)).toMatchObject({ placeTakenOut: false, bytes: plain });
    expect(await prepared("plain.webp", await drawn("image/webp"))).toMatchObject({ type: "image/webp" });
    expect(parse).not.toHaveBeenCalled();
  });

  test("makes a picture anew that it cannot cut, and keeps what is no picture byte for byte", async () => {
    const short = jpegSegment(0xe0, ascii("JFIF\0")); // no JFIF header is as short as this
    const jpeg = concat(ascii("\xff\xd8"), short, jpegExif(exifWithPlace()), (await drawn("image/jpeg")).subarray(20));
    const anew = await prepared("cut off.jpeg", jpeg);
    expect(anew).toMatchObject({ name: "cut off.webp", type: "image/webp", madeAnew: true, placeTakenOut: true });
    expect(anew.picture).toMatchObject({ width: 640, height: 400 });
    expect(says(anew.bytes, CANARY)).toBe(false);

    const broken = concat(PNG_SIGNATURE, pngHeader(20, 20), ascii("no picture"));
    const svg = ascii("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    for (const [name, bytes] of [
      ["broken.png", broken],
      ["a\u202egnp.svg", svg],
      ["letter.pdf", ascii("%PDF-1.7 by Noa")],
    ] as const) {
      expect(await prepared(name, bytes)).toMatchObject({ picture: null, bytes: bytes.slice(), placeTakenOut: false });
    }
    expect((await prepared("C:\\photos\\a\u202egnp.svg", svg)).name).toBe("agnp.svg");
    const long = await prepared(`${"l".repeat(300)}.pdf`, ascii("%PDF-1.7"));
    expect(long.name).toBe(`${"l".repeat(196)}.pdf`);
  });

  test("refuses what is too big unread, a picture that claims too much undecoded, and HEIC, empty and unreadable files", async () => {
    const read = vi.spyOn(Blob.prototype, "arrayBuffer");
    const decode = vi.spyOn(globalThis, "createImageBitmap");
    const why = async (file: Parameters<typeof prepareFile>[0]) => {
      const answer = await prepareFile(file);
      return answer.kind === "refused" ? answer.why : answer.kind;
    };
    expect(await why(fileOf("film.mp4", new Uint8Array(FILE_MAX_BYTES + 1)))).toBe("too-big");
    expect(read).not.toHaveBeenCalled();
    expect(await why(fileOf("whole.bin", new Uint8Array(FILE_MAX_BYTES)))).toBe("prepared");
    const bomb = concat(PNG_SIGNATURE, pngHeader(30_000, 30_000), pngChunk("IEND", new Uint8Array()));
    expect(await why({ name: "bomb.png", bytes: bomb })).toBe("too-many-pixels");
    expect(await why({ name: "IMG_1.jpg", bytes: fileType("heic", "mif1", "heic") })).toBe("heic");
    expect(await why({ name: "empty.jpg", bytes: new Uint8Array() })).toBe("empty");
    read.mockRejectedValueOnce(new DOMException("gone", "NotReadableError"));
    expect(await why(fileOf("gone.jpg", ascii("gone")))).toBe("unreadable");
    expect(decode).not.toHaveBeenCalled();
  });
});

// A page over a real journal: real worker, real libsodium, real store. Only the Host is a double.
describe("[D60] the photos and files of a page", () => {
  const host = memoryHost();
  const couple = journalPage(host);
  let floor: FloorCouple;
  let entry: Entry;
  let open: OpenPage | null = null;
  let handle: FilesHandle | null = null;
  const inserted: StoredFile[] = [];
  let leave: () => Promise<void> = async () => {};

  function Page() {
    const { page: opened, text } = useOpenPage({ entry, id: entry.id, day: entry.day, author: entry.author });
    open = opened;
    const [editor] = useState(() => ({ insertImage: (file: StoredFile) => void inserted.push(file) }));
    return (
      <>
        <output aria-label="Shown title">{text.title}</output>
        <PageFiles
          ref={(given) => {
            handle = given;
          }}
          page={opened}
          text={text}
          editor={editor}
        />
      </>
    );
  }

  function Read({ files }: { files: readonly StoredFile[] }) {
    return (
      <>
        <ShownFiles files={files} />
        {files
          .filter(({ picture }) => picture !== null)
          .map(({ sealed }) => (
            <ShownImage key={sealed.id} file={sealed.id} alt="Shown" files={files} />
          ))}
        <ShownImage file={aSealedFile().id} alt="Lost" files={files} />
      </>
    );
  }

  const WhileOpen = ({ children }: { children: React.ReactNode }) => useJournalState().kind === "open" && children;

  async function showing(children: React.ReactNode, journal: Journal = couple.journal): Promise<void> {
    await leave();
    const shown = await show(
      <JournalProvider journal={journal}>
        <Voiced>
          <SavesFiles host={host}>
            <WhileOpen>{children}</WhileOpen>
          </SavesFiles>
        </Voiced>
      </JournalProvider>,
    );
    leave = async () => {
      leave = async () => {};
      await shown.leave();
    };
  }

  const chosen = (...files: readonly File[]) =>
    userEvent.upload(page.getByLabelText("Add photos or files").last(), [...files]);
  const namesOf = (page: OpenPage | null): string[] => page?.text().files.map(({ name }) => name) ?? [];
  const told = (words: RegExp) => expect.element(page.getByText(words)).toBeVisible();
  const saved = () => couple.snapshot().mine.find(({ id }) => id === entry.id) as Entry;

  beforeAll(async () => {
    floor = await floorCouple();
    await couple.begin(floor.backup);
  });

  beforeEach(async () => {
    if (couple.journal.state().kind !== "open") await couple.open("a");
    entry = couple.entry(`Files ${couple.snapshot().mine.length}`);
    await couple.journal.put(entry);
    inserted.length = 0;
  });

  afterEach(() => leave());

  test("are added, told, looked at, put into the text, removed, put back and saved as a copy", async () => {
    await showing(<Page />);
    const photo = jpegWith(await drawn("image/jpeg"), [jpegExif(exifWithPlace())]);
    await chosen(
      fileOf("stairs.jpg", photo),
      fileOf("IMG_2.heic", fileType("heic", "heic")),
      fileOf("yard.png", await drawn("image/png", 300, 200)),
      fileOf("letter.pdf", ascii("%PDF-1.7 by Noa")),
    );
    await told(/^Where it was taken was left out: stairs\.jpg\.$/);
    await told(/^IMG_2\.heic was not added: it is a HEIC photo.*Save it as JPEG/);
    await expect.poll(() => namesOf(open)).toEqual(["stairs.jpg", "yard.png", "letter.pdf"]);
    await told(/Other files are kept exactly as they are, with whatever they say about their making\.$/);
    await expect.element(page.getByRole("list", { name: "Photos" }).getByRole("listitem").first()).toBeVisible();

    await userEvent.click(page.getByRole("button", { name: "Look at stairs.jpg" }));
    const dialog = page.getByRole("dialog", { name: "Photo 1 of 2" });
    await expect.element(dialog.getByRole("img", { name: "stairs.jpg" })).toBeVisible();
    await userEvent.keyboard("{ArrowLeft}{ArrowRight}");
    await expect
      .element(page.getByRole("dialog", { name: "Photo 2 of 2" }).getByRole("img"))
      .toHaveAttribute("width", "300");
    await userEvent.click(page.getByRole("button", { name: "Put it into the text" }));
    expect(inserted.map(({ name }) => name)).toEqual(["yard.png"]);
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();

    await chosen(fileOf("note.txt", ascii("by Noa")));
    const putBack = page.getByRole("button", { name: "Put it back" });
    for (const name of ["note.txt", "letter.pdf"]) {
      await userEvent.click(page.getByRole("button", { name: `Remove ${name}` }));
      await told(new RegExp(`^${name} was removed`));
      await expect.element(putBack).toHaveFocus();
    }
    expect(namesOf(open)).toEqual(["stairs.jpg", "yard.png"]);
    const add = page.getByRole("button", { name: "Add photos or files" });
    add.element().focus();
    open?.change({ title: "Stairs and a yard" }); // whoever goes on writing keeps the focus
    await expect.element(page.getByLabelText("Shown title")).toHaveTextContent("Stairs and a yard");
    await expect.element(add).toHaveFocus();
    putBack.element().focus();
    await userEvent.keyboard("{Enter}");
    expect(namesOf(open)).toEqual(["stairs.jpg", "yard.png", "letter.pdf"]);

    await userEvent.click(page.getByRole("button", { name: "Save a copy of letter.pdf" }));
    await told(/^The copy leaves the encrypted journal/);
    expect(host.kept.size).toBe(0);
    await userEvent.keyboard("{Enter}"); // the focus is on the answer
    await told(/^Saved as letter\.pdf\.$/);
    expect(host.kept.get("letter.pdf")).toEqual(ascii("%PDF-1.7 by Noa"));
    host.kept.clear();

    await leave();
    await expect.poll(() => saved().files.length).toBe(3);
    await showing(<Page />);
    const before = saved();
    await userEvent.click(page.getByRole("button", { name: "Remove letter.pdf" }));
    await leave();
    await expect.poll(() => saved().files.length).toBe(2);
    const earlier = couple.snapshot().mine.filter(({ kind }) => kind === "earlier");
    expect(earlier).toContainEqual(expect.objectContaining({ of: entry.id, ofRevision: before.revision }));
  });

  test("that are dropped are added wherever they are let go, and those pasted into the text are put there", async () => {
    await showing(<Page />);
    const transfer = new DataTransfer();
    transfer.items.add(fileOf("dropped.png", await drawn("image/png", 30, 20)));
    document.body.dispatchEvent(new DragEvent("dragover", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    await told(/^Let go to add it to this page$/);
    const drop = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
    document.body.dispatchEvent(drop);
    expect(drop.defaultPrevented).toBe(true); // otherwise the browser leaves the journal to open it
    await expect.poll(() => namesOf(open)).toEqual(["dropped.png"]);
    handle?.addFiles([fileOf("pasted.png", await drawn("image/png", 30, 20)), fileOf("note.txt", ascii("note"))]);
    await expect.poll(() => namesOf(open)).toEqual(["dropped.png", "pasted.png", "note.txt"]);
    expect(inserted.map(({ name }) => name)).toEqual(["pasted.png"]);
  });

  test("that find no room, or a full disk, are told; what was added before stays, and nothing half", async () => {
    let room = 1;
    const full: Journal = {
      ...couple.journal,
      keepFile: (bytes) =>
        room-- > 0 ? couple.journal.keepFile(bytes) : Promise.reject(new TwofoldError("storage-full", "test")),
    };
    await showing(<Page />, full);
    await chosen(fileOf("one.txt", ascii("one")), fileOf("two.txt", ascii("two")), fileOf("three.txt", ascii("three")));
    await told(/^two\.txt and those after it were not added\. What was added before them stays\.$/);
    await told(/^The disk is full\./);
    expect(namesOf(open)).toEqual(["one.txt"]);

    await showing(<Page />);
    open?.change({ files: Array.from({ length: 99 }, (_, at) => aPhoto({ name: `${at}`, picture: null })) });
    await chosen(fileOf("four.txt", ascii("four")), fileOf("five.txt", ascii("five")), fileOf("six.txt", ascii("six")));
    await told(/^2 files were not added: a page holds 100\. Another page can take them\.$/);
    expect(namesOf(open).slice(98)).toEqual(["98", "four.txt"]);
    await open?.revert();
  });

  test("of a page that is left while they are added: those added are saved, and the others told", async () => {
    let go: () => void = () => {};
    const held = new Promise<void>((resolve) => (go = resolve));
    let calls = 0;
    const slow: Journal = {
      ...couple.journal,
      keepFile: async (bytes) => {
        if (++calls > 1) await held;
        return couple.journal.keepFile(bytes);
      },
    };
    let isShown = true;
    let hide: (shown: boolean) => void = () => {};
    function Leaving() {
      const [shown, setShown] = useState(isShown);
      hide = setShown;
      isShown = shown;
      return shown && <Page />;
    }
    await showing(<Leaving />, slow);
    await chosen(fileOf("one.txt", ascii("one")), fileOf("two.txt", ascii("two")), fileOf("three.txt", ascii("three")));
    await expect.poll(() => calls).toBe(2);
    hide(false);
    await told(/^The page was left while files were being added: 2 were not added\.$/);
    go();
    await expect.poll(() => saved().files.map(({ name }) => name)).toEqual(["one.txt"]);
    await expect.poll(() => open?.state().kind).toBe("saved");
    expect(namesOf(open)).toEqual(["one.txt"]);
  });

  test("are read where they are shared, told where they are missing, damaged or no picture, and closed at a lock", async () => {
    const keep = (bytes: Uint8Array) => couple.journal.keepFile(bytes);
    const picture = { width: 300, height: 200, small: null };
    const type = "image/png";
    const whole = { name: "yard.png", type, sealed: await keep(await drawn(type, 300, 200)), picture };
    const markup = {
      name: "page.svg",
      type,
      sealed: await keep(ascii("<svg xmlns='http://www.w3.org/2000/svg'/>")),
      picture,
    };
    const missing = aPhoto({ name: "missing.png", picture });
    const damaged: StoredFile = { ...whole, name: "damaged.png", sealed: { ...whole.sealed, key: missing.sealed.key } };
    const list = { ...whole, name: "list.txt", sealed: await keep(ascii("milk")), picture: null };

    await showing(<Read files={[whole, markup, missing, list]} />);
    const inText = page.getByRole("img", { name: "Shown" });
    await expect.element(inText).toBeVisible();
    expect(inText.elements()).toHaveLength(1);
    await told(/^A photo stood here\. It is not among the files of this page\.$/);
    await expect.element(page.getByText(/does not read as it was kept/).first()).toBeVisible();
    await expect.element(page.getByText(/This photo is not here any more/).first()).toBeVisible();
    await expect.element(page.getByRole("button", { name: "Save a copy of list.txt" })).toBeVisible();
    expect(page.getByRole("button", { name: /Remove|Add/ }).elements()).toEqual([]);
    const { src } = inText.element() as HTMLImageElement;
    expect(src).toMatch(/^blob:/);
    expect((await fetch(src)).headers.get("Content-Type")).toBe("image/png");

    const disguised = { ...list, name: "letter\u202efdp.exe" }; // shown as "letterexe.pdf"
    await showing(<Read files={[disguised]} />);
    await userEvent.click(page.getByRole("button", { name: /^Save a copy of letter/ }));
    await userEvent.keyboard("{Enter}");
    await told(/^Saved as letterfdp\.exe\.$/);
    host.kept.clear();

    await showing(<Read files={[damaged]} />);
    await expect.element(page.getByText(/does not read as it was kept/).first()).toBeVisible();

    await showing(<Read files={[whole]} />);
    await expect.element(inText).toBeVisible();
    const { src: lastSrc } = inText.element() as HTMLImageElement;
    await couple.journal.lock();
    await expect(fetch(lastSrc)).rejects.toThrow();
    await expect(fetch(src)).rejects.toThrow();
    await couple.reload();
  });
});
