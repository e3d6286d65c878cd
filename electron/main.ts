/**
 * The desktop shell, from start to end. It shows one page, moves files of sealed bytes for it and tells it when to lock; it has no
 * key and reads no word of the journal. It never speaks to a network: no updater, no crash upload, no telemetry.
 */
import { join } from "node:path";
import { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, powerMonitor, protocol, session } from "electron";
import { backupFolder } from "./backup-folder.ts";
import { fileCalls } from "./files.ts";
import { answerCalls } from "./ipc.ts";
import { ledgerIn } from "./ledger.ts";
import { PATIENCE_MILLISECONDS } from "./lock.ts";
import { enableSessionItems, menuTemplate } from "./menus.ts";
import { keepOnePage } from "./page.ts";
import { APP_URL, registerAppScheme, serveApp } from "./protocol.ts";
import { closeOff, PARTITION, stayOffline } from "./session.ts";
import { TEXTS } from "./texts.ts";
import { openWindow } from "./window.ts";

const OUT = join(import.meta.dirname, "..");

app.enableSandbox();
stayOffline(app.commandLine);
registerAppScheme(protocol);
// Not awaited: Electron becomes ready only after this module has run.
if (app.requestSingleInstanceLock()) void app.whenReady().then(boot).catch(refuseToStart);
else app.quit();

function boot(): void {
  const closedSession = session.fromPartition(PARTITION, { cache: false });
  closeOff(closedSession);
  serveApp(closedSession.protocol, join(OUT, "renderer"));

  const menu = Menu.buildFromTemplate(
    menuTemplate({
      platform: process.platform,
      packaged: app.isPackaged,
      choose: (command) => page.command(command),
    }),
  );
  Menu.setApplicationMenu(menu);

  const userData = app.getPath("userData");
  const ledger = ledgerIn(join(userData, "ledger"));
  const { dropAll, ...files } = fileCalls({
    dialog,
    window: () => page.window(),
    folder: app.getPath("documents"),
    ledger,
    backups: backupFolder({ userData, home: app.getPath("home") }),
  });

  const page = keepOnePage({
    powerMonitor,
    openWindow: (isFirst) =>
      openWindow(BrowserWindow, {
        address: isFirst && app.commandLine.hasSwitch("demo") ? `${APP_URL}?demo` : APP_URL,
        session: closedSession,
        preload: join(OUT, "preload/preload.cjs"),
        packaged: app.isPackaged,
        dark: nativeTheme.shouldUseDarkColors,
        contentProtection: false,
      }),
    onSession: (open) => enableSessionItems(menu, open),
    onPageEnded: () => void dropAll(),
  });

  answerCalls(
    ipcMain,
    {
      ...files,
      describe: async () => ({
        shell: "desktop",
        appVersion: app.getVersion(),
        ledger: true,
        locksOnSuspend: true,
        nativeDialogs: true,
        backupFolder: true,
        engine: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}`,
      }),
      sessionChanged: async (open) => page.sessionChanged(open),
      async replaceWindow() {
        await ledger.settledWithin(PATIENCE_MILLISECONDS); // the page that comes next reads what this one wrote
        page.replace();
      },
    },
    () => page.window().webContents,
  );

  app.on("second-instance", () => {
    const window = page.window();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  app.on("window-all-closed", () => app.quit());
  app.once("will-quit", (event) => {
    const saving = ledger.isBusy();
    void ledger.close().catch(() => undefined); // every append was put on the disk by itself
    if (!saving) return;
    event.preventDefault();
    void ledger.settledWithin(PATIENCE_MILLISECONDS).then(() => app.quit());
  });
}

function refuseToStart(thrown: unknown): void {
  dialog.showErrorBox(TEXTS.appName, thrown instanceof Error ? thrown.message : String(thrown));
  app.exit(1);
}
