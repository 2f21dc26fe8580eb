import { mkdirSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles a main script of our own, which may use the app's rooms, into a folder that Electron can start. */
export async function buildElectronMain(source: URL, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    '{ "name": "keycutter", "version": "0.0.0", "main": "main.cjs" }',
  );
  await build({
    configFile: false,
    logLevel: 'error',
    define: { __TEST_SEAMS__: 'true', __APP_VERSION__: '"0.0.0"' },
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(source),
      target: 'node20.18',
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        external: ['electron', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
        output: { format: 'cjs', entryFileNames: 'main.cjs' },
      },
    },
  });
  return folder;
}
