/**
 * Electron without Electron: what the shell's modules touch of it, recorded and answerable by a test. Each part implements a pick of the
 * real type, so that a change of Electron's API fails to compile here; events are plain EventEmitters.
 */
import { EventEmitter } from "node:events";
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  CommandLine,
  ContextBridge,
  CustomScheme,
  Dialog,
  FromPartitionOptions,
  IpcMain,
  IpcRenderer,
  Menu,
  MenuItem,
  MenuItemConstructorOptions,
  OpenDialogReturnValue,
  PowerMonitor,
  Protocol,
  SaveDialogReturnValue,
  Session,
  WebContents,
  WebFrameMain,
  WebRequest,
} from "electron";

type PermissionRequestHandler = Exclude<Parameters<Session["setPermissionRequestHandler"]>[0], null>;
type PermissionCheckHandler = Exclude<Parameters<Session["setPermissionCheckHandler"]>[0], null>;
type DevicePermissionHandler = Exclude<Parameters<Session["setDevicePermissionHandler"]>[0], null>;
type BeforeRequest = Exclude<Parameters<WebRequest["onBeforeRequest"]>[0], null>;
type WindowOpenHandler = Parameters<WebContents["setWindowOpenHandler"]>[0];
type IdleState = ReturnType<PowerMonitor["getSystemIdleState"]>;
type InvokeHandler = Parameters<IpcMain["handle"]>[1];

/** An event whose default a listener may prevent. */
export class FakeEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

class FakeProtocol implements Pick<Protocol, "registerSchemesAsPrivileged" | "handle"> {
  readonly privileged: CustomScheme[] = [];
  readonly handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    this.privileged.push(...schemes);
  }
  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void {
    this.handlers.set(scheme, handler);
  }
}

export class FakeSession
  extends EventEmitter
  implements
    Pick<
      Session,
      | "setPermissionRequestHandler"
      | "setPermissionCheckHandler"
      | "setDevicePermissionHandler"
      | "setSpellCheckerEnabled"
      | "setSpellCheckerLanguages"
    >
{
  readonly protocol = new FakeProtocol();
  requestHandler: PermissionRequestHandler | null = null;
  checkHandler: PermissionCheckHandler | null = null;
  deviceHandler: DevicePermissionHandler | null = null;
  spellCheckerEnabled = true;
  spellCheckerLanguages = ["en-US"];
  private beforeRequest: BeforeRequest | null = null;

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest | null): void => {
      this.beforeRequest = listener;
    },
  };
  setPermissionRequestHandler(handler: PermissionRequestHandler | null): void {
    this.requestHandler = handler;
  }
  setPermissionCheckHandler(handler: PermissionCheckHandler | null): void {
    this.checkHandler = handler;
  }
  setDevicePermissionHandler(handler: DevicePermissionHandler | null): void {
    this.deviceHandler = handler;
  }
  setSpellCheckerEnabled(enable: boolean): void {
    this.spellCheckerEnabled = enable;
  }
  setSpellCheckerLanguages(languages: string[]): void {
    this.spellCheckerLanguages = languages;
  }

  /** Whether a request for an address would be let out. */
  lets(url: string): boolean {
    let cancelled = false;
    this.beforeRequest?.({ url } as never, (answer) => (cancelled = answer.cancel === true));
    return !cancelled;
  }
}

export class FakeWebContents
  extends EventEmitter
  implements Pick<WebContents, "send" | "getURL" | "setWindowOpenHandler" | "setWebRTCIPHandlingPolicy">
{
  readonly mainFrame = { parent: null, url: "app://twofold/" } as unknown as WebFrameMain;
  readonly sent: { channel: string; args: unknown[] }[] = [];
  windowOpenHandler: WindowOpenHandler | null = null;
  webRtcPolicy = "default";
  /** Where messages to the page go on to, when a page is bridged. */
  onSend: (channel: string, args: unknown[]) => void = () => undefined;

  send(channel: string, ...args: unknown[]): void {
    this.sent.push({ channel, args });
    this.onSend(channel, args);
  }
  getURL(): string {
    return this.mainFrame.url;
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }
  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }
}

