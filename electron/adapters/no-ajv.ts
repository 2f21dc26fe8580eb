/**
 * Stands in for ajv in the built app (vite.config.ts). electron-store, through conf, checks documents with it when it
 * is given a JSON schema. Ours are checked by the contract's schemas and it is given none, so 160 kB of code that
 * compiles code need not be loaded at each start.
 * https://github.com/sindresorhus/electron-store#schema
 */
export class Ajv2020 {
  constructor() {
    throw new Error('electron-store was given a schema, but the build leaves out what checks it.');
  }
}

/** The default export of `ajv-formats` has this shape. */
export default { default: () => {} };
