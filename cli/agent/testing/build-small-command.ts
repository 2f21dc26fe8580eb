import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles small-command.ts into the folder, for plain Node; answers with its path. */
export async function buildSmallCommand(folder: string): Promise<string> {
  const external = builtinModules.flatMap((name) => [name, `node:${name}`]);
  await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    build: {
      ssr: fileURLToPath(new URL('small-command.ts', import.meta.url)),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: {
        external,
        output: { format: 'cjs', entryFileNames: 'small-command.cjs', codeSplitting: false },
      },
    },
  });
  return `${folder}/small-command.cjs`;
}