export class FakeWindow
  extends EventEmitter
  implements
    Pick<
      BrowserWindow,
      "loadURL" | "show" | "focus" | "restore" | "isMinimized" | "destroy" | "setContentProtection" | "isDestroyed"
    >
{
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new FakeWebContents();
  url = "";
  shown = false;
  focused = false;
  minimized = false;
  destroyed = false;
  contentProtected = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
  }
  /** Told of the address the window is to show. */
  onLoad: (window: FakeWindow) => void = () => undefined;

  async loadURL(url: string): Promise<void> {
    this.url = url;
    this.onLoad(this);
  }
  show(): void {
    this.shown = true;
    this.emit("show");
  }
  focus(): void {
    this.focused = true;
  }
  restore(): void {
    this.minimized = false;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  destroy(): void {
    this.destroyed = true;
    this.emit("closed");
  }
  setContentProtection(enable: boolean): void {
    this.contentProtected = enable;
  }
  /** What the couple does with the window's close button: whether it went. */
  close(): boolean {
    const event = new FakeEvent();
    this.emit("close", event);
    if (!event.defaultPrevented) this.destroy();
    return !event.defaultPrevented;
  }
}

class FakeCommandLine implements Pick<CommandLine, "appendSwitch" | "hasSwitch"> {
  readonly switches = new Map<string, string>();
  appendSwitch(name: string, value = ""): void {
    this.switches.set(name, value);
  }
  hasSwitch(name: string): boolean {
    return this.switches.has(name);
  }
}

export class FakeApp
  extends EventEmitter
  implements
    Pick<
      App,
      | "enableSandbox"
      | "requestSingleInstanceLock"
      | "whenReady"
      | "quit"
      | "exit"
      | "getPath"
      | "getVersion"
      | "isPackaged"
    >
{
  readonly commandLine = new FakeCommandLine();
  readonly isPackaged: boolean = true;
  sandboxed = false;
  only = true;
  quits = 0;
  exitCode: number | undefined;
  documents = "/nowhere";
  userData = "/nowhere";
  home = "/nowhere";

  enableSandbox(): void {
    this.sandboxed = true;
  }
  requestSingleInstanceLock(): boolean {
    return this.only;
  }
  async whenReady(): Promise<void> {}
  quit(): void {
    this.quits += 1;
  }
  exit(code = 0): void {
    this.exitCode = code;
  }
  getPath(name: Parameters<App["getPath"]>[0]): string {
    if (name !== "documents" && name !== "userData" && name !== "home") throw new Error(`no path for ${name}`);
    return this[name];
  }
  getVersion(): string {
    return "0.1.0";
  }
}

class FakePowerMonitor extends EventEmitter implements Pick<PowerMonitor, "getSystemIdleState"> {
  state: IdleState = "active";
  threshold = 0;
  getSystemIdleState(idleThreshold: number): IdleState {
    this.threshold = idleThreshold;
    return this.state;
  }
}

/** Answers the next dialogs in turn; a dialog nobody prepared for fails the test. */
export class FakeDialog implements Pick<Dialog, "showErrorBox"> {
  /** Paths, or "cancelled". */
  readonly answers: string[] = [];
  readonly shown: unknown[] = [];
  readonly errors: string[] = [];
  /** What happens while a dialog is open. */
  beforeAnswer: () => Promise<void> = () => Promise.resolve();

  private async next(options: unknown): Promise<string> {
    await this.beforeAnswer();
    this.shown.push(options);
    const answer = this.answers.shift();
    if (answer === undefined) throw new Error("a dialog was shown that the test did not expect");
    return answer;
  }
  async showSaveDialog(_window: unknown, options: unknown): Promise<SaveDialogReturnValue> {
    const answer = await this.next(options);
    return answer === "cancelled" ? { canceled: true, filePath: "" } : { canceled: false, filePath: answer };
  }
  async showOpenDialog(_window: unknown, options: unknown): Promise<OpenDialogReturnValue> {
    const answer = await this.next(options);
    return answer === "cancelled" ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [answer] };
  }
  showErrorBox(_title: string, content: string): void {
    this.errors.push(content);
  }
}

class FakeIpcMain implements Pick<IpcMain, "handle"> {
  readonly handlers = new Map<string, InvokeHandler>();
  handle(channel: string, handler: InvokeHandler): void {
    if (this.handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    this.handlers.set(channel, handler);
  }
  /** A call as Electron brings it: arguments and answer cross by structured clone. */
  async invoke(
    from: { sender: FakeWebContents; senderFrame?: unknown },
    channel: string,
    ...args: unknown[]
  ): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const event = {
      sender: from.sender,
      senderFrame: "senderFrame" in from ? from.senderFrame : from.sender.mainFrame,
    };
    return structuredClone(await handler(event as never, ...structuredClone(args)));
  }
}

