// Electron's fuses: switches inside its program that nobody can turn on again from outside. Every one is set here by name; a fuse
// that a later Electron adds and this list lacks fails the packing.
import { join } from "node:path";
import { flipFuses, FuseV1Options, FuseVersion } from "@electron/fuses";

/** Whether each fuse is on, by its number in the wire. */
export const FUSES = /** @type {const} */ ({
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, // there is no snapshot of our own
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false, // the app has a scheme of its own
  [FuseV1Options.WasmTrapHandlers]: true, // bounds checks of libsodium's memory at the processor's speed
});

/**
 * electron-builder's hook of this name: flips the fuses of the packed program.
 * @param {import("electron-builder").AfterPackContext} context
 */
export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const { productFilename } = packager.appInfo;
  const program =
    electronPlatformName === "darwin"
      ? `${productFilename}.app`
      : electronPlatformName === "win32"
        ? `${productFilename}.exe`
        : "twofold"; // linux.executableName in electron-builder.yml
  // Not electron-builder's own `electronFuses`: its copy of this package is older than Electron's newest fuse.
  await flipFuses(join(appOutDir, program), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: electronPlatformName === "darwin",
    ...FUSES,
  });
}
