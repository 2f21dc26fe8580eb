import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Test seams are compiled in or left out; nothing at run time can bring them back. Such a build has a folder of its own. */
const testSeams = process.env.KEYCUTTER_TEST_SEAMS === '1';
const outFolder = join(root, testSeams ? 'build/e2e' : 'build');

/** Electron brings itself, and a native module cannot be bundled: its `.node` file is found next to its own code. */
const external = [
  'electron',
  '@napi-rs/keyring',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
];

const withoutAjv = join(root, 'electron/adapters/no-ajv.ts');

/** The oldest Electron the code runs on has Node 20.18 and Chromium 130. */
const nodeTarget = 'node20.18';
const chromiumTarget = 'chrome130';

interface Entry {
  /** Where the file goes, without its ending. */
  readonly name: string;
  readonly source: string;
  /** A file per dynamic import, or one file for all. */
  readonly codeSplitting: boolean;
  readonly minify: boolean;
}

function commonJs({ name, source, codeSplitting, minify }: Entry): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: {
      noExternal: true,
      external,
      mainFields: ['module', 'main'],
      conditions: ['node', 'import', 'module', 'default'],
    },
    build: {
      ssr: true,
      target: nodeTarget,
      outDir: outFolder,
      emptyOutDir: false,
      copyPublicDir: false,
      sourcemap: !minify,
      minify,
      rolldownOptions: {
        input: { [name]: join(root, source) },
        external,
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          keepNames: true,
          codeSplitting,
          // The script in a Node single executable can require Node's modules, and import none.
          dynamicImportInCjs: codeSplitting,
        },
      },
    },
  };
}

/** Makes `electron build/e2e` work; the other build is started through the repository's own package.json. */
function writeManifest() {
  const { name, productName, version } = manifest;
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(
    join(outFolder, 'package.json'),
    `${JSON.stringify({ name, productName, version, main: 'main.cjs' }, null, 2)}\n`,
  );
}

export default defineConfig({
  root: join(root, 'renderer'),
  base: './',
  resolve: { alias: { 'ajv/dist/2020.js': withoutAjv, 'ajv-formats': withoutAjv } },
  plugins: [react()],
  define: {
    __TEST_SEAMS__: JSON.stringify(testSeams),
    __APP_VERSION__: JSON.stringify(manifest.version),
  },
  environments: {
    client: {
      build: {
        target: chromiumTarget,
        outDir: join(outFolder, 'renderer'),
        emptyOutDir: true,
        // The page's policy allows no inline script, style, or data: address.
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        sourcemap: testSeams,
        minify: !testSeams,
      },
    },
    main: commonJs({ name: 'main', source: 'electron/main.ts', codeSplitting: true, minify: !testSeams }),
    // A sandboxed preload can require nothing but Electron, so it is one file.
    preload: commonJs({
      name: 'preload',
      source: 'electron/preload.ts',
      codeSplitting: false,
      minify: !testSeams,
    }),
    // Each time it starts it is read and compiled anew: always small.
    cli: commonJs({ name: 'cli/keycutter', source: 'cli/main.ts', codeSplitting: false, minify: true }),
  },
  builder: {
    async buildApp(builder) {
      rmSync(join(outFolder, 'chunks'), { recursive: true, force: true });
      if (testSeams) writeManifest();
      for (const name of ['client', 'main', 'preload', 'cli']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