export class FakeMenuItem implements Partial<Pick<MenuItem, "id" | "enabled" | "accelerator">> {
  readonly id: string;
  readonly accelerator: string;
  readonly role: string | undefined;
  readonly choose: () => void;
  enabled: boolean;
  constructor(options: MenuItemConstructorOptions) {
    this.id = options.id ?? "";
    this.accelerator = String(options.accelerator ?? "");
    this.role = options.role;
    this.enabled = options.enabled ?? true;
    this.choose = () => options.click?.(this as unknown as MenuItem, undefined, {});
  }
}

export class FakeMenu implements Partial<Pick<Menu, "getMenuItemById">> {
  readonly allItems: readonly FakeMenuItem[];
  constructor(template: readonly MenuItemConstructorOptions[]) {
    const under = (items: readonly MenuItemConstructorOptions[]): FakeMenuItem[] =>
      items.flatMap((item) => [new FakeMenuItem(item), ...(Array.isArray(item.submenu) ? under(item.submenu) : [])]);
    this.allItems = under(template);
  }
  item(id: string): FakeMenuItem {
    const found = this.allItems.find((item) => item.id === id);
    if (found === undefined) throw new Error(`no menu item ${id}`);
    return found;
  }
  getMenuItemById(id: string): MenuItem | null {
    return (this.allItems.find((item) => item.id === id) ?? null) as unknown as MenuItem | null;
  }
}

/** The renderer's half: what a preload may require, bridged to the fake main process. */
class FakeIpcRenderer extends EventEmitter implements Pick<IpcRenderer, "invoke"> {
  private readonly main: FakeIpcMain;
  private readonly contents: () => FakeWebContents;
  constructor(main: FakeIpcMain, contents: () => FakeWebContents) {
    super();
    this.main = main;
    this.contents = contents;
  }
  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    return this.main.invoke({ sender: this.contents() }, channel, ...args);
  }
}

class FakeContextBridge implements Pick<ContextBridge, "exposeInMainWorld"> {
  readonly exposed = new Map<string, unknown>();
  exposeInMainWorld(name: string, api: unknown): void {
    this.exposed.set(name, api);
  }
}

/** A whole Electron, fresh: the module's exports as the shell imports them, and handles on what they recorded. */
export function fakeElectron() {
  const app = new FakeApp();
  const powerMonitor = new FakePowerMonitor();
  const dialog = new FakeDialog();
  const ipcMain = new FakeIpcMain();
  const protocol = new FakeProtocol();
  const contextBridge = new FakeContextBridge();
  const windows: FakeWindow[] = [];
  const sessions = new Map<string, { session: FakeSession; options: FromPartitionOptions | undefined }>();
  let menu: FakeMenu | null = null;

  const newest = (): FakeWindow => {
    const window = windows.at(-1);
    if (window === undefined) throw new Error("no window was opened");
    return window;
  };
  const ipcRenderer = new FakeIpcRenderer(ipcMain, () => newest().webContents);

  const windowLoads = { listener: (_window: FakeWindow): void => undefined };

  class BrowserWindow extends FakeWindow {
    constructor(options?: BrowserWindowConstructorOptions) {
      super(options);
      windows.push(this);
      this.onLoad = (window) => windowLoads.listener(window);
      this.webContents.onSend = (channel, args) => ipcRenderer.emit(channel, {}, ...structuredClone(args));
      this.on("closed", () => {
        if (windows.every((window) => window.destroyed)) app.emit("window-all-closed");
      });
    }
  }

  const exports = {
    app,
    BrowserWindow,
    contextBridge,
    dialog,
    ipcMain,
    ipcRenderer,
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => new FakeMenu(template),
      setApplicationMenu: (chosen: FakeMenu | null) => {
        menu = chosen;
      },
    },
    nativeTheme: { shouldUseDarkColors: false },
    powerMonitor,
    protocol,
    session: {
      fromPartition: (partition: string, options?: FromPartitionOptions) => {
        const known = sessions.get(partition) ?? { session: new FakeSession(), options };
        sessions.set(partition, known);
        return known.session;
      },
    },
  } satisfies Partial<Record<keyof typeof import("electron"), unknown>>;

  return {
    exports,
    app,
    powerMonitor,
    dialog,
    ipcMain,
    protocol,
    contextBridge,
    windows,
    sessions,
    newest,
    /** Whoever shows the windows sets its listener. */
    windowLoads,
    menu: (): FakeMenu => {
      if (menu === null) throw new Error("no menu was set");
      return menu;
    },
  };
}

export type FakeElectron = ReturnType<typeof fakeElectron>;
