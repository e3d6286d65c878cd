/** The application menu. Its items that touch the journal are commands to the page, and can be chosen only while a session is open. */
import type { Menu, MenuItemConstructorOptions } from "electron";
import type { HostCommand } from "#shared/host/host.ts";
import { TEXTS } from "./texts.ts";

const SHORTCUTS = {
  "new-entry": "CmdOrCtrl+N",
  "new-need": "CmdOrCtrl+Shift+N",
  "export-backup": "CmdOrCtrl+Shift+S",
  "open-settings": "CmdOrCtrl+,",
  lock: "CmdOrCtrl+L",
} as const satisfies Partial<Record<HostCommand, string>>;

export interface MenuParts {
  /** The platform's name, as Node gives it. */
  readonly platform: NodeJS.Platform;
  /** A packaged app offers no developer tools and no reload, which would end a session without locking it. */
  readonly packaged: boolean;
  readonly choose: (command: HostCommand) => void;
}

/** The menu as a template; items that need an open session are disabled until `enableSessionItems`. */
export function menuTemplate({ platform, packaged, choose }: MenuParts): MenuItemConstructorOptions[] {
  const inSession = (command: keyof typeof SHORTCUTS): MenuItemConstructorOptions => ({
    id: command,
    label: TEXTS.commands[command],
    accelerator: SHORTCUTS[command],
    enabled: false,
    click: () => choose(command),
  });
  const separator: MenuItemConstructorOptions = { type: "separator" };
  const mac = platform === "darwin";

  return [
    ...(mac ? [{ role: "appMenu" } as const] : []),
    {
      label: TEXTS.menus.journal,
      submenu: [
        inSession("new-entry"),
        inSession("new-need"),
        separator,
        inSession("export-backup"),
        { id: "restore-backup", label: TEXTS.commands["restore-backup"], click: () => choose("restore-backup") },
        separator,
        inSession("open-settings"),
        separator,
        inSession("lock"),
        mac ? { role: "close" } : { role: "quit" },
      ],
    },
    {
      label: TEXTS.menus.edit,
      submenu: [
        { role: "undo" },
        { role: "redo" },
        separator,
        { role: "cut" },
        { role: "copy" },
        { role: "paste" },
        { role: "pasteAndMatchStyle" },
        { role: "delete" },
        { role: "selectAll" },
      ],
    },
    {
      label: TEXTS.menus.view,
      submenu: [
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        separator,
        { role: "togglefullscreen" },
        ...(packaged ? [] : [separator, { role: "reload" } as const, { role: "toggleDevTools" } as const]),
      ],
    },
    { label: TEXTS.menus.window, submenu: [{ role: "minimize" }, ...(mac ? [{ role: "front" } as const] : [])] },
  ];
}

/** Enables or disables the items that need an open session; a disabled item's shortcut does nothing either. */
export function enableSessionItems(menu: Menu, open: boolean): void {
  for (const id of Object.keys(SHORTCUTS)) {
    const item = menu.getMenuItemById(id);
    if (item !== null) item.enabled = open;
  }
}
