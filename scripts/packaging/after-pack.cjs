const { rm } = require('node:fs/promises');
const { join } = require('node:path');

/** What the Electron that tests may run on (scripts/setup/registry-runtime.mjs) brings of the app it was taken from. */
const leftovers = ['resources/app', 'browser_v8_context_snapshot.bin'];
/** electron-builder writes one, where a feed is configured. */
const updateFeed = 'resources/app-update.yml';

/** electron-builder's afterPack hook: before the fuses are set and anything is signed. */
exports.default = async function afterPack({ appOutDir, electronPlatformName, packager }) {
  if (electronPlatformName !== 'linux') return;
  const unwanted = packager.config.publish == null ? [...leftovers, updateFeed] : leftovers;
  for (const name of unwanted) await rm(join(appOutDir, name), { recursive: true, force: true });
};
